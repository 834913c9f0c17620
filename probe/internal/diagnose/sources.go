package diagnose

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// lookupCodes are the faults that a user should hear of. That nothing is
// published in a place is no problem.
var lookupCodes = map[fact.LookupFault]fact.Code{
	fact.LookupInsecure:    fact.AutoconfigInsecure,
	fact.LookupNotXML:      fact.AutoconfigNotXML,
	fact.LookupInvalid:     fact.AutoconfigInvalid,
	fact.LookupDigest:      fact.PACCDigestMismatch,
	fact.LookupNullMX:      fact.NullMX,
	fact.LookupNotOffered:  fact.SRVNotOffered,
	fact.LookupGateway:     fact.MXIsGateway,
	fact.LookupProprietary: fact.ProprietaryProtocol,
}

// autodiscoverCodes are the same faults where Autodiscover has them.
var autodiscoverCodes = map[fact.LookupFault]fact.Code{
	fact.LookupRedirect:    fact.AutodiscoverRedirectRefused,
	fact.LookupNotXML:      fact.AutoconfigNotXML,
	fact.LookupInvalid:     fact.AutoconfigInvalid,
	fact.LookupProprietary: fact.ProprietaryProtocol,
}

// sources names what is wrong with what is published.
func sources(in Input) []fact.Problem {
	portal := slices.ContainsFunc(in.Checks, func(c fact.Check) bool { return has(c, fact.CaptivePortal) })
	var found []fact.Problem
	for _, s := range in.Sources {
		codes := lookupCodes
		if s.Source == fact.SourceAutodiscover {
			codes = autodiscoverCodes
		}
		for _, l := range s.Lookups {
			code, known := codes[l.Fault]
			if !known || code == fact.AutoconfigNotXML && portal {
				continue
			}
			p := fact.NewProblem(code, l.What, l.Result, "what", l.What, "domain", in.Domain, "found", l.Result)
			p.Hints = site{in: in}.hints(code)
			switch {
			case code == fact.ProprietaryProtocol && anySpoke(in.Checks):
				p.Severity = fact.Info // open protocols are there as well
			case s.Source == fact.SourceAutodiscover && (code == fact.AutoconfigNotXML || code == fact.AutoconfigInvalid):
				p.Severity = fact.Info // nobody who answers on its paths with a page claims to speak it
			case len(in.Proved) > 0 && p.Severity == fact.Error:
				p.Severity = fact.Warning
			}
			found = append(found, p)
		}
	}
	for _, w := range in.Web {
		if w.Result == fact.AttemptRefused {
			p := fact.NewProblem(fact.WrongCredentials, w.URL, w.Line, "host", w.Host, "username", w.Username)
			p.Hints = site{in: in}.hints(p.Code)
			found = append(found, p)
		}
	}
	return append(found, domain(in)...)
}

func anySpoke(checks []fact.Check) bool {
	return slices.ContainsFunc(checks, func(c fact.Check) bool { return c.Outcome == fact.OutcomeOK })
}

func has(c fact.Check, code fact.Code) bool {
	return slices.ContainsFunc(c.Problems, func(p fact.Problem) bool { return p.Code == code })
}

// domain: the mail domain itself cannot be looked up. Its MX is asked for by one
// source or another in every run.
func domain(in Input) []fact.Problem {
	codes := map[fact.LookupFault]fact.Code{
		fact.LookupNXDomain:   fact.DNSNXDomain,
		fact.LookupServFail:   fact.DNSServFail,
		fact.LookupDNSTimeout: fact.DNSTimeout,
		fact.LookupNoNetwork:  fact.DNSTimeout,
		fact.LookupIsolated:   fact.DNSServFail,
	}
	for _, s := range in.Sources {
		for _, l := range s.Lookups {
			name, _, _ := strings.Cut(l.What, " ")
			code, known := codes[l.Fault]
			if name != in.Domain || !known || len(in.Proved) > 0 {
				continue
			}
			p := fact.NewProblem(code, l.What, string(l.Fault)+" "+l.Result, "name", in.Domain, "domain", in.Domain)
			if l.Fault == fact.LookupIsolated {
				p.Case, p.Evidence = isolated, l.Result
			}
			return []fact.Problem{p}
		}
	}
	return nil
}
