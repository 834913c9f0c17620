package probetest

import (
	"bytes"
	"net"
	"sync"
)

// onceListener yields one connection, and ends when that has closed. So a
// library's server serves a connection that was prepared elsewhere, and its
// Serve returns when it is done.
type onceListener struct {
	conn   *onceConn
	handed bool
}

func newOnce(c net.Conn, mute bool) *onceListener {
	return &onceListener{conn: &onceConn{Conn: c, mute: mute, closed: make(chan struct{})}}
}

// Accept is called by one goroutine, as servers do.
func (l *onceListener) Accept() (net.Conn, error) {
	if !l.handed {
		l.handed = true
		return l.conn, nil
	}
	<-l.conn.closed
	return nil, net.ErrClosed
}

func (l *onceListener) Close() error   { return nil }
func (l *onceListener) Addr() net.Addr { return l.conn.LocalAddr() }

// onceConn tells when it has closed, and can keep the first line back.
type onceConn struct {
	net.Conn
	mute   bool // the first line has not passed yet
	once   sync.Once
	closed chan struct{}
}

func (c *onceConn) Write(b []byte) (int, error) {
	if !c.mute {
		return c.Conn.Write(b)
	}
	line, rest, ended := bytes.Cut(b, []byte("\n"))
	if !ended {
		return len(b), nil
	}
	c.mute = false
	if len(rest) == 0 {
		return len(b), nil
	}
	n, err := c.Conn.Write(rest)
	return len(line) + 1 + n, err
}

func (c *onceConn) Close() error {
	err := c.Conn.Close()
	c.once.Do(func() { close(c.closed) })
	return err
}
