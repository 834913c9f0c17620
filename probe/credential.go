package probe

import (
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/session"
	"github.com/mailprobe/mailprobe/providers"
)

// holdsToken tells whether the user would show a target an access token. The
// other password for sending stands above it.
func (r *run) holdsToken(t *target) bool {
	return !r.query.Token.Empty() && (t.incoming() || r.query.SendingPassword.Empty())
}

// credential is what a target would be shown.
func (r *run) credential(t *target, username string) session.Credential {
	c := session.Credential{Username: username, Secret: r.key.secret, Token: r.holdsToken(t)}
	if !t.incoming() && !r.query.SendingPassword.Empty() {
		c.Secret = r.query.SendingPassword
	}
	return c
}

// mechanisms are the ways to log in that both sides have, best first.
func (r *run) mechanisms(t *target) []string {
	if r.holdsToken(t) {
		return session.UsableWithToken(t.check.Mechanisms, t.Mechanisms)
	}
	return session.Usable(t.check.Mechanisms, t.Mechanisms)
}

// provedMechanisms are those of a target once the password is proved. In which
// form the servers keep it is known by then for one mechanism only, or for none
// where it was shown. To find out for another is not worth a refusal: what worked
// comes first, unless the source asks for something.
func (r *run) provedMechanisms(t *target) []string {
	all := r.mechanisms(t)
	if len(t.Mechanisms) > 0 {
		return all
	}
	worked := []string{r.account(t).proof}
	if len(session.Revealing(worked)) > 0 {
		worked = session.Revealing(all)
	}
	first := slices.DeleteFunc(worked, func(name string) bool { return !slices.Contains(all, name) })
	for _, name := range all {
		if !slices.Contains(first, name) {
			first = append(first, name)
		}
	}
	return first
}

// usable tells whether there is a way to log in that both sides have.
func (r *run) usable(t *target) bool { return len(r.mechanisms(t)) > 0 }

// barred tells that a server takes OAuth2 only, and the user has a password
// (safety rule 6).
func (r *run) barred(t *target) bool { return r.tokenOnly(t) && !r.holdsToken(t) }

// tokenOnly reports that the server takes OAuth2 and no password (safety rule 6):
// by a source that is believed; by the database, whoever names the host; or
// because the provider of the address takes none for this protocol, at whatever
// host but one that the user typed.
func (r *run) tokenOnly(t *target) bool {
	for _, c := range t.namings() {
		if c.TokenOnly && believed(c.Origin) {
			return true
		}
	}
	return listedTokenOnly(r.trustees.providers.ByServer(t.Host), t.Endpoint) ||
		t.Origin != fact.OriginUser && r.trustees.tokenOnly(t.Protocol)
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
