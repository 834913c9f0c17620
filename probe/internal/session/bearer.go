package session

import (
	"fmt"
	"strings"

	"github.com/emersion/go-sasl"
)

// bearer sends an access token in its only message. A server that does not accept
// the token says why in a challenge, as JSON (RFC 7628, section 3.2.2), and refuses
// once that has been answered.
type bearer struct {
	name     string
	first    string
	answer   string // to the error, so that the refusal follows
	answered bool
}

// newOAUTHBEARER implements RFC 7628.
func newOAUTHBEARER(c Credential, at connInfo) (sasl.Client, error) {
	name := strings.NewReplacer("=", "=3D", ",", "=2C").Replace(c.Username) // RFC 5801, section 4
	first := fmt.Sprintf("n,a=%s,\x01host=%s\x01port=%d\x01auth=Bearer %s\x01\x01", name, at.host, at.port, c.Secret.Reveal())
	return newBearer("OAUTHBEARER", first, "\x01", c)
}

// newXOAUTH2 is Google's mechanism of before that RFC, and the only one that
// Microsoft supports.
func newXOAUTH2(c Credential, _ connInfo) (sasl.Client, error) {
	first := fmt.Sprintf("user=%s\x01auth=Bearer %s\x01\x01", c.Username, c.Secret.Reveal())
	return newBearer("XOAUTH2", first, "", c)
}

func newBearer(name, first, answer string, c Credential) (sasl.Client, error) {
	if strings.Contains(c.Username+c.Secret.Reveal(), "\x01") {
		return nil, fmt.Errorf("a user name or token with a control character cannot be sent")
	}
	return &bearer{name: name, first: first, answer: answer}, nil
}

func (x *bearer) Start() (string, []byte, error) { return x.name, []byte(x.first), nil }

func (x *bearer) Next([]byte) ([]byte, error) {
	if x.answered {
		return nil, sasl.ErrUnexpectedServerChallenge
	}
	x.answered = true
	return []byte(x.answer), nil
}
