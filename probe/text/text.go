// Package text holds the words: for each problem code what it means and what to
// do, for each verdict and fault, and for the report itself, in English and in
// German. It decides nothing.
package text

import (
	"slices"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Lang is a language that the words are there in.
type Lang string

// The languages.
const (
	English Lang = "en"
	German  Lang = "de"
)

// Words is one text in both languages. What stands in braces is replaced by the
// arguments of the problem: {host}, {until}.
type Words struct{ EN, DE string }

// In is the text in one language, with the arguments filled in.
func (w Words) In(l Lang, args map[string]string) string {
	text := w.EN
	if l == German {
		text = w.DE
	}
	if !strings.Contains(text, "{") {
		return text
	}
	pairs := make([]string, 0, 2*len(args))
	for name, value := range args {
		switch name {
		case "protocol":
			value = strings.ToUpper(value)
		case "source":
			if words, known := SourceNames[fact.Source(value)]; known {
				value = words.In(l, nil)
			}
		case "says", "found", "answering", "silent":
			value = named(value, l)
		case "from", "until":
			if day, err := time.Parse(time.DateOnly, value); err == nil {
				value = Date(day, l)
			}
		}
		pairs = append(pairs, "{"+name+"}", value)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// named replaces sources and codes that stand in brackets by their words.
func named(s string, l Lang) string {
	if !strings.Contains(s, "(") {
		return s
	}
	var pairs []string
	for source, words := range SourceNames {
		pairs = append(pairs, "("+string(source)+")", "("+words.In(l, nil)+")")
	}
	for code := range titles {
		pairs = append(pairs, "("+string(code)+")", "("+Title(code, l)+")")
	}
	return strings.NewReplacer(pairs...).Replace(s)
}

// Entry is what is said of one code.
type Entry struct {
	Code fact.Code
	// Message says what is the matter, Remedy what to do about it.
	Message, Remedy Words
}

// Entries are all codes with their words, in the order in which the
// documentation lists them.
func Entries() []Entry {
	var all []Entry
	for _, g := range Groups() {
		all = append(all, g.Entries...)
	}
	return all
}

// Explained are all entries: those of codes, of rules of audits and of rules of
// published files.
func Explained() []Entry { return slices.Concat(Entries(), auditing, files) }

// Of is the entry of a code, or of a rule of audits or of published files. A code
// without one is an error that a test finds.
func Of(code fact.Code) Entry {
	for _, e := range Explained() {
		if e.Code == code {
			return e
		}
	}
	return Entry{Code: code}
}

// Message is what a problem means, in one language.
func Message(p fact.Problem, l Lang) string {
	if f, is := formOf(p.Code, p.Case); is {
		return f.message.In(l, p.Args)
	}
	return Of(p.Code).Message.In(l, p.Args)
}
