package session

import (
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
)

// dialogue is the client side of a protocol. Its errors are *[failure] or those of
// the connection. [wire] implements what not every protocol has.
type dialogue interface {
	// greet waits for the greeting; an error means that it is not a good one.
	greet() error
	// unsolicitedCapabilities returns those that came with the greeting, once; nil
	// where there were none.
	unsolicitedCapabilities() []string
	// capabilities asks the server for its capabilities.
	capabilities() ([]string, error)
	// offersSTARTTLS reports whether the capabilities hold it.
	offersSTARTTLS(capabilities []string) bool
	// starttls sends the command; nil means that the handshake may begin.
	starttls() error
	// mechanisms returns the ways to log in that the capabilities hold.
	mechanisms(capabilities []string) []string
	// apopTimestamp returns the timestamp of the greeting for APOP, or empty.
	apopTimestamp() string
	// startAuth returns what carries one login by the mechanism.
	startAuth(mechanism string, credential Credential) saslTransport
	// mailbox opens the mailbox after the login, changing nothing; nil where the
	// protocol has none.
	mailbox() *fact.Mailbox
	// details adds what is worth knowing of a mailbox that has opened.
	details(*fact.Mailbox)
	// sender tries an address as sender; nil where nothing is sent.
	sender(address string) *fact.Sender
	// bye logs out.
	bye() error
}

// wire is what every dialogue holds: the connection, and the facts that it fills in.
type wire struct {
	conn            *connect.Conn
	check           *fact.Check
	greetingTimeout time.Duration
}

// The defaults of what not every protocol has.
func (w *wire) unsolicitedCapabilities() []string { return nil }
func (w *wire) apopTimestamp() string             { return "" }
func (w *wire) mailbox() *fact.Mailbox            { return nil }
func (w *wire) details(*fact.Mailbox)             {}
func (w *wire) sender(string) *fact.Sender        { return nil }

// greeting waits for the server's first line and records it.
func (w *wire) greeting() (string, error) {
	w.conn.Within(w.greetingTimeout)
	line, err := w.conn.ReadLine()
	w.check.Greeting = w.conn.Evidence(line)
	return line, err
}

// send sends a command without a credential; the whole answer to it may take
// [connect.ReplyTimeout].
func (w *wire) send(line string) error {
	w.conn.Within(connect.ReplyTimeout)
	return w.conn.WriteLine(line)
}
