package probetest

import (
	"bytes"
	"net"
	"net/netip"
	"os"
	"syscall"
	"time"
)

// inbox is how many datagrams may wait to be read; further ones are lost.
const inbox = 256

// packetConn is a UDP socket: one that [Network.ListenPacket] opened, or one
// that was dialled and so has a remote address. It is a [net.Conn] and a
// [net.PacketConn], as [net.UDPConn] is.
type packetConn struct {
	network       *Network
	local, remote netip.AddrPort
	tally         *tally     // of a dialled socket; nil otherwise
	log           *Log       // of what arrives; nil for none
	about         Connection // what the log says of each datagram

	monitor
	waiting                     []datagram
	readDeadline, writeDeadline time.Time
	isClosed                    bool
}

type datagram struct {
	at   time.Time
	from netip.AddrPort
	data []byte
	err  error // instead of data: what an ICMP answer reports
}

// receive puts a datagram into the inbox.
func (p *packetConn) receive(d datagram) {
	p.Lock()
	defer p.Unlock()
	if !p.isClosed && len(p.waiting) < inbox {
		p.waiting = append(p.waiting, d)
		p.signal()
	}
}

func (p *packetConn) Read(b []byte) (int, error) {
	n, _, err := p.read(b)
	return n, err
}

func (p *packetConn) ReadFrom(b []byte) (int, net.Addr, error) {
	n, from, err := p.read(b)
	if err != nil {
		return n, nil, err
	}
	return n, net.UDPAddrFromAddrPort(from), nil
}

func (p *packetConn) read(b []byte) (int, netip.AddrPort, error) {
	p.Lock()
	defer p.Unlock()
	err := p.await(&p.readDeadline, func() (bool, time.Time) {
		switch {
		case p.isClosed:
			return true, time.Time{}
		case len(p.waiting) > 0:
			return arrived(p.waiting[0].at), p.waiting[0].at
		}
		return false, time.Time{}
	})
	if p.isClosed {
		err = net.ErrClosed
	}
	if err != nil {
		return 0, netip.AddrPort{}, p.wrap("read", err)
	}
	d := p.waiting[0]
	p.waiting = p.waiting[1:]
	if d.err != nil {
		return 0, netip.AddrPort{}, p.wrap("read", d.err)
	}
	p.tally.read()
	n := copy(b, d.data) // what does not fit is lost, as with UDP
	if p.log != nil {
		p.log.open(p.about, nil).rawly(b[:n])
	}
	return n, d.from, nil
}

func (p *packetConn) Write(b []byte) (int, error) {
	if !p.remote.IsValid() {
		return 0, p.wrap("write", os.NewSyscallError("write", syscall.EDESTADDRREQ))
	}
	return p.send(b, p.remote)
}

func (p *packetConn) WriteTo(b []byte, to net.Addr) (int, error) {
	if p.remote.IsValid() {
		return 0, p.wrap("write", net.ErrWriteToConnected)
	}
	addr, ok := to.(*net.UDPAddr)
	if !ok {
		return 0, p.wrap("write", &net.AddrError{Err: "not a UDP address", Addr: to.String()})
	}
	return p.send(b, unmapped(addr.AddrPort()))
}

func (p *packetConn) send(b []byte, to netip.AddrPort) (int, error) {
	p.Lock()
	closed, late := p.isClosed, !p.writeDeadline.IsZero() && arrived(p.writeDeadline)
	p.Unlock()
	switch {
	case closed:
		return 0, p.wrap("write", net.ErrClosed)
	case late:
		return 0, p.wrap("write", os.ErrDeadlineExceeded)
	}
	p.tally.wrote()
	if err := p.network.post(p, to, bytes.Clone(b)); err != nil {
		return 0, p.wrap("write", err)
	}
	return len(b), nil
}

func (p *packetConn) Close() error {
	p.Lock()
	was := p.isClosed
	p.isClosed, p.waiting = true, nil
	p.signal()
	p.Unlock()
	if was {
		return p.wrap("close", net.ErrClosed)
	}
	p.network.unbind(p)
	return nil
}

func (p *packetConn) LocalAddr() net.Addr { return net.UDPAddrFromAddrPort(p.local) }

// RemoteAddr is nil where the socket was not dialled.
func (p *packetConn) RemoteAddr() net.Addr {
	if !p.remote.IsValid() {
		return nil
	}
	return net.UDPAddrFromAddrPort(p.remote)
}

func (p *packetConn) SetDeadline(t time.Time) error      { return p.setDeadlines(t, true, true) }
func (p *packetConn) SetReadDeadline(t time.Time) error  { return p.setDeadlines(t, true, false) }
func (p *packetConn) SetWriteDeadline(t time.Time) error { return p.setDeadlines(t, false, true) }

func (p *packetConn) setDeadlines(t time.Time, read, write bool) error {
	p.Lock()
	defer p.Unlock()
	if p.isClosed {
		return p.wrap("set", net.ErrClosed)
	}
	if read {
		p.readDeadline = t
	}
	if write {
		p.writeDeadline = t
	}
	p.signal()
	return nil
}

func (p *packetConn) wrap(op string, err error) error {
	return &net.OpError{Op: op, Net: "udp", Source: p.LocalAddr(), Addr: p.RemoteAddr(), Err: err}
}
