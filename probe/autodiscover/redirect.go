package autodiscover

import (
	"net/url"
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/checked"
)

// maxRedirects is how many times in a row an answer may lead elsewhere, by a
// status of HTTP, to another URL or to another address.
const maxRedirects = 10

// Hop is one question of a chain, the first of which went to a [Place].
type Hop struct {
	URL string
	// Address is the one that was asked about.
	Address fact.Address
	// Schemes are the names in the WWW-Authenticate fields of a 401; empty if
	// the host wanted no login.
	Schemes []string
	// Record is set where an SRV record named the URL, and nothing else did.
	Record bool
}

// host is the one that was asked; empty where the URL has none.
func (h Hop) host() string {
	u, err := url.Parse(h.URL)
	if err != nil {
		return ""
	}
	host, err := fact.ToASCII(u.Hostname())
	if err != nil {
		return ""
	}
	return host
}

func (h Hop) secure() bool { return strings.HasPrefix(strings.ToLower(h.URL), "https://") }

// within reports whether the host is in the registrable domain of a mail domain.
func (h Hop) within(domain string) bool {
	return h.host() != "" && fact.Registrable(h.host()) == fact.Registrable(domain)
}

// refusal is why a redirect is not followed, in words that go on from "it".
type refusal string

// The refusals.
const (
	malformed    refusal = "redirects to what is no web address"
	insecure     refusal = "redirects to a page without TLS"
	notPublic    refusal = "redirects to what is no name on the internet"
	loop         refusal = "redirects to where it came from"
	tooMany      refusal = "redirects more than ten times"
	nothingThere refusal = "redirects to an address whose domain cannot be asked"
)

// Error implements error.
func (r refusal) Error() string { return string(r) }

// Follow reports whether to go on to a URL, without a password, that the last hop
// of the chain named in a Location or as RedirectURL. What it returns is the URL
// to ask; the error is a refusal. Every hop but a first one is https, to any
// host on the internet: what that may be trusted with is for [MayLogIn] and
// [Origin].
func Follow(chain []Hop, next string) (string, error) {
	u, err := checked.URL(next, "https", "http")
	if err != nil {
		return "", malformed
	}
	asked := u.String()
	last := lastOf(chain)
	switch {
	case u.Scheme != "https":
		return "", insecure
	case !checked.PublicHost(u.Hostname()):
		return "", notPublic
	case slices.ContainsFunc(chain, func(h Hop) bool { return h.URL == asked && same(h.Address, last.Address) }):
		return "", loop
	case len(chain) > maxRedirects:
		return "", tooMany
	}
	return asked, nil
}

// FollowAddress tells where to go on for another address that the last hop of
// the chain named. The hops there continue the chain, with that address; the
// error is a refusal. The places may be of any domain, and one is in the
// clear: a company that moves to Microsoft redirects to a domain that has no
// other. [MayLogIn] goes by the domain that the user gave, whatever the address.
func FollowAddress(chain []Hop, next fact.Address) ([]Place, error) {
	places := Places(next.Domain)
	switch {
	case len(places) == 0:
		return nil, nothingThere
	case slices.ContainsFunc(chain, func(h Hop) bool { return same(h.Address, next) }):
		return nil, loop
	case len(chain) > maxRedirects:
		return nil, tooMany
	}
	return places, nil
}

// lastOf is the hop that answered; nothing where none has been asked.
func lastOf(chain []Hop) Hop {
	if len(chain) == 0 {
		return Hop{}
	}
	return chain[len(chain)-1]
}

func same(a, b fact.Address) bool { return strings.EqualFold(a.ASCII(), b.ASCII()) }

// MayLogIn reports whether the user's password may answer the 401 of the chain's
// last hop, by Basic and over a connection whose certificate was verified. domain
// is that of the address which the user gave. The host is in its registrable
// domain or Microsoft's; the hops before do not count in favour, only against:
// a host that wanted another scheme than Basic must not lead to one that wants
// the password itself.
func MayLogIn(domain string, chain []Hop) bool {
	last := lastOf(chain)
	if !last.secure() || !last.basic() || !last.within(domain) && !Microsoft(last.host()) {
		return false
	}
	return !slices.ContainsFunc(chain, func(h Hop) bool { return len(h.Schemes) > 0 && !h.basic() })
}

func (h Hop) basic() bool {
	return slices.ContainsFunc(h.Schemes, func(s string) bool { return strings.EqualFold(s, "basic") })
}

// Origin says whose word an answer is that the last hop of the chain gave: the
// domain's own only where it began at one of the domain's fixed places, and every
// hop was https and inside its registrable domain. A chain that an SRV record began
// stays the word of that record, which nobody signed: whoever has a web page
// anywhere below the domain could be what it leads to.
func Origin(domain string, chain []Hop) fact.Origin {
	switch {
	case slices.ContainsFunc(chain, func(h Hop) bool { return !h.secure() }):
		return fact.OriginHTTP
	case len(chain) > 0 && chain[0].Record:
		return fact.OriginDNS
	case len(chain) == 0, slices.ContainsFunc(chain, func(h Hop) bool { return !h.within(domain) }):
		return fact.OriginElsewhere
	}
	return fact.OriginDomain
}
