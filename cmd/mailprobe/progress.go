package main

import (
	"fmt"
	"io"
	"strconv"
	"sync"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/text"
)

// progress is a line on a terminal's standard error that says what the run is
// doing, and goes away.
type progress struct {
	w     io.Writer // nil where standard error is no terminal
	lang  text.Lang
	keys  *keys
	mu    sync.Mutex
	shown bool
}

func (s *system) progress(lang text.Lang, k *keys) *progress {
	p := &progress{lang: lang, keys: k}
	if _, is := terminalOf(s.stderr); is {
		p.w = s.stderr
	}
	return p
}

const (
	lineStart = "\r"
	eraseLine = "\r\x1b[K"
)

func (p *progress) show(now probe.Progress) {
	if p.w == nil {
		return
	}
	if t := p.keys.terminal; t != nil {
		if !t.mu.TryLock() {
			return // a question stands there
		}
		defer t.mu.Unlock()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	words := text.Looking.In(p.lang, map[string]string{
		"asked": strconv.Itoa(now.SourcesDone), "sources": strconv.Itoa(now.Sources),
		"seen": strconv.Itoa(now.EndpointsDone), "servers": strconv.Itoa(now.Endpoints),
	})
	if now.LoggingIn != "" {
		words = text.LoggingIn.In(p.lang, map[string]string{"host": now.LoggingIn})
	}
	fmt.Fprint(p.w, eraseLine+words+lineStart)
	p.shown = true
}

func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.w, eraseLine)
		p.shown = false
	}
}
