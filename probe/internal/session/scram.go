package session

import (
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/emersion/go-sasl"
	"github.com/xdg-go/scram"
)

// Bounds of the iteration count that a server may ask for. The upper one costs
// us about half a second. The lower one is that of RFC 7677, section 4, and holds
// only without TLS, where somebody on the way could lower the count to guess the
// password from our proof. The server itself could as well ask for PLAIN, so to
// turn to that because its count is low would be the worse.
const (
	mostIterations  = 1_000_000
	leastIterations = 4096
)

// scramExchange is SCRAM (RFC 5802, RFC 7677).
type scramExchange struct {
	talk  *scram.ClientConversation
	least int
	steps int
	over  bool // the server has ended it with an error
}

// boundSCRAM binds the exchange to the TLS connection; unboundSCRAM does not. It
// tells the server "n", that we cannot. RFC 5802, section 6, has "y" for a client
// that could, if only the server offered it; a server that can, but does not say
// so, then refuses a right password. What "y" protects from is somebody who
// changes the list of mechanisms on the way, and that TLS does already.
func boundSCRAM(hash scram.HashGeneratorFcn) func(Credential, place) (sasl.Client, error) {
	return func(c Credential, at place) (sasl.Client, error) {
		binding, err := at.binding()
		if err != nil {
			return nil, err
		}
		return newSCRAM(hash, c, at, func(client *scram.Client) *scram.ClientConversation {
			return client.NewConversationWithChannelBinding(binding)
		})
	}
}

func unboundSCRAM(hash scram.HashGeneratorFcn) func(Credential, place) (sasl.Client, error) {
	return func(c Credential, at place) (sasl.Client, error) {
		return newSCRAM(hash, c, at, (*scram.Client).NewConversation)
	}
}

func newSCRAM(hash scram.HashGeneratorFcn, c Credential, at place, begin func(*scram.Client) *scram.ClientConversation) (sasl.Client, error) {
	client, err := hash.NewClient(c.Username, c.Secret.Reveal(), "")
	if err != nil {
		// SASLprep knows no character that is younger than Unicode 3.2. Servers
		// that let somebody set such a password did not prepare it either.
		client, err = hash.NewClientUnprepped(c.Username, c.Secret.Reveal(), "")
	}
	if err != nil {
		return nil, err
	}
	x := &scramExchange{least: leastIterations}
	if at.tls != nil {
		x.least = 1
	}
	x.talk = begin(client.WithMinIterations(x.least))
	return x, nil
}

func (x *scramExchange) Start() (string, []byte, error) {
	first, err := x.talk.Step("")
	return "SCRAM", []byte(first), err // the table has the whole name
}

func (x *scramExchange) Next(challenge []byte) ([]byte, error) {
	x.steps++
	switch {
	case x.over:
		return nil, sasl.ErrUnexpectedServerChallenge
	case bytes.HasPrefix(challenge, []byte("e=")):
		// The server says why it will refuse (RFC 5802, section 7). It does so
		// once it has our answer, which holds nothing.
		x.over = true
		return []byte{}, nil
	case x.steps == 1:
		if err := x.bounded(string(challenge)); err != nil {
			return nil, err
		}
	}
	response, err := x.talk.Step(string(challenge))
	return []byte(response), err
}

// bounded checks the iteration count before anything is computed with it.
func (x *scramExchange) bounded(challenge string) error {
	for field := range strings.SplitSeq(challenge, ",") {
		value, ok := strings.CutPrefix(field, "i=")
		if !ok {
			continue
		}
		if n, err := strconv.Atoi(value); err != nil || n < x.least || n > mostIterations {
			return fmt.Errorf("it asks for %.40s iterations", value)
		}
		return nil
	}
	return errors.New("it names no iteration count")
}

// verified reports whether the server has shown that it knows the password too.
// Without that, its yes is worth nothing.
func (x *scramExchange) verified() bool { return x.talk.Valid() }

var errNoBinding = errors.New("this connection has no channel binding that the server takes")

// binding is what an exchange is bound to: the exported key with TLS 1.3 (RFC
// 9266), tls-unique before (RFC 5929, section 3), which RFC 5802 makes the
// default. There is no way to ask a mail server which kind it takes. Cyrus 3.6
// takes tls-unique only, which TLS 1.3 does not define, and refuses a right password
// that is bound to anything else.
func (at place) binding() (scram.ChannelBinding, error) {
	switch {
	case at.tls == nil:
		return scram.ChannelBinding{}, errNoBinding
	case at.tls.Version < tls.VersionTLS13 && len(at.tls.TLSUnique) > 0:
		return scram.NewTLSUniqueBinding(at.tls.TLSUnique), nil
	case at.tls.Version < tls.VersionTLS13, strings.Contains(at.greeting, " Cyrus "):
		return scram.ChannelBinding{}, errNoBinding
	}
	return scram.NewTLSExporterBinding(at.tls)
}
