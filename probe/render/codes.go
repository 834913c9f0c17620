package render

import (
	"fmt"
	"io"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/text"
)

// Codes lists all problem codes with their titles, by what they are about.
func (t Text) Codes(w io.Writer) error {
	p := t.page(w)
	longest := 0
	for _, e := range text.Entries() {
		longest = max(longest, len(e.Code))
	}
	for i, g := range text.Groups() {
		if i > 0 {
			p.line("")
		}
		p.line(p.say(g.Title))
		for _, e := range g.Entries {
			p.line(fmt.Sprintf("  %-*s  %s", longest, e.Code, text.Title(e.Code, t.Lang)))
		}
	}
	return p.err
}

// Explain tells all there is to say of one code: what it means and by what it is
// recognised, then what the report says and advises, at an example.
func (t Text) Explain(w io.Writer, code fact.Code) error {
	p := t.page(w)
	if text.Title(code, t.Lang) == "" { // a rule of audits or of files, whose message says it all
		p.wrap("", string(code)+": "+text.Message(text.Example(code, ""), t.Lang))
		p.wrap("", text.Remedy(text.Example(code, ""), t.Lang))
		return p.err
	}
	p.wrap("", string(code)+": "+text.Title(code, t.Lang))
	p.line("")
	p.wrap("", text.About(code, t.Lang))
	p.line("")
	p.line(p.say(text.ForExample))
	for i, form := range append([]string{""}, text.Cases(code)...) {
		if i > 0 {
			p.line("")
			p.line(p.say(text.OrElse))
		}
		example := text.Example(code, form)
		p.wrap("  ", "  "+text.Message(example, t.Lang))
		p.wrap("  ", "  "+text.Remedy(example, t.Lang))
	}
	return p.err
}

// CodesPage is the documentation of all codes in one language, as Markdown.
func CodesPage(w io.Writer, l text.Lang) error {
	d := &markdown{w: w}
	d.print("# %s\n\n%s\n", text.CodesTitle.In(l, nil), text.CodesLead.In(l, nil))
	for _, g := range text.Groups() {
		d.print("\n## %s\n", g.Title.In(l, nil))
		for _, e := range g.Entries {
			d.print("\n### %s\n\n**%s.** %s\n", e.Code, text.Title(e.Code, l), text.About(e.Code, l))
			for _, form := range append([]string{""}, text.Cases(e.Code)...) {
				example := text.Example(e.Code, form)
				d.print("\n> %s\n> %s\n", text.Message(example, l), text.Remedy(example, l))
			}
		}
	}
	return d.err
}

// markdown remembers the first error of many writes.
type markdown struct {
	w   io.Writer
	err error
}

func (d *markdown) print(format string, args ...any) {
	if d.err == nil {
		_, d.err = fmt.Fprintf(d.w, format, args...)
	}
}
