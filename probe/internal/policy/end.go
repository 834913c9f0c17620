package policy

import (
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// End notes that nothing new may start. Connections that wait for a login are to be
// left; whatever goes on at the others is to be broken off.
func (s *State) End() (leave, breakOff []ConnID) {
	s.ending = true
	for _, t := range s.targets {
		switch {
		case !t.live:
		case t.Phase == Ready:
			leave = append(leave, t.conn)
		default:
			breakOff = append(breakOff, t.conn)
		}
	}
	return leave, breakOff
}

// Live is how many connections somebody still works at.
func (s *State) Live() int {
	n := 0
	for _, t := range s.targets {
		if t.live {
			n++
		}
	}
	return n
}

// LeftBehind notes that nobody waits any longer for what has not ended by now: a
// login without an answer counts as a refusal (safety rule 4). It returns the sources
// that were still being asked.
func (s *State) LeftBehind() []fact.Source {
	var sources []fact.Source
	for source := range s.open {
		sources = append(sources, source)
	}
	slices.Sort(sources)
	for _, t := range s.targets {
		switch {
		case !t.live:
		case t.Phase == LoggingIn:
			unanswered := Judged{Attempt: fact.Attempt{Username: t.tried[len(t.tried)-1], Result: fact.AttemptUnanswered, Failure: fact.FailTimeout}}
			s.budget.settle(t.sent, []Judged{unanswered})
			t.Check.Attempts = append(slices.Clip(t.Check.Attempts), unanswered.Attempt)
			t.Check.Outcome, t.Check.Login = fact.OutcomeUnfinished, fact.LoginRefused
		case !t.settled():
			t.Check.Outcome = fact.OutcomeUnfinished
		}
	}
	return sources
}

// CutOff marks what the end of the run cut off. What there was room for was cut
// off, and not left out.
func (s *State) CutOff() {
	s.admit()
	for _, t := range s.targets {
		if t.Phase > Named && (t.Check.Outcome == "" || !s.hosts[t.Host].Known || s.hosts[t.Host].CutOff) {
			t.Check = fact.Check{
				Endpoint: t.Endpoint, Source: t.Source, Derived: t.Derived,
				Outcome: fact.OutcomeUnfinished, Login: fact.LoginNotTried,
			}
		}
	}
}
