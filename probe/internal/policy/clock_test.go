package policy

import (
	"testing"
	"time"
)

// The time stands still as long as any question waits.
func TestClock(t *testing.T) {
	var c clock
	c.start(at(0), time.Second)
	ask := func(from, to int) {
		c.pause(at(from))
		if c.over(at(5000)) || !c.wake(at(from)).IsZero() {
			t.Errorf("the time runs from %d to %d ms, while a question waits", from, to)
		}
		c.resume(at(to))
	}
	ask(100, 2100)
	c.pause(at(2200))
	ask(2300, 3200)
	if c.over(at(9000)) {
		t.Error("the first of two questions has not been answered")
	}
	c.resume(at(4200))
	if got := c.wake(at(4200)); !got.Equal(at(5000)) {
		t.Errorf("the time is up after %v, want 1 s and the 4 s of questions", got.Sub(start))
	}
	if c.over(at(4999)) || !c.over(at(5000)) {
		t.Error("it is up at another time than it says")
	}
}
