package lint_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
	"github.com/mailprobe/mailprobe/providers/lint"
)

var update = flag.Bool("update", false, "write the golden file anew")

// today stands still: that entries grow old is for whoever runs the linter each
// night, not for a test of it.
var today = time.Date(2026, time.November, 26, 12, 0, 0, 0, time.UTC)

func TestBuiltinIsClean(t *testing.T) {
	r, err := lint.Builtin(today)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		t.Errorf("%s:%d:%d: %s: %s", f.File, f.Line, f.Column, f.Rule, f.Message)
	}
	if len(r.Entries) < 250 {
		t.Errorf("only %d entries", len(r.Entries))
	}
}

// mistakes is a folder with one of each mistake. What cannot lie in a repository
// is made here.
func mistakes(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/mistakes")); err != nil {
		t.Fatal(err)
	}
	entry, err := os.ReadFile("testdata/mistakes/good.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"file-too-large.yaml": strings.Repeat("#\n", 1_000_000) + string(entry),
		"file-not-text.yaml":  "name: \xff\n" + string(entry),
		"too-many.yaml":       "domains: [" + strings.Repeat("a.example, ", 1001) + "]\n",
		"good.yml":            strings.ReplaceAll(string(entry), "good.example", "better.example"),
		"ignored.txt":         "not YAML: [",
		".hidden.yaml":        "not YAML: [",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, target := range map[string]string{"unreadable.yaml": "nowhere.yaml", "device.yaml": os.DevNull} {
		err := os.Symlink(target, filepath.Join(dir, name))
		if err != nil && runtime.GOOS == "windows" {
			t.Skip("Windows gives links to few users: ", err)
		} else if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestMistakes(t *testing.T) {
	dir := mistakes(t)
	r, err := lint.Load([]string{dir}, today)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	seen := map[string]bool{}
	for _, f := range r.Findings {
		name, inside := strings.CutPrefix(f.File, filepath.ToSlash(dir)+"/")
		if !inside {
			t.Errorf("%s is not below %s", f.File, dir)
		}
		fmt.Fprintf(&got, "%s:%d:%d %s %s\n  %s\n  %s\n", name, f.Line, f.Column, f.Severity, f.Rule, f.Message, f.Remedy)
		seen[f.Rule] = true
	}
	golden(t, "testdata/mistakes.txt", strings.ReplaceAll(got.String(), filepath.ToSlash(dir), "DIR"))
	for _, rule := range lint.Rules() {
		if !seen[rule.ID] {
			t.Errorf("no file breaks the rule %s", rule.ID)
		}
		delete(seen, rule.ID)
	}
	for id := range seen {
		t.Errorf("the rule %s is not among Rules", id)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// TestNothingHalfLoaded: of the folder of mistakes, only entries without an error
// are there, and each of these whole.
func TestNothingHalfLoaded(t *testing.T) {
	r, err := lint.Load([]string{mistakes(t)}, today)
	if err != nil {
		t.Fatal(err)
	}
	wrong := map[string]bool{}
	for _, f := range r.Findings {
		if f.Severity == fact.Error {
			wrong[f.File] = true
		}
	}
	for _, e := range r.Entries {
		if wrong[e.Name] || slices.Contains(r.LeftOut, e.Name) {
			t.Errorf("%s is loaded, and wrong", e.Name)
		}
		delete(wrong, e.Name)
	}
	if len(wrong) != len(r.LeftOut) {
		t.Errorf("%d files are wrong, %d left out", len(wrong), len(r.LeftOut))
	}
	db, err := providers.New(r.Providers())
	if err != nil {
		t.Fatal(err)
	}
	for domain, want := range map[string]bool{
		"good.example": true, "claimed.example": true, "checked-long-ago.example": true,
		"better.example": false, "mailbox-without-servers.example": false, "host.example": false, "unknown-key.example": false,
	} {
		if got := db.ByDomain(domain) != nil; got != want {
			t.Errorf("%s: found %v, want %v", domain, got, want)
		}
	}
}

// TestBrokenFileTakesNothing: of two files that claim a domain, the sound one
// has it, whatever their order.
func TestBrokenFileTakesNothing(t *testing.T) {
	dir := t.TempDir()
	entry, err := os.ReadFile("testdata/mistakes/good.yaml")
	if err != nil {
		t.Fatal(err)
	}
	broken := strings.Replace(string(entry), "imap.good.example", "imap good.example", 1)
	for name, data := range map[string]string{"a.yaml": broken, "b.yaml": string(entry), "c.yaml": string(entry)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r, err := lint.Load([]string{dir}, today)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Entries) != 1 || r.Entries[0].Provider.ID != "b" {
		t.Errorf("%d entries, without %s", len(r.Entries), r.LeftOut)
	}
	var got []string
	for _, f := range r.Findings {
		got = append(got, filepath.Base(f.File)+" "+f.Rule)
	}
	if diff := cmp.Diff([]string{"a.yaml domain-claimed-twice", "a.yaml host", "c.yaml domain-claimed-twice"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestLoad(t *testing.T) {
	const good = "testdata/mistakes/good.yaml"
	empty := t.TempDir()
	for _, tt := range []struct {
		name  string
		paths []string
		count int
		fails string
	}{
		{"a file", []string{good}, 1, ""},
		{"the same twice", []string{good, good}, 1, ""},
		{"no such file", []string{good, "nowhere.yaml"}, 0, "no such file"},
		{"an empty folder", []string{empty}, 0, "no file of that sort"},
		{"none", nil, 0, ""},
	} {
		r, err := lint.Load(tt.paths, today)
		switch {
		case tt.fails != "":
			if err == nil || !strings.Contains(err.Error(), tt.fails) {
				t.Errorf("%s: %v", tt.name, err)
			}
		case err != nil:
			t.Errorf("%s: %v", tt.name, err)
		case len(r.Entries) != tt.count || len(r.Findings) > 0:
			t.Errorf("%s: %d entries, %v", tt.name, len(r.Entries), r.Findings)
		}
	}
}

func TestRules(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range lint.Rules() {
		if seen[r.ID] || r.ID == "" || r.About == "" || r.Severity == "" {
			t.Errorf("%+v is not whole, or there twice", r)
		}
		seen[r.ID] = true
	}
}
