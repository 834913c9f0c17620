package probetest

import (
	"os"
	"sync"
	"time"
)

// monitor guards state that goroutines wait for. They wait on channels and
// timers only, which is durably blocking inside a testing/synctest bubble; a
// sync.Cond would be too, but knows no deadline.
type monitor struct {
	sync.Mutex
	changed chan struct{}
}

// signal wakes everybody who waits. The lock is held.
func (m *monitor) signal() {
	if m.changed != nil {
		close(m.changed)
		m.changed = nil
	}
}

// await returns when ready says so, or with [os.ErrDeadlineExceeded] once the
// deadline has passed; a deadline may be moved while somebody waits. Ready can
// name the time at which it wants to be asked again. The lock is held on entry,
// on return and whenever ready is called.
func (m *monitor) await(deadline *time.Time, ready func() (ok bool, again time.Time)) error {
	for {
		if !deadline.IsZero() && arrived(*deadline) {
			return os.ErrDeadlineExceeded
		}
		ok, again := ready()
		if ok {
			return nil
		}
		if again.IsZero() || !deadline.IsZero() && deadline.Before(again) {
			again = *deadline
		}
		if m.changed == nil {
			m.changed = make(chan struct{})
		}
		changed := m.changed
		m.Unlock()
		pause(changed, again)
		m.Lock()
	}
}

// pause waits for the channel or the time; the zero time never comes.
func pause(changed <-chan struct{}, until time.Time) {
	if until.IsZero() {
		<-changed
		return
	}
	timer := time.NewTimer(time.Until(until))
	defer timer.Stop()
	select {
	case <-changed:
	case <-timer.C:
	}
}

// arrived tells whether a time has come.
func arrived(at time.Time) bool { return !time.Now().Before(at) }
