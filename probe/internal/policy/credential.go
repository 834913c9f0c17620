package policy

import (
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// holdsToken reports whether the user would show a target an access token. The
// other password for sending stands above it.
func (s *State) holdsToken(t *Target) bool {
	return s.wish.Token && (t.incoming() || !s.wish.SendingPassword)
}

// mechanisms are the ways to log in that both sides have, best first.
func (s *State) mechanisms(t *Target) []string {
	return fact.UsableMechanisms(t.Check.Mechanisms, t.Mechanisms, s.holdsToken(t))
}

// provedMechanisms are those of a target once the password is proved. In which
// form the servers keep it is known by then for one mechanism only, or for none
// where it was shown. To find out for another is not worth a refusal: what worked
// comes first, unless the source asks for something.
func (s *State) provedMechanisms(t *Target) []string {
	all := s.mechanisms(t)
	if len(t.Mechanisms) > 0 {
		return all
	}
	worked := []string{s.account(t).proof}
	if len(fact.RevealingMechanisms(worked)) > 0 {
		worked = fact.RevealingMechanisms(all)
	}
	first := slices.DeleteFunc(worked, func(name string) bool { return !slices.Contains(all, name) })
	for _, name := range all {
		if !slices.Contains(first, name) {
			first = append(first, name)
		}
	}
	return first
}

// usable reports whether there is a way to log in that both sides have.
func (s *State) usable(t *Target) bool { return len(s.mechanisms(t)) > 0 }

// tokenRequired reports that a server takes OAuth2 only, and the user has a password
// (safety rule 6).
func (s *State) tokenRequired(t *Target) bool { return s.tokenOnly(t) && !s.holdsToken(t) }

// tokenOnly reports that the server takes OAuth2 and no password (safety rule 6):
// by a source that is believed; by the database, whoever names the host; or
// because the provider of the address takes none for this protocol, at whatever
// host but one that the user typed.
func (s *State) tokenOnly(t *Target) bool {
	for _, c := range t.namings() {
		if c.TokenOnly && believed(c.Origin) {
			return true
		}
	}
	return listedTokenOnly(s.grounds.providers.ByServer(t.Host), t.Endpoint) ||
		t.Origin != fact.OriginUser && s.grounds.tokenOnly(t.Protocol)
}

// listedTokenOnly reports whether an entry lists the endpoint's host, and no way
// for a password among its servers of the protocol there.
func listedTokenOnly(p *providers.Provider, e fact.Endpoint) bool {
	if p == nil {
		return false
	}
	only := false
	for _, s := range p.Servers {
		if s.Host != e.Host {
			continue
		}
		if s.Protocol == e.Protocol && !s.TokenOnly() {
			return false
		}
		only = only || s.TokenOnly()
	}
	return only
}
