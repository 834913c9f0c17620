package connect

import (
	"bytes"
	"net"
	"strings"
	"time"
)

// Resume hands the connection to a library that expects to see it from the
// start: the reader first yields the given greeting, then what the server sends.
// All that goes through is recorded and bounded as before, and no deadline that
// the library sets or clears reaches beyond limit from now, since go-imap waits
// for ever by itself.
func (c *Conn) Resume(greeting string, limit time.Duration) net.Conn {
	r := &resumed{c: c, greeting: strings.NewReader(greeting), end: time.Now().Add(limit)}
	r.SetDeadline(time.Time{})
	return r
}

type resumed struct {
	c        *Conn
	greeting *strings.Reader
	end      time.Time
	in, out  lines
	broken   error // what every further Read returns
}

func (r *resumed) Read(p []byte) (int, error) {
	switch {
	case r.greeting.Len() > 0:
		return r.greeting.Read(p)
	case r.broken != nil:
		return 0, r.broken
	}
	n, err := r.c.in.Read(p)
	for _, line := range r.in.split(p[:n]) {
		r.c.record.add(false, r.c.secure, line)
	}
	if r.in.tooLong() {
		n, err = 0, ErrLineTooLong
		r.broken = err
	}
	if err != nil && len(r.in.rest) > 0 {
		r.c.record.add(false, r.c.secure, string(r.in.rest)) // the line that never ended
		r.in.rest = nil
	}
	return n, err
}

func (r *resumed) Write(p []byte) (int, error) {
	for _, line := range r.out.split(p) {
		r.c.record.add(true, r.c.secure, line)
	}
	return r.c.top.Write(p)
}

func (r *resumed) Close() error         { return r.c.Close() }
func (r *resumed) LocalAddr() net.Addr  { return r.c.raw.LocalAddr() }
func (r *resumed) RemoteAddr() net.Addr { return r.c.raw.RemoteAddr() }

func (r *resumed) SetDeadline(t time.Time) error      { return r.c.raw.SetDeadline(r.clamp(t)) }
func (r *resumed) SetReadDeadline(t time.Time) error  { return r.c.raw.SetReadDeadline(r.clamp(t)) }
func (r *resumed) SetWriteDeadline(t time.Time) error { return r.c.raw.SetWriteDeadline(r.clamp(t)) }

func (r *resumed) clamp(t time.Time) time.Time {
	if t.IsZero() || t.After(r.end) {
		return r.end
	}
	return t
}

// lines cuts a stream into lines for the record.
type lines struct{ rest []byte }

func (l *lines) split(p []byte) []string {
	var whole []string
	l.rest = append(l.rest, p...)
	for {
		i := bytes.IndexByte(l.rest, '\n')
		if i < 0 {
			return whole
		}
		whole = append(whole, strings.TrimRight(string(l.rest[:i]), "\r"))
		l.rest = l.rest[i+1:]
	}
}

func (l *lines) tooLong() bool { return len(l.rest) > maxLine }
