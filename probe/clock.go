package probe

import "time"

// clock is a deadline that stands still while a question waits for the user.
type clock struct {
	deadline time.Time
	paused   time.Time
	depth    int
}

func (c *clock) start(timeout time.Duration) { c.deadline = time.Now().Add(timeout) }

func (c *clock) pause() {
	if c.depth == 0 {
		c.paused = time.Now()
	}
	c.depth++
}

func (c *clock) resume() {
	c.depth--
	if c.depth == 0 {
		c.deadline = c.deadline.Add(time.Since(c.paused))
	}
}

// over tells whether the time is up. It never is while the clock stands still.
func (c *clock) over(now time.Time) bool { return c.depth == 0 && !now.Before(c.deadline) }

// wake is when the time will be up; zero if it is, or if the clock stands still.
func (c *clock) wake(now time.Time) time.Time {
	if c.depth > 0 || c.over(now) {
		return time.Time{}
	}
	return c.deadline
}
