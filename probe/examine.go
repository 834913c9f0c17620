package probe

import (
	"context"
	"net/netip"
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/discover"
	"github.com/mailprobe/mailprobe/probe/internal/session"
)

// startAll begins every examination that can begin now.
func (r *run) startAll(now time.Time) (wake time.Time) {
	for _, t := range r.targets {
		if t.phase != held {
			continue
		}
		start, later := r.released(t, now)
		if start {
			t.phase = named
		} else {
			wake = earlier(wake, later)
		}
	}
	if r.clock.over(now) {
		return wake
	}
	r.admit()
	r.wakeSkipped()
	for _, t := range r.targets {
		h := r.hosts[t.Host]
		if t.phase != resolving || !h.known || h.err != nil || r.spared(t) {
			continue
		}
		if t.TLS == fact.NoTLS && !r.query.AllowCleartext {
			if first := r.starttlsTarget(t); first != nil {
				t.phase, t.waitsFor = queued, first
				continue
			}
		}
		switch ips := reachable(t, h.ips); {
		case len(ips) == 0:
			r.leaveOut(t)
		case r.mayConnect(t):
			r.vacate(t)
			r.examine(t, ips)
		}
	}
	return wake
}

// reachable are the addresses that a target may be examined at. What a record or
// a file names inside a private network or on this computer is a mail server on a
// port for mail, or nobody's business: whoever publishes it could have us knock at
// any door of somebody else's network.
func reachable(t *target, ips []netip.Addr) []netip.Addr {
	if t.Origin == fact.OriginUser || fact.MailPort(t.Port) {
		return ips
	}
	return slices.DeleteFunc(slices.Clone(ips), discover.Private)
}

// leaveOut ends a target that may not be examined.
func (r *run) leaveOut(t *target) {
	t.phase = done
	t.check = fact.Check{
		Endpoint: t.Endpoint, Source: t.Source, Derived: t.Derived,
		Outcome: fact.OutcomeSkipped, LeftOut: fact.LeftOutPrivatePort, Login: fact.LoginNotTried,
	}
}

// released tells whether a guess may be connected to: its protocol is offered,
// and no higher source names a server for its service that answers. Those that
// have not answered yet are waited for a moment; SRV, which may decline, as long as
// it takes.
func (r *run) released(t *target, now time.Time) (start bool, later time.Time) {
	if r.notOffered[t.Protocol] {
		return false, later
	}
	if rank, asking := r.open[fact.SourceSRV]; asking && rank <= fact.RankSRVElsewhere {
		return false, later // it may decline the service
	}
	waiting := false
	for _, other := range r.targets {
		if other.Rank == fact.RankGuess || other.incoming() != t.incoming() {
			continue
		}
		if other.answered() && other.sound() {
			return false, later
		}
		waiting = waiting || other.alive()
	}
	switch {
	case waiting && r.guessFrom.IsZero():
		return false, later // no host has an address yet
	case waiting && now.Before(r.guessFrom):
		return false, r.guessFrom
	}
	return true, later
}

// starttlsTarget is the target with STARTTLS at a cleartext target's port; the one
// connection there shows both.
func (r *run) starttlsTarget(t *target) *target {
	e := t.Endpoint
	e.TLS = fact.STARTTLS
	for _, other := range r.targets {
		if other.Endpoint == e && other.phase < done && other.phase > named {
			return other
		}
	}
	return nil
}

// examine starts a worker for a target.
func (r *run) examine(t *target, ips []netip.Addr) {
	ctx, cancel := context.WithCancel(r.ctx)
	w := &worker{
		examiner: examiner{r.dialer, session.Options{EHLO: r.query.EHLO, Cleartext: r.query.AllowCleartext}},
		ips:      ips,
		orders:   make(chan order, 4),
		events:   r.events,
		cancel:   cancel,
		timeUp:   r.timeUp,
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
	r.release(t)
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
