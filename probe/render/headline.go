package render

import (
	"slices"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/phrases"
	"github.com/mailprobe/mailprobe/probe/text"
)

// headline is the outcome in one sentence.
func (p *page) headline(r *probe.Report) string {
	words := headline(r)
	if by := exposures(r); len(by) > 0 {
		words = exposedHeadline(r)
		how := phrases.ExposureWords[by[0]]
		if len(by) > 1 {
			how = phrases.ExposedBoth
		}
		return p.say(words, "address", shownAddress(r.Address), "how", p.say(how))
	}
	return p.say(words, "address", shownAddress(r.Address))
}

func headline(r *probe.Report) text.Words {
	failed := r.Status == probe.Failed || r.Status == probe.Refused
	switch {
	case r.Address.Domain == "": // nobody's settings, but ones that were given
		return phrases.Given[r.Status]
	case failed && r.Incoming != nil && r.Incoming.Verified:
		return phrases.OnlyReceives
	case failed && r.Outgoing != nil && r.Outgoing.Verified:
		return phrases.OnlySends
	case r.Status == probe.NotFound && anyUnfinished(r.Checks):
		return phrases.NoneYet
	case r.Status == probe.NotFound && anyReached(r.Checks):
		return phrases.NoneSpeaks
	}
	return map[probe.Status]text.Words{
		probe.Verified:  phrases.Works,
		probe.Reachable: phrases.Answers,
		probe.Failed:    phrases.Fails,
		probe.Refused:   phrases.Declined,
		probe.NotFound:  phrases.NotFound,
		probe.Untested:  phrases.Untested,
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
		return phrases.Given[r.Status]
	case r.Address.Domain == "":
		return phrases.GivenOnlySo
	case fails(in):
		return phrases.NotReceivesSo
	case fails(out):
		return phrases.NotSendsSo
	case in != nil && in.Verified:
		return phrases.SendsOnlySo
	case out != nil && out.Verified:
		return phrases.ReceivesOnlySo
	default:
		return phrases.OnlySo
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
