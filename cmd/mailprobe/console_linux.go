package main

import "golang.org/x/sys/unix"

// The requests of ioctl_tty(2). noKey stands in c_cc for a key that there is not.
const (
	getModes = unix.TCGETS
	setModes = unix.TCSETS
	noKey    = 0
)

// discard forgets what was typed and not yet read.
func discard(tty int) error { return unix.IoctlSetInt(tty, unix.TCFLSH, unix.TCIFLUSH) }
