package probetest

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// What a [Connection] carried where it was not mail.
const (
	DNS  fact.Protocol = "dns"
	HTTP fact.Protocol = "http"
)

const (
	// maxClientBytes bounds what one client may send on one connection. A client
	// that sends more is reset, so that nothing ever crosses unrecorded.
	maxClientBytes = 1 << 20
	// maxServerLines and maxServerLine bound what is kept of a server's lines.
	// Only the record ends there; the connection goes on.
	maxServerLines = 1000
	maxServerLine  = 4 << 10
)

// Log is what the servers of an [Internet] saw.
type Log struct {
	mu      sync.Mutex
	records []*record
	lines   atomic.Int64 // that were recorded, on all connections
}

// Connection is everything that one server saw of one client. A client's
// datagrams to the resolver are a connection each.
type Connection struct {
	Server   string // the first name of the server
	Addr     netip.AddrPort
	Protocol fact.Protocol
	// Opened is when the server took the connection, Closed when the first of the
	// two ends closed it: by the clock, not half a round trip later. Closed is zero
	// while it is open, and for datagrams.
	Opened, Closed time.Time

	// SNI is the name that the client asked for in its handshake; empty without one.
	SNI string
	// CertGood is set where a client that trusts the authority's root would take
	// the certificate that was shown: valid for the SNI, or for Server without one.
	CertGood bool
	// TLS is the version as in crypto/tls, once the handshake was complete on both
	// sides; 0 before.
	TLS uint16

	// Lines are the dialogue of a mail protocol, decrypted.
	Lines []Line
	// Raw is every byte that the client sent as it crossed the network: what
	// came in the clear, and the records of TLS.
	Raw []byte
}

// Line is one line of a dialogue, without its CRLF.
type Line struct {
	FromClient bool
	TLS        bool // it crossed inside TLS
	Text       string
	// At is when the server read or wrote its end. Order is its place among the
	// lines of all connections, which tells those of one moment apart.
	At    time.Time
	Order int
}

// String shows the line as in a trace: "C" or "S" for who sent it, and an open
// or a closed lock.
func (l Line) String() string {
	who, how := "S", "clear"
	if l.FromClient {
		who = "C"
	}
	if l.TLS {
		how = "tls"
	}
	return fmt.Sprintf("%s %-5s %q", who, how, l.Text)
}

// Connections returns what was seen so far, oldest connection first.
func (l *Log) Connections() []Connection {
	l.mu.Lock()
	records := slices.Clone(l.records)
	l.mu.Unlock()
	connections := make([]Connection, len(records))
	for i, r := range records {
		connections[i] = r.snapshot()
	}
	return connections
}

// Carries reports whether the client sent the secret, inside TLS or outside, in
// any of the forms of [Log.Leaks].
func (c Connection) Carries(secret string) bool {
	search := newSearch(secret)
	for _, line := range c.Lines {
		if line.FromClient && search.finds([]byte(line.Text)) {
			return true
		}
	}
	return false
}

// Logins returns every credential that any server received, whatever the
// server made of it, in the order in which they came.
func (l *Log) Logins() []Login { return Logins(l.Connections()) }

// Logins returns the credentials in recorded connections, in the order of
// [Login.Order].
func Logins(connections []Connection) []Login {
	var logins []Login
	for i, c := range connections {
		for _, login := range loginsOf(c) {
			login.Connection = i
			logins = append(logins, login)
		}
	}
	slices.SortStableFunc(logins, func(a, b Login) int { return cmp.Compare(a.Order, b.Order) })
	return logins
}

// Leaks returns every connection on which a client sent the secret outside TLS:
// as it is, in Base64 at any alignment, or percent-encoded. A secret of less
// than four bytes cannot be told from chance.
func (l *Log) Leaks(secret string) []Connection {
	var leaks []Connection
	search := newSearch(secret)
	for _, c := range l.Connections() {
		if search.finds(c.Raw) {
			leaks = append(leaks, c)
		}
	}
	return leaks
}

// WriteTo writes the dialogues as text for people: what to print when a test fails.
func (l *Log) WriteTo(w io.Writer) (int64, error) {
	var b bytes.Buffer
	for _, c := range l.Connections() {
		fmt.Fprintf(&b, "%s %s %s", c.Protocol, c.Addr, c.Server)
		if c.SNI != "" {
			fmt.Fprintf(&b, " sni=%s", c.SNI)
		}
		fmt.Fprintf(&b, " (%d bytes)\n", len(c.Raw))
		for _, line := range c.Lines {
			fmt.Fprintf(&b, "  %s\n", line)
		}
	}
	return b.WriteTo(w)
}

// open begins the record of a connection; ended tells when the first of its two
// ends closed, zero while none has, and is nil for a datagram.
func (l *Log) open(c Connection, ended func() time.Time) *record {
	c.Opened = time.Now()
	r := &record{log: l, ended: ended, seen: c}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.records = append(l.records, r)
	return r
}

// record is a [Connection] in the making.
type record struct {
	log         *Log
	ended       func() time.Time // of the connection; nil where there is none
	mu          sync.Mutex
	seen        Connection
	partial     [2]Line // of the server and of the client, as far as it came
	serverLines int
}

// rawly records what the client sent; false once that is more than a client may send.
func (r *record) rawly(b []byte) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen.Raw = append(r.seen.Raw, b...)
	return len(r.seen.Raw) <= maxClientBytes
}

func (r *record) hello(sni string, good bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen.SNI, r.seen.CertGood = sni, good
}

func (r *record) secured(version uint16) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen.TLS = version
}

// about is the connection without what crossed it.
func (r *record) about() Connection {
	r.mu.Lock()
	defer r.mu.Unlock()
	c := r.seen
	c.Lines, c.Raw = nil, nil
	return c
}

// said splits what one side said into lines.
func (r *record) said(b []byte, fromClient, inTLS bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	partial := &r.partial[0]
	if fromClient {
		partial = &r.partial[1]
	}
	if partial.Text != "" && partial.TLS != inTLS {
		r.add(*partial) // TLS began in the middle of it
		partial.Text = ""
	}
	partial.FromClient, partial.TLS = fromClient, inTLS
	for len(b) > 0 {
		line, rest, ended := bytes.Cut(b, []byte("\n"))
		if fromClient || len(partial.Text) < maxServerLine {
			partial.Text += string(line)
		}
		if ended {
			r.add(*partial)
			partial.Text = ""
		}
		b = rest
	}
}

// add keeps a line. The lock is held.
func (r *record) add(line Line) {
	line.Text = strings.TrimSuffix(line.Text, "\r")
	line.At, line.Order = time.Now(), int(r.log.lines.Add(1))
	if !line.FromClient {
		if r.serverLines++; r.serverLines > maxServerLines {
			return
		}
	}
	r.seen.Lines = append(r.seen.Lines, line)
}

func (r *record) snapshot() Connection {
	r.mu.Lock()
	defer r.mu.Unlock()
	c := r.seen
	if r.ended != nil {
		c.Closed = r.ended()
	}
	c.Lines, c.Raw = slices.Clone(c.Lines), slices.Clone(c.Raw)
	for _, line := range r.partial {
		if line.Text != "" {
			line.At, line.Order = time.Now(), int(r.log.lines.Load())+1
			c.Lines = append(c.Lines, line)
		}
	}
	return c
}
