package policy

import (
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// prove settles the answer as soon as both services have a server that works and
// nothing better can come within a moment.
func (s *State) prove(now time.Time) (wake time.Time) {
	if s.proved != nil {
		return wake
	}
	p := Pair{At: now}
	complete := true
	for _, service := range []struct {
		incoming bool
		into     **Target
	}{{true, &p.Incoming}, {false, &p.Outgoing}} {
		if !s.wish.wants(service.incoming) {
			continue
		}
		t, later := s.best(service.incoming, now)
		*service.into = t
		complete = complete && t != nil && later.IsZero()
		if t != nil {
			wake = earlier(wake, later)
		}
	}
	if !complete || p.Incoming == nil && p.Outgoing == nil {
		return wake
	}
	s.proved = &p
	s.give(Announce{})
	return time.Time{}
}

// best is the best server of a service that works, and until when a better one
// is waited for.
func (s *State) best(incoming bool, now time.Time) (*Target, time.Time) {
	better := false
	for _, t := range s.targets {
		if t.incoming() != incoming || t.unasked() {
			continue
		}
		if works, since := s.works(t); works {
			if until := since.Add(betterWait); better && now.Before(until) {
				return t, until
			}
			return t, time.Time{}
		}
		better = better || s.mayWork(t)
	}
	return nil, time.Time{}
}

// works reports whether a target is proved, and since when: by a login, or where
// none is tried, by answering properly, and either way over verified TLS. What
// only a dangerous flag let happen proves nothing (safety rule 10).
func (s *State) works(t *Target) (bool, time.Time) {
	if !s.WithoutLogin() {
		return t.proves(), t.acceptedAt
	}
	return t.sound() && t.answered(), t.readyAt
}

// mayWork reports whether a target that ranks better may still be proved.
func (s *State) mayWork(t *Target) bool {
	if t.TLS == fact.NoTLS || t.answered() && !t.sound() {
		return false
	}
	if s.WithoutLogin() {
		return t.pending()
	}
	a := s.account(t)
	return t.Phase == LoggingIn || !t.settled() || s.mayBecomeReady(t) ||
		s.loginable(t) && a.winner != nil && t.names(a.winner.Source) && !s.budget.spent()
}

// Proved is the answer, nil while there is none.
func (s *State) Proved() *Pair { return s.proved }

// of is the pair's server of a service; nil where there is none.
func (p *Pair) of(incoming bool) *Target {
	switch {
	case p == nil:
		return nil
	case incoming:
		return p.Incoming
	default:
		return p.Outgoing
	}
}

// Endpoints are those of the pair; none for nil.
func (p *Pair) Endpoints() []fact.Endpoint {
	var found []fact.Endpoint
	for _, incoming := range []bool{true, false} {
		if t := p.of(incoming); t != nil {
			found = append(found, t.Endpoint)
		}
	}
	return found
}
