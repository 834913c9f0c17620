package dns

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"time"

	"github.com/miekg/dns"
)

// Server is one DNS server, with the transport that it is asked over. Its String
// is the form that [ParseServer] reads.
type Server interface {
	fmt.Stringer
	exchange(ctx context.Context, by transport, m *dns.Msg) (*dns.Msg, error)
}

// transport is what connections to servers are made with.
type transport struct {
	dial  DialFunc
	roots *x509.CertPool // nil means the system's
	now   func() time.Time
}

// roundTrip sends one question over an open connection and waits for its reply,
// which is returned with the error where only its head can be read. The
// connection is the caller's to close; the context ends the wait.
func roundTrip(ctx context.Context, conn net.Conn, m *dns.Msg) (*dns.Msg, error) {
	// No deadline is set as well: the two would race for the error.
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	c := &dns.Conn{Conn: conn, UDPSize: udpSize}
	if err := c.WriteMsg(m); err != nil {
		return nil, err
	}
	for {
		reply, err := c.ReadMsg()
		switch {
		case err != nil && ctx.Err() != nil:
			return nil, ctx.Err()
		case reply != nil && reply.Id == m.Id:
			return reply, err
		case isPacket(conn) && (reply != nil || errors.Is(err, dns.ErrShortRead)):
			// A stray or forged datagram: wait for the real one.
		case err == nil:
			return nil, dns.ErrId
		default:
			return nil, err
		}
	}
}

func isPacket(conn net.Conn) bool {
	_, ok := conn.(net.PacketConn)
	return ok
}

// DialFunc opens a connection as [net.Dialer.DialContext] does. A connection for
// "udp" must be a [net.PacketConn] too: datagrams are told from streams by that.
type DialFunc func(ctx context.Context, network, address string) (net.Conn, error)

func isTimeout(err error) bool {
	var ne net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &ne) && ne.Timeout()
}

// unreachable reports whether the question never reached a resolver.
func unreachable(err error) bool {
	var op *net.OpError
	if errors.Is(err, errNoServers) || errors.As(err, &op) && op.Op == "dial" && !op.Timeout() {
		return true
	}
	for _, e := range unreachableErrors {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

var errNoServers = errors.New("no DNS server is configured on this computer")

const (
	// defaultTimeout bounds one question, with all its repetitions.
	defaultTimeout = 3 * time.Second
	// idleTime is how long a connection without open questions is kept.
	idleTime = 2 * time.Second
)

// addrPort reads an IP address, in brackets or not, with an optional port.
func addrPort(text string, port uint16) (netip.AddrPort, error) {
	host := text
	if inside, ok := strings.CutPrefix(text, "["); ok {
		if inside, ok = strings.CutSuffix(inside, "]"); ok {
			host = inside
		}
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		return netip.AddrPortFrom(ip, port), nil
	}
	address, err := netip.ParseAddrPort(text)
	if err == nil && address.Port() == 0 {
		err = errors.New("port 0 is none")
	}
	return address, err
}

// udpSize is the largest UDP reply we announce to take. It fits any path
// without fragments (DNS flag day 2020).
const udpSize = 1232
