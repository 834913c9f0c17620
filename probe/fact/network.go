package fact

import "net/netip"

// Depth is how far inside the network of whoever runs the program an address is.
type Depth int

// The depths.
const (
	Internet Depth = iota
	Network        // private use, or this link
	Computer       // this one
)

// sharedNetwork is the space of networks behind a provider's NAT (RFC 6598).
var sharedNetwork = netip.MustParsePrefix("100.64.0.0/10")

// DepthOf is how far inside an address is.
func DepthOf(ip netip.Addr) Depth {
	switch ip = ip.Unmap(); {
	case ip.IsLoopback(), ip.IsUnspecified():
		return Computer
	case ip.IsPrivate(), ip.IsLinkLocalUnicast(), sharedNetwork.Contains(ip):
		return Network
	}
	return Internet
}

// Inward reports whether an address is in a private network, on this link or on
// this computer, so that only somebody inside can mean it.
func Inward(ip netip.Addr) bool { return DepthOf(ip) > Internet }
