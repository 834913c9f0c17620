package linear

import (
	"time"

	"golang.org/x/sys/unix"
)

// spent is the processor time of this thread, to which it does not matter what
// else the computer is at.
func spent() time.Duration {
	var now unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &now); err != nil {
		panic(err) // every Linux that Go runs on has this clock
	}
	return time.Duration(now.Nano())
}
