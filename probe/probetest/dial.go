package probetest

import (
	"context"
	"net"
	"net/netip"
	"os"
	"strconv"
	"syscall"
	"time"
)

// ConnectTimeout is when a dial that nobody answers gives up by itself, with
// ETIMEDOUT: the default of Linux.
const ConnectTimeout = 127 * time.Second

// DialContext connects to an address, which must be literal: there are no names
// on a [Network]. It takes tcp, tcp4, tcp6, udp, udp4 and udp6. A connection of
// the udp networks is a [net.PacketConn] too, by which the DNS library tells
// datagrams from streams. Errors have the form that package net gives them.
func (n *Network) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	remote, err := parseTarget(network, address)
	if err != nil {
		return nil, &net.OpError{Op: "dial", Net: network, Err: err}
	}
	if network[:3] == "udp" {
		return n.dialUDP(ctx, network, remote)
	}
	return n.dialTCP(ctx, network, remote)
}

func (n *Network) dialTCP(ctx context.Context, network string, remote netip.AddrPort) (net.Conn, error) {
	fail := func(err error) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Net: network, Addr: net.TCPAddrFromAddrPort(remote), Err: err}
	}
	if err := ctx.Err(); err != nil {
		return fail(asDialError(err))
	}
	n.counts.dialled(remote)
	fault := n.faultAt(remote)
	if err := fault.atOnce(); err != nil {
		return fail(os.NewSyscallError("connect", err))
	}
	if fault == Drop {
		if err := n.travel(ctx, ConnectTimeout); err != nil {
			return fail(err)
		}
		return fail(os.NewSyscallError("connect", syscall.ETIMEDOUT))
	}
	if err := n.travel(ctx, n.rtt/2); err != nil {
		return fail(err)
	}
	listener := n.listenerAt(remote)
	if err := n.travel(ctx, n.rtt-n.rtt/2); err != nil {
		return fail(err)
	}
	if listener == nil || fault == Refuse {
		return fail(os.NewSyscallError("connect", syscall.ECONNREFUSED))
	}
	made, err := n.connect(n.localFor(remote), remote)
	if err != nil {
		return fail(err)
	}
	listener.deliver(made)
	return made.client, nil
}

// dialUDP opens a socket. No packet leaves, so only the want of a route shows.
func (n *Network) dialUDP(ctx context.Context, network string, remote netip.AddrPort) (net.Conn, error) {
	fail := func(err error) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Net: network, Addr: net.UDPAddrFromAddrPort(remote), Err: err}
	}
	if err := ctx.Err(); err != nil {
		return fail(asDialError(err))
	}
	if err := n.faultAt(remote).atOnce(); err != nil {
		return fail(os.NewSyscallError("connect", err))
	}
	p := &packetConn{network: n, remote: remote, tally: n.counts.opened("udp", remote)}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.isClosed {
		return fail(os.NewSyscallError("connect", syscall.ENETUNREACH))
	}
	p.local = n.localForLocked(remote)
	n.sockets[p.local] = p
	return p, nil
}

// travel waits for packets to cross. It ends early with the context or the network.
func (n *Network) travel(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return asDialError(ctx.Err())
	case <-n.down:
		return os.NewSyscallError("connect", syscall.ENETUNREACH)
	}
}

func parseTarget(network, address string) (netip.AddrPort, error) {
	switch network {
	case "tcp", "tcp4", "tcp6", "udp", "udp4", "udp6":
	default:
		return netip.AddrPort{}, net.UnknownNetworkError(network)
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return netip.AddrPort{}, err
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return netip.AddrPort{}, &net.AddrError{Err: "not a literal IP address", Addr: host}
	}
	number, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return netip.AddrPort{}, &net.AddrError{Err: "invalid port", Addr: port}
	}
	ip = ip.Unmap()
	if family := network[3:]; family == "4" && !ip.Is4() || family == "6" && !ip.Is6() {
		return netip.AddrPort{}, &net.AddrError{Err: "no suitable address found", Addr: host}
	}
	return netip.AddrPortFrom(ip, uint16(number)), nil
}

// asDialError words the end of a context as package net does.
func asDialError(err error) error {
	switch err {
	case context.DeadlineExceeded:
		return dialEnd{"i/o timeout", err, true}
	case context.Canceled:
		return dialEnd{"operation was canceled", err, false}
	}
	return err
}

type dialEnd struct {
	text    string
	cause   error
	timeout bool
}

func (e dialEnd) Error() string   { return e.text }
func (e dialEnd) Timeout() bool   { return e.timeout }
func (e dialEnd) Temporary() bool { return e.timeout }
func (e dialEnd) Unwrap() error   { return e.cause }
