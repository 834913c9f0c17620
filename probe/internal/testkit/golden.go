package testkit

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Golden holds a text to a file; with -update it writes the file.
func Golden(t testing.TB, file, got string) {
	t.Helper()
	golden(t, file, "", "", got)
}

// GoldenCase holds a text to a file that begins with a line in words, which says
// what the case is for, and an empty one. Where there is no such line it fails.
func GoldenCase(t testing.TB, file, got string) {
	t.Helper()
	expected, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	header, _, _ := strings.Cut(string(expected), "\n\n")
	if header == "" {
		t.Fatalf("%s: no line that says what the case is for", file)
	}
	golden(t, file, header, header+"\n\n", got)
}

func golden(t testing.TB, file, about, head, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(head+got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), head+got); diff != "" {
		t.Errorf("%s %s (-want +got):\n%s", file, about, diff)
	}
}
