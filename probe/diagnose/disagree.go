package diagnose

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// disagree: two sources name different servers for one protocol, and none that
// is the same. Which of them really answer is said with it.
func disagree(in Input) []fact.Problem {
	var found []fact.Problem
	for _, protocol := range []fact.Protocol{fact.IMAP, fact.POP3, fact.SMTP} {
		words := wordsOn(in.Sources, protocol)
		if !disjoint(words) {
			continue
		}
		var evidence, says []string
		for _, w := range words {
			evidence = append(evidence, string(w.source)+": "+strings.Join(w.hosts, ", "))
			says = append(says, string(w.source)+": "+strings.Join(marked(in.Checks, protocol, w.hosts), ", "))
		}
		found = append(found, fact.Problem{
			Code: fact.SourcesDisagree, Severity: fact.Warning, Where: in.Domain, Evidence: strings.Join(evidence, "; "),
			Args: map[string]string{
				"domain": in.Domain, "protocol": strings.ToUpper(string(protocol)), "says": strings.Join(says, "; "),
			},
		})
	}
	return found
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
		answers := slices.ContainsFunc(checks, func(c fact.Check) bool {
			return c.Host == host && c.Protocol == protocol && c.Outcome == fact.OutcomeOK
		})
		if answers {
			all[i] += " ✓"
		}
	}
	return all
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
