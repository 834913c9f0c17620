package discover

import (
	"context"
	"errors"
	"net/url"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Whoever publishes a file may have it lead anywhere, and to be asked a question
// of somebody's choice can do harm: to a router, to a service of this computer.
// So nobody leads further inward than where he is, as browsers have it
// (Private Network Access). A certificate shows that the host is meant, so the
// rule is for http.

var errPrivateNetwork = errors.New("it redirects into a private network")

// scopes is how far inside the addresses of a URL's host are, the outermost and the
// innermost. One that goes by a proxy, or that cannot be found, is outside.
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

// entersPrivateNetwork reports whether a URL is in the clear and further inside than those
// who name it, which begin at from; nil stands for the internet.
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
