package discover

import (
	"context"
	"errors"
	"net/url"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// A published file can redirect anywhere, and a request of somebody else's choosing
// can do harm to a router, or to a service on this computer. So no URL is followed
// into a more private network than it came from, as in browsers (Private Network
// Access). The rule is for http: a certificate shows that the host is meant.

var errPrivateNetwork = errors.New("it redirects into a private network")

// scopes returns the least and the most private scope of the addresses of a URL's
// host. A host that is reached through a proxy, or has no address, counts as one on
// the internet.
func (f *Fetcher) scopes(ctx context.Context, u *url.URL) (outer, inner fact.Scope) {
	if f.Addresses == nil || f.proxied(u) {
		return fact.ScopeInternet, fact.ScopeInternet
	}
	ips, err := f.Addresses(ctx, u.Hostname())
	if err != nil {
		return fact.ScopeInternet, fact.ScopeInternet
	}
	outer = fact.ScopeComputer
	for _, ip := range ips {
		outer, inner = min(outer, fact.ScopeOf(ip)), max(inner, fact.ScopeOf(ip))
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
	if inner == fact.ScopeInternet || from == nil {
		return inner > fact.ScopeInternet
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
