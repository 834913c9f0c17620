package autoconfig

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/checked"
)

// The placeholders. REALNAME is Thunderbird's own, the others are the draft's.
const (
	holderAddress  = "%EMAILADDRESS%"
	holderLocal    = "%EMAILLOCALPART%"
	holderDomain   = "%EMAILDOMAIN%"
	holderRealName = "%REALNAME%"
)

const alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// person is what goes in place of the placeholders.
type person struct {
	address  string // with its domain as A-labels
	local    string
	domain   string // A-labels
	realName string // empty if it is not known
}

func newPerson(addr fact.Address, realName string) person {
	return person{addr.ASCII(), addr.Local, addr.Domain, checked.Line(realName)}
}

// anybody stands for a user when a template is judged by itself.
func anybody() person {
	return person{"anybody@example.com", "anybody", "example.com", "Anybody"}
}

func (p person) value(holder string) string {
	switch holder {
	case holderAddress:
		return p.address
	case holderLocal:
		return p.local
	case holderDomain:
		return p.domain
	}
	return p.realName
}

// errUnfit is the error of values that a template has no place for.
var errUnfit = errors.New("placeholder does not fit")

// unknownError is the error of something that looks like a placeholder and is
// none.
type unknownError struct{ holder string }

func (e unknownError) Error() string { return fmt.Sprintf("unknown placeholder %s", e.holder) }

// piece is a part of a template: a placeholder or the text between.
type piece struct {
	text   string
	holder bool
}

// split takes a template apart. A lone percent sign is text. What is no
// placeholder and yet was meant as one is an [unknownError]: a name between
// percent signs, or a known name that lacks one of them. In a URL, a percent
// sign before two hexadecimal digits is always text.
func split(template string, inURL bool) ([]piece, error) {
	var pieces []piece
	text := func(s string) error {
		for _, name := range []string{holderAddress, holderLocal, holderDomain, holderRealName} {
			if bare := strings.Trim(name, "%"); strings.Contains(s, bare+"%") || strings.Contains(s, "%"+bare) {
				return unknownError{bare}
			}
		}
		if s != "" {
			pieces = append(pieces, piece{text: s})
		}
		return nil
	}
	done := 0
	for i := 0; i < len(template); {
		holder := leadingHolder(template[i:])
		switch {
		case holder == "", inURL && isEscape(template[i:]):
			i++
			continue
		case !isHolder(holder):
			return nil, unknownError{holder}
		}
		if err := text(template[done:i]); err != nil {
			return nil, err
		}
		pieces = append(pieces, piece{holder, true})
		i += len(holder)
		done = i
	}
	return pieces, text(template[done:])
}

// leadingHolder is the name between percent signs that the text begins with.
func leadingHolder(s string) string {
	if !strings.HasPrefix(s, "%") {
		return ""
	}
	end := strings.IndexByte(s[1:], '%')
	if end < 2 || strings.Trim(s[1:1+end], alphanumeric+"_") != "" {
		return ""
	}
	return s[:end+2]
}

func isHolder(s string) bool {
	return s == holderAddress || s == holderLocal || s == holderDomain || s == holderRealName
}

func isEscape(s string) bool {
	return len(s) >= 3 && strings.Trim(s[1:3], "0123456789abcdefABCDEF") == ""
}

// fill puts the values in, each through escape. It goes once through the
// template, so a value that looks like a placeholder stays what it is.
func (p person) fill(template string, inURL bool, escape func(holder, value string) (string, error)) (string, error) {
	pieces, err := split(template, inURL)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, piece := range pieces {
		text := piece.text
		if piece.holder {
			if text, err = escape(piece.text, p.value(piece.text)); err != nil {
				return "", err
			}
		}
		b.WriteString(text)
	}
	return b.String(), nil
}

// text fills a template of words for people.
func (p person) text(template string) (string, error) {
	s, err := p.fill(template, false, func(_, value string) (string, error) { return value, nil })
	return checked.Line(s), err
}

// username fills a template of a user name.
func (p person) username(template string) (string, error) {
	s, err := p.fill(template, false, func(_, value string) (string, error) {
		if value == "" {
			return "", errUnfit
		}
		return value, nil
	})
	if err != nil {
		return "", err
	}
	return s, checked.Login(s)
}

// isLabelPart reports whether a local part may become part of a host name's label.
func isLabelPart(s string) bool { return s != "" && strings.Trim(s, alphanumeric+"-") == "" }

// host fills a template of a host name. A local part goes in only as a part of
// one label, and only where the file's own words to its right decide whom the
// name belongs to: "mail.%EMAILLOCALPART%" would let the user of an address
// such as evil.com@example.com choose the server.
func (p person) host(template string) (string, error) {
	s, err := p.fill(template, false, func(holder, value string) (string, error) {
		if holder == holderDomain || holder == holderLocal && isLabelPart(value) {
			return value, nil
		}
		return "", errUnfit
	})
	if err != nil {
		return "", err
	}
	host, err := fact.ToASCII(s)
	if err != nil {
		return "", err
	}
	if i := strings.LastIndex(template, holderLocal); i >= 0 {
		right, ok := strings.CutPrefix(template[i+len(holderLocal):], ".")
		if !ok {
			return "", errUnfit
		}
		if right, err = p.host(right); err != nil || len(fact.Registrable(host)) > len(right) {
			return "", errUnfit
		}
	}
	return host, nil
}

// url fills a template of a URL. Its authority is filled as a host name is;
// elsewhere values are escaped so that they cannot begin a new part.
func (p person) url(template string) (string, error) {
	scheme, rest, ok := strings.Cut(template, "://")
	if !ok {
		return "", errors.New("no scheme")
	}
	authority, path := rest, ""
	if i := strings.IndexAny(rest, `/?#\`); i >= 0 {
		authority, path = rest[:i], rest[i:]
	}
	if strings.Contains(authority, "%") {
		host, port, hasPort := strings.Cut(authority, ":")
		host, err := p.host(host)
		if err != nil {
			return "", err
		}
		if authority = host; hasPort {
			authority += ":" + port
		}
	}
	path, err := p.fill(path, true, func(_, value string) (string, error) {
		return strings.ReplaceAll(url.QueryEscape(value), "+", "%20"), nil
	})
	if err != nil {
		return "", err
	}
	filled := scheme + "://" + authority + path
	return filled, checkWeb(filled)
}
