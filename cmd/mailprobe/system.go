package main

import (
	"io"
	"os"
	"runtime/debug"
	"time"

	"golang.org/x/term"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/probe/text"
)

// system is everything outside that the command uses besides its arguments, so that
// tests can replace it.
type system struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	start          time.Time
	// suffixes are the words of the library about its public suffix list, where a
	// test gives others.
	suffixes string
	// openTerminal opens the user's terminal for questions; nil where there is none.
	openTerminal func() (*terminal, error)
	// network is what runs begin with; its zero value is the real network.
	network probe.Prober
}

// terminalOf returns the file descriptor of a writer, if it is a terminal.
func terminalOf(w io.Writer) (fd int, is bool) {
	f, ok := w.(*os.File)
	if !ok {
		return 0, false
	}
	return int(f.Fd()), term.IsTerminal(int(f.Fd()))
}

// width returns how many columns the output has; 80 where it is no terminal.
func (s *system) width() int {
	if fd, is := terminalOf(s.stdout); is {
		if columns, _, err := term.GetSize(fd); err == nil && columns > 0 {
			return columns
		}
	}
	return 80
}

// takesCodes reports whether a writer is a terminal that supports escape codes for the
// cursor and for colours.
func (s *system) takesCodes(w io.Writer) bool {
	fd, is := terminalOf(w)
	return is && s.getenv("TERM") != "dumb" && understandsCodes(fd)
}

// colour reports whether colour codes may be sent: to a terminal, unless NO_COLOR
// is set (no-color.org) or the terminal has none.
func (s *system) colour() bool {
	return s.getenv("NO_COLOR") == "" && s.takesCodes(s.stdout)
}

// page returns the layout of text for people.
func (s *system) page(lang text.Lang) render.Text {
	return render.Text{Lang: lang, Width: s.width(), Colour: s.colour()}
}

// memoryLimit is the size of memory above which the garbage collector works harder.
// What servers send is bounded, but garbage is not, and a run stays below 64 MiB
// whatever they send (safety rule 9).
const memoryLimit = 32 << 20

// limitMemory sets the memory limit until the returned function is called. GOMEMLIMIT
// overrides it.
func (s *system) limitMemory() (restore func()) {
	if s.getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	before := debug.SetMemoryLimit(memoryLimit)
	return func() { debug.SetMemoryLimit(before) }
}
