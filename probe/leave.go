package probe

import (
	"context"
	"time"
)

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
