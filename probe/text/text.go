// Package text holds the words: for each problem code what it means and what to
// do, for each verdict and fault, and for the report itself, in English and in
// German. It decides nothing.
package text

import (
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
