package session

import (
	"errors"
	"slices"

	"github.com/emersion/go-sasl"
	"github.com/xdg-go/scram"
)

// mechanism is one way to log in.
type mechanism struct {
	name string
	// token: it takes an access token; all others take a password.
	token bool
	// reveals: the server gets to see the password itself, so that it does not
	// matter how it keeps it.
	reveals bool
	// mutual: the server's messages are made with the password too. Whoever has
	// all of them can try passwords on them, so they are not recorded.
	mutual bool
	// harmless is how many messages of ours come before the one that holds the
	// credential or proves it.
	harmless int
	// client begins an exchange. An error means that the mechanism cannot be
	// used here, and that nothing was sent.
	client func(c Credential, at connInfo) (sasl.Client, error)
}

// mechanisms is the table of those we use, best first. Others, such as NTLM and
// GSSAPI, are only reported.
var mechanisms = []mechanism{
	{name: "SCRAM-SHA-256-PLUS", mutual: true, harmless: 1, client: boundSCRAM(scram.SHA256)},
	{name: "SCRAM-SHA-256", mutual: true, harmless: 1, client: unboundSCRAM(scram.SHA256)},
	{name: "PLAIN", reveals: true, client: func(c Credential, _ connInfo) (sasl.Client, error) {
		return sasl.NewPlainClient("", c.Username, c.Secret.Reveal()), nil
	}},
	{name: "LOGIN", reveals: true, harmless: 1, client: func(c Credential, _ connInfo) (sasl.Client, error) {
		return &inTurn{"LOGIN", []string{c.Username, c.Secret.Reveal()}}, nil
	}},
	{name: "USER", reveals: true, client: func(c Credential, _ connInfo) (sasl.Client, error) { // POP3's USER and PASS
		return &inTurn{"USER", []string{c.Secret.Reveal()}}, nil
	}},
	{name: "SCRAM-SHA-1-PLUS", mutual: true, harmless: 1, client: boundSCRAM(scram.SHA1)},
	{name: "SCRAM-SHA-1", mutual: true, harmless: 1, client: unboundSCRAM(scram.SHA1)},
	{name: "CRAM-MD5", client: newCRAM},
	{name: "APOP", client: newAPOP},
	{name: "OAUTHBEARER", token: true, client: newOAUTHBEARER},
	{name: "XOAUTH2", token: true, client: newXOAUTH2},
}

// Usable are the mechanisms of an offer that we have for a password, best first.
// What the source asks for comes before the general order, where the server
// offers it.
func Usable(offered, asked []string) []string { return usable(offered, asked, false) }

// UsableWithToken is [Usable] for an access token.
func UsableWithToken(offered, asked []string) []string { return usable(offered, asked, true) }

func usable(offered, asked []string, token bool) []string {
	var found []string
	add := func(name string) {
		if offers(offered, name) && !offers(found, name) {
			found = append(found, name)
		}
	}
	for _, name := range asked {
		if m, known := named(name); known && m.token == token {
			add(m.name)
		}
	}
	for _, m := range mechanisms {
		if m.token == token {
			add(m.name)
		}
	}
	return found
}

// Revealing are those of the mechanisms that show the server the password itself.
// They work however it keeps the password; the others need it kept in their own
// form, or readable.
func Revealing(names []string) []string {
	var found []string
	for _, name := range names {
		if m, known := named(name); known && m.reveals {
			found = append(found, name)
		}
	}
	return found
}

func named(name string) (mechanism, bool) {
	i := slices.IndexFunc(mechanisms, func(m mechanism) bool { return m.name == name })
	if i < 0 {
		return mechanism{}, false
	}
	return mechanisms[i], true
}

var errNoMechanism = errors.New("no such mechanism")

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
