package probe

import (
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// farewell is how long servers have to answer our leave.
const farewell = time.Second

// finish ends everything that is still going on: examinations are broken off,
// open connections take leave, and what they still have to tell is noted. When
// it returns, no goroutine of the run is left.
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
	for len(r.workers) > 0 {
		r.take(<-r.events, time.Now())
	}
	r.cancel()
	over := make(chan struct{})
	go func() {
		r.work.Wait()
		close(over)
	}()
	for {
		select {
		case e := <-r.events:
			r.take(e, time.Now())
		case <-over:
			r.drain()
			r.leaveUnfinished()
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
