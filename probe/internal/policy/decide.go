package policy

import (
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Decide says what to do now by all that has been noted, and when to ask again if
// nothing happens until then; zero for not before something does. When it is over,
// nothing is left to wait for.
func (s *State) Decide(now time.Time) (orders []Order, wake time.Time, over bool) {
	if s.clock.over(now) && !s.timeUp {
		s.timeUp = true
		s.give(TimeUp{})
	}
	wake = s.start(now)
	wake = earlier(wake, s.logIn(now))
	proving := s.prove(now)
	over, later := s.finished(now, !proving.IsZero())
	wake = earlier(earlier(wake, proving), later)
	return s.take(), earlier(wake, s.clock.wake(now)), over
}

// finished reports whether there is nothing left to wait for, or when there will be
// no more waiting. proving is set while an answer waits for a better one.
func (s *State) finished(now time.Time, proving bool) (bool, time.Time) {
	asking := s.budget.inFlight > 0
	switch {
	case s.clock.over(now):
		end := s.clock.deadline.Add(loginStretch)
		return !asking || !now.Before(end), end
	case s.proved != nil && !s.wish.All:
		end := s.proved.At.Add(graceAfterAnswer)
		return !now.Before(end) || !asking && !s.unsettled(now), end
	default:
		return !asking && !proving && !s.unsettled(now), time.Time{}
	}
}

// unsettled reports whether anything that was begun may still change the report.
func (s *State) unsettled(now time.Time) bool {
	if len(s.open) > 0 || s.clock.asking() {
		return true
	}
	for _, t := range s.targets {
		if t.pending() || t.Phase == Dormant && s.mayBeReleased(t, now) || t.busy() {
			return true
		}
	}
	if !s.mayLogIn() {
		return false
	}
	next, later := s.next(now)
	return next != nil || !later.IsZero() || s.nextChallenge(now) != nil
}

// busy reports whether somebody is at something with the target that may still
// change the report, and be it the leave that others wait for. A connection that is
// only held for a login is not.
func (t *Target) busy() bool {
	return t.live && (t.Phase != Ready || t.Check.Login == fact.LoginAccepted)
}
