//go:build unix

package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// console is the terminal's modes (termios(3)), and its keyboard.
type console struct {
	*keyboard
	out   *os.File
	ours  bool         // the modes are those that we have set
	found unix.Termios // the modes to go back to
	set   unix.Termios // those that we have set
	jobs  jobs
}

// openTerminal is the terminal that controls the process.
func openTerminal() (*terminal, error) {
	out, err := os.OpenFile("/dev/tty", os.O_WRONLY, 0)
	if err != nil {
		return nil, err
	}
	keys, err := newKeyboard("/dev/tty")
	if err != nil {
		out.Close()
		return nil, err
	}
	t := &terminal{console: &console{keyboard: keys, out: out, jobs: newJobs()}}
	go t.listen()
	return t, nil
}

func (t *terminal) close() {
	t.end()
	t.jobs.close()
	t.keyboard.close()
	t.out.Close()
}

// change sets a mode and discards what was typed before.
func (c *console) change(m mode) error {
	switch {
	case m == asFound:
		c.release()
		return nil
	case !c.inForeground():
		c.ours = false // they are the shell's by now
		return errNotOurs
	}
	now, err := unix.IoctlGetTermios(c.tty, getModes)
	if err != nil {
		return err
	}
	if !c.ours || *now != c.set {
		c.found = *now // somebody else's, such as the shell's after SIGSTOP
	}
	c.set = m.modes(c.found)
	if err := unix.IoctlSetTermios(c.tty, setModes, &c.set); err != nil {
		return err
	}
	c.ours = true
	if now, err = unix.IoctlGetTermios(c.tty, getModes); err == nil {
		c.set = *now // the terminal need not have taken all of it
	}
	return discard(c.tty)
}

// release goes back to the modes that were found, and discards what was typed for
// us: the shell would show and run it.
func (c *console) release() {
	if !c.ours {
		return
	}
	c.ours = false
	if c.inForeground() {
		_ = unix.IoctlSetTermios(c.tty, setModes, &c.found)
		_ = discard(c.tty) // nothing can be done about a terminal that is gone
	}
}

// modes are those of the terminal in a mode. Signals by keys stay in each.
func (m mode) modes(found unix.Termios) unix.Termios {
	t := found
	t.Lflag |= unix.ISIG
	t.Iflag |= unix.ICRNL
	if m == visible {
		t.Lflag |= unix.ICANON | unix.ECHO
		return t
	}
	t.Lflag &^= unix.ICANON | unix.ECHO | unix.ECHONL | unix.IEXTEN
	t.Cc[unix.VMIN], t.Cc[unix.VTIME] = 1, 0
	return t
}

// inForeground reports whether the terminal is ours to use and not, say, the
// shell's. To set modes from the background stops the process, or worse, does not.
func (c *console) inForeground() bool {
	group, err := unix.IoctlGetInt(c.tty, unix.TIOCGPGRP)
	return err == nil && group == unix.Getpgrp()
}

// editKeys are those that the terminal has for editing lines.
func (c *console) editKeys() editKeys {
	now, err := unix.IoctlGetTermios(c.tty, getModes)
	if err != nil {
		return editKeys{}
	}
	key := func(at int) byte {
		if now.Cc[at] == noKey {
			return 0
		}
		return now.Cc[at]
	}
	return editKeys{erase: key(unix.VERASE), word: key(unix.VWERASE), line: key(unix.VKILL), end: key(unix.VEOF)}
}
