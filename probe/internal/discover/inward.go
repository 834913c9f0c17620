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

var errInward = errors.New("it redirects into a private network")

// depth is how far inside an address is.
type depth int

const (
	internet depth = iota
	network        // private use, or this link
	computer       // this one
)

// sharedNetwork is the space of networks behind a provider's NAT (RFC 6598).
var sharedNetwork = netip.MustParsePrefix("100.64.0.0/10")

func depthOf(ip netip.Addr) depth {
	switch ip = ip.Unmap(); {
	case ip.IsLoopback(), ip.IsUnspecified():
		return computer
	case ip.IsPrivate(), ip.IsLinkLocalUnicast(), sharedNetwork.Contains(ip):
		return network
	}
	return internet
}

// span is how far inside the addresses of a URL's host are, the outermost and the
// innermost. One that goes by a proxy, or that cannot be found, is outside.
func (f *Fetcher) span(ctx context.Context, u *url.URL) (outer, inner depth) {
	if f.Addresses == nil || f.proxied(u) {
		return internet, internet
	}
	ips, err := f.Addresses(ctx, u.Hostname())
	if err != nil {
		return internet, internet
	}
	outer = computer
	for _, ip := range ips {
		outer, inner = min(outer, depthOf(ip)), max(inner, depthOf(ip))
	}
	return outer, inner
}

// leadsInward tells whether a URL is in the clear and further inside than those
// who name it, which begin at from; nil stands for the internet.
func (f *Fetcher) leadsInward(ctx context.Context, from, to *url.URL) bool {
	if to.Scheme != "http" {
		return false
	}
	_, inner := f.span(ctx, to)
	if inner == internet || from == nil {
		return inner > internet
	}
	outer, _ := f.span(ctx, from)
	return inner > outer
}

func (f *Fetcher) proxied(u *url.URL) bool {
	if f.Proxy == nil {
		return false
	}
	proxy, err := f.Proxy(u)
	return err == nil && proxy != nil
}

// Inward reports whether an address is in a private network, on this link or on
// this computer, so that only somebody inside can mean it.
func Inward(ip netip.Addr) bool { return depthOf(ip) > internet }
