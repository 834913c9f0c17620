package connect

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Conn is a connection to one server: bounded in what it takes, recorded in
// both directions above TLS, and closed when its context ends. It is used by
// one goroutine at a time; Close may be called from any.
type Conn struct {
	// IP is the address that was reached.
	IP netip.Addr
	// Handshake is what TLS negotiated; zero before it.
	Handshake fact.Handshake

	raw         net.Conn    // as dialled
	head        *headReader // raw, keeping its first bytes
	top         net.Conn    // what is read and written: head, or TLS over it
	in          *bufio.Reader
	record      *Transcript
	stop        func() bool // ends the watch on the context
	release     func()
	once        sync.Once
	secure      bool
	got         int
	intake      *Intake
	redactReply func(string) string // what the record shows of a line; nil for the line
}

func newConn(ctx context.Context, raw net.Conn, ip netip.Addr, release func(), redactor *Redactor, intake *Intake) *Conn {
	head := &headReader{Conn: raw}
	c := &Conn{
		IP:      ip,
		raw:     raw,
		head:    head,
		top:     head,
		record:  &Transcript{start: time.Now(), redactor: redactor},
		release: release,
		intake:  intake,
	}
	c.in = bufio.NewReader(reader{c})
	c.stop = context.AfterFunc(ctx, func() { c.end() }) // which may run before this line has ended
	return c
}

// Close closes the connection without saying goodbye to the server. It may be
// called more than once.
func (c *Conn) Close() error {
	c.stop()
	return c.end()
}

func (c *Conn) end() error {
	err := c.raw.Close()
	c.once.Do(c.release)
	return err
}

// Transcript returns the record of the dialogue so far.
func (c *Conn) Transcript() *Transcript { return c.record }

// LocalIP returns the address of our end; invalid where the network has none.
func (c *Conn) LocalIP() netip.Addr {
	if a, ok := c.raw.LocalAddr().(*net.TCPAddr); ok {
		return a.AddrPort().Addr().Unmap()
	}
	return netip.Addr{}
}

// Secure reports whether TLS is established.
func (c *Conn) Secure() bool { return c.secure }

// Within sets the deadline of all reads and writes to d from now, until the next
// call.
func (c *Conn) Within(d time.Duration) { c.raw.SetDeadline(time.Now().Add(d)) }

// ReadLine reads one line and returns it without its line end. A line of over
// 64 KiB is [ErrLineTooLong], a last line without an end [io.ErrUnexpectedEOF];
// the part that was read is returned with the error, as evidence.
func (c *Conn) ReadLine() (string, error) {
	var line []byte
	for {
		piece, err := c.in.ReadSlice('\n')
		line = append(line, piece...)
		switch {
		case len(line) > maxLine:
			c.recordReply(string(line))
			return string(line), ErrLineTooLong
		case err == nil:
			text := strings.TrimRight(string(line), "\r\n")
			c.recordReply(text)
			return text, nil
		case err == bufio.ErrBufferFull:
		default:
			if len(line) > 0 {
				c.recordReply(string(line))
				if err == io.EOF {
					err = io.ErrUnexpectedEOF
				}
			}
			return string(line), err
		}
	}
}

// ReadBytes reads n bytes of any value: an IMAP literal. More than a line may have,
// 64 KiB, is [ErrLineTooLong].
func (c *Conn) ReadBytes(n int) (string, error) {
	if n > maxLine {
		return "", ErrLineTooLong
	}
	b := make([]byte, n)
	got, err := io.ReadFull(c.in, b)
	for line := range strings.SplitSeq(string(b[:got]), "\n") {
		c.recordReply(strings.TrimRight(line, "\r"))
	}
	return string(b[:got]), err
}

// RedactReplies makes the record show f(line) in place of each line that the server
// sends from now on; nil ends it. It is for exchanges in which a secret could be
// guessed from the server's messages.
func (c *Conn) RedactReplies(f func(line string) string) { c.redactReply = f }

func (c *Conn) recordReply(line string) {
	if c.redactReply != nil {
		line = c.redactReply(line)
	}
	c.record.add(false, c.secure, line)
}

// Leftover returns bytes that arrived after the last line that was read. After the
// answer to STARTTLS there must be none: they came in the clear, and would be
// taken for part of the dialogue inside TLS.
func (c *Conn) Leftover() string {
	b, _ := c.in.Peek(min(c.in.Buffered(), fact.MaxEvidence))
	return string(b)
}

// WriteLine sends a command and its line end. It refuses a text that holds a line
// end or NUL: what follows would be a command of its own.
func (c *Conn) WriteLine(line string) error {
	return c.write(line, line)
}

// WriteSecret sends a line that holds a credential, as WriteLine does; the record
// shows the other text in its place.
func (c *Conn) WriteSecret(line, shown string) error {
	return c.write(line, shown)
}

func (c *Conn) write(line, shown string) error {
	if strings.ContainsAny(line, "\r\n\x00") {
		return errNotOneLine // what follows would be a command of its own
	}
	c.record.add(true, c.secure, shown)
	_, err := io.WriteString(c.top, line+"\r\n")
	return err
}

// Evidence returns a server's text as it may be kept: redacted, printable, bounded.
func (c *Conn) Evidence(text string) string { return c.record.clean(text) }

// FirstBytes returns the first raw bytes that the server sent, for a TLS handshake
// that was answered with something else.
func (c *Conn) FirstBytes() string { return c.head.bytes() }

// reader counts what a server sends against the bounds of the dialogue and the run.
type reader struct{ c *Conn }

func (r reader) Read(p []byte) (int, error) {
	if r.c.got >= maxDialogue {
		return 0, errDialogueTooLong
	}
	if r.c.intake.Spent() {
		return 0, ErrIntakeSpent
	}
	n, err := r.c.top.Read(p)
	r.c.got += n
	r.c.intake.add(n)
	return n, err
}

// headReader keeps the first bytes that are read from a connection.
type headReader struct {
	net.Conn
	mu    sync.Mutex
	first []byte
}

func (r *headReader) Read(p []byte) (int, error) {
	n, err := r.Conn.Read(p)
	r.mu.Lock()
	if room := fact.MaxEvidence - len(r.first); room > 0 {
		r.first = append(r.first, p[:min(n, room)]...)
	}
	r.mu.Unlock()
	return n, err
}

func (r *headReader) bytes() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return string(r.first)
}

// Transcript is the record of one connection, for --trace. Its lines are redacted
// when they are recorded. The zero value is empty and ready.
type Transcript struct {
	mu       sync.Mutex
	start    time.Time
	redactor *Redactor
	lines    []fact.WireLine
	size     int
}

// Lines returns a copy of what has been recorded so far.
func (t *Transcript) Lines() []fact.WireLine {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]fact.WireLine(nil), t.lines...)
}

func (t *Transcript) add(client, tls bool, text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.size >= maxRecorded {
		return
	}
	text = t.clean(text)
	t.size += len(text) + lineCost
	if t.size >= maxRecorded {
		text = "… the rest is not kept"
	}
	t.lines = append(t.lines, fact.WireLine{At: time.Since(t.start), Client: client, TLS: tls, Text: text})
}

// clean returns text as it may be kept and shown.
func (t *Transcript) clean(text string) string {
	return fact.Printable(t.redactor.Redact(text))
}
