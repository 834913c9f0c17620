package probetest

import (
	"net/netip"
	"syscall"
)

// Fault is what is wrong with the way to an address.
type Fault int

// The faults. None lifts a fault that was set before.
const (
	None Fault = iota
	// Drop swallows every packet. A dial ends with its context, or after
	// [ConnectTimeout] with ETIMEDOUT.
	Drop
	// Refuse answers a dial with ECONNREFUSED after one round trip, although
	// somebody may listen.
	Refuse
	// NoRoute fails every dial at once with ENETUNREACH: this network has no
	// way there.
	NoRoute
	// NoHost fails every dial at once with EHOSTUNREACH: no such neighbour.
	NoHost
)

// faultRule applies a fault to addresses. Later rules win.
type faultRule struct {
	prefix netip.Prefix
	port   uint16
	fault  Fault
}

// SetFault says what is wrong with the way to the addresses of a prefix: on one
// port, or on all where port is 0. It concerns new TCP connections and all
// datagrams; connections that exist go on. The fault that was set last counts.
func (n *Network) SetFault(prefix netip.Prefix, port uint16, fault Fault) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.faults = append(n.faults, faultRule{prefix, port, fault})
}

// Fail is [Network.SetFault] for every port of one address.
func (n *Network) Fail(addr netip.Addr, fault Fault) {
	n.SetFault(netip.PrefixFrom(addr, addr.BitLen()), 0, fault)
}

// Down takes every route away, as on a computer without a network.
func (n *Network) Down() {
	n.SetFault(netip.PrefixFrom(netip.IPv4Unspecified(), 0), 0, NoRoute)
	n.SetFault(netip.PrefixFrom(netip.IPv6Unspecified(), 0), 0, NoRoute)
}

func (n *Network) faultAt(addr netip.AddrPort) Fault {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.isClosed {
		return NoRoute
	}
	for i := len(n.faults) - 1; i >= 0; i-- {
		rule := n.faults[i]
		if rule.prefix.Contains(addr.Addr()) && (rule.port == 0 || rule.port == addr.Port()) {
			return rule.fault
		}
	}
	return None
}

// atOnce is the error that a fault causes before any packet leaves, or nil.
func (f Fault) atOnce() error {
	switch f {
	case NoRoute:
		return syscall.ENETUNREACH
	case NoHost:
		return syscall.EHOSTUNREACH
	}
	return nil
}
