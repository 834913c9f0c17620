package render

import (
	"slices"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/text"
)

// headline is the outcome in one sentence.
func (p *page) headline(r *probe.Report) string {
	words := headline(r)
	if by := exposures(r); len(by) > 0 {
		words = exposedHeadline(r)
		how := text.ExposureWords[by[0]]
		if len(by) > 1 {
			how = text.ExposedBoth
		}
		return p.say(words, "address", shownAddress(r.Address), "how", p.say(how))
	}
	return p.say(words, "address", shownAddress(r.Address))
}

func headline(r *probe.Report) text.Words {
	failed := r.Status == probe.Failed || r.Status == probe.Refused
	switch {
	case r.Address.Domain == "": // nobody's settings, but ones that were given
		return text.Given[r.Status]
	case failed && r.Incoming != nil && r.Incoming.Verified:
		return text.OnlyReceives
	case failed && r.Outgoing != nil && r.Outgoing.Verified:
		return text.OnlySends
	case r.Status == probe.NotFound && anyUnfinished(r.Checks):
		return text.NoneYet
	case r.Status == probe.NotFound && anyReached(r.Checks):
		return text.NoneSpeaks
	}
	return map[probe.Status]text.Words{
		probe.Verified:  text.Works,
		probe.Reachable: text.Answers,
		probe.Failed:    text.Fails,
		probe.Refused:   text.Declined,
		probe.NotFound:  text.NotFound,
		probe.Untested:  text.Untested,
	}[r.Status]
}

// exposures are the ways by which alone the settings work, each once; none where
// they work as they should, or not at all.
func exposures(r *probe.Report) []fact.Exposure {
	var found []fact.Exposure
	for _, s := range []*fact.Setting{r.Incoming, r.Outgoing} {
		if s != nil && s.WorksOnly != "" && !slices.Contains(found, s.WorksOnly) {
			found = append(found, s.WorksOnly)
		}
	}
	return found
}

// exposedHeadline is the head where a dangerous flag made settings work.
func exposedHeadline(r *probe.Report) text.Words {
	fails := func(s *fact.Setting) bool { return s != nil && !s.Verified && s.WorksOnly == "" }
	switch in, out := r.Incoming, r.Outgoing; {
	case r.Address.Domain == "" && (fails(in) || fails(out)):
		return text.Given[r.Status]
	case r.Address.Domain == "":
		return text.GivenOnlySo
	case fails(in):
		return text.NotReceivesSo
	case fails(out):
		return text.NotSendsSo
	case in != nil && in.Verified:
		return text.SendsOnlySo
	case out != nil && out.Verified:
		return text.ReceivesOnlySo
	default:
		return text.OnlySo
	}
}

// anyUnfinished tells whether the run ended before a server did.
func anyUnfinished(checks []fact.Check) bool {
	return slices.ContainsFunc(checks, func(c fact.Check) bool { return c.Outcome == fact.OutcomeUnfinished })
}

// anyReached tells whether there was a server to talk to, whatever it said.
func anyReached(checks []fact.Check) bool {
	return slices.ContainsFunc(checks, func(c fact.Check) bool {
		return c.Failure != nil && c.Failure.Step != fact.StepDNS && c.Failure.Step != fact.StepTCP
	})
}
