package diagnose

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// lookupProblem is the problem that a fault of a look-up is reported as.
type lookupProblem struct {
	code     fact.Code
	severity fact.Severity
}

// lookupCodes are the faults that are reported. That nothing is published in a place
// is no problem.
var lookupCodes = map[fact.LookupFault]lookupProblem{
	fact.LookupInsecure:    {fact.AutoconfigInsecure, fact.Warning},
	fact.LookupNotXML:      {fact.AutoconfigNotXML, fact.Warning},
	fact.LookupInvalid:     {fact.AutoconfigInvalid, fact.Warning},
	fact.LookupDigest:      {fact.PACCDigestMismatch, fact.Warning},
	fact.LookupNullMX:      {fact.NullMX, fact.Error},
	fact.LookupNotOffered:  {fact.SRVNotOffered, fact.Info},
	fact.LookupGateway:     {fact.MXIsGateway, fact.Info},
	fact.LookupProprietary: {fact.ProprietaryProtocol, fact.Error},
}

// autodiscoverCodes are those of Autodiscover. A web server that answers on its paths
// with a page does not claim to speak it, which lowers the severity.
var autodiscoverCodes = map[fact.LookupFault]lookupProblem{
	fact.LookupRedirect:    {fact.AutodiscoverRedirectRefused, fact.Warning},
	fact.LookupNotXML:      {fact.AutoconfigNotXML, fact.Info},
	fact.LookupInvalid:     {fact.AutoconfigInvalid, fact.Info},
	fact.LookupProprietary: {fact.ProprietaryProtocol, fact.Error},
}

// sources returns the problems of published settings, and of the domain in DNS.
func sources(in Input) []fact.Problem {
	portal := slices.ContainsFunc(in.Checks, func(c fact.Check) bool { return has(c, fact.CaptivePortal) })
	var found []fact.Problem
	for _, s := range in.Sources {
		codes := lookupCodes
		if s.Source == fact.SourceAutodiscover {
			codes = autodiscoverCodes
		}
		for _, l := range s.Lookups {
			row, known := codes[l.Fault]
			if !known || row.code == fact.AutoconfigNotXML && portal {
				continue
			}
			p := fact.Problem{
				Code: row.code, Severity: row.severity, Where: l.What, Evidence: l.Result,
				Args:  map[string]string{"what": l.What, "domain": in.Domain, "found": l.Result},
				Hints: endpoint{in: in}.hints(row.code),
			}
			switch {
			case p.Code == fact.ProprietaryProtocol && anySpoke(in.Checks):
				p.Severity = fact.Info // open protocols are there as well
			case len(in.Proved) > 0 && p.Severity == fact.Error:
				p.Severity = fact.Warning
			}
			found = append(found, p)
		}
	}
	for _, w := range in.Web {
		if w.Result == fact.AttemptRefused {
			found = append(found, fact.Problem{
				Code: fact.WrongCredentials, Severity: fact.Error, Where: w.URL, Evidence: w.Line,
				Args:  map[string]string{"host": w.Host, "username": w.Username},
				Hints: endpoint{in: in}.hints(fact.WrongCredentials),
			})
		}
	}
	return append(found, mailDomain(in)...)
}

func anySpoke(checks []fact.Check) bool {
	return slices.ContainsFunc(checks, func(c fact.Check) bool { return c.Outcome == fact.OutcomeOK })
}

func has(c fact.Check, code fact.Code) bool {
	return slices.ContainsFunc(c.Problems, func(p fact.Problem) bool { return p.Code == code })
}

// mailDomain returns the problem of a mail domain that cannot be looked up. Its MX is
// asked for by one source or another in every run.
func mailDomain(in Input) []fact.Problem {
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
			p := fact.Problem{
				Code: code, Severity: fact.Error, Where: l.What, Evidence: string(l.Fault) + " " + l.Result,
				Args: map[string]string{"name": in.Domain, "domain": in.Domain},
			}
			if l.Fault == fact.LookupIsolated {
				p.Case, p.Evidence = isolated, l.Result
			}
			return []fact.Problem{p}
		}
	}
	return nil
}
