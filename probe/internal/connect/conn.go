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
	// Handshake is what TLS settled; zero before it.
	Handshake fact.Handshake

	raw     net.Conn // as dialled
	tap     *tap     // raw, keeping its first bytes
	top     net.Conn // what is read and written: tap, or TLS over it
	in      *bufio.Reader
	record  *Transcript
	stop    func() bool // no longer waits for the context
	release func()
	once    sync.Once
	secure  bool
	got     int
	intake  *Intake
	shade   func(string) string // what the record shows of a line; nil for the line
}

func newConn(ctx context.Context, raw net.Conn, ip netip.Addr, d *Dialer, release func()) *Conn {
	t := &tap{Conn: raw}
	c := &Conn{
		IP:      ip,
		raw:     raw,
		tap:     t,
		top:     t,
		record:  &Transcript{start: time.Now(), redactor: d.Redactor},
		release: release,
		intake:  d.Intake,
	}
	c.in = bufio.NewReader(reader{c})
	c.stop = context.AfterFunc(ctx, func() { c.end() }) // which may run before this line has ended
	return c
}

// Close ends the connection at once, without a word to the server. It may be
// called again.
func (c *Conn) Close() error {
	c.stop()
	return c.end()
}

func (c *Conn) end() error {
	err := c.raw.Close()
	c.once.Do(c.release)
	return err
}

// Transcript is the dialogue so far.
func (c *Conn) Transcript() *Transcript { return c.record }

// LocalIP is our own end's address; invalid where the network has none.
func (c *Conn) LocalIP() netip.Addr {
	if a, ok := c.raw.LocalAddr().(*net.TCPAddr); ok {
		return a.AddrPort().Addr().Unmap()
	}
	return netip.Addr{}
}

// Secure tells whether TLS is up.
func (c *Conn) Secure() bool { return c.secure }

// Within gives everything up to the next call d from now.
func (c *Conn) Within(d time.Duration) { c.raw.SetDeadline(time.Now().Add(d)) }

// ReadLine reads one line, without its end. A line of over 64 KiB is
// [ErrLineTooLong], a last line without an end [io.ErrUnexpectedEOF]; what there
// is of it is returned with the error, as evidence.
func (c *Conn) ReadLine() (string, error) {
	var line []byte
	for {
		piece, err := c.in.ReadSlice('\n')
		line = append(line, piece...)
		switch {
		case len(line) > maxLine:
			c.heard(string(line))
			return string(line), ErrLineTooLong
		case err == nil:
			text := strings.TrimRight(string(line), "\r\n")
			c.heard(text)
			return text, nil
		case err == bufio.ErrBufferFull:
		default:
			if len(line) > 0 {
				c.heard(string(line))
				if err == io.EOF {
					err = io.ErrUnexpectedEOF
				}
			}
			return string(line), err
		}
	}
}

// ReadBytes reads n bytes, whatever they are: a literal of IMAP. They may not be
// more than a line can have, 64 KiB; the error is then [ErrLineTooLong].
func (c *Conn) ReadBytes(n int) (string, error) {
	if n > maxLine {
		return "", ErrLineTooLong
	}
	b := make([]byte, n)
	got, err := io.ReadFull(c.in, b)
	for line := range strings.SplitSeq(string(b[:got]), "\n") {
		c.heard(strings.TrimRight(line, "\r"))
	}
	return string(b[:got]), err
}

// Shade makes the record show f of each line that the server sends from now on;
// nil ends it. It is for exchanges in which a secret could be guessed from the
// server's side of them.
func (c *Conn) Shade(f func(line string) string) { c.shade = f }

func (c *Conn) heard(line string) {
	if c.shade != nil {
		line = c.shade(line)
	}
	c.record.add(false, c.secure, line)
}

// Leftover are bytes that arrived behind the last line that was read. After the
// answer to STARTTLS there must be none: they came in the clear, and would be
// taken for something said inside TLS.
func (c *Conn) Leftover() string {
	b, _ := c.in.Peek(min(c.in.Buffered(), fact.MaxEvidence))
	return string(b)
}

// WriteLine sends a command and its line end. A text that is more than one line
// is [ErrNotOneLine].
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
		return ErrNotOneLine // what follows would be a command of its own
	}
	c.record.add(true, c.secure, shown)
	_, err := io.WriteString(c.top, line+"\r\n")
	return err
}

// Evidence is a server's text as it may be kept: redacted, printable, bounded.
func (c *Conn) Evidence(text string) string { return c.record.clean(text) }

// FirstBytes are the first raw bytes that the server sent, for a TLS handshake
// that met something else.
func (c *Conn) FirstBytes() string { return c.tap.head() }

// reader counts what a server sends against the limit of a dialogue.
type reader struct{ c *Conn }

func (r reader) Read(p []byte) (int, error) {
	if r.c.got >= maxDialogue {
		return 0, ErrDialogueTooLong
	}
	if r.c.intake.Spent() {
		return 0, ErrIntakeSpent
	}
	n, err := r.c.top.Read(p)
	r.c.got += n
	r.c.intake.add(n)
	return n, err
}

// tap keeps the first bytes that arrive.
type tap struct {
	net.Conn
	mu    sync.Mutex
	first []byte
}

func (t *tap) Read(p []byte) (int, error) {
	n, err := t.Conn.Read(p)
	t.mu.Lock()
	if room := fact.MaxEvidence - len(t.first); room > 0 {
		t.first = append(t.first, p[:min(n, room)]...)
	}
	t.mu.Unlock()
	return n, err
}

func (t *tap) head() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.first)
}
