package render_test

import (
	"bytes"
	"fmt"
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
		testkit.Golden(t, "../../docs/"+file, codesPage(lang))
	}
}

// The head of the documentation of all codes.
var (
	codesTitle = text.Words{EN: "Problem codes", DE: "Problemcodes"}
	codesLead  = text.Words{
		EN: "Every problem that mailprobe reports has one of these codes. They are stable: scripts and tickets\nmay hold them. `mailprobe explain CODE` shows the same. What is quoted stands in the report, here\nwith example names.\n\nThis page is generated from the table in `probe/fact`; `go generate ./probe/render` writes it anew.",
		DE: "Jedes Problem, das mailprobe meldet, hat einen dieser Codes. Sie bleiben gleich; Skripte und Tickets\nkönnen sich darauf verlassen. `mailprobe explain CODE` zeigt dasselbe. Was eingerückt ist, steht im\nBericht, hier mit Beispielnamen.\n\nDiese Seite wird aus der Tabelle in `probe/fact` erzeugt; `go generate ./probe/render` schreibt sie neu.",
	}
)

// codesPage is the documentation of all codes in one language, as Markdown.
func codesPage(l text.Lang) string {
	var page strings.Builder
	fmt.Fprintf(&page, "# %s\n\n%s\n", codesTitle.In(l, nil), codesLead.In(l, nil))
	for _, topic := range fact.Topics() {
		fmt.Fprintf(&page, "\n## %s\n", text.Words(topic.Title).In(l, nil))
		for _, cause := range topic.Causes {
			fmt.Fprintf(&page, "\n### %s\n\n**%s.** %s\n", cause.Code, text.Title(fact.Problem{Code: cause.Code}, l), text.About(cause.Code, l))
			for _, variant := range append([]fact.Variant{{}}, cause.Variants...) {
				example := text.Example(cause.Code, variant.Name)
				fmt.Fprintf(&page, "\n> %s\n> %s\n", text.Message(example, l), text.Remedy(example, l))
			}
		}
	}
	for _, topic := range fact.RuleTopics() {
		fmt.Fprintf(&page, "\n## %s\n", text.Words(topic.Title).In(l, nil))
		for _, rule := range topic.Causes {
			example := text.Example(rule.Code, "")
			fmt.Fprintf(&page, "\n### %s\n\n> %s\n> %s\n", rule.Code, text.Message(example, l), text.Remedy(example, l))
		}
	}
	return page.String()
}

// Every code can be explained in both languages, within the width of the page.
func TestExplain(t *testing.T) {
	for _, lang := range []text.Lang{text.English, text.German} {
		page := render.Text{Lang: lang}
		var list bytes.Buffer
		if err := page.Codes(&list); err != nil {
			t.Fatal(err)
		}
		for _, e := range append(fact.Causes(), fact.Rules()...) {
			least, mark := 6, " "
			if e.About.EN == "" {
				least, mark = 2, ":"
			}
			if !strings.Contains(list.String(), "\n  "+string(e.Code)+mark) {
				t.Errorf("%s is not in the list", e.Code)
			}
			var out bytes.Buffer
			if err := page.Explain(&out, e.Code); err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(out.String(), "\n"); n < least {
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
