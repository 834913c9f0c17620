package discover

import (
	"context"
	"errors"
	"net/netip"
	"net/url"
)

// A published file can redirect anywhere, and a request of somebody else's choosing
// can do harm to a router, or to a service on this computer. So no URL is followed
// into a more private network than it came from, as in browsers (Private Network
// Access). The rule is for http: a certificate shows that the host is meant.

var errPrivateNetwork = errors.New("it redirects into a private network")

// scope is how private an address is.
type scope int

const (
	internet scope = iota
	network        // a private network, or this link
	computer       // this computer
)

// sharedNetwork is the address space behind a provider's NAT (RFC 6598).
var sharedNetwork = netip.MustParsePrefix("100.64.0.0/10")

func scopeOf(ip netip.Addr) scope {
	switch ip = ip.Unmap(); {
	case ip.IsLoopback(), ip.IsUnspecified():
		return computer
	case ip.IsPrivate(), ip.IsLinkLocalUnicast(), sharedNetwork.Contains(ip):
		return network
	}
	return internet
}

// scopes returns the least and the most private scope of the addresses of a URL's
// host. A host that is reached through a proxy, or has no address, counts as one on
// the internet.
func (f *Fetcher) scopes(ctx context.Context, u *url.URL) (outer, inner scope) {
	if f.Addresses == nil || f.proxied(u) {
		return internet, internet
	}
	ips, err := f.Addresses(ctx, u.Hostname())
	if err != nil {
		return internet, internet
	}
	outer = computer
	for _, ip := range ips {
		outer, inner = min(outer, scopeOf(ip)), max(inner, scopeOf(ip))
	}
	return outer, inner
}

// entersPrivateNetwork reports whether a URL is http and leads into a more private
// network than from, the URL that the redirects began at; nil is one on the internet.
func (f *Fetcher) entersPrivateNetwork(ctx context.Context, from, to *url.URL) bool {
	if to.Scheme != "http" {
		return false
	}
	_, inner := f.scopes(ctx, to)
	if inner == internet || from == nil {
		return inner > internet
	}
	outer, _ := f.scopes(ctx, from)
	return inner > outer
}

func (f *Fetcher) proxied(u *url.URL) bool {
	if f.Proxy == nil {
		return false
	}
	proxy, err := f.Proxy(u)
	return err == nil && proxy != nil
}

// Private reports whether an address is in a private network, on this link or on
// this computer, so that it means something only from within.
func Private(ip netip.Addr) bool { return scopeOf(ip) > internet }
