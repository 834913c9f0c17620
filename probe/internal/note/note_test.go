package note

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Every rule of published files is broken by a file of some format.
func TestEveryRuleIsBroken(t *testing.T) {
	shown := map[string]bool{}
	for _, format := range []string{"autoconfig", "autodiscover", "pacc"} {
		files, err := filepath.Glob("../../" + format + "/testdata/*.want")
		if err != nil || len(files) == 0 {
			t.Fatal(format, files, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, word := range strings.Fields(string(data)) {
				shown[word] = true
			}
		}
	}
	rules := slices.DeleteFunc(fact.Rules(), func(c fact.Cause) bool { return !strings.HasPrefix(string(c.Code), "file-") })
	if len(rules) < 70 {
		t.Fatalf("only %d rules", len(rules))
	}
	for _, rule := range rules {
		if !shown[string(rule.Code)] {
			t.Errorf("%s: no file breaks it", rule.Code)
		}
	}
}

// Of one rule so many notes are kept and no more, then one that says so.
func TestNotesAreBounded(t *testing.T) {
	var n Notes
	for line := range 1000 {
		n.Add(fact.FileValuePadded, fact.Position{Line: 1000 - line, Column: 3}, "domain", "x\n\x1b[1m")
		n.Drop(fact.FilePortInvalid, fact.Position{Line: 1000 - line}, "imap/port", "0")
	}
	all := n.All()
	if len(all) != 2*(most+1) {
		t.Fatalf("%d notes", len(all))
	}
	if !slices.IsSortedFunc(all, func(a, b fact.Note) int { return a.Line - b.Line }) {
		t.Errorf("not in the order of the file: %v", all)
	}
	want := fact.Note{Rule: fact.FileValuePadded, Severity: fact.Warning, Position: fact.Position{Line: 1000, Column: 3}, Place: "domain", Value: `x\x0a\x1b[1m`}
	if !slices.Contains(all, want) {
		t.Errorf("%v lacks %v", all, want)
	}
	later := After(all)
	later.Add(fact.FileNameMissing, fact.Position{}, "displayName", "")
	if got := later.All(); got[0].Rule != fact.FileNameMissing || len(got) != len(all)+1 || all[0].Rule == fact.FileNameMissing {
		t.Errorf("behind earlier notes: %v", got)
	}
}
