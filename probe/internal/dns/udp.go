package dns

import (
	"context"
	"fmt"
	"net/netip"

	"github.com/miekg/dns"
)

// udpServer is asked over UDP, and over TCP where the reply does not fit (RFC 1035,
// RFC 7766).
type udpServer struct{ address netip.AddrPort }

func newUDP(address string) (Server, error) {
	ap, err := addrPort(address, 53)
	return udpServer{ap}, err
}

func (s udpServer) String() string { return s.address.String() }

func (s udpServer) exchange(ctx context.Context, by transport, m *dns.Msg) (*dns.Msg, error) {
	reply, err := askOnce(ctx, by.dial, "udp", s.address, m)
	if reply == nil || !reply.Truncated { // it may be cut off in the middle of a record
		return reply, err
	}
	whole, err := askOnce(ctx, by.dial, "tcp", s.address, m)
	if err != nil && !isTimeout(err) {
		// The server is there, so this must not pass for the want of a network.
		return nil, fmt.Errorf("the reply is truncated, and over TCP: %v", err)
	}
	return whole, err
}

func askOnce(ctx context.Context, dial DialFunc, network string, address netip.AddrPort, m *dns.Msg) (*dns.Msg, error) {
	conn, err := dial(ctx, network, address.String())
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	return roundTrip(ctx, conn, m)
}
