package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// The policy for the terminal, all of it:
//
//   - Questions are written to the terminal that controls the process, and answers
//     are read from it: standard input may carry the password, and standard output
//     carries the report.
//   - As long as a run may ask for the password there, nothing that is typed is
//     shown, before the question either.
//   - What was typed before a question stands does not answer it: it is discarded.
//     So is what is left behind an answer, which the shell would run.
//   - A process that stops or ends leaves the terminal as it was found: at Ctrl-Z,
//     Ctrl-C, Ctrl-\, hang-up and SIGTERM, after an error and a panic of the
//     goroutines that run the command or ask. (Go has no hook for a panic anywhere
//     else; there the shell has to help, as after SIGKILL.)
//   - When it goes on (fg, SIGCONT), nothing is shown again and the question stands
//     there once more, without what had been typed.
//   - In the background nothing is asked and no mode is set, for the terminal is
//     somebody else's. A question that is due stops the process, as reading does,
//     until it is brought to the foreground. Where no shell could do that, there is
//     no terminal.
//   - Progress keeps silent while a question stands there.

// terminal is the user's, for questions. The platform's part is in console, which
// has the modes and the keyboard, and in listen and begin, which have the signals.
type terminal struct {
	*console
	asking sync.Mutex // one question at a time

	mu    sync.Mutex // guards what follows and the console's modes
	want  mode       // between questions
	over  bool       // the process ends: the modes stay as they were found
	clear func()     // takes progress away; may be nil
}

// mode is what happens to that which is typed.
type mode int

const (
	asFound mode = iota // what the shell wants
	hidden              // nothing is shown, and each byte is read as it is typed
	visible             // a line that is shown, edited by the terminal
)

var (
	errNotOurs = errors.New("the terminal belongs to another process")
	errOver    = errors.New("the process is about to end")
)

// secret asks for something that is not shown while it is typed, until it is such
// that there is no complaint. It is the only one of a run: when it returns, typing
// is shown again.
func (t *terminal) secret(ctx context.Context, prompt string, limit int, complaint func(typed string, cut bool) string) (string, error) {
	defer t.setMode(asFound)
	for {
		e := &lineEditor{keys: t.editKeys(), limit: limit}
		if err := t.ask(ctx, hidden, prompt, func() { e.drop(0) }, e.take); err != nil {
			return "", err
		}
		typed := string(e.typed)
		wrong := complaint(typed, e.cut)
		if wrong == "" {
			return typed, nil
		}
		fmt.Fprintln(t.out, wrong)
	}
}

// widestLine is as much of a line as can matter to a question.
const widestLine = 256

// line asks for a line.
func (t *terminal) line(ctx context.Context, prompt string) (string, error) {
	e := &lineEditor{limit: widestLine}
	err := t.ask(ctx, visible, prompt, func() { e.drop(0) }, e.take)
	if err != nil || e.cut {
		return "", err
	}
	return strings.TrimSpace(string(e.typed)), nil
}

// ask asks a question, and calls take with each byte that is typed until the answer is
// complete. After an interruption the question is asked again, and the answer begins
// anew.
func (t *terminal) ask(ctx context.Context, m mode, prompt string, anew func(), take func(byte) bool) (err error) {
	t.asking.Lock()
	defer t.asking.Unlock()
	defer t.restoreMode()
	defer context.AfterFunc(ctx, t.wake)()
	for put := false; ; put = true {
		anew()
		if err := t.begin(ctx, m); err != nil {
			if put {
				fmt.Fprintln(t.out)
			}
			if errors.Is(err, errOver) {
				// Not before the run knows of its end, or it took this for an answer.
				<-ctx.Done()
			}
			return cmp.Or(ctx.Err(), err)
		}
		t.clearProgress()
		fmt.Fprint(t.out, prompt)
		for woken := false; !woken; {
			var typed []byte
			typed, woken, err = t.read()
			over := slices.ContainsFunc(typed, take)
			if m == hidden && over || err != nil {
				fmt.Fprintln(t.out) // the terminal has not shown the end of the line
			}
			if over || err != nil {
				return err
			}
		}
	}
}

// aside writes something while a question may be on the terminal, which is then asked
// again.
func (t *terminal) aside(write func()) {
	if t.asking.TryLock() {
		defer t.asking.Unlock()
		write()
		return
	}
	fmt.Fprintln(t.out)
	write()
	t.wake()
}

// setMode sets the mode between questions. It is no error that it cannot be set now: a
// question tries again, and reports why not.
func (t *terminal) setMode(m mode) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.want = m
	_ = t.applyMode(m)
}

// restoreMode goes back to that mode.
func (t *terminal) restoreMode() {
	t.mu.Lock()
	defer t.mu.Unlock()
	_ = t.applyMode(t.want)
}

// end leaves the terminal as it was found, for good.
func (t *terminal) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	_ = t.change(asFound)
	t.over = true
}

// applyMode sets the terminal's mode; mu must be held.
func (t *terminal) applyMode(m mode) error {
	if t.over {
		return errOver
	}
	return t.change(m)
}

// free reports whether progress may be shown: no question stands there, and the
// terminal is ours. Without a signal, a shell may have brought the process to the
// foreground since the mode was last set.
func (t *terminal) free() bool {
	if !t.asking.TryLock() {
		return false
	}
	defer t.asking.Unlock()
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.ours && t.want != asFound {
		_ = t.applyMode(t.want)
	}
	return t.inForeground()
}

// onClear sets the function that removes progress from the terminal.
func (t *terminal) onClear(clear func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.clear = clear
}

// clearProgress removes progress from the terminal.
func (t *terminal) clearProgress() {
	t.mu.Lock()
	clear := t.clear
	t.mu.Unlock()
	if clear != nil {
		clear()
	}
}
