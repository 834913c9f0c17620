package session

import (
	"crypto/tls"
	"errors"

	"github.com/emersion/go-sasl"
	"github.com/xdg-go/scram"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Credential is what a login proves: who, and a password or an access token.
type Credential struct {
	Username string
	Secret   fact.Secret
	// Token reports whether the secret is an OAuth2 access token (RFC 6750).
	Token bool
}

// mechanism is one way to log in, and how it is done.
type mechanism struct {
	fact.Mechanism
	clientOf
}

// clientOf is how a mechanism is done.
type clientOf struct {
	// harmless is how many messages of ours come before the one that holds the
	// credential or proves it.
	harmless int
	// client begins an exchange. An error means that the mechanism cannot be
	// used here, and that nothing was sent.
	client func(c Credential, at place) (sasl.Client, error)
}

// place is what a mechanism may have to know of the connection.
type place struct {
	host     string
	port     uint16
	greeting string               // as evidence of whose server it is
	stamp    string               // the timestamp for APOP
	tls      *tls.ConnectionState // nil without TLS
}

// clients are the ways to log in that [fact.Mechanisms] lists, by name.
var clients = map[string]clientOf{
	"SCRAM-SHA-256-PLUS": {harmless: 1, client: boundSCRAM(scram.SHA256)},
	"SCRAM-SHA-256":      {harmless: 1, client: unboundSCRAM(scram.SHA256)},
	"PLAIN": {client: func(c Credential, _ place) (sasl.Client, error) {
		return sasl.NewPlainClient("", c.Username, c.Secret.Reveal()), nil
	}},
	"LOGIN": {harmless: 1, client: func(c Credential, _ place) (sasl.Client, error) {
		return &inTurn{"LOGIN", []string{c.Username, c.Secret.Reveal()}}, nil
	}},
	"USER": {client: func(c Credential, _ place) (sasl.Client, error) { // POP3's USER and PASS
		return &inTurn{"USER", []string{c.Secret.Reveal()}}, nil
	}},
	"SCRAM-SHA-1-PLUS": {harmless: 1, client: boundSCRAM(scram.SHA1)},
	"SCRAM-SHA-1":      {harmless: 1, client: unboundSCRAM(scram.SHA1)},
	"CRAM-MD5":         {client: newCRAM},
	"APOP":             {client: newAPOP},
	"OAUTHBEARER":      {client: newOAUTHBEARER},
	"XOAUTH2":          {client: newXOAUTH2},
}

func named(name string) (mechanism, bool) {
	m, known := fact.MechanismNamed(name)
	return mechanism{m, clients[name]}, known
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
