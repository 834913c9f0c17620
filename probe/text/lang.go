package text

import (
	"strings"

	"golang.org/x/text/language"
)

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
