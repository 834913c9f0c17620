// Package text says in English or German what a problem means and what to do
// about it, where settings come from, and what is wrong with an address or URL that
// was typed. The words of problem codes and sources are those of their rows in
// package fact. It decides nothing.
package text

import (
	"strings"
	"time"

	"golang.org/x/text/language"

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
			if source, known := fact.SourceOf(fact.Source(value)); known {
				value = in(source.Label, l, nil)
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

// Date is a day as it is written in the language.
func Date(t time.Time, l Lang) string {
	if l == German {
		return t.Format("02.01.2006")
	}
	return t.Format("2 January 2006")
}

// ParseLang reads a language tag (de, de-AT) or a POSIX locale (de_CH.UTF-8). It
// is false for languages that there are no words in.
func ParseLang(locale string) (Lang, bool) {
	tag, _, _ := strings.Cut(locale, ".")
	tag, _, _ = strings.Cut(tag, "@")
	if tag == "C" || tag == "POSIX" {
		return English, true
	}
	parsed, err := language.Parse(tag)
	if err != nil {
		return English, false
	}
	switch base, _ := parsed.Base(); base.String() {
	case "de":
		return German, true
	case "en":
		return English, true
	}
	return English, false
}
