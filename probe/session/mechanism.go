package session

import (
	"errors"

	"github.com/emersion/go-sasl"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Credential is what a login proves: who, and a password.
type Credential struct {
	Username string
	Secret   fact.Secret
}

// mechanism is one way to log in.
type mechanism struct {
	name   string
	client func(c Credential) sasl.Client
}

// mechanisms is the table of those we use, best first.
var mechanisms = []mechanism{
	{"PLAIN", func(c Credential) sasl.Client {
		return sasl.NewPlainClient("", c.Username, c.Secret.Reveal())
	}},
	{"LOGIN", func(c Credential) sasl.Client {
		return &inTurn{"LOGIN", []string{c.Username, c.Secret.Reveal()}}
	}},
	{"USER", func(c Credential) sasl.Client { // POP3's USER and PASS
		return &inTurn{"USER", []string{c.Secret.Reveal()}}
	}},
}

// Usable are the mechanisms of an offer that we have, best first. What the
// source asks for comes before the general order, where the server offers it.
func Usable(offered, asked []string) []string {
	var found []string
	add := func(name string) {
		if offers(offered, name) && !offers(found, name) {
			found = append(found, name)
		}
	}
	known := func(name string) bool {
		for _, m := range mechanisms {
			if m.name == name {
				return true
			}
		}
		return false
	}
	for _, name := range asked {
		if known(name) {
			add(name)
		}
	}
	for _, m := range mechanisms {
		add(m.name)
	}
	return found
}

// inTurn answers one challenge after the other, whatever it says: LOGIN
// (draft-murchison-sasl-login) asks for the name and then for the password, in
// words that differ from server to server.
type inTurn struct {
	name    string
	answers []string
}

func (t *inTurn) Start() (string, []byte, error) { return t.name, nil, nil }

func (t *inTurn) Next([]byte) ([]byte, error) {
	if len(t.answers) == 0 {
		return nil, sasl.ErrUnexpectedServerChallenge
	}
	answer := t.answers[0]
	t.answers = t.answers[1:]
	return []byte(answer), nil
}

var errNoMechanism = errors.New("no such mechanism")

func newClient(name string, c Credential) (sasl.Client, error) {
	for _, m := range mechanisms {
		if m.name == name {
			return m.client(c), nil
		}
	}
	return nil, errNoMechanism
}
