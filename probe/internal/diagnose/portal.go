package diagnose

import (
	"net/url"
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// captivePortal recognises a network that answers with its sign-in page in place of
// mail servers, or of the domain's files.
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

// mailPortPages returns what a web server sent on a mail port: a redirect, or the
// status of RFC 6585, section 6, or anything if two unrelated hosts send it. It is
// empty where there is none.
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

// strayedFiles returns evidence that the domain's files redirect, over http, all to
// the same foreign page, while https fails and no mail server can be reached; empty
// for none.
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
