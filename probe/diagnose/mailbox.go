package diagnose

import "github.com/mailprobe/mailprobe/probe/fact"

// mailbox: the login was accepted, and what stands behind it does not open.
func (at site) mailbox() []fact.Problem {
	box := at.check.Mailbox
	if box == nil || box.Opened {
		return nil
	}
	if byWords(box.Line) == fact.ProtocolDisabled {
		return []fact.Problem{at.problem(fact.ProtocolDisabled, box.Line)}
	}
	return []fact.Problem{at.problem(fact.MailboxUnavailable, box.Line)}
}
