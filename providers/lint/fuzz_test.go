package lint_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/mailprobe/mailprobe/providers"
	"github.com/mailprobe/mailprobe/providers/lint"
)

// FuzzJudge: no file hurts, every finding names a known rule, and an entry that
// passes can be compiled.
func FuzzJudge(f *testing.F) {
	names, err := filepath.Glob("testdata/mistakes/*.yaml")
	if err != nil || len(names) == 0 {
		f.Fatal(names, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	known := map[string]bool{}
	for _, r := range lint.Rules() {
		known[r.ID] = true
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r := lint.Judge("entry.yaml", data, today)
		for _, f := range r.Findings {
			if !known[f.Rule] || f.Message == "" || f.Remedy == "" || f.File != "entry.yaml" {
				t.Errorf("%+v", f)
			}
		}
		if len(r.Entries)+len(r.LeftOut) != 1 {
			t.Errorf("%d entries, %d left out", len(r.Entries), len(r.LeftOut))
		}
		if _, err := providers.New(r.Providers()); err != nil {
			t.Errorf("sound, but: %v\n%s", err, data)
		}
	})
}
