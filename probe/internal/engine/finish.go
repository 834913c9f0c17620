package engine

import (
	"context"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

const (
	// logoutTimeout is how long servers have to answer our leave.
	logoutTimeout = time.Second
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
	waiting, others := r.state.End()
	for _, conn := range waiting {
		r.workers[conn].orders <- leave{}
	}
	for _, conn := range others {
		r.workers[conn].cancel()
	}
	late := time.AfterFunc(logoutTimeout, r.cancel)
	defer late.Stop()
	end := time.NewTimer(leaving)
	defer end.Stop()
	ended := r.hearUntil(func() bool { return len(r.workers) == 0 }, nil, end.C)
	r.cancel()
	over := make(chan struct{})
	go func() {
		r.work.Wait()
		close(over)
	}()
	ended = ended && r.hearUntil(func() bool { return false }, over, end.C)
	r.drain()
	if !ended {
		for _, source := range r.state.LeftBehind() {
			r.addReport(fact.SourceReport{Source: source, Verdict: fact.Failed, Fault: fact.LookupCanceled})
		}
		go unheard(r.events, over)
	}
	r.state.CutOff()
}

// hearUntil notes events until enough reports so, or over is closed. It reports whether
// that was before the end.
func (r *run) hearUntil(enough func() bool, over <-chan struct{}, end <-chan time.Time) bool {
	for !enough() {
		select {
		case e := <-r.events:
			r.note(e)
		case <-over:
			return true
		case <-end:
			return false
		}
	}
	return true
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

// givenUp is closed when nobody waits any longer for those who should have ended
// with the context. stop must be called in the end.
func givenUp(ctx context.Context) (gone <-chan struct{}, stop func()) {
	late, over := make(chan struct{}), make(chan struct{})
	unhook := context.AfterFunc(ctx, func() {
		timer := time.NewTimer(leaving)
		defer timer.Stop()
		select {
		case <-timer.C:
			close(late)
		case <-over:
		}
	})
	return late, func() {
		unhook()
		close(over)
	}
}

// waitFor runs f and waits until it returns, at most until gone is closed.
func waitFor(f func(), gone <-chan struct{}) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	select {
	case <-done:
	case <-gone:
	}
}
