package fact

import "net/netip"

// Scope is how far inside the network of whoever runs the program an address is.
type Scope int

// The scopes, the outermost first.
const (
	ScopeInternet Scope = iota
	ScopeNetwork        // private use, or this link
	ScopeComputer       // this one
)

// sharedNetwork is the space of networks behind a provider's NAT (RFC 6598).
var sharedNetwork = netip.MustParsePrefix("100.64.0.0/10")

// ScopeOf is how far inside an address is.
func ScopeOf(ip netip.Addr) Scope {
	switch ip = ip.Unmap(); {
	case ip.IsLoopback(), ip.IsUnspecified():
		return ScopeComputer
	case ip.IsPrivate(), ip.IsLinkLocalUnicast(), sharedNetwork.Contains(ip):
		return ScopeNetwork
	}
	return ScopeInternet
}

// Inward reports whether an address is in a private network, on this link or on
// this computer, so that only somebody inside can mean it.
func Inward(ip netip.Addr) bool { return ScopeOf(ip) > ScopeInternet }
