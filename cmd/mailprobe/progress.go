package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"

	"github.com/mailprobe/mailprobe/cmd/mailprobe/internal/words"
	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/text"
)

// statusLine is a line on a terminal's standard error that says what goes on, and
// goes away.
type statusLine struct {
	w     io.Writer // nil where standard error is no terminal
	mu    sync.Mutex
	drawn string
}

const (
	lineStart = "\r"
	eraseLine = "\r\x1b[K"
)

func (l *statusLine) draw(words string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.w != nil && words != l.drawn {
		fmt.Fprint(l.w, eraseLine+words+lineStart)
		l.drawn = words
	}
}

func (l *statusLine) clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.drawn != "" {
		fmt.Fprint(l.w, eraseLine)
		l.drawn = ""
	}
}

// statusWriter is where a status line may stand, if anywhere.
func (s *system) statusWriter() io.Writer {
	if s.takesCodes(s.stderr) {
		return s.stderr
	}
	return nil
}

// progress says what a run is doing.
type progress struct {
	statusLine
	lang     text.Lang
	terminal *terminal // where questions stand, or nil
}

func (p *progress) show(now probe.Progress) {
	if p.terminal != nil && !p.terminal.free() {
		return
	}
	looking := words.Looking
	if now.Sources == 0 { // settings that were given
		looking = words.Examining
	}
	line := looking.In(p.lang, map[string]string{
		"asked": strconv.Itoa(now.SourcesDone), "sources": strconv.Itoa(now.Sources),
		"seen": strconv.Itoa(now.EndpointsDone), "servers": strconv.Itoa(now.Endpoints),
	})
	if now.LoggingIn != "" {
		line = words.LoggingIn.In(p.lang, map[string]string{"host": now.LoggingIn})
	}
	p.draw(line)
}

// bar says how much of an audit is done.
type bar struct {
	statusLine
	lang text.Lang
}

const barWidth = 24

func (b *bar) show(done, total int) {
	if total == 0 {
		return
	}
	full := barWidth * done / total
	b.draw("[" + strings.Repeat("#", full) + strings.Repeat(".", barWidth-full) + "] " +
		words.AuditProgress.In(b.lang, map[string]string{"done": strconv.Itoa(done), "total": strconv.Itoa(total)}))
}
