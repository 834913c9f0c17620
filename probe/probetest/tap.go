package probetest

import (
	"net"
	"net/netip"
)

// tap records every byte that a client sends, below TLS.
type tap struct {
	net.Conn
	record *record
}

func (t *tap) Read(b []byte) (int, error) {
	n, err := t.Conn.Read(b)
	if n > 0 && !t.record.rawly(b[:n]) {
		t.reset()
		return 0, net.ErrClosed
	}
	return n, err
}

// reset breaks the connection off.
func (t *tap) reset() {
	if c, ok := t.Conn.(interface{ SetLinger(int) error }); ok {
		_ = c.SetLinger(0)
	}
	t.Conn.Close()
}

// dialogue records the lines of both sides, above TLS where there is any.
type dialogue struct {
	net.Conn
	record *record
	inTLS  bool
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
	d.record.said(b, false, d.inTLS)
	return d.Conn.Write(b)
}

// tapListener is a listener whose connections are taps.
type tapListener struct {
	net.Listener
	log   *Log
	about Connection
}

func (l *Log) tapListener(inner net.Listener, about Connection) *tapListener {
	return &tapListener{inner, l, about}
}

func (l *tapListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	var between *link
	if c, ok := c.(*conn); ok {
		between = c.link
	}
	return &tap{c, l.log.open(l.about, between)}, nil
}

// tapPacketConn records every datagram that arrives.
type tapPacketConn struct {
	net.PacketConn
	log   *Log
	about Connection
}

func (l *Log) tapPackets(inner net.PacketConn, addr netip.AddrPort) net.PacketConn {
	return &tapPacketConn{inner, l, Connection{Server: "resolver", Addr: addr, Protocol: DNS}}
}

func (p *tapPacketConn) ReadFrom(b []byte) (int, net.Addr, error) {
	n, from, err := p.PacketConn.ReadFrom(b)
	if err == nil {
		p.log.open(p.about, nil).rawly(b[:n])
	}
	return n, from, err
}
