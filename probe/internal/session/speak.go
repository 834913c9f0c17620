package session

import (
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
)

// wire is what every dialogue holds: the session, whose connection it speaks
// over, and the facts that it adds to.
type wire struct {
	s    *Session
	conn *connect.Conn
}

// What not every protocol has.
func (w *wire) told() []string             { return nil }
func (w *wire) stamp() string              { return "" }
func (w *wire) mailbox() *fact.Mailbox     { return nil }
func (w *wire) details(*fact.Mailbox)      {}
func (w *wire) sender(string) *fact.Sender { return nil }

// speak is the table of protocols.
func speak(p fact.Protocol, s *Session, o Options) dialogue {
	w := wire{s, s.conn}
	switch p {
	case fact.POP3:
		return &pop3{wire: w}
	case fact.SMTP:
		return &smtp{wire: w, name: o.EHLO}
	default:
		return &imap{wire: w}
	}
}

// greeting waits for the server's first line and keeps it.
func (w *wire) greeting() (string, error) {
	w.conn.Within(w.s.patience)
	line, err := w.conn.ReadLine()
	w.s.Check.Greeting = w.conn.Evidence(line)
	return line, err
}

// send begins a command that holds no credential; the whole answer to it may
// take [connect.ReplyTimeout].
func (w *wire) send(line string) error {
	w.conn.Within(connect.ReplyTimeout)
	return w.conn.WriteLine(line)
}
