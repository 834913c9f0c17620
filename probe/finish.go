package probe

import (
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

const (
	// farewell is how long servers have to answer our leave.
	farewell = time.Second
	// leaving is how long a run takes to end at most, so that it ends within the 2 s
	// that safety rule 9 gives it, report and all.
	leaving = 1500 * time.Millisecond
)

// finish ends everything that is still going on: examinations are broken off,
// open connections take leave, and what they still have to tell is noted. When
// it returns, no goroutine of the run is left, but for those that do not end
// when they are told to: a dialer that hangs, a library that spins. They are left
// behind, and what they were at is unfinished.
func (r *run) finish() {
	r.finishing = true
	for w, t := range r.workers {
		if t.phase == ready {
			w.orders <- order{}
		} else {
			w.cancel()
		}
	}
	late := time.AfterFunc(farewell, r.cancel)
	defer late.Stop()
	end := time.NewTimer(leaving)
	defer end.Stop()
	for len(r.workers) > 0 {
		select {
		case e := <-r.events:
			r.take(e, time.Now())
			continue
		case <-end.C:
		}
		break
	}
	stuck := len(r.workers) > 0
	r.cancel()
	over := make(chan struct{})
	go func() {
		r.work.Wait()
		close(over)
	}()
	for !stuck {
		select {
		case e := <-r.events:
			r.take(e, time.Now())
			continue
		case <-end.C:
			stuck = true
		case <-over:
		}
		break
	}
	r.drain()
	if stuck {
		r.leaveBehind()
		go unheard(r.events, over)
	}
	r.leaveUnfinished()
}

// unheard takes what is told after the end, so that who tells it can end too.
func unheard(events <-chan event, over <-chan struct{}) {
	for {
		select {
		case <-events:
		case <-over:
			return
		}
	}
}

// drain takes all that has been told by now.
func (r *run) drain() {
	for {
		select {
		case e := <-r.events:
			r.take(e, time.Now())
		default:
			return
		}
	}
}

// leaveBehind notes what those were at that have not ended: sources have failed,
// and logins have no answer, which counts as a refusal (safety rule 4).
func (r *run) leaveBehind() {
	for source := range r.open {
		r.addReport(fact.SourceReport{Source: source, Verdict: fact.Failed, Fault: fact.LookupCanceled})
	}
	for _, t := range r.workers {
		switch {
		case t.phase == loggingIn:
			unanswered := fact.Attempt{Username: t.tried[len(t.tried)-1], Result: fact.AttemptUnanswered, Failure: fact.FailTimeout}
			r.budget.settle(t.sent, []fact.Attempt{unanswered})
			t.check.Attempts = append(t.check.Attempts[:len(t.check.Attempts):len(t.check.Attempts)], unanswered)
			t.check.Outcome, t.check.Login = fact.OutcomeUnfinished, fact.LoginRefused
		case !t.settled():
			t.check.Outcome = fact.OutcomeUnfinished
		}
	}
}

// leaveUnfinished marks what the end of the run cut off.
func (r *run) leaveUnfinished() {
	r.admit() // what there was room for was cut off, and not left out
	for _, t := range r.targets {
		switch {
		case t.phase <= named:
		case t.check.Outcome == "", r.hosts[t.Host].cutOff():
			t.check = fact.Check{
				Endpoint: t.Endpoint, Source: t.Source, Derived: t.Derived,
				Outcome: fact.OutcomeUnfinished,
				Login:   fact.LoginNotTried,
			}
		}
	}
}
