package diagnose

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// across returns the problems that only several endpoints together show. It also
// changes or removes problems of one endpoint that another one explains.
func across(in Input) []fact.Problem {
	local(in)
	strippedSTARTTLS(in)
	cleartext(in)
	switchedOffProtocol(in)
	found := append(staleConfig(in), disagree(in)...)
	return append(found, budgetSpent(in)...)
}

// strippedSTARTTLS changes a missing STARTTLS into a stripped one where a source that
// can be trusted promises it.
func strippedSTARTTLS(in Input) {
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

// promised returns where a trusted source says that the endpoint offers STARTTLS;
// empty for nowhere.
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

// budgetSpent reports that logins ended because a further refusal might lock the
// account.
func budgetSpent(in Input) []fact.Problem {
	if !in.Spent {
		return nil
	}
	return []fact.Problem{fact.NewProblem(fact.LoginBudgetSpent, in.Domain, "", "domain", in.Domain)}
}

// switchedOffProtocol changes a wrong credential into a disabled protocol where
// another protocol accepted the same name and password.
func switchedOffProtocol(in Input) {
	for i, c := range in.Checks {
		proof := slices.IndexFunc(in.Checks, func(o fact.Check) bool { return o.Protocol != c.Protocol && acceptedSame(in, c, o) })
		if proof < 0 {
			continue
		}
		for j, p := range c.Problems {
			if p.Code != fact.WrongCredentials {
				continue
			}
			p.Code, p.Case = fact.ProtocolDisabled, "proved"
			if c.Protocol == fact.SMTP {
				p.Code, p.Case = fact.SMTPAuthDisabled, ""
			}
			other := in.Checks[proof]
			p.Evidence += "; " + other.Endpoint.String() + " accepted the login of " + accepted(other)
			p.Args["other"] = strings.ToUpper(string(other.Protocol))
			p.Hints = endpoint{c, in}.hints(p.Code)
			in.Checks[i].Problems[j] = p
		}
	}
}

// acceptedSame reports whether one server accepted the name that another refused, with
// the same password.
func acceptedSame(in Input, refused, other fact.Check) bool {
	if in.SendingApart && refused.Protocol.Incoming() != other.Protocol.Incoming() {
		return false
	}
	name := accepted(other)
	return name != "" && slices.Contains(refusedNames(refused.Attempts), name)
}

// accepted returns the user name that a server accepted, or empty.
func accepted(c fact.Check) string {
	for _, a := range c.Attempts {
		if a.Result == fact.AttemptAccepted {
			return a.Username
		}
	}
	return ""
}

// published reports whether a source publishes settings, as opposed to guesses and
// what the user entered.
func published(s fact.Source) bool {
	return s != fact.SourceGuess && s != fact.SourceUser
}

// staleConfig returns a problem for each source that publishes servers that do not
// work, though others do.
func staleConfig(in Input) []fact.Problem {
	if len(in.Proved) == 0 {
		return nil
	}
	var found []fact.Problem
	for _, s := range in.Sources {
		broken := brokenServers(in, s.Source)
		if len(broken) == 0 {
			continue
		}
		servers := strings.Join(broken, ", ")
		found = append(found, fact.NewProblem(fact.StaleConfig, in.Domain, servers,
			"domain", in.Domain, "source", string(s.Source), "found", servers))
	}
	return found
}

// brokenServers returns the servers that a source names and that do not work, each
// with the reason. Cleartext ports are left out: they have problems of their own.
func brokenServers(in Input, source fact.Source) []string {
	var broken []string
	for _, c := range in.Checks {
		if c.Source != source || !published(source) || c.Derived || c.Outcome != fact.OutcomeFailed || c.TLS == fact.NoTLS {
			continue
		}
		what := c.Endpoint.String()
		if len(c.Problems) > 0 {
			if cause, _ := fact.CauseOf(c.Problems[0].Code); cause.NotPublishersFault {
				continue
			}
			what += " (" + string(c.Problems[0].Code) + ")"
		}
		broken = append(broken, what)
	}
	return broken
}

// disagree returns a problem where two sources name different servers for a protocol,
// and none in common. It says which of them work.
func disagree(in Input) []fact.Problem {
	var says, answering, silent []string
	for _, protocol := range []fact.Protocol{fact.IMAP, fact.POP3, fact.SMTP} {
		words := statementsOn(in.Sources, protocol)
		if !disjoint(words) {
			continue
		}
		var each []string
		for _, w := range words {
			each = append(each, strings.Join(withTicks(in.Checks, protocol, w.hosts), ", ")+" ("+string(w.source)+")")
			for _, host := range w.hosts {
				said := strings.ToUpper(string(protocol)) + " " + host + " (" + string(w.source) + ")"
				if answers(in.Checks, protocol, host) {
					answering = append(answering, said)
				} else {
					silent = append(silent, said)
				}
			}
		}
		says = append(says, strings.ToUpper(string(protocol))+": "+strings.Join(each, ", "))
	}
	if says == nil {
		return nil
	}
	which := "some answer"
	switch {
	case len(in.Checks) == 0:
		which = "" // none was examined
	case silent == nil:
		which = "all answer"
	case answering == nil:
		which = "none answers"
	}
	all := strings.Join(says, "; ")
	p := fact.NewProblem(fact.SourcesDisagree, in.Domain, all, "domain", in.Domain, "says", all,
		"answering", strings.Join(answering, ", "), "silent", strings.Join(silent, ", "))
	p.Case = which
	return []fact.Problem{p}
}

// statement is what one source publishes for one protocol.
type statement struct {
	source fact.Source
	hosts  []string
}

func statementsOn(sources []fact.SourceReport, protocol fact.Protocol) []statement {
	var all []statement
	for _, s := range sources {
		if !published(s.Source) {
			continue
		}
		w := statement{source: s.Source}
		for _, c := range s.Named {
			if c.Protocol == protocol && !slices.Contains(w.hosts, c.Host) {
				w.hosts = append(w.hosts, c.Host)
			}
		}
		if w.hosts != nil {
			all = append(all, w)
		}
	}
	return all
}

// withTicks marks the hosts that work for a protocol with a tick.
func withTicks(checks []fact.Check, protocol fact.Protocol, hosts []string) []string {
	all := slices.Clone(hosts)
	for i, host := range all {
		if answers(checks, protocol, host) {
			all[i] += " ✓"
		}
	}
	return all
}

// answers reports whether a host has a server for a protocol that works.
func answers(checks []fact.Check, protocol fact.Protocol, host string) bool {
	return slices.ContainsFunc(checks, func(c fact.Check) bool {
		return c.Host == host && c.Protocol == protocol && c.Outcome == fact.OutcomeOK
	})
}

// disjoint reports whether any two of the sources have no host in common.
func disjoint(words []statement) bool {
	for i, a := range words {
		for _, b := range words[i+1:] {
			common := slices.ContainsFunc(a.hosts, func(h string) bool { return slices.Contains(b.hosts, h) })
			if !common {
				return true
			}
		}
	}
	return false
}
