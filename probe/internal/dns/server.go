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

// Server is one DNS server and the way it is asked.
type Server interface {
	fmt.Stringer
	exchange(ctx context.Context, by means, m *dns.Msg) (*dns.Msg, error)
}

// means are what a server is asked by.
type means struct {
	dial  DialFunc
	roots *x509.CertPool // nil means the system's
	now   func() time.Time
}

// schemes are the ways to ask a server, by the scheme of its URL.
var schemes = map[string]func(address string) (Server, error){
	"udp":   newPlain,
	"tcp":   newTCP,
	"tls":   newTLS,
	"https": newHTTPS,
}

// ParseServer reads a server as the user writes it: an address with or without
// a port (192.0.2.53, [2001:db8::53]:5353), with udp://, tcp:// or tls:// before
// it; with tls://, a name may follow that the server's certificate is for
// (tls://192.0.2.53#dns.example.com). Or a URL: https://dns.example.com/dns-query.
func ParseServer(text string) (Server, error) {
	scheme, rest, found := strings.Cut(text, "://")
	if !found {
		scheme, rest = "udp", text
	}
	parse, known := schemes[strings.ToLower(scheme)]
	if !known {
		return nil, fmt.Errorf("%q: there is no way %s:// to ask a resolver", text, scheme)
	}
	server, err := parse(rest)
	if err != nil {
		return nil, fmt.Errorf("%q is not the address of a resolver: %w", text, err)
	}
	return server, nil
}

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

// roundTrip sends one question over an open connection and waits for its reply,
// which is returned with the error where only its head can be read. The
// connection is the caller's to close; the context ends the wait.
func roundTrip(ctx context.Context, conn net.Conn, m *dns.Msg) (*dns.Msg, error) {
	// There is no deadline beside it, or the two would race for the error.
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
			// Somebody else's, or forged: wait for ours.
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
