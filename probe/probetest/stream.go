package probetest

import (
	"bytes"
	"context"
	"net"
	"os"
	"sync"
	"syscall"
	"time"
)

// window is how many bytes may be under way or unread in one direction before
// a writer has to wait.
const window = 64 << 10

// stream is one direction of a TCP connection. What the writer puts in, the
// reader can take out one latency later, in order.
type stream struct {
	monitor
	latency time.Duration

	segments []segment
	unread   int  // bytes in segments
	writing  bool // a Write is under way; others wait, so that none interleave

	readDeadline, writeDeadline time.Time

	// The writer's end, as the writer sees it and as it reaches the reader.
	writeErr error     // what a further Write returns; nil while open
	end      error     // what the reader gets after the data: io.EOF or a reset
	endAt    time.Time // when it gets there

	// The reader's end, as the reader sees it and as it reaches the writer.
	readErr   error
	goneAt    time.Time // when the news reaches the writer; zero while open
	goneReset bool
	brokenAt  time.Time // when the answer to the first Write after that comes back
}

type segment struct {
	at   time.Time
	data []byte
}

func (s *stream) read(b []byte) (int, error) {
	if len(b) == 0 {
		return 0, nil
	}
	s.Lock()
	defer s.Unlock()
	err := s.await(&s.readDeadline, func() (bool, time.Time) {
		switch {
		case s.readErr != nil:
			return true, time.Time{}
		case len(s.segments) > 0:
			return arrived(s.segments[0].at), s.segments[0].at
		case s.end != nil:
			return arrived(s.endAt), s.endAt
		}
		return false, time.Time{}
	})
	switch {
	case s.readErr != nil:
		return 0, s.readErr
	case err != nil:
		return 0, err
	case len(s.segments) == 0:
		return 0, s.end
	}
	n := 0
	for n < len(b) && len(s.segments) > 0 && arrived(s.segments[0].at) {
		first := &s.segments[0]
		k := copy(b[n:], first.data)
		n += k
		first.data = first.data[k:]
		if len(first.data) == 0 {
			s.segments = s.segments[1:]
		}
	}
	s.unread -= n
	s.signal()
	return n, nil
}

func (s *stream) write(b []byte) (int, error) {
	s.Lock()
	defer s.Unlock()
	err := s.await(&s.writeDeadline, func() (bool, time.Time) {
		return !s.writing || s.writeErr != nil, time.Time{}
	})
	if s.writeErr != nil {
		return 0, s.writeErr
	}
	if err != nil {
		return 0, err
	}
	s.writing = true
	defer func() {
		s.writing = false
		s.signal()
	}()
	for n := 0; ; {
		err := s.await(&s.writeDeadline, func() (bool, time.Time) {
			fails := s.failsAt()
			failed := !fails.IsZero() && arrived(fails)
			return s.unread < window || s.writeErr != nil || failed, fails
		})
		switch {
		case s.writeErr != nil:
			return n, s.writeErr
		case err != nil:
			return n, err
		case !s.goneAt.IsZero():
			return s.writeToNobody(n, len(b))
		}
		k := min(window-s.unread, len(b)-n)
		if k > 0 {
			s.segments = append(s.segments, segment{time.Now().Add(s.latency), bytes.Clone(b[n : n+k])})
			s.unread += k
			n += k
			s.signal()
		}
		if n == len(b) {
			return n, nil
		}
	}
}

// writeToNobody is what becomes of a Write when the reader has closed. As with
// a real socket it succeeds at first, for the sender learns only from the answer
// that nobody is there. What was sent till then fills the window, or a writer
// that never stops would keep the time from passing in a synctest bubble.
func (s *stream) writeToNobody(n, size int) (int, error) {
	if fails := s.failsAt(); !fails.IsZero() && arrived(fails) {
		if s.goneReset {
			return n, reset("write")
		}
		return n, os.NewSyscallError("write", syscall.EPIPE)
	}
	if s.brokenAt.IsZero() {
		s.brokenAt = time.Now().Add(2 * s.latency)
	}
	s.unread += size - n
	return size, nil
}

// failsAt is when Writes begin to fail because the reader has gone: with its
// reset, or else with the answer to the first of them. It is zero before that is known.
func (s *stream) failsAt() time.Time {
	if s.goneReset {
		return s.goneAt
	}
	return s.brokenAt
}

// closeWrite ends the stream from its writer's side.
func (s *stream) closeWrite(end error) {
	s.Lock()
	defer s.Unlock()
	if s.writeErr == nil {
		s.writeErr = net.ErrClosed
		s.end, s.endAt = end, time.Now().Add(s.latency)
		s.signal()
	}
}

// closeRead ends the stream from its reader's side.
func (s *stream) closeRead(reset bool) {
	s.Lock()
	defer s.Unlock()
	if s.readErr == nil {
		s.readErr = net.ErrClosed
		s.goneAt, s.goneReset = time.Now().Add(s.latency), reset
		s.segments, s.unread = nil, 0
		s.signal()
	}
}

// abort ends the stream for both at once.
func (s *stream) abort() {
	s.Lock()
	defer s.Unlock()
	if s.readErr == nil {
		s.readErr = reset("read")
	}
	if s.writeErr == nil {
		s.writeErr = reset("write")
	}
	s.segments, s.unread = nil, 0
	s.signal()
}

func (s *stream) setReadDeadline(t time.Time) {
	s.Lock()
	defer s.Unlock()
	s.readDeadline = t
	s.signal()
}

func (s *stream) setWriteDeadline(t time.Time) {
	s.Lock()
	defer s.Unlock()
	s.writeDeadline = t
	s.signal()
}

// reset is what a reader or writer meets when the peer broke the connection off.
func reset(op string) error { return os.NewSyscallError(op, syscall.ECONNRESET) }

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

// arrived reports whether a time has come.
func arrived(at time.Time) bool { return !time.Now().Before(at) }

// sleep waits; false if the context ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
