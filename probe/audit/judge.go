package audit

import (
	"slices"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
	"github.com/mailprobe/mailprobe/providers"
)

// judgeEntry holds an entry against what its servers showed and what the
// provider publishes. checks belong to claims, one each.
func judgeEntry(e Entry, claims []claim, checks []fact.Check, sources []fact.SourceReport, now time.Time) []Problem {
	var found []Problem
	for _, p := range diagnose.Run(diagnose.Input{Checks: checks, Now: now}) {
		c := claimAt(claims, p.Where)
		if len(c.Auth) > 0 && (p.Code == fact.OAuth2Required || p.Code == fact.NoCommonMechanism) {
			continue // what we can do ourselves does not matter; the entry's word is judged below
		}
		found = append(found, e.problem(p, c.at))
	}
	for _, p := range unexplained(checks, found) {
		found = append(found, e.problem(p, claimAt(claims, p.Where).at))
	}
	for i, c := range claims {
		if p, wrong := judgeAuth(c, checks[i]); wrong {
			found = append(found, e.problem(p, c.at))
		}
	}
	soften(found, checks)
	for _, p := range judgePublished(e.Provider, claims, sources) {
		found = append(found, e.problem(p, firstOf(claims, fact.Protocol(p.Args["protocol"])).at))
	}
	sortProblems(found)
	return found
}

// unexplained are the servers that failed in a way which has no name: no failure
// may pass for soundness.
func unexplained(checks []fact.Check, found []Problem) []fact.Problem {
	var more []fact.Problem
	for _, c := range checks {
		where := c.Endpoint.String()
		named := slices.ContainsFunc(found, func(p Problem) bool { return p.Where == where })
		if c.Outcome != fact.OutcomeFailed || c.Failure == nil || named {
			continue
		}
		more = append(more, fact.NewProblem(fact.ServerUnusable, where, c.Failure.Line,
			"host", c.Host, "port", portText(c.Port), "found", c.Failure.Detail))
	}
	return more
}

func claimAt(claims []claim, url string) claim {
	for _, c := range claims {
		if c.Endpoint.String() == url {
			return c
		}
	}
	return claim{}
}

func firstOf(claims []claim, p fact.Protocol) claim {
	for _, c := range claims {
		if c.Endpoint.Protocol == p {
			return c
		}
	}
	return claim{}
}

// soften: an entry that says that a port has no TLS, and is right, is not to
// blame for it.
func soften(found []Problem, checks []fact.Check) {
	for i, p := range found {
		for _, c := range checks {
			if c.Endpoint.String() == p.Where && c.TLS == fact.NoTLS && p.Code == fact.CleartextOnly && !offersSTARTTLS(c) {
				found[i].Severity = fact.Info
			}
		}
	}
}

func offersSTARTTLS(c fact.Check) bool {
	return slices.ContainsFunc(c.ClearCapabilities, func(name string) bool {
		return strings.EqualFold(name, "STARTTLS") || strings.EqualFold(name, "STLS")
	})
}

// bearers are the mechanisms that carry an OAuth2 token.
var bearers = []string{"OAUTHBEARER", "XOAUTH2"}

// judgeAuth holds what an entry says of authentication against what the server
// offers over TLS. That it offers none at all has a name already.
func judgeAuth(c claim, check fact.Check) (fact.Problem, bool) {
	if check.Outcome != fact.OutcomeOK || len(c.Auth) == 0 || len(check.Mechanisms) == 0 {
		return fact.Problem{}, false
	}
	offers := func(names ...string) bool {
		return slices.ContainsFunc(check.Mechanisms, func(m string) bool {
			return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(m, n) })
		})
	}
	bearer := offers(bearers...)
	password := slices.ContainsFunc(check.Mechanisms, func(m string) bool {
		return !slices.ContainsFunc(append([]string{"EXTERNAL", "ANONYMOUS", "GSSAPI"}, bearers...), func(n string) bool { return strings.EqualFold(m, n) })
	})
	var lacks []string
	for _, a := range c.Auth {
		if a == providers.OAuth2 && !bearer || a == providers.Password && !password {
			lacks = append(lacks, string(a))
		}
	}
	if lacks == nil {
		return fact.Problem{}, false
	}
	p := fact.NewProblem(fact.AuthNotOffered, c.Endpoint.String(), strings.Join(check.Capabilities, " "),
		"host", c.Endpoint.Host, "port", portText(c.Endpoint.Port),
		"wanted", strings.Join(lacks, ", "), "found", strings.Join(check.Mechanisms, " "))
	if len(lacks) < len(c.Auth) {
		p.Severity = fact.Warning // another way that the entry names is open
	}
	return p, true
}

// judgePublished holds an entry against what the provider publishes itself. Of
// each protocol one source that agrees is not enough: each must.
func judgePublished(p *providers.Provider, claims []claim, sources []fact.SourceReport) []fact.Problem {
	var found []fact.Problem
	for _, s := range sources {
		for _, protocol := range []fact.Protocol{fact.IMAP, fact.POP3, fact.SMTP} {
			ours, theirs := endpointsOf(claims, protocol), namedOf(s, protocol)
			if len(ours) == 0 || len(theirs) == 0 || shares(ours, theirs) {
				continue
			}
			code := fact.EntryNotPublished
			if !sharesHost(ours, theirs) {
				code = fact.SourcesDisagree
			}
			problem := fact.NewProblem(code, p.ID+" "+string(s.Source)+" "+string(protocol), urls(theirs),
				"protocol", string(protocol), "source", string(s.Source), "host", theirs[0].Host, "found", urls(theirs))
			if code == fact.SourcesDisagree {
				problem.Args["says"] = strings.ToUpper(string(protocol)) + ": " + urls(ours) + " (" + p.ID + "), " + urls(theirs) + " (" + string(s.Source) + ")"
			}
			found = append(found, problem)
		}
	}
	return found
}

func endpointsOf(claims []claim, p fact.Protocol) []fact.Endpoint {
	var found []fact.Endpoint
	for _, c := range claims {
		if c.Endpoint.Protocol == p {
			found = append(found, c.Endpoint)
		}
	}
	return found
}

func namedOf(s fact.SourceReport, p fact.Protocol) []fact.Endpoint {
	var found []fact.Endpoint
	for _, c := range s.Named {
		if c.Protocol == p && !slices.Contains(found, c.Endpoint) {
			found = append(found, c.Endpoint)
		}
	}
	return found
}

func shares(a, b []fact.Endpoint) bool {
	return slices.ContainsFunc(a, func(e fact.Endpoint) bool { return slices.Contains(b, e) })
}

func sharesHost(a, b []fact.Endpoint) bool {
	return slices.ContainsFunc(a, func(e fact.Endpoint) bool {
		return slices.ContainsFunc(b, func(f fact.Endpoint) bool { return e.Host == f.Host })
	})
}

func urls(endpoints []fact.Endpoint) string {
	var all []string
	for _, e := range endpoints {
		all = append(all, e.String())
	}
	return strings.Join(all, ", ")
}

// untested tells that nothing of what was to be looked at could be reached, by
// faults that are more likely here than there.
func untested(checks []fact.Check) bool {
	for _, c := range checks {
		if c.Outcome == fact.OutcomeUnfinished {
			continue
		}
		if c.Failure == nil {
			return false
		}
		switch c.Failure.Kind {
		case fact.FailUnreachable, fact.FailNoNetwork, fact.FailIsolated, fact.FailDNSTimeout, fact.FailServFail, fact.FailProxy:
		default:
			return false
		}
	}
	return len(checks) > 0
}
