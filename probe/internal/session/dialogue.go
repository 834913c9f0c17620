package session

import (
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
)

// wire is what every dialogue holds: the session, whose connection it speaks
// over, and the facts that it adds to.
type wire struct {
	conn            *connect.Conn
	check           *fact.Check
	greetingTimeout time.Duration
}

// What not every protocol has.
func (w *wire) unsolicitedCapabilities() []string { return nil }
func (w *wire) apopTimestamp() string             { return "" }
func (w *wire) mailbox() *fact.Mailbox            { return nil }
func (w *wire) details(*fact.Mailbox)             {}
func (w *wire) sender(string) *fact.Sender        { return nil }

// greeting waits for the server's first line and keeps it.
func (w *wire) greeting() (string, error) {
	w.conn.Within(w.greetingTimeout)
	line, err := w.conn.ReadLine()
	w.check.Greeting = w.conn.Evidence(line)
	return line, err
}

// send begins a command that holds no credential; the whole answer to it may
// take [connect.ReplyTimeout].
func (w *wire) send(line string) error {
	w.conn.Within(connect.ReplyTimeout)
	return w.conn.WriteLine(line)
}

// dialogue is what the protocols have in common. Its errors are *[failure] or
// those of the connection. What a protocol does not have, [wire] answers for.
type dialogue interface {
	// greet waits for the greeting and judges it.
	greet() error
	// unsolicitedCapabilities are capabilities that came unasked; nil where none did.
	unsolicitedCapabilities() []string
	// capabilities are what the server announces of itself here and now.
	capabilities() ([]string, error)
	// offersSTARTTLS reports whether the capabilities hold it.
	offersSTARTTLS(capabilities []string) bool
	// starttls asks for TLS; nil means that the handshake may begin.
	starttls() error
	// mechanisms are the ways to log in that the capabilities hold.
	mechanisms(capabilities []string) []string
	// apopTimestamp is what the server's greeting holds for APOP, or empty.
	apopTimestamp() string
	// startAuth readies the protocol to carry one login by the mechanism.
	startAuth(mechanism string, credential Credential) saslTransport
	// mailbox looks behind the login, changing nothing; nil where there is
	// nothing to look at.
	mailbox() *fact.Mailbox
	// details adds what is worth knowing of a mailbox that has opened.
	details(*fact.Mailbox)
	// sender tries an address as sender; nil where nothing is sent.
	sender(address string) *fact.Sender
	// bye takes leave.
	bye() error
}
