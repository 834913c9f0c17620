// Package linear holds readers of other people's bytes to linear time: twice the
// input may cost about twice the time. A server or file that gets the square out
// of a reader can stop a run for minutes with what fits into its bounds.
package linear

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// Case is a reader and an input that is bad for it.
type Case struct {
	Name string
	// Size is about how many bytes the smaller input has; the larger one has twice
	// as many, and should be as long as the reader's bound lets through.
	Size int
	// Input makes the input of about n bytes.
	Input func(n int) string
	// Read reads it, on the goroutine that it is called on.
	Read func(input string)
}

const (
	// most is what twice the input may cost, in multiples of the input's cost. A
	// square costs four times as much.
	most = 3
	// rounds is how often both are measured before a case has failed; the best
	// time of each counts.
	rounds = 12
	// least is how long one measurement should last, so that the clock bears little
	// on it.
	least = time.Millisecond
)

// Test runs each case as a test of its own.
func Test(t *testing.T, cases []Case) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			if once, twice := c.costs(); twice >= most*once {
				t.Errorf("%d bytes take %v, %d bytes %v: more than linear", c.Size, once, 2*c.Size, twice)
			}
		})
	}
}

// costs are the best times of the input and of the one twice as long. It stops as
// soon as these are near enough.
func (c Case) costs() (once, twice time.Duration) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // collected between the rounds
	small, large := c.Input(c.Size), c.Input(2*c.Size)
	c.Read(small) // what is made once is made
	runtime.GC()
	times := 1
	for once = measure(c.Read, small, times); once < least && times < 1<<16; once = measure(c.Read, small, times) {
		times *= 2
	}
	twice = measure(c.Read, large, times)
	for range rounds {
		if twice < most*once*5/6 {
			break
		}
		furnish()
		once = min(once, measure(c.Read, small, times))
		furnish()
		twice = min(twice, measure(c.Read, large, times))
	}
	return once, twice
}

// furnish leaves memory that is mapped already, so that it is not the system's work
// that is measured: for large pieces that has jumps.
func furnish() {
	ballast := make([]byte, 32<<20)
	for i := 0; i < len(ballast); i += 4096 {
		ballast[i] = 1
	}
	runtime.KeepAlive(ballast)
	runtime.GC()
}

func measure(read func(string), input string, times int) time.Duration {
	start := spent()
	for range times {
		read(input)
	}
	return spent() - start
}
