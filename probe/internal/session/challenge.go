package session

import (
	"crypto/hmac"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"strings"

	"github.com/emersion/go-sasl"
)

// cram is CRAM-MD5 (RFC 2195).
type cram struct {
	credential Credential
	done       bool
}

func newCRAM(c Credential, _ connInfo) (sasl.Client, error) { return &cram{credential: c}, nil }

func (x *cram) Start() (string, []byte, error) { return "CRAM-MD5", nil, nil }

func (x *cram) Next(challenge []byte) ([]byte, error) {
	switch {
	case x.done:
		return nil, sasl.ErrUnexpectedServerChallenge
	case len(challenge) == 0:
		return nil, errors.New("it is empty") // the response to it could be replayed
	}
	x.done = true
	mac := hmac.New(md5.New, []byte(x.credential.Secret.Reveal()))
	mac.Write(challenge)
	return []byte(x.credential.Username + " " + hex.EncodeToString(mac.Sum(nil))), nil
}

// apop is the APOP command of POP3 (RFC 1939, section 7), which sends name and digest
// in one line.
type apop struct {
	credential Credential
	timestamp  string
}

func newAPOP(c Credential, at connInfo) (sasl.Client, error) {
	switch {
	case at.apopTimestamp == "":
		return nil, errors.New("the server's greeting has no timestamp")
	case strings.Contains(c.Username, " "):
		return nil, errors.New("a user name with a space cannot be sent so")
	}
	return &apop{c, at.apopTimestamp}, nil
}

func (x *apop) Start() (string, []byte, error) {
	digest := md5.Sum([]byte(x.timestamp + x.credential.Secret.Reveal()))
	return "APOP", []byte(x.credential.Username + " " + hex.EncodeToString(digest[:])), nil
}

func (x *apop) Next([]byte) ([]byte, error) { return nil, sasl.ErrUnexpectedServerChallenge }

// timestamp returns the message identifier in the greeting of a POP3 server that
// supports APOP: "+OK ready <1896.697170952@dbc.mtview.ca.us>". It must follow the
// grammar: an attacker who may choose every byte of it can recover the beginning of
// a password from a few digests (CVE-2007-1558).
func timestamp(greeting string) string {
	from := strings.LastIndexByte(greeting, '<')
	if from < 0 {
		return ""
	}
	inside, _, ok := strings.Cut(greeting[from+1:], ">")
	left, right, at := strings.Cut(inside, "@")
	if !ok || !at || left == "" || right == "" || strings.Contains(right, "@") {
		return ""
	}
	for i := range len(inside) {
		if c := inside[i]; c <= ' ' || c >= 0x7f {
			return ""
		}
	}
	return "<" + inside + ">"
}
