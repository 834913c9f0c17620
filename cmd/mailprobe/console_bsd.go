//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package main

import "golang.org/x/sys/unix"

// The requests of tty(4). noKey stands in c_cc for a key that there is not.
const (
	getModes = unix.TIOCGETA
	setModes = unix.TIOCSETA
	noKey    = 0xff
)

// discard forgets what was typed and not yet read.
func discard(tty int) error {
	const fread = 1 // FREAD of sys/fcntl.h: what comes in
	return unix.IoctlSetPointerInt(tty, unix.TIOCFLUSH, fread)
}
