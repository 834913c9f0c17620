package fact

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A code and all that is known of it stand in one file: the constants of each
// codes_*.go are the codes of its rows, in the same order.
func TestOneRowACode(t *testing.T) {
	files, err := filepath.Glob("codes_*.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[Code]string{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		constants, rows := codesIn(t, name)
		var named []string
		for _, c := range constants {
			named = append(named, c.name)
			if before := seen[c.code]; before != "" {
				t.Errorf("%s stands in %s and in %s", c.code, before, name)
			}
			seen[c.code] = name
			if cause, known := CauseOf(c.code); !known || cause.Code != c.code {
				t.Errorf("%s: [CauseOf] does not find it: %s is not in its list", c.code, name)
			}
		}
		if !slices.Equal(named, rows) {
			t.Errorf("%s: the constants are %v, the rows %v", name, named, rows)
		}
	}
	if len(seen) != len(Causes())+len(Rules()) {
		t.Errorf("%d codes in the source, %d in the topics, %d rules", len(seen), len(Causes()), len(Rules()))
	}
}

type constant struct {
	name string
	code Code
}

// codesIn are the constants of type Code in a file, and those that its rows name.
func codesIn(t *testing.T, name string) (constants []constant, rows []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ValueSpec:
			if typ, is := n.Type.(*ast.Ident); is && typ.Name == "Code" {
				code, err := strconv.Unquote(n.Values[0].(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				constants = append(constants, constant{n.Names[0].Name, Code(code)})
			}
		case *ast.KeyValueExpr:
			if key, is := n.Key.(*ast.Ident); is && key.Name == "Code" {
				rows = append(rows, n.Value.(*ast.Ident).Name)
			}
		}
		return true
	})
	return constants, rows
}

func TestRowsAreWhole(t *testing.T) {
	rule := func(c Cause) bool {
		return slices.ContainsFunc(Rules(), func(r Cause) bool { return r.Code == c.Code })
	}
	for _, c := range append(Causes(), Rules()...) {
		if !regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`).MatchString(string(c.Code)) {
			t.Errorf("%q is not written as codes are", c.Code)
		}
		if !slices.Contains([]Severity{Error, Warning, Info}, c.Severity) {
			t.Errorf("%s: severity %q", c.Code, c.Severity)
		}
		whole(t, string(c.Code)+": message", c.Message, true)
		whole(t, string(c.Code)+": remedy", c.Remedy, true)
		whole(t, string(c.Code)+": title", c.Title, !rule(c))
		whole(t, string(c.Code)+": about", c.About, !rule(c))
		names := map[string]bool{"": true}
		for _, v := range c.Variants {
			if names[v.Name] {
				t.Errorf("%s: two variants are called %q", c.Code, v.Name)
			}
			names[v.Name] = true
			whole(t, string(c.Code)+" "+v.Name+": message", v.Message, true)
			whole(t, string(c.Code)+" "+v.Name+": remedy", v.Remedy, false)
			whole(t, string(c.Code)+" "+v.Name+": title", v.Title, false)
		}
		for _, h := range c.Hints {
			if !slices.Contains(NeedCodes(), h) {
				t.Errorf("%s: there is no need %q", c.Code, h)
			}
		}
		if len(c.Example)%2 != 0 {
			t.Errorf("%s: an argument of the example has no value: %q", c.Code, c.Example)
		}
	}
}

// Every source has a row that a report can show, and the table is in the order of
// trust but for the user, who comes first.
func TestSourcesAreWhole(t *testing.T) {
	var last Rank
	for i, s := range Sources() {
		whole(t, string(s.Name)+": label", s.Label, true)
		whole(t, string(s.Name)+": provenance", s.Provenance, true)
		if i > 0 && s.Best <= last {
			t.Errorf("%s: rank %d after %d", s.Name, s.Best, last)
		}
		last = s.Best
		if row, known := SourceOf(s.Name); !known || row.Name != s.Name {
			t.Errorf("%s is not found by its name", s.Name)
		}
		if i > 0 && CompareSources(Sources()[i-1].Name, s.Name) >= 0 {
			t.Errorf("%s does not come after what stands before it", s.Name)
		}
	}
}

var placeholder = regexp.MustCompile(`\{[^}]*\}`)

// whole holds a text to be there in both languages, or in neither where it need
// not be, and to name the same arguments in both.
func whole(t *testing.T, what string, w Words, needed bool) {
	t.Helper()
	if (w.EN == "") != (w.DE == "") || needed && w.EN == "" {
		t.Errorf("%s: missing in a language: %q", what, w)
	}
	en, de := placeholders(w.EN), placeholders(w.DE)
	if !slices.Equal(en, de) {
		t.Errorf("%s: English names %v, German %v", what, en, de)
	}
}

func placeholders(s string) []string {
	found := placeholder.FindAllString(s, -1)
	slices.Sort(found)
	return slices.Compact(found)
}
