package probetest

import (
	"net"
	"net/netip"
	"time"
)

// backlog is how many connections may wait to be accepted; further ones are reset.
const backlog = 128

// listener is a [net.Listener] on a [Network].
type listener struct {
	network *Network
	addr    netip.AddrPort
	log     *Log       // of what clients send; nil for none
	about   Connection // what the log says of each connection

	monitor
	pending []arrival
	err     error // what Accept returns; nil while open
}

// arrival is a connection that the client has made. The server sees it once the
// client's last packet of the handshake is there.
type arrival struct {
	at   time.Time
	link *link
}

// deliver hands a connection over, half a round trip from now.
func (l *listener) deliver(made *link) {
	l.Lock()
	full := l.err != nil || len(l.pending) == backlog
	if !full {
		l.pending = append(l.pending, arrival{time.Now().Add(l.network.rtt / 2), made})
		l.signal()
	}
	l.Unlock()
	if full {
		made.server.reset()
	}
}

func (l *listener) Accept() (net.Conn, error) {
	l.Lock()
	defer l.Unlock()
	var never time.Time
	// Without a deadline there is no error but the listener's own.
	_ = l.await(&never, func() (bool, time.Time) {
		switch {
		case l.err != nil:
			return true, never
		case len(l.pending) > 0:
			return arrived(l.pending[0].at), l.pending[0].at
		}
		return false, never
	})
	if l.err != nil {
		return nil, &net.OpError{Op: "accept", Net: "tcp", Addr: l.Addr(), Err: l.err}
	}
	made := l.pending[0].link
	l.pending = l.pending[1:]
	if l.log != nil {
		made.server.record = l.log.open(l.about, made.ended)
	}
	return made.server, nil
}

// Close ends Accept and resets the connections that nobody accepted. Those that
// were accepted go on.
func (l *listener) Close() error {
	l.Lock()
	pending, was := l.pending, l.err
	l.pending, l.err = nil, net.ErrClosed
	l.signal()
	l.Unlock()
	if was != nil {
		return &net.OpError{Op: "close", Net: "tcp", Addr: l.Addr(), Err: was}
	}
	for _, p := range pending {
		p.link.server.reset()
	}
	l.network.unlisten(l)
	return nil
}

func (l *listener) Addr() net.Addr { return net.TCPAddrFromAddrPort(l.addr) }
