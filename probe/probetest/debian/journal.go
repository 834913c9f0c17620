package debian

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
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
		j.mu.Lock()
		if line != "" {
			j.lines = append(j.lines, strings.TrimRight(line, "\n"))
		}
		j.ended = err != nil
		close(j.changed)
		j.changed = make(chan struct{})
		j.mu.Unlock()
		if err != nil {
			return
		}
	}
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
	for {
		j.mu.Lock()
		lines, ended, changed := j.lines, j.ended, j.changed
		j.mu.Unlock()
		for _, line := range lines[from:] {
			if strings.Contains(line, text) {
				return nil
			}
		}
		from = len(lines)
		if ended {
			return fmt.Errorf("waiting for %q in the log: %w", text, errLogEnded)
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("waiting for %q in the log: %w", text, context.Cause(ctx))
		}
	}
}

// printOnFailure shows the log with a test that failed.
func (j *journal) printOnFailure(t testing.TB, name string) {
	if t.Failed() {
		t.Logf("log of %s:\n%s", name, strings.Join(j.all(), "\n"))
	}
}
