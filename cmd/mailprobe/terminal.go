package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"
	"sync"

	"golang.org/x/term"
)

// terminal is the user's, for questions. It is not standard input, which may
// carry the password, nor standard output, which carries the report.
type terminal struct {
	in, out *os.File
	mu      sync.Mutex // one question at a time; progress keeps silent meanwhile
	clear   func()     // takes progress away before a question; may be nil
}

func (t *terminal) close() {
	t.in.Close()
	if t.out != t.in {
		t.out.Close()
	}
}

// secret asks for something that is not shown while it is typed.
func (t *terminal) secret(ctx context.Context, prompt string) (string, error) {
	return t.ask(ctx, prompt, func() (string, error) {
		typed, err := term.ReadPassword(int(t.in.Fd()))
		fmt.Fprintln(t.out)
		return string(typed), err
	})
}

// line asks for a line.
func (t *terminal) line(ctx context.Context, prompt string) (string, error) {
	return t.ask(ctx, prompt, func() (string, error) {
		typed, err := bufio.NewReader(t.in).ReadString('\n')
		return strings.TrimSpace(typed), err
	})
}

// ask puts a question and waits for the answer or the end of the run. Reading
// from a terminal cannot be broken off, so at the end of the run the reader is
// left behind and only the terminal's state is put right.
func (t *terminal) ask(ctx context.Context, prompt string, read func() (string, error)) (string, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.clear != nil {
		t.clear()
	}
	before, stateErr := term.GetState(int(t.in.Fd()))
	fmt.Fprint(t.out, prompt)
	type answer struct {
		typed string
		err   error
	}
	answers := make(chan answer, 1)
	go func() {
		typed, err := read()
		answers <- answer{typed, err}
	}()
	select {
	case a := <-answers:
		return a.typed, a.err
	case <-ctx.Done():
		if stateErr == nil {
			_ = term.Restore(int(t.in.Fd()), before)
		}
		fmt.Fprintln(t.out)
		return "", ctx.Err()
	}
}
