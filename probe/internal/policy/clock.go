package policy

import "time"

func (c *clock) start(now time.Time, timeout time.Duration) { c.deadline = now.Add(timeout) }

func (c *clock) pause(now time.Time) {
	if c.depth == 0 {
		c.paused = now
	}
	c.depth++
}

func (c *clock) resume(now time.Time) {
	c.depth--
	if c.depth == 0 {
		c.deadline = c.deadline.Add(now.Sub(c.paused))
	}
}

// asking reports whether a question waits for the user.
func (c *clock) asking() bool { return c.depth > 0 }

// over reports whether the time is up. It never is while the clock stands still.
func (c *clock) over(now time.Time) bool { return c.depth == 0 && !now.Before(c.deadline) }

// wake is when the time will be up; zero if it is, or if the clock stands still.
func (c *clock) wake(now time.Time) time.Time {
	if c.depth > 0 || c.over(now) {
		return time.Time{}
	}
	return c.deadline
}

// earlier is the earlier of two times; zero stands for never.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
