package diagnose

import (
	"net/url"
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// captivePortal: web pages come where mail servers should be, or where files of the
// domain should be, and they lead to a page where one signs in to the network.
func captivePortal(in Input) {
	evidence := mailPortPages(in)
	if evidence == "" {
		evidence = strayedFiles(in)
	}
	if evidence == "" {
		return
	}
	for i, c := range in.Checks {
		if c.Outcome == fact.OutcomeFailed && c.Failure != nil && c.Failure.Step != fact.StepDNS {
			in.Checks[i].Problems = []fact.Problem{endpoint{c, in}.problem(fact.CaptivePortal, evidence)}
		}
	}
}

// mailPortPages: a web server speaks on a mail port, and what it says is a
// redirect or the status of RFC 6585, section 6; or it speaks so for two hosts
// that have nothing to do with each other.
func mailPortPages(in Input) string {
	for i, c := range in.Checks {
		if c.Failure == nil || serviceOf(c.Failure.Line) != "http" {
			continue
		}
		words := strings.Fields(c.Failure.Line)
		if len(words) > 1 && (strings.HasPrefix(words[1], "30") || words[1] == "511") {
			return c.Failure.Line
		}
		for _, o := range in.Checks[i+1:] {
			if o.Failure != nil && serviceOf(o.Failure.Line) == "http" && unrelated(c, o) {
				return c.Failure.Line
			}
		}
	}
	return ""
}

// strayedFiles: the domain's files lead by plain http to somebody else's page,
// all to the same, while https to the same places fails, and no mail server can
// be reached.
func strayedFiles(in Input) string {
	if slices.ContainsFunc(in.Checks, connected) {
		return ""
	}
	strayed := map[string][]string{}
	for _, s := range in.Sources {
		for _, l := range s.Lookups {
			switch {
			case strings.HasPrefix(l.Result, "HTTP 511"):
				return l.What + ": " + l.Result
			case strings.HasPrefix(l.What, "https://") && (l.Fault == "" || l.Fault == fact.LookupStatus || l.Fault == fact.LookupNotXML):
				return "" // the web can be reached
			case strings.HasPrefix(l.What, "http://") && l.Fault == fact.LookupNotXML && l.Answered != "":
				to, err := url.Parse(l.Answered)
				if err == nil && fact.Registrable(to.Hostname()) != fact.Registrable(in.Domain) {
					strayed[to.Host] = append(strayed[to.Host], l.What+" leads to "+l.Answered)
				}
			}
		}
	}
	for _, places := range strayed {
		if len(places) > 1 {
			slices.Sort(places)
			return places[0]
		}
	}
	return ""
}
