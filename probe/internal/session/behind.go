package session

import (
	"github.com/mailprobe/mailprobe/probe/fact"
)

// Mailbox looks behind an accepted login, where the protocol has a mailbox. It
// changes nothing there.
func (s *Session) Mailbox() {
	if !s.loggedIn() {
		return
	}
	if box := s.talk.mailbox(); box != nil {
		s.Check.Mailbox = box
		s.Check.Steps = append(s.Check.Steps, fact.Step{Name: fact.StepMailbox, Took: box.Took})
	}
}

// Details adds to a mailbox that opened what does not bear on whether it works:
// quota, folders, how long mail may stay. It is no step: nobody waits for it.
func (s *Session) Details() {
	if !s.loggedIn() || s.Check.Mailbox == nil || !s.Check.Mailbox.Opened {
		return
	}
	box := *s.Check.Mailbox // what was told already is others' to read
	s.talk.details(&box)
	s.Check.Mailbox = &box
}

// CheckSender asks an SMTP server, after an accepted login, whether the user may
// send as an address: it is named as sender and as recipient, and the message is
// then forgotten (RSET). No message is ever sent. Elsewhere it does nothing.
func (s *Session) CheckSender(address string) {
	if s.loggedIn() {
		s.Check.Sender = s.talk.sender(address)
	}
}

// loggedIn reports whether the server waits for commands behind an accepted login.
func (s *Session) loggedIn() bool { return s.ready && s.Check.Login == fact.LoginAccepted }
