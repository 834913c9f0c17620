package dns

import (
	"context"
	"fmt"
	"net/netip"

	"github.com/miekg/dns"
)

// udpSize is the largest UDP reply we announce to take. It fits any path
// without fragments (DNS flag day 2020).
const udpSize = 1232

// plain is DNS over UDP, and over TCP for what does not fit (RFC 1035, RFC 7766).
type plain struct{ address netip.AddrPort }

func newPlain(address string) (Server, error) {
	ap, err := addrPort(address, 53)
	return plain{ap}, err
}

func (s plain) String() string { return s.address.String() }

func (s plain) exchange(ctx context.Context, by means, m *dns.Msg) (*dns.Msg, error) {
	reply, err := over(ctx, by.dial, "udp", s.address, m)
	if reply == nil || !reply.Truncated { // it may be cut off in the middle of a record
		return reply, err
	}
	whole, err := over(ctx, by.dial, "tcp", s.address, m)
	if err != nil && !isTimeout(err) {
		// The server is there, so this must not pass for the want of a network.
		return nil, fmt.Errorf("the reply is truncated, and over TCP: %v", err)
	}
	return whole, err
}

func over(ctx context.Context, dial DialFunc, network string, address netip.AddrPort, m *dns.Msg) (*dns.Msg, error) {
	conn, err := dial(ctx, network, address.String())
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	return roundTrip(ctx, conn, m)
}
