package discover

import (
	"context"
	"errors"
	"net/netip"
	"net/url"
)

// Whoever publishes a file may have it lead anywhere, and to be asked a question
// of somebody's choice can do harm: to a router, to a service of this computer.
// So nobody leads further inward than where he is, as browsers have it
// (Private Network Access). A certificate shows that the host is meant, so the
// rule is for http.

var errPrivateNetwork = errors.New("it redirects into a private network")

// scope is how far inside an address is.
type scope int

const (
	internet scope = iota
	network        // private use, or this link
	computer       // this one
)

// sharedNetwork is the space of networks behind a provider's NAT (RFC 6598).
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

// scopes is how far inside the addresses of a URL's host are, the outermost and the
// innermost. One that goes by a proxy, or that cannot be found, is outside.
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

// entersPrivateNetwork reports whether a URL is in the clear and further inside than those
// who name it, which begin at from; nil stands for the internet.
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
// this computer, so that only somebody inside can mean it.
func Private(ip netip.Addr) bool { return scopeOf(ip) > internet }
