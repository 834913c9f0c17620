package session

import (
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
)

// Login tries one credential by one mechanism of [Usable]. The session must be
// ready; afterwards it is ready only where the credential was accepted, or where the
// server rejected the mechanism without having seen the credential.
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
	s.awaitingCommand = err == nil
	// A server that only lacks the mechanism takes further commands.
	s.ready = attempt.Result == fact.AttemptAccepted || attempt.Result == fact.AttemptUnsupported && err == nil
	return attempt
}

var errBadCharacter = &failure{kind: fact.FailUnsendable, line: "a user name or password with a line end or NUL cannot be sent"}

// try runs the SASL exchange to its end. A mechanism that cannot be used is treated
// as one that the server does not have: nothing was sent.
func (s *Session) try(name string, c Credential) (answer, error) {
	m, known := named(name)
	switch {
	case strings.ContainsAny(c.Username+c.Secret.Reveal(), "\r\n\x00"):
		return answer{result: fact.AttemptUnsent}, errBadCharacter
	case !known || m.Token != c.Token:
		return answer{result: fact.AttemptUnsupported, line: errNoMechanism.Error()}, nil
	}
	client, err := m.client(c, s.connInfo())
	if err != nil {
		return answer{result: fact.AttemptUnsupported, line: err.Error()}, nil
	}
	if m.Mutual {
		s.conn.RedactReplies(withoutChallenge)
		defer s.conn.RedactReplies(nil)
	}
	x := &exchange{mechanism: m, client: client, transport: s.proto.startAuth(name, c)}
	return x.run()
}

// connInfo returns what mechanisms may need to know about the connection.
func (s *Session) connInfo() connInfo {
	return connInfo{
		host: s.Check.Host, port: s.Check.Port,
		greeting: s.Check.Greeting, apopTimestamp: s.proto.apopTimestamp(), tls: s.conn.TLSState(),
	}
}

// Mailbox opens the mailbox after an accepted login, where the protocol has one. It
// changes nothing in it.
func (s *Session) Mailbox() {
	if !s.loggedIn() {
		return
	}
	if box := s.proto.mailbox(); box != nil {
		s.Check.Mailbox = box
		s.Check.Steps = append(s.Check.Steps, fact.Step{Name: fact.StepMailbox, Took: box.Took})
	}
}

// Details adds to a mailbox that opened what does not matter for whether it works:
// quota, folders, how long mail is kept. It is not a step: nobody waits for it.
func (s *Session) Details() {
	if !s.loggedIn() || s.Check.Mailbox == nil || !s.Check.Mailbox.Opened {
		return
	}
	box := *s.Check.Mailbox // others may be reading the one in Check
	s.proto.details(&box)
	s.Check.Mailbox = &box
}

// CheckSender asks an SMTP server, after an accepted login, whether the user may
// send as an address: it is named as sender and as recipient, and the message is
// then forgotten (RSET). No message is ever sent. Elsewhere it does nothing.
func (s *Session) CheckSender(address string) {
	if s.loggedIn() {
		s.Check.Sender = s.proto.sender(address)
	}
}

// loggedIn reports whether the server waits for commands after an accepted login.
func (s *Session) loggedIn() bool { return s.ready && s.Check.Login == fact.LoginAccepted }
