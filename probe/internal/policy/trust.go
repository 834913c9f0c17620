package policy

import (
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// of reports whether the host of a candidate may see a secret, and why, from the way
// by which it was named. The order matters: what the user says stands above all,
// then the address's own provider; then, where the domain's mail goes to a provider
// that we know, nobody else is trusted, however the name was come by.
func (t *trustPolicy) of(c fact.Candidate) fact.Trust {
	owner := fact.Registrable(c.Host)
	switch {
	case c.Origin == fact.OriginUser:
		return fact.Trust{Reason: fact.TrustTyped}
	case t.granted[owner]:
		return fact.Trust{Reason: fact.TrustVouched}
	case t.everything:
		return fact.Trust{Reason: fact.TrustEverything}
	case lists(t.own, t.domain, "", c.Host):
		return fact.Trust{Reason: fact.TrustProviderDomain, Provider: t.own.Name}
	case t.own == nil && lists(t.mx, t.domain, t.mxHost, c.Host):
		return fact.Trust{Reason: fact.TrustProviderMX, Provider: t.mx.Name}
	case t.own == nil && !t.mxKnown:
		return fact.Trust{Reason: fact.UndecidedMX}
	case t.mxElsewhere():
		return fact.Trust{Reason: fact.DistrustElsewhere, Provider: t.mx.Name}
	case owner == fact.Registrable(t.domain):
		return fact.Trust{Reason: fact.TrustOwnDomain}
	case c.Origin == fact.OriginDomain && c.Rank == fact.RankPACC:
		return fact.Trust{Reason: fact.TrustPACC}
	case c.Origin == fact.OriginDomain:
		return fact.Trust{Reason: fact.TrustDomainFile}
	case c.Origin == fact.OriginISPDB:
		return fact.Trust{Reason: fact.TrustISPDB}
	}
	return t.distrusted(c)
}

// distrusted says why nothing vouches for the host of a candidate.
func (t *trustPolicy) distrusted(c fact.Candidate) fact.Trust {
	if p := t.providers.ByServer(c.Host); p != nil {
		return fact.Trust{Reason: fact.DistrustOtherProvider, Provider: p.Name}
	}
	switch c.Origin {
	case fact.OriginHTTP:
		return fact.Trust{Reason: fact.DistrustHTTP}
	case fact.OriginElsewhere:
		return fact.Trust{Reason: fact.DistrustRedirect}
	case fact.OriginGuess:
		return fact.Trust{Reason: fact.DistrustGuess}
	default:
		return fact.Trust{Reason: fact.DistrustDNS}
	}
}

// lists reports whether a provider has the host among its servers, or makes it of
// the domain or of the MX host.
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

// mxElsewhere reports that the mail is at a provider we know, so that a host which
// that provider does not list is somebody else's: the web hoster's, usually.
func (t *trustPolicy) mxElsewhere() bool {
	return t.own == nil && t.mx != nil && t.mx.Kind == providers.Mailbox
}

// demoted is the rank of a candidate under the rule "where the mail really is":
// hosts of somebody else come after those of the MX's provider.
func (t *trustPolicy) demoted(c fact.Candidate) fact.Rank {
	if t.mxElsewhere() && c.Rank > fact.RankUser && c.Rank < fact.RankMX && !lists(t.mx, t.domain, t.mxHost, c.Host) {
		return fact.RankElsewhere
	}
	return c.Rank
}

// tokenOnly reports whether the provider of the address takes OAuth2 and no
// password for a protocol: by its domain, else by its MX (safety rule 6).
func (t *trustPolicy) tokenOnly(p fact.Protocol) bool {
	owner := t.own
	if owner == nil {
		owner = t.mx
	}
	if owner == nil {
		return false
	}
	speaks := false
	for _, s := range owner.Servers {
		if s.Protocol == p && !s.TokenOnly() {
			return false
		}
		speaks = speaks || s.Protocol == p
	}
	return speaks || owner.TokenOnly()
}

// believed reports whether what a source says beside the name of a host counts
// too: a user name, a way to log in. What anybody on the way may have written does
// not, whoever's the host is.
func believed(o fact.Origin) bool {
	switch o {
	case fact.OriginUser, fact.OriginDatabase, fact.OriginDomain, fact.OriginISPDB:
		return true
	}
	return false
}

// trust is what the best naming of the target's host gives, by whichever of its
// ports: it is the name that is trusted.
func (s *State) trust(t *Target) fact.Trust { return s.trustIn(t.Host) }

func (s *State) trustIn(host string) fact.Trust {
	if known, found := s.trusted[host]; found {
		return known
	}
	var best fact.Trust
	for _, t := range s.targets {
		if t.Host != host {
			continue
		}
		for _, c := range t.namings() {
			if got := s.grounds.of(c); best.Reason == "" || trustOrder(got) < trustOrder(best) {
				best = got
			}
		}
	}
	s.trusted[host] = best
	return best
}

// reconsiderTrust forgets what was decided: something new is known, or somebody new
// is named.
func (s *State) reconsiderTrust() { clear(s.trusted) }

// trustOrder orders decisions by how much they allow.
func trustOrder(t fact.Trust) int {
	return slices.Index([]fact.TrustState{fact.Trusted, fact.Undecided, fact.Untrusted}, t.State())
}
