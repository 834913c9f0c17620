// Package notetest compares all that the readers of published files make of the
// files in their testdata with what stands beside them.
package notetest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/testkit"
)

// Golden reads every file of testdata with an ending, of which there are at least
// some. Beside each stands one that ends in .want: a line on what the case is for,
// lines "name: value" that the description may need, an empty line, and what it
// describes the file as.
func Golden(t *testing.T, ending string, least int, describe func(t *testing.T, header string, data []byte) string) {
	files, err := filepath.Glob("testdata/*" + ending)
	if err != nil || len(files) < least {
		t.Fatalf("%d cases, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			expectation := strings.TrimSuffix(file, ending) + ".want"
			expected, err := os.ReadFile(expectation)
			if err != nil {
				t.Fatal(err)
			}
			header, _, _ := strings.Cut(string(expected), "\n\n")
			testkit.GoldenCase(t, expectation, describe(t, header, data))
		})
	}
}

// Printer writes lines that are easy to review.
type Printer struct{ strings.Builder }

// Line writes the parts that are not empty, if any is.
func (p *Printer) Line(parts ...string) {
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	if len(parts) > 0 {
		p.WriteString(strings.Join(parts, " ") + "\n")
	}
}

// Field is a value with its name; empty where there is none.
func Field(name, value string) string {
	if value == "" {
		return ""
	}
	return fmt.Sprintf("%s=%q", name, value)
}

// Notes writes notes, each in a line.
func (p *Printer) Notes(all []fact.Note) {
	for _, n := range all {
		at, dropped := "", ""
		if n.Line > 0 {
			at = fmt.Sprintf("%d:%d", n.Line, n.Column)
		}
		if n.Dropped {
			dropped = "(dropped)"
		}
		p.Line(" ", at, string(n.Severity), string(n.Rule), n.Place, n.Value, dropped)
	}
}

// Refused writes why a file is of no use.
func (p *Printer) Refused(t *testing.T, err error) string {
	t.Helper()
	var refused *fact.FileError
	if !errors.As(err, &refused) {
		t.Fatal(err)
	}
	p.Line("refused:", string(refused.Fault))
	p.Line(" ", refused.Error())
	p.Notes(refused.Notes)
	return p.String()
}

// Hold holds notes, and an error where there is one, to what every reader of
// theirs relies on.
func Hold(t *testing.T, notes []fact.Note, err error) {
	t.Helper()
	if err != nil {
		var refused *fact.FileError
		if !errors.As(err, &refused) || refused.Line < 1 || refused.Reason == "" ||
			refused.Fault != fact.LookupNotXML && refused.Fault != fact.LookupInvalid {
			t.Fatalf("%#v", err)
		}
		if !FitToPrint(refused.Error()) {
			t.Fatalf("not fit to print: %q", refused.Error())
		}
		notes = refused.Notes
	}
	for i, n := range notes {
		if i > 0 && n.Line < notes[i-1].Line || n.Line < 0 || n.Column < 0 {
			t.Fatalf("out of order: %#v", n)
		}
		if n.Rule == "" || n.Severity == "" || !FitToPrint(n.Place) || !FitToPrint(n.Value) {
			t.Fatalf("%#v", n)
		}
	}
}

// FitToPrint allows for what stands around a piece of evidence.
func FitToPrint(s string) bool { return len(s) < 2*fact.MaxEvidence && fact.Visible(s) == s }
