package text

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// codes are all constants of type fact.Code, read from the source, so that a
// code cannot be added without words.
func codes(t *testing.T) []fact.Code {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../fact/codes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var found []fact.Code
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if typ, ok := spec.Type.(*ast.Ident); ok && typ.Name == "Code" {
			text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			found = append(found, fact.Code(text))
		}
		return true
	})
	return found
}

func TestEveryCodeHasWords(t *testing.T) {
	all := codes(t)
	if len(all) < 70 {
		t.Fatalf("only %d codes were found in the source", len(all))
	}
	if len(all) != len(Entries()) || len(all) != len(titles) {
		t.Errorf("%d codes, %d entries, %d titles", len(all), len(Entries()), len(titles))
	}
	for _, code := range all {
		e := Of(code)
		for name, w := range map[string]Words{"message": e.Message, "remedy": e.Remedy, "title": titles[code]} {
			if w.EN == "" || w.DE == "" {
				t.Errorf("%s: its %s is missing in a language", code, name)
			}
		}
	}
}

var placeholder = regexp.MustCompile(`\{[^}]*\}`)

// Both languages must say the same, so they must name the same things.
func TestLanguagesNameTheSame(t *testing.T) {
	for _, e := range Entries() {
		for name, w := range map[string]Words{"message": e.Message, "remedy": e.Remedy} {
			en, de := map[string]bool{}, map[string]bool{}
			for _, p := range placeholder.FindAllString(w.EN, -1) {
				en[p] = true
			}
			for _, p := range placeholder.FindAllString(w.DE, -1) {
				de[p] = true
			}
			for p := range en {
				if !de[p] {
					t.Errorf("%s: the German %s lacks %s", e.Code, name, p)
				}
			}
			for p := range de {
				if !en[p] {
					t.Errorf("%s: the English %s lacks %s", e.Code, name, p)
				}
			}
		}
	}
}

func TestIn(t *testing.T) {
	p := fact.Problem{Code: fact.CertificateExpired, Args: map[string]string{"host": "imap.example.com", "until": "2026-11-01"}}
	if got, want := Message(p, English), "the certificate of imap.example.com expired on 1 November 2026."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := Message(p, German), "Das Zertifikat von imap.example.com ist am 01.11.2026 abgelaufen."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	// An argument that looks like a placeholder is not filled in again.
	p.Args["host"] = "{until}"
	if got := Message(p, English); !strings.Contains(got, "of {until} expired") {
		t.Errorf("the argument was taken for a placeholder: %q", got)
	}
}
