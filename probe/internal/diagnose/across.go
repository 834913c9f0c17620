package diagnose

import (
	"github.com/mailprobe/mailprobe/probe/fact"
)

// across is what no endpoint tells by itself. It may also take back or change
// what was said of one, where another shows it in a different light.
func across(in Input) []fact.Problem {
	here(in)
	stripped(in)
	cleartextOnly(in)
	switchedOff(in)
	found := append(stale(in), disagree(in)...)
	return append(found, spent(in)...)
}

// stripped: STARTTLS is missing where a source that can be trusted promises it.
func stripped(in Input) {
	for i, c := range in.Checks {
		place := promised(in, c.Endpoint)
		if place == "" {
			continue
		}
		for j, p := range c.Problems {
			if p.Code == fact.STARTTLSMissing {
				p.Code, p.Case = fact.STARTTLSStripped, "promised"
				p.Evidence += "; promised by " + place
				p.Args["place"] = place
				in.Checks[i].Problems[j] = p
			}
		}
	}
}

// promised is where a trusted source says that the endpoint offers STARTTLS, or
// empty.
func promised(in Input, e fact.Endpoint) string {
	for _, s := range in.Sources {
		for _, c := range s.Named {
			trusted := c.Origin == fact.OriginDatabase || c.Origin == fact.OriginDomain || c.Origin == fact.OriginISPDB
			if c.Endpoint == e && c.TLS == fact.STARTTLS && !c.Derived && trusted {
				if c.Place != "" {
					return c.Place
				}
				return string(s.Source)
			}
		}
	}
	return ""
}

// spent: the trying ended because a further refusal might lock the account.
func spent(in Input) []fact.Problem {
	if !in.Spent {
		return nil
	}
	return []fact.Problem{fact.NewProblem(fact.LoginBudgetSpent, in.Domain, "", "domain", in.Domain)}
}
