package note

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// rules are all of rules.go, so that none can be added without a file that
// breaks it.
func rules(t *testing.T) []fact.Code {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "rules.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var found []fact.Code
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			rule, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			found = append(found, fact.Code(rule))
		}
		return true
	})
	return found
}

// Every rule has a name of its own and is broken by a file of some format.
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
	all := rules(t)
	if len(all) < 70 {
		t.Fatalf("only %d rules were found in the source", len(all))
	}
	for i, rule := range all {
		if slices.Contains(all[:i], rule) || !strings.HasPrefix(string(rule), "file-") {
			t.Errorf("%s: twice, or without the prefix", rule)
		}
		if !shown[string(rule)] {
			t.Errorf("%s: no file breaks it", rule)
		}
	}
}

// Of one rule so many notes are kept and no more, then one that says so.
func TestNotesAreBounded(t *testing.T) {
	var n Notes
	for line := range 1000 {
		n.Add(ValuePadded, fact.Position{Line: 1000 - line, Column: 3}, "domain", "x\n\x1b[1m")
		n.Drop(PortInvalid, fact.Position{Line: 1000 - line}, "imap/port", "0")
	}
	all := n.All()
	if len(all) != 2*(most+1) {
		t.Fatalf("%d notes", len(all))
	}
	if !slices.IsSortedFunc(all, func(a, b fact.Note) int { return a.Line - b.Line }) {
		t.Errorf("not in the order of the file: %v", all)
	}
	want := fact.Note{Rule: ValuePadded, Severity: fact.Warning, Position: fact.Position{Line: 1000, Column: 3}, Place: "domain", Value: `x\x0a\x1b[1m`}
	if !slices.Contains(all, want) {
		t.Errorf("%v lacks %v", all, want)
	}
	later := After(all)
	later.Add(NameMissing, fact.Position{}, "displayName", "")
	if got := later.All(); got[0].Rule != NameMissing || len(got) != len(all)+1 || all[0].Rule == NameMissing {
		t.Errorf("behind earlier notes: %v", got)
	}
}
