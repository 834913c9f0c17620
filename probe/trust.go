package probe

import (
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// trust says whether a host may see the password (safety rule 2).
type trust int

const (
	undecided trust = iota // the MX has not been heard of yet
	trusted
	untrusted
)

// trustees is what trust in a name rests on.
type trustees struct {
	domain    string // of the address
	providers *providers.Database
	// own is the provider of the address's domain, by the database.
	own *providers.Provider
	// mx is the provider that the MX leads to, and mxHost the host that did.
	mx     *providers.Provider
	mxHost string
	// mxKnown is set once the MX has been asked, whatever came of it.
	mxKnown bool
	// granted are the registrable domains that the user vouched for.
	granted map[string]bool
	// everything is --yes.
	everything bool
}

// of decides about one name. The order matters: what the user says stands above
// all, then what the database lists; then, where the domain's mail goes to a
// provider that we know, nobody else is trusted, however the name was come by.
func (t *trustees) of(c fact.Candidate) trust {
	switch {
	case c.Origin == fact.OriginUser, t.everything, t.granted[fact.Registrable(c.Host)]:
		return trusted
	case t.listed(c.Host):
		return trusted
	case t.own == nil && !t.mxKnown:
		return undecided
	case t.elsewhere():
		return untrusted
	case fact.Registrable(c.Host) == fact.Registrable(t.domain):
		return trusted
	case c.Origin == fact.OriginDomain, c.Origin == fact.OriginISPDB:
		return trusted
	default:
		return untrusted
	}
}

// listed tells whether the database names the host: as a server of any provider,
// or as one that the provider makes of the domain or the MX.
func (t *trustees) listed(host string) bool {
	if t.providers.ByServer(host) != nil {
		return true
	}
	return lists(t.own, t.domain, "", host) || lists(t.mx, t.domain, t.mxHost, host)
}

func lists(p *providers.Provider, domain, mx, host string) bool {
	if p == nil {
		return false
	}
	for _, s := range p.ServersFor(domain, mx) {
		if s.Host == host {
			return true
		}
	}
	return false
}

// elsewhere tells that the mail is at a provider we know, so that a host which
// that provider does not list is somebody else's: the web hoster's, usually.
func (t *trustees) elsewhere() bool {
	return t.own == nil && t.mx != nil && t.mx.Kind == providers.Mailbox
}

// demoted is the rank of a candidate under the rule "where the mail really is":
// hosts of somebody else come after those of the MX's provider.
func (t *trustees) demoted(c fact.Candidate) fact.Rank {
	if t.elsewhere() && c.Rank > fact.RankUser && c.Rank < fact.RankMX && !t.listed(c.Host) {
		return fact.RankElsewhere
	}
	return c.Rank
}

// trust is the best that any naming of the target gives.
func (r *run) trust(t *target) trust {
	best := r.trustees.of(t.Candidate)
	for _, c := range t.others {
		if got := r.trustees.of(c); best != trusted && got != untrusted {
			best = got
		}
	}
	return best
}
