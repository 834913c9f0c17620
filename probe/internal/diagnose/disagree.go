package diagnose

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// published tells the sources that say what holds, as opposed to what may be.
func published(s fact.Source) bool {
	return s != fact.SourceGuess && s != fact.SourceUser
}

// stale: what a source publishes does not work, though something else does.
func stale(in Input) []fact.Problem {
	if len(in.Proved) == 0 {
		return nil
	}
	var found []fact.Problem
	for _, s := range in.Sources {
		broken := brokenOf(in, s.Source)
		if len(broken) == 0 {
			continue
		}
		servers := strings.Join(broken, ", ")
		found = append(found, fact.NewProblem(fact.StaleConfig, in.Domain, servers,
			"domain", in.Domain, "source", string(s.Source), "found", servers))
	}
	return found
}

// brokenOf are the servers that a source names and that do not work, each with
// the reason. A cleartext port is no use to anybody, and said to be so.
func brokenOf(in Input, source fact.Source) []string {
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

// disagree: two sources name different servers for one protocol, and none that
// is the same. Which of them really answer is said with it.
func disagree(in Input) []fact.Problem {
	var says, answering, silent []string
	for _, protocol := range []fact.Protocol{fact.IMAP, fact.POP3, fact.SMTP} {
		words := wordsOn(in.Sources, protocol)
		if !disjoint(words) {
			continue
		}
		var each []string
		for _, w := range words {
			each = append(each, strings.Join(marked(in.Checks, protocol, w.hosts), ", ")+" ("+string(w.source)+")")
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
		which = "" // nobody has looked
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

// word is what one source says of one protocol.
type word struct {
	source fact.Source
	hosts  []string
}

func wordsOn(sources []fact.SourceReport, protocol fact.Protocol) []word {
	var all []word
	for _, s := range sources {
		if !published(s.Source) {
			continue
		}
		w := word{source: s.Source}
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

// marked gives the hosts that answer for a protocol a tick.
func marked(checks []fact.Check, protocol fact.Protocol, hosts []string) []string {
	all := slices.Clone(hosts)
	for i, host := range all {
		if answers(checks, protocol, host) {
			all[i] += " ✓"
		}
	}
	return all
}

// answers tells whether a host has a server for a protocol that works.
func answers(checks []fact.Check, protocol fact.Protocol, host string) bool {
	return slices.ContainsFunc(checks, func(c fact.Check) bool {
		return c.Host == host && c.Protocol == protocol && c.Outcome == fact.OutcomeOK
	})
}

// disjoint tells whether any two of the sources have no host in common.
func disjoint(words []word) bool {
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
