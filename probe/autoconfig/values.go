package autoconfig

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/checked"
)

// isHidden tells of characters that can be neither seen nor typed. Line ends
// and tabs do not count.
func isHidden(r rune) bool { return !unicode.IsGraphic(r) && !unicode.IsSpace(r) }

// canonicalHost is a host name as it is kept: A-labels, or a template that is a
// host name for everybody.
func canonicalHost(s string) (string, error) {
	if strings.Contains(s, "%") {
		_, err := anybody().host(s)
		return s, err
	}
	return fact.ToASCII(s)
}

// checkURL refuses URLs, or templates of them, that are of no use or that hide
// where they lead.
func checkURL(s string) error {
	_, err := anybody().url(s)
	return err
}

// checkWeb holds a URL without placeholders to what a mail program or a browser
// can be sent to.
func checkWeb(s string) error {
	_, err := checked.URL(s, "https", "http", "wss")
	return err
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}
