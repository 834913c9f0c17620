package connect

import (
	"sync"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Transcript is what was said over one connection, for --trace. Its lines were
// redacted when they were recorded. The zero value is empty and ready.
type Transcript struct {
	mu       sync.Mutex
	start    time.Time
	redactor *Redactor
	lines    []fact.WireLine
	size     int
}

// Lines is a copy of what has been recorded so far.
func (t *Transcript) Lines() []fact.WireLine {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]fact.WireLine(nil), t.lines...)
}

func (t *Transcript) add(client, tls bool, text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.size >= maxRecorded {
		return
	}
	text = t.clean(text)
	t.size += len(text) + lineCost
	if t.size >= maxRecorded {
		text = "… the rest is not kept"
	}
	t.lines = append(t.lines, fact.WireLine{At: time.Since(t.start), Client: client, TLS: tls, Text: text})
}

// clean is text as it may be kept and shown.
func (t *Transcript) clean(text string) string {
	return fact.Printable(t.redactor.Redact(text))
}
