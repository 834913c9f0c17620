//go:build unix

package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"time"

	"golang.org/x/sys/unix"
)

// jobs are the signals that the terminal is put in order for.
type jobs struct {
	signals   chan os.Signal
	continued chan os.Signal // SIGCONT
	closing   chan struct{}
	closed    chan struct{}
}

func newJobs() jobs {
	j := jobs{
		signals: make(chan os.Signal, 8), continued: make(chan os.Signal, 1),
		closing: make(chan struct{}), closed: make(chan struct{}),
	}
	signal.Notify(j.continued, unix.SIGCONT)
	signal.Notify(j.signals, unix.SIGINT, unix.SIGTERM, unix.SIGQUIT, unix.SIGTSTP)
	if !signal.Ignored(unix.SIGHUP) { // as nohup has it
		signal.Notify(j.signals, unix.SIGHUP)
	}
	return j
}

// close returns when signals do again what they do by themselves.
func (j *jobs) close() {
	close(j.closing)
	<-j.closed
	signal.Stop(j.signals)
	signal.Stop(j.continued)
}

// listen does what signals ask for.
func (t *terminal) listen() {
	defer close(t.jobs.closed)
	for {
		select {
		case <-t.jobs.closing:
			return
		case <-t.jobs.continued:
			t.resume()
		case s := <-t.jobs.signals:
			t.hear(s)
		}
	}
}

func (t *terminal) hear(s os.Signal) {
	switch s {
	case unix.SIGTSTP:
		t.suspend()
	case unix.SIGINT, unix.SIGTERM:
		// The command ends the run. A second signal ends the process at once, and
		// that only from now on, when the terminal is in order.
		t.end()
		signal.Stop(t.jobs.signals)
	default:
		t.end()
		signal.Reset(s)
		_ = unix.Kill(unix.Getpid(), s.(unix.Signal))
	}
}

// suspend stops the process, as Ctrl-Z does where nobody hears it. The signal for
// that is SIGTTOU: what was heard once with package signal, as SIGTSTP is, never
// stops the process again, and SIGSTOP would also stop one that nobody continues.
func (t *terminal) suspend() {
	if leader, err := unix.Getsid(0); err == nil && leader == unix.Getpgrp() {
		// No shell is there, and the system would not stop it. Still the key has
		// discarded what was typed before it.
		t.resume()
		return
	}
	t.clearProgress()
	t.mu.Lock() // until the process goes on: nobody else sets a mode before it stops
	_ = t.change(asFound)
	_ = unix.Kill(unix.Getpid(), unix.SIGTTOU)
	untilContinued(func(tick time.Duration) bool {
		select {
		case <-t.jobs.continued:
			return true
		case <-time.After(tick):
			return false
		}
	})
	t.mu.Unlock()
	t.resume()
}

// resume takes the terminal again, if it is ours to take, and has an open question
// put anew.
func (t *terminal) resume() {
	t.restoreMode()
	t.wake()
}

// begin sets the mode for a question, as soon as the process is in the foreground.
func (t *terminal) begin(ctx context.Context, m mode) error {
	for {
		t.forgetAlarms()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		t.mu.Lock()
		err := t.applyMode(m)
		t.mu.Unlock()
		if !errors.Is(err, errNotOurs) {
			return err
		}
		_ = unix.Kill(unix.Getpid(), unix.SIGTTIN) // as reading would
		if !untilContinued(t.alarmed) {
			return err
		}
	}
}

// untilContinued waits for the end of a stop that the process has asked for itself,
// and reports whether there was one: where nobody could continue the process (its
// group is orphaned, in the words of POSIX), the system does not stop it. It stops
// within half a second of its own time, which stands still meanwhile.
func untilContinued(wait func(tick time.Duration) (over bool)) bool {
	for range 50 {
		if wait(10 * time.Millisecond) {
			return true
		}
	}
	return false
}
