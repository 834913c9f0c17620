package probetest

import (
	"net"
	"net/netip"
	"os"
	"sync"
	"syscall"
	"time"
)

// Network is a network in memory. It has every address there is: an address
// where nobody listens refuses connections, unless a [Fault] is set for it.
//
// Time on it is modelled, not measured. A byte is readable half a round trip
// after it was written, in order; a TCP connect takes the client one round
// trip, and the server accepts half a round trip later, when the last packet of
// the handshake would be there. Nothing else costs time, so that inside a
// testing/synctest bubble every duration is exact.
type Network struct {
	rtt    time.Duration
	counts *counters
	down   chan struct{} // closed by Close

	mu        sync.Mutex
	isClosed  bool
	listeners map[netip.AddrPort]*listener
	sockets   map[netip.AddrPort]*packetConn
	links     map[*link]struct{}
	faults    []faultRule
	lastPort  uint16
}

// Where clients dial from, and the first port they dial from less one.
const (
	clientIPv4 = "198.51.100.1"
	clientIPv6 = "2001:db8:c::1"
	portFloor  = 49151
)

// NewNetwork returns a network with the given round-trip time, which may be 0.
func NewNetwork(rtt time.Duration) *Network {
	return &Network{
		rtt:       rtt,
		counts:    newCounters(),
		down:      make(chan struct{}),
		listeners: make(map[netip.AddrPort]*listener),
		sockets:   make(map[netip.AddrPort]*packetConn),
		links:     make(map[*link]struct{}),
		lastPort:  portFloor,
	}
}

// Traffic returns what was counted so far.
func (n *Network) Traffic() Traffic { return n.counts.snapshot() }

// Listen opens a TCP port. Errors are those of [net.Listen].
func (n *Network) Listen(addr netip.AddrPort) (net.Listener, error) {
	return n.listen(addr, nil, Connection{})
}

// listen is Listen, with a log that says this about each connection.
func (n *Network) listen(addr netip.AddrPort, log *Log, about Connection) (net.Listener, error) {
	addr = unmapped(addr)
	n.mu.Lock()
	defer n.mu.Unlock()
	if err := n.free(addr, n.listeners[addr] != nil); err != nil {
		return nil, &net.OpError{Op: "listen", Net: "tcp", Addr: net.TCPAddrFromAddrPort(addr), Err: err}
	}
	about.Addr = addr
	l := &listener{network: n, addr: addr, log: log, about: about}
	n.listeners[addr] = l
	return l, nil
}

// Handle opens a TCP port for a server of one's own, without scripts or log: talk
// has each connection to itself, and it is closed when talk returns.
func (n *Network) Handle(addr netip.AddrPort, talk func(net.Conn)) error {
	l, err := n.Listen(addr)
	if err != nil {
		return err
	}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return // the network has closed
			}
			go func() {
				defer c.Close()
				talk(c)
			}()
		}
	}()
	return nil
}

// ListenPacket opens a UDP port. Errors are those of [net.ListenPacket].
func (n *Network) ListenPacket(addr netip.AddrPort) (net.PacketConn, error) {
	return n.listenPacket(addr, nil, Connection{})
}

// listenPacket is ListenPacket, with a log that says this about each datagram.
func (n *Network) listenPacket(addr netip.AddrPort, log *Log, about Connection) (net.PacketConn, error) {
	addr = unmapped(addr)
	n.mu.Lock()
	defer n.mu.Unlock()
	if err := n.free(addr, n.sockets[addr] != nil); err != nil {
		return nil, &net.OpError{Op: "listen", Net: "udp", Addr: net.UDPAddrFromAddrPort(addr), Err: err}
	}
	about.Addr = addr
	p := &packetConn{network: n, local: addr, log: log, about: about}
	n.sockets[addr] = p
	return p, nil
}

// free says why a port cannot be opened. The lock is held.
func (n *Network) free(addr netip.AddrPort, taken bool) error {
	switch {
	case n.isClosed:
		return os.NewSyscallError("bind", syscall.ENETDOWN)
	case !addr.IsValid() || addr.Port() == 0:
		return os.NewSyscallError("bind", syscall.EADDRNOTAVAIL)
	case taken:
		return os.NewSyscallError("bind", syscall.EADDRINUSE)
	}
	return nil
}

// Close ends the network: listeners close, connections break off at both ends,
// and nothing can be dialled any more. It does not wait for anybody.
func (n *Network) Close() error {
	n.mu.Lock()
	if n.isClosed {
		n.mu.Unlock()
		return net.ErrClosed
	}
	n.isClosed = true
	close(n.down)
	listeners, sockets, links := n.listeners, n.sockets, n.links
	n.listeners, n.sockets, n.links = nil, nil, nil
	n.mu.Unlock()

	for _, l := range listeners {
		l.Close()
	}
	for _, p := range sockets {
		p.Close()
	}
	for l := range links {
		l.abort()
	}
	return nil
}

// connect registers a new connection between two addresses.
func (n *Network) connect(local, remote netip.AddrPort) (*link, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.isClosed {
		return nil, os.NewSyscallError("connect", syscall.ENETUNREACH)
	}
	l := newLink(n, local, remote)
	l.client.tally = n.counts.opened("tcp", remote)
	n.links[l] = struct{}{}
	return l, nil
}

// closed is called when one end has closed, and again for the other.
func (n *Network) closed(l *link) {
	l.client.tally.close()
	if !l.client.closed.Load() || !l.server.closed.Load() {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.links, l)
}

func (n *Network) unlisten(l *listener) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.listeners[l.addr] == l {
		delete(n.listeners, l.addr)
	}
}

func (n *Network) unbind(p *packetConn) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.sockets[p.local] == p {
		delete(n.sockets, p.local)
	}
}

func (n *Network) listenerAt(addr netip.AddrPort) *listener {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.listeners[addr]
}

// localFor is the address and a fresh port that a client dials from.
func (n *Network) localFor(remote netip.AddrPort) netip.AddrPort {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.localForLocked(remote)
}

func (n *Network) localForLocked(remote netip.AddrPort) netip.AddrPort {
	ip := netip.MustParseAddr(clientIPv4)
	if remote.Addr().Is6() {
		ip = netip.MustParseAddr(clientIPv6)
	}
	n.lastPort++
	if n.lastPort == 0 {
		n.lastPort = portFloor + 1
	}
	return netip.AddrPortFrom(ip, n.lastPort)
}

// post sends a datagram on its way.
func (n *Network) post(from *packetConn, to netip.AddrPort, data []byte) error {
	now := time.Now()
	fault := n.faultAt(to)
	if err := fault.atOnce(); err != nil {
		return os.NewSyscallError("sendto", err)
	}
	n.mu.Lock()
	receiver := n.sockets[to]
	n.mu.Unlock()
	switch {
	case fault == Drop:
	case receiver != nil && fault != Refuse:
		receiver.receive(datagram{at: now.Add(n.rtt / 2), from: from.local, data: data})
	case from.remote.IsValid():
		// An ICMP answer says that the port is closed. Only a dialled socket learns of it.
		refused := os.NewSyscallError("recvfrom", syscall.ECONNREFUSED)
		from.receive(datagram{at: now.Add(n.rtt), err: refused})
	}
	return nil
}

func unmapped(a netip.AddrPort) netip.AddrPort {
	return netip.AddrPortFrom(a.Addr().Unmap(), a.Port())
}
