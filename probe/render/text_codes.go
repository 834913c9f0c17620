package render

import (
	"fmt"
	"io"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/phrases"
	"github.com/mailprobe/mailprobe/probe/text"
)

// Codes lists all problem codes with their titles, then all rules of audits and of
// published files with what they say, by what they are about.
func (t Text) Codes(w io.Writer) error {
	p := t.page(w)
	longest := 0
	for _, e := range fact.Causes() {
		longest = max(longest, len(e.Code))
	}
	for i, g := range fact.Topics() {
		if i > 0 {
			p.line("")
		}
		p.line(p.say(text.Words(g.Title)))
		for _, e := range g.Causes {
			p.line(fmt.Sprintf("  %-*s  %s", longest, e.Code, text.Title(fact.Problem{Code: e.Code}, t.Lang)))
		}
	}
	for _, g := range fact.RuleTopics() {
		p.line("")
		p.line(p.say(text.Words(g.Title)))
		for _, rule := range g.Causes {
			p.wrap("    ", "  "+string(rule.Code)+": "+text.Message(text.Example(rule.Code, ""), t.Lang))
		}
	}
	return p.err
}

// Explain tells all there is to say of one code: what it means and by what it is
// recognised, then what the report says and advises, at an example.
func (t Text) Explain(w io.Writer, code fact.Code) error {
	p := t.page(w)
	if text.About(code, t.Lang) == "" { // a rule of audits or of files, whose message says it all
		p.wrap("", string(code)+": "+text.Message(text.Example(code, ""), t.Lang))
		p.wrap("", text.Remedy(text.Example(code, ""), t.Lang))
		return p.err
	}
	p.wrap("", string(code)+": "+text.Title(fact.Problem{Code: code}, t.Lang))
	p.line("")
	p.wrap("", text.About(code, t.Lang))
	p.line("")
	p.line(p.say(phrases.ForExample))
	cause, _ := fact.CauseOf(code)
	for i, variant := range append([]fact.Variant{{}}, cause.Variants...) {
		if i > 0 {
			p.line("")
			p.line(p.say(phrases.OrElse))
		}
		example := text.Example(code, variant.Name)
		p.wrap("  ", "  "+text.Message(example, t.Lang))
		p.wrap("  ", "  "+text.Remedy(example, t.Lang))
	}
	return p.err
}
