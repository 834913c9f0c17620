package engine

import (
	"context"
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/policy"
	"github.com/mailprobe/mailprobe/probe/internal/session"
)

// idle is how long a connection is held for a login. Servers hang up on silent
// clients after 30 to 60 s, and while the user types a password that would show
// as a failure.
const idle = 15 * time.Second

// examine starts a worker for an endpoint.
func (r *run) examine(o policy.Examine) {
	ctx, cancel := context.WithCancel(r.ctx)
	w := &worker{
		examiner: examiner{r.dialer, session.Options{EHLO: r.EHLO, Cleartext: r.AllowCleartext}},
		conn:     o.Conn, endpoint: o.Endpoint, ips: o.IPs,
		orders: make(chan job, 4),
		events: r.events,
		cancel: cancel,
		timeUp: r.timeUp,
	}
	r.workers[o.Conn] = w
	r.work.Go(func() {
		defer cancel()
		w.run(ctx)
	})
}

// run is the worker's life.
func (w *worker) run(ctx context.Context) {
	s := w.open(ctx, w.endpoint, w.ips)
	w.events <- examined{w.told(s)}
	// What is seen after a failure is only how the losing family ended.
	for live := s.Ready(); live; {
		select {
		case o := <-w.orders:
			switch o := o.(type) {
			case login:
				s = w.login(ctx, s, o)
				// Nothing is left to be seen there, and a maildrop stays locked and
				// a connection counts as long as we stay.
				live = s.Check.Login != fact.LoginAccepted
			case rest:
				s.Close()
				w.events <- rested{w.told(s)}
			case leave:
				live = false
			}
		case <-time.After(idle):
			s.Close()
			w.events <- rested{w.told(s)}
		case <-ctx.Done():
			live = false
		}
	}
	s.Close()
	w.lookAgain(ctx, s, w.ips)
	w.events <- left{w.told(s)}
}

// login tries the mechanisms in turn until the credential was judged, and looks
// at the mailbox behind a login that was accepted. A connection that is no
// longer open is made anew and examined as the first was.
func (w *worker) login(ctx context.Context, s *session.Session, o login) *session.Session {
	before := len(s.Check.Attempts)
	if o.anew {
		s.Close()
	}
	for _, name := range o.mechanisms {
		if !s.Ready() {
			s = w.reopen(ctx, s, o.endpoint)
			if s.Ready() && !slices.Contains(s.Check.Mechanisms, name) {
				continue // whoever answers now does not offer it
			}
		}
		if s.Login(o.credential, name).Result != fact.AttemptUnsupported {
			break
		}
	}
	w.events <- judged{w.told(s), s.Check.Attempts[before:]}
	if s.Check.Login != fact.LoginAccepted {
		return s
	}
	s.Mailbox()
	if o.sender != "" {
		s.CheckSender(o.sender)
	}
	w.events <- lookedBehind{w.told(s)}
	s.Details()
	w.events <- lookedBehind{w.told(s)}
	return s
}

// reopen makes a new connection that goes on with the old one's record. The end of
// the run's time breaks it off, but not what is done with it then.
func (w *worker) reopen(ctx context.Context, old *session.Session, e fact.Endpoint) *session.Session {
	old.Close()
	opening, cancel := context.WithCancel(ctx)
	context.AfterFunc(ctx, cancel)
	inTime := context.AfterFunc(w.timeUp, cancel)
	s := w.open(opening, e, w.ips)
	inTime()
	s.Check.Attempts = append(old.Check.Attempts, s.Check.Attempts...)
	s.Check.Wire = append(old.Check.Wire, s.Check.Wire...)
	return s
}

func (w *worker) told(s *session.Session) told { return told{w.conn, s.Check} }
