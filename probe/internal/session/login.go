package session

import (
	"encoding/base64"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
)

// carrier is how a protocol carries one SASL exchange (RFC 4422, section 4).
type carrier interface {
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
	// gone is set where the server says that it hangs up, after which nothing is
	// tried again (safety rule 5).
	gone bool
}

// Login tries one credential by one mechanism of [Usable]. The session must be
// ready; afterwards it is only where the credential was accepted, or where the
// mechanism was turned down before anybody judged the credential.
func (s *Session) Login(c Credential, name string) fact.Attempt {
	start := time.Now()
	attempt := fact.Attempt{Username: c.Username, Mechanism: name, Result: fact.AttemptUnsent}
	if !s.ready {
		return attempt
	}
	s.conn.Within(connect.LoginTimeout)
	end, err := s.try(name, c)
	attempt.Took = time.Since(start)
	attempt.Line = s.conn.Evidence(end.line)
	for _, line := range end.earlier {
		attempt.Earlier = append(attempt.Earlier, s.conn.Evidence(line))
	}
	attempt.Result = end.result
	if err != nil {
		attempt.Failure, attempt.Line = kindOf(err), s.conn.Evidence(evidenceOf(err))
	}
	s.Check.Attempts = append(s.Check.Attempts, attempt)
	s.Check.Steps = append(s.Check.Steps, fact.Step{Name: fact.StepLogin, Took: attempt.Took})
	switch {
	case attempt.Result == fact.AttemptAccepted:
		s.Check.Login = fact.LoginAccepted
	case attempt.Result.Refusal():
		s.Check.Login = fact.LoginRefused
	}
	s.listens = err == nil
	// A server that only lacks the mechanism goes on listening.
	s.ready = attempt.Result == fact.AttemptAccepted || attempt.Result == fact.AttemptUnsupported && err == nil
	return attempt
}

var errBadCharacter = &failure{kind: fact.FailUnsendable, line: "a user name or password with a line end or NUL cannot be sent"}

// try runs the SASL dialogue to its end. A mechanism that cannot be used here is
// as good as one that the server does not have: nothing was sent.
func (s *Session) try(name string, c Credential) (answer, error) {
	m, known := named(name)
	switch {
	case strings.ContainsAny(c.Username+c.Secret.Reveal(), "\r\n\x00"):
		return answer{result: fact.AttemptUnsent}, errBadCharacter
	case !known || m.Token != c.Token:
		return answer{result: fact.AttemptUnsupported, line: errNoMechanism.Error()}, nil
	}
	client, err := m.client(c, s.place())
	if err != nil {
		return answer{result: fact.AttemptUnsupported, line: err.Error()}, nil
	}
	if m.Mutual {
		s.conn.RedactReplies(challengeless)
		defer s.conn.RedactReplies(nil)
	}
	x := &exchange{mechanism: m, client: client, carry: s.talk.carry(name, c)}
	return x.run()
}

// place is what mechanisms may know of the connection.
func (s *Session) place() place {
	return place{
		host: s.Check.Host, port: s.Check.Port,
		greeting: s.Check.Greeting, stamp: s.talk.stamp(), tls: s.conn.TLSState(),
	}
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

// challengeless is a server's line without what it says in a challenge.
func challengeless(line string) string {
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
