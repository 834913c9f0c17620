package probetest

import (
	"bytes"
	"encoding/base64"
	"errors"
	"strings"
)

// passwordExchange is the server's side of the SASL mechanisms PLAIN (RFC 4616)
// and LOGIN. It has the form of the libraries' sasl.Server: a nil response says
// that none has come yet.
type passwordExchange struct {
	mechanism string
	judge     func(user, password string) error

	user  string
	asked int // challenges sent
}

var errMalformed = errors.New("malformed credential")

// newExchange returns nil for a mechanism that is not spoken here.
func newExchange(mechanism string, judge func(user, password string) error) *passwordExchange {
	switch mechanism {
	case "PLAIN", "LOGIN":
		return &passwordExchange{mechanism: mechanism, judge: judge}
	}
	return nil
}

// Next takes the client's response and returns the next challenge, or the end.
func (e *passwordExchange) Next(response []byte) (challenge []byte, done bool, err error) {
	if e.mechanism == "PLAIN" {
		if response == nil && e.asked == 0 {
			e.asked++
			return nil, false, nil
		}
		parts := bytes.Split(response, []byte{0})
		if len(parts) != 3 {
			return nil, true, errMalformed
		}
		return nil, true, e.judge(string(parts[1]), string(parts[2]))
	}
	if response != nil && e.asked == 0 {
		e.asked++ // the user name came with the command
	}
	e.asked++
	switch e.asked {
	case 1:
		return []byte("Username:"), false, nil
	case 2:
		e.user = string(response)
		return []byte("Password:"), false, nil
	}
	return nil, true, e.judge(e.user, string(response))
}

// saslUser reads the user name from the responses of an exchange, in Base64 as
// they crossed. Complete reports whether the credential itself was among them.
func saslUser(mechanism string, responses []string) (user string, complete bool) {
	var decoded []string
	for _, r := range responses {
		if r == "*" {
			break // the client gave up
		}
		b, err := base64.StdEncoding.DecodeString(r)
		if err != nil && r != "=" {
			b = []byte(r) // not Base64, but sent as a credential all the same
		}
		if len(b) > 0 {
			decoded = append(decoded, string(b))
		}
	}
	if len(decoded) == 0 {
		return "", false
	}
	first := decoded[0]
	switch {
	case mechanism == "PLAIN":
		if parts := strings.Split(first, "\x00"); len(parts) == 3 {
			user = parts[1]
		}
		return user, true
	case mechanism == "LOGIN":
		return first, len(decoded) > 1
	case mechanism == "XOAUTH2":
		return field(first, "\x01", "user="), true
	case mechanism == "OAUTHBEARER":
		return field(first, ",", "a="), true
	case strings.HasPrefix(mechanism, "SCRAM-"):
		return field(first, ",", "n="), len(decoded) > 1
	case mechanism == "CRAM-MD5":
		user, _, _ = strings.Cut(first, " ")
		return user, true
	}
	return "", true
}

// field is the value of the first part that has the prefix.
func field(text, separator, prefix string) string {
	for part := range strings.SplitSeq(text, separator) {
		if value, ok := strings.CutPrefix(part, prefix); ok {
			return value
		}
	}
	return ""
}
