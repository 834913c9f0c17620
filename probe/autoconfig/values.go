package autoconfig

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// maxUsername bounds a user name in bytes; the longest address has 318.
const maxUsername = 512

// tidy makes text for people out of what stands in a file: one line, single
// spaces, nothing that cannot be seen. It leaves its own results as they are.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsGraphic(r):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// isHidden tells of characters that can be neither seen nor typed. Line ends
// and tabs do not count.
func isHidden(r rune) bool { return !unicode.IsGraphic(r) && !unicode.IsSpace(r) }

// checkUsername refuses what no server would give out and what could break out
// of a command line.
func checkUsername(name string) error {
	switch {
	case len(name) > maxUsername:
		return errors.New("too long")
	case !utf8.ValidString(name) || strings.TrimSpace(name) != name:
		return errors.New("malformed")
	case strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsGraphic(r) }):
		return errors.New("control characters")
	}
	return nil
}

// parsePort takes digits only, without a sign or leading zeros.
func parsePort(s string) (uint16, bool) {
	n, err := strconv.ParseUint(s, 10, 16)
	if err != nil || n == 0 || strconv.FormatUint(n, 10) != s {
		return 0, false
	}
	return uint16(n), true
}

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

// checkFilledURL holds a URL without placeholders to what a mail program or a
// browser can be sent to.
func checkFilledURL(s string) error {
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsGraphic(r) }) || !utf8.ValidString(s) {
		return errors.New("white space or control characters")
	}
	u, err := url.Parse(s)
	if err != nil {
		return errors.New("malformed")
	}
	switch u.Scheme {
	case "https", "http", "wss":
	default:
		return fmt.Errorf("scheme %q", u.Scheme)
	}
	if u.User != nil {
		return errors.New("a user name in it")
	}
	if _, err := fact.ToASCII(u.Hostname()); err != nil {
		return err
	}
	if _, ok := parsePort(u.Port()); !ok && u.Port() != "" {
		return errors.New("port")
	}
	return nil
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}
