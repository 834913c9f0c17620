package session

import (
	"crypto/tls"
	"encoding/base64"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
)

// saslTransport is how a protocol carries one SASL exchange (RFC 4422, section 4).
type saslTransport interface {
	// begin names the mechanism, with the client's first response where the
	// protocol lets it go along. sent tells whether it went.
	begin(mechanism string, first []byte) (sent bool, err error)
	// respond sends a response.
	respond(response []byte) error
	// cancel breaks the exchange off.
	cancel() error
	// answer waits for a challenge or the end.
	answer() (answer, error)
}

// answer is what a server says in a SASL exchange.
type answer struct {
	// more is set for a challenge; result is the end otherwise.
	more      bool
	challenge []byte
	result    fact.AttemptResult
	line      string
	earlier   []string
	// closing is set where the server says that it hangs up, after which nothing is
	// tried again (safety rule 5).
	closing bool
}

// withFirst is an AUTH command with the client's first response, where there is
// one and the line stays within the limit. An empty response is "=", so that it
// is not taken for none (RFC 4954, section 4).
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

// withoutChallenge is a server's line without what it says in a challenge.
func withoutChallenge(line string) string {
	for _, prefix := range []string{"+ ", "334 ", "334-"} {
		if strings.HasPrefix(line, prefix) {
			return prefix + placeholder
		}
	}
	return line
}

// placeholder stands in the record for a credential, and tells nothing of it, its
// length included.
const placeholder = "<redacted>"

// decode reads a challenge. A server that sends what is no base64 is answered
// as if the challenge were empty: LOGIN servers exist that ask in plain words.
func decode(text string) []byte {
	challenge, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil
	}
	return challenge
}

// Credential is what a login proves: who, and a password or an access token.
type Credential struct {
	Username string
	Secret   fact.Secret
	// Token reports whether the secret is an OAuth2 access token (RFC 6750).
	Token bool
}

// connInfo is what a mechanism may have to know of the connection.
type connInfo struct {
	host          string
	port          uint16
	greeting      string               // as evidence of whose server it is
	apopTimestamp string               // the timestamp for APOP
	tls           *tls.ConnectionState // nil without TLS
}
