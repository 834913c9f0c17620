//go:build unix

package main

import (
	"errors"
	"io"
	"time"

	"golang.org/x/sys/unix"
)

// keyboard reads from a terminal in a way that can be broken off. A read(2) cannot,
// so select(2) waits for what is typed and for an alarm alike. (poll(2) knows no
// terminals on macOS.)
type keyboard struct {
	tty   int
	alarm [2]int // a pipe: what is written to it breaks reading off
}

func newKeyboard(name string) (*keyboard, error) {
	// It must not block, or a reader that was stopped after select(2) would wait for
	// what the shell has read meanwhile.
	tty, err := unix.Open(name, unix.O_RDONLY|unix.O_NONBLOCK|unix.O_NOCTTY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	k := &keyboard{tty: tty}
	if err := unix.Pipe(k.alarm[:]); err != nil {
		unix.Close(tty)
		return nil, err
	}
	for _, end := range k.alarm {
		unix.CloseOnExec(end)
		err = errors.Join(err, unix.SetNonblock(end, true))
	}
	if max(tty, k.alarm[0]) >= unix.FD_SETSIZE {
		err = unix.EMFILE // select(2) knows no such numbers
	}
	if err != nil {
		k.close()
		return nil, err
	}
	return k, nil
}

func (k *keyboard) close() {
	unix.Close(k.tty)
	unix.Close(k.alarm[0])
	unix.Close(k.alarm[1])
}

// wake breaks the reading off that is going on, or else the next.
func (k *keyboard) wake() {
	_, _ = unix.Write(k.alarm[1], []byte{0}) // if it is full, it has been heard
}

// forgetAlarms forgets alarms that nobody waited for.
func (k *keyboard) forgetAlarms() {
	var heard [64]byte
	for {
		if n, err := unix.Read(k.alarm[0], heard[:]); n <= 0 && err != unix.EINTR {
			return
		}
	}
}

// alarmed waits for an alarm.
func (k *keyboard) alarmed(within time.Duration) bool {
	limit := unix.NsecToTimeval(within.Nanoseconds())
	_, woken, err := k.wait(&limit, k.alarm[0])
	return err == nil && woken
}

// read is what is typed, or that there is an alarm. At the end of the input, such
// as after Ctrl-D, the error is io.EOF.
func (k *keyboard) read() (typed []byte, woken bool, err error) {
	for {
		ready, woken, err := k.wait(nil, k.alarm[0], k.tty)
		if err != nil || woken {
			return nil, woken, err
		}
		if !ready {
			continue // a signal
		}
		typed := make([]byte, 1024)
		switch n, err := unix.Read(k.tty, typed); {
		case err == unix.EINTR || err == unix.EAGAIN:
		case err != nil:
			return nil, false, err
		case n == 0:
			return nil, false, io.EOF
		default:
			return typed[:n], false, nil
		}
	}
}

// wait waits until one of the files can be read. It may also return, with neither,
// at a signal or when time is up.
func (k *keyboard) wait(limit *unix.Timeval, files ...int) (ready, woken bool, err error) {
	var set unix.FdSet
	most := 0
	for _, f := range files {
		set.Set(f)
		most = max(most, f)
	}
	if _, err := unix.Select(most+1, &set, nil, nil, limit); err != nil {
		if err == unix.EINTR {
			err = nil
		}
		return false, false, err
	}
	return set.IsSet(k.tty), set.IsSet(k.alarm[0]), nil
}
