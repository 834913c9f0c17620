package debian

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// journal holds the lines that a server logs, for tests to wait for.
type journal struct {
	mu      sync.Mutex
	lines   []string
	ended   bool
	changed chan struct{} // closed, and replaced, when a line comes or the log ends
}

func newJournal() *journal { return &journal{changed: make(chan struct{})} }

// fill reads a server's output to its end.
func (j *journal) fill(r io.Reader) {
	in := bufio.NewReader(r)
	for {
		line, err := in.ReadString('\n')
		if line != "" {
			j.add(strings.TrimRight(line, "\n"))
		}
		if err != nil {
			j.change(func() { j.ended = true })
			return
		}
	}
}

// add appends a line.
func (j *journal) add(line string) {
	j.change(func() { j.lines = append(j.lines, line) })
}

// change changes the journal and tells those who wait.
func (j *journal) change(how func()) {
	j.mu.Lock()
	defer j.mu.Unlock()
	how()
	close(j.changed)
	j.changed = make(chan struct{})
}

// all is what was logged so far.
func (j *journal) all() []string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.lines[:len(j.lines):len(j.lines)]
}

// find is the first group of a pattern in the first line that has it.
func (j *journal) find(pattern *regexp.Regexp) string {
	for _, line := range j.all() {
		if m := pattern.FindStringSubmatch(line); m != nil {
			return m[1]
		}
	}
	return ""
}

var errLogEnded = errors.New("the server ended")

// await waits until one line, from the given one on, holds the text.
func (j *journal) await(ctx context.Context, from int, text string) error {
	err := j.awaitThat(ctx, func(lines []string) bool {
		found := slices.ContainsFunc(lines[from:], func(line string) bool { return strings.Contains(line, text) })
		from = len(lines)
		return found
	})
	if err != nil {
		return fmt.Errorf("waiting for %q in the log: %w", text, err)
	}
	return nil
}

// awaitThat waits until something holds of the lines, which it looks at again
// whenever there is another.
func (j *journal) awaitThat(ctx context.Context, holds func(lines []string) bool) error {
	for {
		j.mu.Lock()
		lines, ended, changed := j.lines, j.ended, j.changed
		j.mu.Unlock()
		if holds(lines) {
			return nil
		}
		if ended {
			return errLogEnded
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// printOnFailure shows the log with a test that failed.
func (j *journal) printOnFailure(t testing.TB, name string) {
	if t.Failed() {
		t.Logf("log of %s:\n%s", name, strings.Join(j.all(), "\n"))
	}
}

// number reads digits that a pattern has matched. Those of a log are few.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
