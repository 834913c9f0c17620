package probetest

import (
	"io"
	"net"
	"net/netip"
	"sync/atomic"
	"time"
)

// conn is one end of a TCP connection. Beside [net.Conn] it has the methods of
// [net.TCPConn] that matter to a protocol.
type conn struct {
	link          *link
	local, remote netip.AddrPort
	in, out       *stream
	tally         *tally  // the client's end counts; nil at the server's
	record        *record // the server's end keeps what the client sends; nil without a log

	closed atomic.Bool
	abrupt atomic.Bool // Close resets
}

// link is the connection that two ends share.
type link struct {
	network        *Network
	client, server *conn

	end atomic.Pointer[time.Time] // when the first end closed
}

// ended is when the first of the two ends closed; zero while none has.
func (l *link) ended() time.Time {
	if l.end.Load() == nil {
		return time.Time{}
	}
	return *l.end.Load()
}

func newLink(n *Network, client, server netip.AddrPort) *link {
	up, down := &stream{latency: n.rtt / 2}, &stream{latency: n.rtt / 2}
	l := &link{network: n}
	l.client = &conn{link: l, local: client, remote: server, in: down, out: up}
	l.server = &conn{link: l, local: server, remote: client, in: up, out: down}
	return l
}

// abort breaks the connection off at both ends at once.
func (l *link) abort() {
	l.client.in.abort()
	l.client.out.abort()
}

func (c *conn) Read(b []byte) (int, error) {
	n, err := c.in.read(b)
	if n > 0 {
		c.tally.read()
		if c.record != nil && !c.record.rawly(b[:n]) {
			c.reset()
			return 0, net.ErrClosed
		}
	}
	if err == io.EOF { // [net.Conn] promises a bare EOF
		return n, err
	}
	return n, c.wrap("read", err)
}

func (c *conn) Write(b []byte) (int, error) {
	c.tally.wrote()
	n, err := c.out.write(b)
	return n, c.wrap("write", err)
}

// Close ends both directions: the peer reads what is under way, then EOF. After
// SetLinger(0) the peer meets a reset instead of the EOF.
func (c *conn) Close() error {
	if !c.closed.CompareAndSwap(false, true) {
		return c.wrap("close", net.ErrClosed)
	}
	now := time.Now()
	c.link.end.CompareAndSwap(nil, &now)
	abrupt := c.abrupt.Load()
	end := io.EOF
	if abrupt {
		end = reset("read")
	}
	c.out.closeWrite(end)
	c.in.closeRead(abrupt)
	c.link.network.closed(c.link)
	return nil
}

// reset breaks the connection off.
func (c *conn) reset() {
	c.abrupt.Store(true)
	c.Close()
}

// CloseWrite ends one's own direction only.
func (c *conn) CloseWrite() error {
	if c.closed.Load() {
		return c.wrap("close", net.ErrClosed)
	}
	c.out.closeWrite(io.EOF)
	return nil
}

// SetLinger makes Close send a reset where seconds is 0; other values do nothing.
func (c *conn) SetLinger(seconds int) error {
	c.abrupt.Store(seconds == 0)
	return nil
}

func (c *conn) LocalAddr() net.Addr  { return net.TCPAddrFromAddrPort(c.local) }
func (c *conn) RemoteAddr() net.Addr { return net.TCPAddrFromAddrPort(c.remote) }

func (c *conn) SetDeadline(t time.Time) error {
	if err := c.SetReadDeadline(t); err != nil {
		return err
	}
	return c.SetWriteDeadline(t)
}

func (c *conn) SetReadDeadline(t time.Time) error {
	if c.closed.Load() {
		return c.wrap("set", net.ErrClosed)
	}
	c.in.setReadDeadline(t)
	return nil
}

func (c *conn) SetWriteDeadline(t time.Time) error {
	if c.closed.Load() {
		return c.wrap("set", net.ErrClosed)
	}
	c.out.setWriteDeadline(t)
	return nil
}

// wrap says which operation failed, in the form of package net.
func (c *conn) wrap(op string, err error) error {
	if err == nil {
		return nil
	}
	return &net.OpError{Op: op, Net: "tcp", Source: c.LocalAddr(), Addr: c.RemoteAddr(), Err: err}
}
