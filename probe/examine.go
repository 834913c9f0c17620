package probe

import (
	"context"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/session"
)

// startAll begins every examination that can begin now.
func (r *run) startAll(now time.Time) (wake time.Time) {
	for _, t := range r.targets {
		if t.phase == held {
			start, later := r.released(t, now)
			if start {
				t.phase = resolving
			} else {
				wake = earlier(wake, later)
			}
		}
		h := r.hosts[t.Host]
		if t.phase != resolving || !h.known || h.err != nil {
			continue
		}
		if first := r.examiner(t); first != nil {
			t.phase, t.behind = queued, first
			if first.phase > examining {
				r.spread(first)
			}
			continue
		}
		if t.TLS == fact.NoTLS && !r.query.AllowCleartext {
			if first := r.twin(t); first != nil {
				t.phase, t.behind = queued, first
				continue
			}
		}
		r.examine(t)
	}
	return wake
}

// released tells whether a guess may be connected to: its protocol is offered,
// and no higher source names a server for its service that answers. Those that
// have not answered yet are waited for a moment; so is SRV, which may decline.
func (r *run) released(t *target, now time.Time) (start bool, later time.Time) {
	if r.notOffered[t.Protocol] {
		return false, later
	}
	_, asking := r.open[fact.SourceSRV]
	waiting := asking
	for _, other := range r.targets {
		if other.Rank == fact.RankGuess || other.incoming() != t.incoming() {
			continue
		}
		if other.answered() {
			return false, later
		}
		waiting = waiting || other.alive()
	}
	if waiting && now.Before(r.guessFrom) {
		return false, r.guessFrom
	}
	return true, later
}

// twin is the target with STARTTLS at a cleartext target's door; the one
// connection there shows both.
func (r *run) twin(t *target) *target {
	e := t.Endpoint
	e.TLS = fact.STARTTLS
	for _, other := range r.targets {
		if other.Endpoint == e && other.phase < done {
			return other
		}
	}
	return nil
}

// examine starts a worker for a target.
func (r *run) examine(t *target) {
	ctx, cancel := context.WithCancel(r.ctx)
	w := &worker{
		examiner: examiner{r.dialer, session.Options{EHLO: r.query.EHLO, Cleartext: r.query.AllowCleartext}},
		ips:      r.hosts[t.Host].ips,
		orders:   make(chan order, 4),
		events:   r.events,
		cancel:   cancel,
	}
	t.phase, t.worker = examining, w
	r.workers[w] = t
	e := t.Endpoint
	r.work.Go(func() {
		defer cancel()
		w.run(ctx, e)
	})
}

// takeExamined notes what was seen of an endpoint.
func (r *run) takeExamined(e event, now time.Time) {
	t := r.see(e, now)
	if t == nil {
		return
	}
	t.phase = done
	if t.check.Outcome == fact.OutcomeOK {
		t.phase, t.readyAt = ready, now
		if !r.usable(t) {
			t.check.Login = fact.LoginImpossible
		}
	}
	r.spread(t)
}

// see copies a worker's facts to its target, and adds what the worker does not
// know: who named the endpoint, the look-up of its host, and what its logins
// were taken for.
func (r *run) see(e event, now time.Time) *target {
	t := r.workers[e.worker]
	if t == nil {
		return nil
	}
	login, attempts := t.check.Login, t.check.Attempts
	t.check = e.check
	t.check.Endpoint, t.check.Source, t.check.Derived = t.Endpoint, t.Source, t.Derived
	t.check.Steps = append([]fact.Step{r.hosts[t.Host].step}, e.check.Steps...)
	if e.kind == closed && (login == fact.LoginImpossible || login == fact.LoginNotTried) {
		t.check.Login, t.check.Attempts = login, attempts
	}
	if t.acceptedAt.IsZero() && t.accepted() {
		t.acceptedAt = now
	}
	return t
}
