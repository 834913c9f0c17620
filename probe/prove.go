package probe

import (
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// pair is the answer: the best incoming and outgoing servers that work, and when
// that was known. One of them is nil where the run does not look for it.
type pair struct {
	incoming, outgoing *target
	at                 time.Time
}

// prove settles the answer as soon as both services have a server that works and
// nothing better can come within a moment.
func (r *run) prove(now time.Time) (wake time.Time) {
	if r.proved != nil {
		return wake
	}
	p := pair{at: now}
	complete := true
	for _, service := range []struct {
		incoming bool
		into     **target
	}{{true, &p.incoming}, {false, &p.outgoing}} {
		if !r.query.wants(service.incoming) {
			continue
		}
		t, later := r.best(service.incoming, now)
		*service.into = t
		complete = complete && t != nil && later.IsZero()
		if t != nil {
			wake = earlier(wake, later)
		}
	}
	if !complete || p.incoming == nil && p.outgoing == nil {
		return wake
	}
	r.proved = &p
	if r.query.Proved != nil {
		r.query.Proved(r.report())
	}
	return time.Time{}
}

// best is the best server of a service that works, and until when a better one
// is waited for.
func (r *run) best(incoming bool, now time.Time) (*target, time.Time) {
	better := false
	for _, t := range r.targets {
		if t.incoming() != incoming || t.beside() {
			continue
		}
		if works, since := r.works(t); works {
			if until := since.Add(patience); better && now.Before(until) {
				return t, until
			}
			return t, time.Time{}
		}
		better = better || r.mayWork(t)
	}
	return nil, time.Time{}
}

// works tells whether a target is proved, and since when: by a login, or where
// none is tried, by answering properly, and either way over verified TLS. What
// only a dangerous flag let happen proves nothing (safety rule 10).
func (r *run) works(t *target) (bool, time.Time) {
	sound := t.check.Exposure() == ""
	if !r.withoutLogin() {
		return sound && t.accepted(), t.acceptedAt
	}
	return sound && t.answered(), t.readyAt
}

// withoutLogin tells that no login is tried: the user has nothing to log in with,
// or wants none.
func (r *run) withoutLogin() bool {
	return !r.query.asksLogin() || r.budget.limit == 0 || r.key.known && r.key.secret.Empty()
}

// mayWork tells whether a target that ranks better may still be proved.
func (r *run) mayWork(t *target) bool {
	if t.TLS == fact.NoTLS || t.answered() && t.check.Exposure() != "" {
		return false
	}
	if r.withoutLogin() {
		return t.pending()
	}
	return t.phase == loggingIn || !t.settled() || r.mayBecome(t) ||
		r.loginable(t) && r.account(t).winner != nil && t.names(r.account(t).winner.Source) && !r.budget.spent()
}
