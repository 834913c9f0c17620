package audit_test

import (
	"bytes"
	"io"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/testkit"
	"github.com/mailprobe/mailprobe/probe/internal/testkit/prober"
	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/probe/text"
)

// world is an audit against an internet of its own, in time that passes only
// while everybody waits.
type world struct {
	*testing.T
	net *probetest.Internet
}

func inWorld(t *testing.T, f func(w *world)) {
	t.Helper()
	testkit.Bubble(t, func(t *testing.T, i *probetest.Internet) { f(&world{t, i}) })
}

// must ends the test at an error of the internet.
func (w *world) must(errs ...error) {
	w.Helper()
	for _, err := range errs {
		if err != nil {
			w.Fatal(err)
		}
	}
}

func (w *world) prober() *probe.Prober { return prober.On(w.net) }

// rules are the findings of a subject that count, by rule.
func rules(s audit.Subject) map[string]int {
	found := map[string]int{}
	for _, p := range s.Problems {
		if p.Severity != fact.Info {
			found[string(p.Code)]++
		}
	}
	return found
}

// written is an audit in one of the formats.
func written(t *testing.T, format writer, subjects []audit.Subject) []byte {
	t.Helper()
	r := audit.NewReport(render.Word(subjects, text.English), nil)
	r.Start = time.Now()
	var out bytes.Buffer
	if err := format(render.Audit{Lang: text.English, Command: "mailprobe providers check"}, &out, r); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// writer is one of the formats.
type writer func(render.Audit, io.Writer, *audit.Report) error

func surveyOf(host string) probe.Survey {
	return probe.Survey{Endpoints: []fact.Endpoint{{Protocol: fact.IMAP, Host: host, Port: 993, TLS: fact.Implicit}}}
}
