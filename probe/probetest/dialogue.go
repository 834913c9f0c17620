package probetest

import (
	"bytes"
	"net"
	"sync"
)

// dialogue is a connection as a server speaks on it, above TLS where there is any.
// It records the lines of both sides.
type dialogue struct {
	net.Conn
	record *record
	inTLS  bool

	mute   bool // the server's first line is kept back, and has not passed yet
	once   sync.Once
	closed chan struct{}
}

func newDialogue(c net.Conn, r *record, inTLS bool) *dialogue {
	return &dialogue{Conn: c, record: r, inTLS: inTLS, closed: make(chan struct{})}
}

func (d *dialogue) Read(b []byte) (int, error) {
	n, err := d.Conn.Read(b)
	if n > 0 {
		d.record.said(b[:n], true, d.inTLS)
	}
	return n, err
}

// Write records first: once the client has the answer, the record is complete.
func (d *dialogue) Write(b []byte) (int, error) {
	held := 0
	if d.mute {
		line, _, ended := bytes.Cut(b, []byte("\n"))
		if d.mute = !ended; d.mute {
			return len(b), nil
		}
		if held = len(line) + 1; held == len(b) {
			return held, nil
		}
	}
	d.record.said(b[held:], false, d.inTLS)
	n, err := d.Conn.Write(b[held:])
	return held + n, err
}

func (d *dialogue) Close() error {
	err := d.Conn.Close()
	d.once.Do(func() { close(d.closed) })
	return err
}

// soleListener yields one dialogue, and ends when that has closed. So a library's
// server serves a connection that was prepared elsewhere, and its Serve returns
// when it is done.
type soleListener struct {
	*dialogue
	handed bool
}

// Accept is called by one goroutine, as servers do.
func (l *soleListener) Accept() (net.Conn, error) {
	if !l.handed {
		l.handed = true
		return l.dialogue, nil
	}
	<-l.closed
	return nil, net.ErrClosed
}

// Close leaves the dialogue to the server that has it.
func (l *soleListener) Close() error   { return nil }
func (l *soleListener) Addr() net.Addr { return l.LocalAddr() }
