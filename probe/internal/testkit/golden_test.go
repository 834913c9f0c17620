package testkit

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// failing stands in for a test that is to fail.
type failing struct {
	testing.TB
	failed bool
}

func (f *failing) Helper()               {}
func (f *failing) Errorf(string, ...any) { f.failed = true }

// A golden file that cannot fail a test proves nothing.
func TestGoldenFails(t *testing.T) {
	file := filepath.Join(t.TempDir(), "case.want")
	if err := os.WriteFile(file, []byte("what it is for\n\nread\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for got, fails := range map[string]bool{"read\n": false, "read": true, "red\n": true} {
		whole, body := &failing{TB: t}, &failing{TB: t}
		Golden(whole, file, "what it is for\n\n"+got)
		GoldenCase(body, file, got)
		if whole.failed != fails || body.failed != fails {
			t.Errorf("%s: failed %t and %t, want %t", strings.TrimSpace(got), whole.failed, body.failed, fails)
		}
	}
}
