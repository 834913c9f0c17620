package render_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/internal/citest"
	"github.com/mailprobe/mailprobe/probe/render"
)

func TestJUnit(t *testing.T) {
	out := written(t, render.Audit.JUnit, sampleAudit())
	cases := citest.JUnit(t, out)
	for outcome, want := range map[string][]string{"": {"a"}, "failure": {"b", "c"}, "error": {"d"}} {
		if !slices.Equal(cases[outcome], want) {
			t.Errorf("%q: %v, want %v", outcome, cases[outcome], want)
		}
	}
	for _, want := range []string{
		`message="certificate-expired, certificate-expires-soon" type="certificate-expired"`,
		`lists/b, c:d.yaml:12:5: error: certificate-expired: imaps://imap.b.example:993: `,
		`fixed since the baseline: a: port-refused`,
	} {
		if !strings.Contains(string(out), want) {
			t.Errorf("it lacks %s", want)
		}
	}
	if strings.ContainsAny(string(out), "\x1b\u202e") || strings.Contains(string(out), "]]>") {
		t.Error("what a server said came through as it was")
	}
	if strings.Contains(string(out), "fixed since the baseline: d") {
		t.Error("what could not be tested is called fixed")
	}
}
