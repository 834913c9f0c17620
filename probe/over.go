package probe

import (
	"time"

	"github.com/mailprobe/mailprobe/probe/internal/connect"
)

// over tells whether there is nothing left to wait for, or when there will be
// no more waiting. proving is set while an answer waits for a better one.
func (r *run) over(now time.Time, proving bool) (bool, time.Time) {
	asking := r.budget.inFlight > 0
	switch {
	case r.clock.over(now):
		end := r.clock.deadline.Add(connect.LoginTimeout) // a login in flight stretches the run
		return !asking || !now.Before(end), end
	case r.proved != nil && !r.query.All:
		end := r.proved.at.Add(afterglow)
		return !now.Before(end) || !asking && !r.unsettled(now), end
	default:
		return !asking && !proving && !r.unsettled(now), time.Time{}
	}
}

// unsettled tells whether anything that was begun may still change the report.
func (r *run) unsettled(now time.Time) bool {
	if len(r.open) > 0 || r.clock.depth > 0 {
		return true
	}
	for _, t := range r.targets {
		if t.pending() || t.phase == held && r.mayBeReleased(t, now) || r.busy(t) {
			return true
		}
	}
	if !r.mayLogIn() {
		return false
	}
	next, later := r.next(now)
	return next != nil || !later.IsZero() || r.petition(now) != nil
}

// mayBeReleased tells whether a guess may still be connected to.
func (r *run) mayBeReleased(t *target, now time.Time) bool {
	start, later := r.released(t, now)
	return start || !later.IsZero()
}
