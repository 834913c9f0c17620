// Package checked holds single values out of files that strangers publish to
// what a mail program can use: words, user names, ports and web addresses. Host
// names are for [fact.ToASCII].
package checked

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// The bounds, in bytes. The longest mail address has 318.
const (
	maxLogin = 512
	maxURL   = 2048
)

// Line makes words for people out of what stands in a file: one line, single
// spaces, nothing that cannot be seen. It leaves its own results as they are.
func Line(s string) string {
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

// Text is [Line] of at most limit characters, the last of which is an ellipsis
// where some were cut.
func Text(s string, limit int) string {
	s = Line(s)
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	kept := []rune(s)[:limit-1]
	return strings.TrimSpace(string(kept)) + "…"
}

// Login refuses a user name that no server would give out or that could break
// out of a command line.
func Login(name string) error {
	switch {
	case name == "":
		return errors.New("empty")
	case len(name) > maxLogin:
		return errors.New("too long")
	case !utf8.ValidString(name) || strings.TrimSpace(name) != name:
		return errors.New("malformed")
	case strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsGraphic(r) }):
		return errors.New("control characters")
	}
	return nil
}

// Port takes 1 to 65535 in digits, without a sign or leading zeros.
func Port(s string) (uint16, bool) {
	n, err := strconv.ParseUint(s, 10, 16)
	if err != nil || n == 0 || strconv.FormatUint(n, 10) != s {
		return 0, false
	}
	return uint16(n), true
}

// URL reads an absolute web address of one of the schemes, "https" or "http".
// It refuses what is of no use or hides where it leads: white space and control
// characters, a user name, an illegal host or port. The result has the host as
// A-labels, so that whoever judges it judges what will be asked.
func URL(s string, schemes ...string) (*url.URL, error) {
	if len(s) > maxURL {
		return nil, errors.New("too long")
	}
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsGraphic(r) }) || !utf8.ValidString(s) {
		return nil, errors.New("white space or control characters")
	}
	u, err := url.Parse(s)
	if err != nil {
		return nil, errors.New("malformed")
	}
	if !slices.Contains(schemes, u.Scheme) {
		return nil, fmt.Errorf("scheme %q", u.Scheme)
	}
	if u.User != nil {
		return nil, errors.New("a user name in it")
	}
	host, err := fact.ToASCII(u.Hostname())
	if err != nil {
		return nil, err
	}
	if port := u.Port(); port != "" {
		if _, ok := Port(port); !ok {
			return nil, errors.New("port")
		}
		host += ":" + port
	}
	u.Host = host
	return u, nil
}

// PublicHost reports whether a host name, as A-labels, can belong to somebody on
// the internet: it has a dot and is no IP address in any of the spellings that
// resolvers take.
func PublicHost(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil {
		return false
	}
	top := host[strings.LastIndexByte(host, '.')+1:]
	return top != host && top != "" && (top[0] < '0' || top[0] > '9')
}
