package render_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/testkit"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/probe/text"
)

//go:generate go test -run ^(TestCodesPage|TestSchemaSources)$ -update .

// The documentation says what the program says: whoever changes a text runs
// go generate ./probe/render.
func TestCodesPage(t *testing.T) {
	for file, lang := range map[string]text.Lang{"codes.md": text.English, "codes.de.md": text.German} {
		var page bytes.Buffer
		if err := render.CodesPage(&page, lang); err != nil {
			t.Fatal(err)
		}
		testkit.Golden(t, "../../docs/"+file, page.String())
	}
}

// Every code can be explained in both languages, within the width of the page.
func TestExplain(t *testing.T) {
	for _, lang := range []text.Lang{text.English, text.German} {
		page := render.Text{Lang: lang}
		var list bytes.Buffer
		if err := page.Codes(&list); err != nil {
			t.Fatal(err)
		}
		for _, e := range fact.Causes() {
			if !strings.Contains(list.String(), "  "+string(e.Code)+" ") {
				t.Errorf("%s is not in the list", e.Code)
			}
			var out bytes.Buffer
			if err := page.Explain(&out, e.Code); err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(out.String(), "\n"); n < 6 {
				t.Errorf("%s: %d lines: %s", e.Code, n, out.String())
			}
			for line := range strings.Lines(list.String() + out.String()) {
				if n := len([]rune(strings.TrimSpace(line))); n > 80 {
					t.Errorf("%s: %d columns: %q", e.Code, n, line)
				}
			}
		}
	}
}
