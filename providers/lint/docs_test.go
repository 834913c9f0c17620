package lint_test

import (
	"os"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
	"github.com/mailprobe/mailprobe/providers/lint"
)

// TestDocs: the page about the files names every key, need and word, and the entry
// that it shows is a good one.
func TestDocs(t *testing.T) {
	page, err := os.ReadFile("../../docs/providers.md")
	if err != nil {
		t.Fatal(err)
	}
	words := append(names(fact.NeedCodes()), names(providers.Kinds())...)
	words = append(words, names(providers.Auths())...)
	words = append(words, known(t, "x: y\n")...)
	words = append(words, known(t, "servers: [{x: y}]\n")...)
	for _, word := range words {
		if !strings.Contains(string(page), "`"+word+"`") {
			t.Errorf("it does not tell of %s", word)
		}
	}
	_, after, found := strings.Cut(string(page), "```yaml\n")
	example, _, closed := strings.Cut(after, "```")
	if !found || !closed {
		t.Fatal("it shows no entry")
	}
	r := lint.Judge("example.yaml", []byte(example), today)
	for _, f := range r.Findings {
		t.Errorf("line %d: %s", f.Line, f.Message)
	}
	if err := schema(t).Validate(parse(t, []byte(example))); err != nil {
		t.Error(err)
	}
}
