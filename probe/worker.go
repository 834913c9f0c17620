package probe

import (
	"context"
	"net/netip"
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/session"
)

// idle is how long a connection is held for a login. Servers hang up on silent
// clients after 30 to 60 s, and while the user types a password that would show
// as a failure.
const idle = 15 * time.Second

// worker examines one endpoint and logs in there when it is told to. It talks to
// the run by events.
type worker struct {
	examiner
	ips    []netip.Addr
	orders chan order
	events chan<- event
	cancel context.CancelFunc // ends an examination
	// timeUp is over when the run's time is: no connection is opened after that.
	timeUp context.Context
}

// order tells a worker what to do with its connection: to log in, where there
// are mechanisms; to rest without one until it is needed; else to take leave.
type order struct {
	endpoint   fact.Endpoint
	credential session.Credential
	mechanisms []string
	sender     string // the address to check after the login; empty for no check
	// anew: the login needs a connection that was made for the endpoint's own name.
	anew bool
	rest bool
}

// run is the worker's life.
func (w *worker) run(ctx context.Context, e fact.Endpoint) {
	s := w.open(ctx, e, w.ips)
	w.tell(event{worker: w, kind: examined, check: s.Check})
	// What is seen after a failure is only how the losing family ended.
	for live := s.Ready(); live; {
		select {
		case o := <-w.orders:
			switch {
			case len(o.mechanisms) > 0:
				s = w.login(ctx, s, o)
				// Nothing is left to be seen there, and a maildrop stays locked and
				// a connection counts as long as we stay.
				live = s.Check.Login != fact.LoginAccepted
			case o.rest:
				s.Close()
				w.tell(event{worker: w, kind: rested})
			default:
				live = false
			}
		case <-time.After(idle):
			s.Close()
			w.tell(event{worker: w, kind: rested})
		case <-ctx.Done():
			live = false
		}
	}
	s.Close()
	w.lookAgain(ctx, s, w.ips)
	w.tell(event{worker: w, kind: closed, check: s.Check})
}

// login tries the mechanisms in turn until the credential was judged, and looks
// at the mailbox behind a login that was accepted. A connection that is no
// longer open is made anew and examined as the first was.
func (w *worker) login(ctx context.Context, s *session.Session, o order) *session.Session {
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
	w.tell(event{worker: w, kind: judged, check: s.Check, attempts: s.Check.Attempts[before:]})
	if s.Check.Login != fact.LoginAccepted {
		return s
	}
	s.Mailbox()
	if o.sender != "" {
		s.CheckSender(o.sender)
	}
	w.tell(event{worker: w, kind: lookedBehind, check: s.Check})
	s.Details()
	w.tell(event{worker: w, kind: lookedBehind, check: s.Check})
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

func (w *worker) tell(e event) { w.events <- e }

// lives tells whether a target's worker has not ended.
func (r *run) lives(t *target) bool {
	_, lives := r.workers[t.worker]
	return lives
}

// busy tells whether a target's worker is at something that may still change the
// report, and be it the leave that others wait for. One that only holds its
// connection for a login is not.
func (r *run) busy(t *target) bool {
	return r.lives(t) && (t.phase != ready || t.check.Login == fact.LoginAccepted)
}
