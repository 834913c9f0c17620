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

// Bounds on the iteration count that a server may ask for. The upper one costs us
// about half a second. The lower one is that of RFC 7677, section 4, and holds only
// without TLS, where an attacker on the network could lower the count to guess the
// password from our proof. Over TLS only the server could do so, and to fall back to
// PLAIN because its count is low would be worse.
const (
	maxIterations          = 1_000_000
	minIterationsCleartext = 4096
)

// scramExchange is SCRAM (RFC 5802, RFC 7677).
type scramExchange struct {
	conversation  *scram.ClientConversation
	minIterations int
	steps         int
	ended         bool // the server has ended it with an error
}

// boundSCRAM binds the exchange to the TLS connection; unboundSCRAM does not, and
// sends "n": no support for channel binding. RFC 5802, section 6, has "y" for a
// client that supports it and believes that the server does not; but a server that
// does, without offering it, then refuses a right password. What "y" protects
// against is a change of the list of mechanisms in transit, which TLS prevents.
func boundSCRAM(hash scram.HashGeneratorFcn) func(Credential, connInfo) (sasl.Client, error) {
	return func(c Credential, at connInfo) (sasl.Client, error) {
		binding, err := at.binding()
		if err != nil {
			return nil, err
		}
		return newSCRAM(hash, c, at, func(client *scram.Client) *scram.ClientConversation {
			return client.NewConversationWithChannelBinding(binding)
		})
	}
}

func unboundSCRAM(hash scram.HashGeneratorFcn) func(Credential, connInfo) (sasl.Client, error) {
	return func(c Credential, at connInfo) (sasl.Client, error) {
		return newSCRAM(hash, c, at, (*scram.Client).NewConversation)
	}
}

func newSCRAM(hash scram.HashGeneratorFcn, c Credential, at connInfo, begin func(*scram.Client) *scram.ClientConversation) (sasl.Client, error) {
	client, err := hash.NewClient(c.Username, c.Secret.Reveal(), "")
	if err != nil {
		// SASLprep knows no character that is younger than Unicode 3.2. Servers
		// that let somebody set such a password did not prepare it either.
		client, err = hash.NewClientUnprepped(c.Username, c.Secret.Reveal(), "")
	}
	if err != nil {
		return nil, err
	}
	x := &scramExchange{minIterations: minIterationsCleartext}
	if at.tls != nil {
		x.minIterations = 1
	}
	x.conversation = begin(client.WithMinIterations(x.minIterations))
	return x, nil
}

func (x *scramExchange) Start() (string, []byte, error) {
	first, err := x.conversation.Step("")
	return "SCRAM", []byte(first), err // the table has the whole name
}

func (x *scramExchange) Next(challenge []byte) ([]byte, error) {
	x.steps++
	switch {
	case x.ended:
		return nil, sasl.ErrUnexpectedServerChallenge
	case bytes.HasPrefix(challenge, []byte("e=")):
		// The server says why it will refuse (RFC 5802, section 7), which it does
		// once it has our answer, an empty one.
		x.ended = true
		return []byte{}, nil
	case x.steps == 1:
		if err := x.bounded(string(challenge)); err != nil {
			return nil, err
		}
	}
	response, err := x.conversation.Step(string(challenge))
	return []byte(response), err
}

// bounded checks the iteration count before anything is computed with it.
func (x *scramExchange) bounded(challenge string) error {
	for field := range strings.SplitSeq(challenge, ",") {
		value, ok := strings.CutPrefix(field, "i=")
		if !ok {
			continue
		}
		if n, err := strconv.Atoi(value); err != nil || n < x.minIterations || n > maxIterations {
			return fmt.Errorf("it asks for %.40s iterations", value)
		}
		return nil
	}
	return errors.New("it names no iteration count")
}

// verified reports whether the server has proved that it knows the password too.
// Otherwise its acceptance means nothing.
func (x *scramExchange) verified() bool { return x.conversation.Valid() }

var errNoBinding = errors.New("this connection has no channel binding that the server takes")

// binding returns what an exchange is bound to: tls-exporter with TLS 1.3 (RFC 9266),
// before that tls-unique (RFC 5929, section 3), the default of RFC 5802. A mail
// server cannot be asked which type it supports. Cyrus 3.6 supports tls-unique only,
// which TLS 1.3 does not define, and refuses a right password with any other.
func (at connInfo) binding() (scram.ChannelBinding, error) {
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
