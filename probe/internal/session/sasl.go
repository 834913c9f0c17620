package session

import (
	"crypto/tls"
	"encoding/base64"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
)

// Credential is a user name, with a password or an access token.
type Credential struct {
	Username string
	Secret   fact.Secret
	// Token reports whether the secret is an OAuth2 access token (RFC 6750).
	Token bool
}

// connInfo is what a mechanism may need to know about the connection.
type connInfo struct {
	host          string
	port          uint16
	greeting      string               // as evidence of whose server it is
	apopTimestamp string               // the timestamp for APOP
	tls           *tls.ConnectionState // nil without TLS
}

// saslTransport carries one SASL exchange over a protocol (RFC 4422, section 4).
type saslTransport interface {
	// begin names the mechanism, with the initial response where the protocol
	// allows one. sent reports whether it was sent.
	begin(mechanism string, first []byte) (sent bool, err error)
	// respond sends a response.
	respond(response []byte) error
	// cancel aborts the exchange.
	cancel() error
	// answer waits for a challenge or the outcome.
	answer() (answer, error)
}

// answer is a server's message in a SASL exchange.
type answer struct {
	// more is set for a challenge; otherwise result is the outcome.
	more      bool
	challenge []byte
	result    fact.AttemptResult
	line      string
	earlier   []string
	// closing is set where the server says that it closes the connection, after
	// which nothing is tried again (safety rule 5).
	closing bool
}

// withFirst returns an AUTH command with the initial response, where there is one
// and the line stays within the limit, and the form of it that is recorded. An empty
// response is "=", to be distinguished from none (RFC 4954, section 4).
func withFirst(command string, first []byte, limit int) (line, shown string, sent bool) {
	encoded := base64.StdEncoding.EncodeToString(first)
	if first != nil && len(first) == 0 {
		encoded = "="
	}
	if first == nil || len(command)+1+len(encoded)+len("\r\n") > limit {
		return command, command, false
	}
	return command + " " + encoded, command + " " + placeholder, true
}

// respondEncoded sends a response as base64, on a line of its own.
func respondEncoded(conn *connect.Conn, response []byte) error {
	encoded := base64.StdEncoding.EncodeToString(response)
	return conn.WriteSecret(encoded, placeholder)
}

// withoutChallenge returns a server's line with the content of a challenge replaced.
func withoutChallenge(line string) string {
	for _, prefix := range []string{"+ ", "334 ", "334-"} {
		if strings.HasPrefix(line, prefix) {
			return prefix + placeholder
		}
	}
	return line
}

// placeholder stands in the record for a credential. It reveals nothing about it,
// not even its length.
const placeholder = "<redacted>"

// decode decodes a challenge. What is not base64 counts as an empty challenge: some
// servers send the prompts of LOGIN as plain text.
func decode(text string) []byte {
	challenge, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil
	}
	return challenge
}
