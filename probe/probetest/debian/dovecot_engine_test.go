package debian_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest/debian"
)

// How the engine fares with Dovecots that were set up in ways of their own.

// dovecotSite starts a Dovecot and puts what it serves on the standard ports.
func dovecotSite(t testing.TB, c debian.DovecotConfig) (*debian.Dovecot, *site) {
	t.Helper()
	d, pool := dovecot(t, c)
	var doors []fact.Endpoint
	for _, p := range []fact.Protocol{fact.IMAP, fact.POP3} {
		for _, mode := range []fact.TLSMode{fact.STARTTLS, fact.Implicit} {
			if e := d.Endpoint(p, mode); e.Port != 0 {
				doors = append(doors, e)
			}
		}
	}
	return d, newSite(pool, doors...)
}

// said reports whether the report names the cause, with its evidence, at a port of
// the protocol: which comes first is a matter of milliseconds on a busy machine.
func said(t testing.TB, r *probe.Report, protocol fact.Protocol, code fact.Code, evidence string) {
	t.Helper()
	for _, c := range r.Checks {
		for _, p := range c.Problems {
			if c.Protocol == protocol && p.Code == code && strings.Contains(p.Evidence, evidence) {
				return
			}
		}
	}
	t.Errorf("%s: %s by %q is not said: %+v", protocol, code, evidence, r.Problems)
}

// disable_plaintext_auth: before TLS no login is taken, behind STARTTLS it is.
func TestEngineDovecotDisablePlaintextAuth(t *testing.T) {
	t.Parallel()
	off := debian.DovecotPorts{IMAPS: debian.Off, POP3S: debian.Off}
	d, s := dovecotSite(t, debian.DovecotConfig{Ports: off})
	r := s.run(t, password, only(fact.IMAP, fact.POP3))
	accepts(t, r, 143, 110)
	if clear := checkAt(t, r, 143).ClearCapabilities; !slices.Contains(clear, "LOGINDISABLED") {
		t.Errorf("in the clear: %v", clear)
	}
	for _, l := range d.Logins(t) {
		if !l.TLS || !l.Accepted {
			t.Errorf("in the log: %+v", l)
		}
	}
}

// The same without any TLS: nobody can log in, and it is said why, even to
// somebody who would.
func TestEngineDovecotWithoutTLS(t *testing.T) {
	t.Parallel()
	off := debian.DovecotPorts{IMAPS: debian.Off, POP3S: debian.Off, POP3: debian.Off}
	d, s := dovecotSite(t, debian.DovecotConfig{Ports: off, Extra: "ssl = no"})
	said(t, s.run(t, password, only(fact.IMAP)), fact.IMAP, fact.CleartextOnly, "LOGINDISABLED")
	r := s.run(t, password, only(fact.IMAP), func(q *probe.Query) { q.AllowCleartext = true })
	i := slices.IndexFunc(r.Problems, func(p fact.Problem) bool { return p.Code == fact.LoginDisabled })
	if i < 0 || r.Problems[i].Where != "imap://"+serverName+":143?tls=none" {
		t.Errorf("login-disabled is not said: %+v", r.Problems)
	}
	if got := d.Logins(t); len(got) != 0 {
		t.Errorf("logins in the log: %+v", got)
	}
}

// User names without a domain: the second form is the right one.
func TestEngineDovecotUsernameForm(t *testing.T) {
	t.Parallel()
	users := []debian.User{{Name: "anna", Password: password}}
	d, s := dovecotSite(t, debian.DovecotConfig{Users: users})
	r := s.run(t, password, only(fact.IMAP, fact.POP3))
	accepts(t, r, 993, 143, 995, 110)
	if !slices.ContainsFunc(r.Problems, func(p fact.Problem) bool { return p.Code == fact.UsernameForm }) {
		t.Errorf("username-form is not said: %+v", r.Problems)
	}
	accepted, refused := counts(d.Logins(t))
	if refused != 1 || r.Logins.Refused != 1 || len(accepted) != 4 {
		t.Errorf("the log has %d refused logins, the report %d; accepted: %v", refused, r.Logins.Refused, accepted)
	}
	for login := range accepted {
		if login[len(login)-5:] != " anna" {
			t.Errorf("accepted: %s", login)
		}
	}

	d, s = dovecotSite(t, debian.DovecotConfig{Users: users, UsernameFormat: "%Ln"})
	r = s.run(t, password, only(fact.IMAP))
	accepts(t, r, 993, 143)
	if _, refused := counts(d.Logins(t)); refused != 0 || r.Incoming.Username != anna {
		t.Errorf("%d refused logins, user name %s", refused, r.Incoming.Username)
	}
}

// One connection a user: another program keeps us out, and that is no refusal.
func TestEngineDovecotMaxConnections(t *testing.T) {
	t.Parallel()
	d, s := dovecotSite(t, debian.DovecotConfig{MaxConnections: 1})
	for protocol, evidence := range map[fact.Protocol]string{fact.IMAP: "NO [LIMIT]", fact.POP3: "-ERR [IN-USE]"} {
		other := secured(t, d.Endpoint(protocol, fact.Implicit), s.pool)
		if !other.login(anna, password) {
			t.Fatal("the other program's login was refused")
		}
		r := s.run(t, password, only(protocol))
		said(t, r, protocol, fact.TooManyConnections, evidence)
		if r.Status != probe.Failed || r.Logins.Refused != 0 {
			t.Errorf("%s: status %s, %d refused logins", protocol, r.Status, r.Logins.Refused)
		}
		other.quit()
	}
}
