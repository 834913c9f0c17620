package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/sys/windows"
)

// console is the modes of the console that the process is attached to, and its
// keyboard. Windows knows no job control: a console is its processes' until they
// end.
type console struct {
	in, out *os.File
	ours    bool   // the mode is the one that we have set
	found   uint32 // the mode to go back to

	reading bool
	lines   chan typedLine
	alarm   chan struct{}

	signals chan os.Signal
	closed  chan struct{}
}

// ctrlCDelay is how long the signal of a Ctrl-C may take behind the end of the
// reading that it broke off.
const ctrlCDelay = 200 * time.Millisecond

type typedLine struct {
	bytes []byte
	err   error
}

// openTerminal is the console that the process is attached to.
func openTerminal() (*terminal, error) {
	in, err := os.OpenFile("CONIN$", os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	out, err := os.OpenFile("CONOUT$", os.O_RDWR, 0)
	if err != nil {
		in.Close()
		return nil, err
	}
	t := &terminal{console: &console{
		in: in, out: out,
		lines: make(chan typedLine, 1), alarm: make(chan struct{}, 1),
		signals: make(chan os.Signal, 4), closed: make(chan struct{}),
	}}
	signal.Notify(t.signals, os.Interrupt, syscall.SIGTERM)
	go t.listen()
	return t, nil
}

func (t *terminal) close() {
	t.end()
	signal.Stop(t.signals)
	close(t.signals)
	<-t.closed
	t.in.Close()
	t.out.Close()
}

// listen leaves the console in order when the process is told to end: by Ctrl-C,
// Ctrl-Break, or that its window is closed.
func (t *terminal) listen() {
	defer close(t.closed)
	for range t.signals {
		t.end()
		signal.Stop(t.signals)
	}
}

// begin sets the mode for a question.
func (t *terminal) begin(ctx context.Context, m mode) error {
	select {
	case <-t.alarm:
	default:
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.applyMode(m)
}

// change sets a mode and discards what was typed before, or, going back to the mode
// that was found, what was typed for us.
func (c *console) change(m mode) error {
	console := windows.Handle(c.in.Fd())
	if m == asFound {
		if c.ours {
			c.ours = false
			_ = windows.SetConsoleMode(console, c.found)
			_ = windows.FlushConsoleInputBuffer(console) // nothing can be done about a window that is gone
		}
		return nil
	}
	if !c.ours {
		if err := windows.GetConsoleMode(console, &c.found); err != nil {
			return err
		}
	}
	// Lines are edited by the console, and Ctrl-C is a signal.
	next := c.found | windows.ENABLE_LINE_INPUT | windows.ENABLE_PROCESSED_INPUT | windows.ENABLE_ECHO_INPUT
	if m == hidden {
		next &^= windows.ENABLE_ECHO_INPUT
	}
	if err := windows.SetConsoleMode(console, next); err != nil {
		return err
	}
	c.ours = true
	return windows.FlushConsoleInputBuffer(console)
}

// inForeground reports whether the console is ours to use.
func (c *console) inForeground() bool { return true }

// editKeys are none: the console edits.
func (c *console) editKeys() editKeys { return editKeys{} }

// read is a line that was typed, or that reading was broken off. Then the reader is
// left behind, for a console cannot be told to stop reading, and the next read takes
// what it reads.
func (c *console) read() (typed []byte, woken bool, err error) {
	if !c.reading {
		c.reading = true
		go func() {
			line := make([]byte, 4*maxPassword)
			n, err := c.in.Read(line)
			if n == 0 && err == nil {
				err = io.EOF
			}
			c.lines <- typedLine{line[:n], err}
		}()
	}
	select {
	case <-c.alarm:
		return nil, true, nil
	case line := <-c.lines:
		c.reading = false
		if line.err != nil {
			// Ctrl-C ends the reading, too, and the run may not know of it yet.
			select {
			case <-c.alarm:
				return nil, true, nil
			case <-time.After(ctrlCDelay):
			}
		}
		return line.bytes, false, line.err
	}
}

// wake breaks reading off.
func (c *console) wake() {
	select {
	case c.alarm <- struct{}{}:
	default:
	}
}
