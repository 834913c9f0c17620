package probe_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// The hostile_*_test.go files are a catalogue of servers that want the password
// outside verified TLS, or more of our time and memory than they may have, one
// class of attack a file. "Why TLS is better without STARTTLS" (USENIX Security
// 2021) names most of the classes. Every server is met by the whole engine, with
// a password in hand.

// hostile is one such server.
type hostile struct {
	name   string
	on     string // as in probetest.Service
	script probetest.Script
	// want is the cause that the report must name, and no other.
	want fact.Code
}

const (
	hostileDomain = "hostile.example"
	hostileHost   = "mail." + hostileDomain
	// thief is where referrals lead: a server with a good certificate that knows
	// the password already.
	thief = "mail.thief.example"
)

// holdsBack holds each server to this: it sees no credential, its row says why,
// and nobody is blamed beside it. It is met alone and then beside a good server
// for the other service, which proves the password: now the run is keen to use it.
func holdsBack(t *testing.T, rows []hostile) {
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Run("alone", func(t *testing.T) {
				inWorld(t, func(w *world) {
					e := w.hostile(row)
					r := w.run(hostileDomain, only(e.Protocol))
					w.heldBack(r, e, row.want)
					if got := errorCodes(r); !slices.Equal(got, []fact.Code{row.want}) {
						w.Errorf("errors %v, want only %s", got, row.want)
					}
					if n := len(w.net.Log.Logins()); n != 0 {
						w.Errorf("%d credentials were sent: %+v", n, w.net.Log.Logins())
					}
				})
			})
			t.Run("beside", func(t *testing.T) {
				inWorld(t, func(w *world) {
					e := w.hostile(row)
					good := "imaps"
					if e.Protocol.Incoming() {
						good = "smtps"
					}
					w.server(probetest.Server{
						Names: []string{"imap." + hostileDomain, "smtp." + hostileDomain},
						Users: anna(hostileDomain), Services: probetest.On(good),
					})
					r := w.run(hostileDomain)
					w.heldBack(r, e, row.want)
					if n := len(w.logins(true)); n != 1 {
						w.Errorf("the good server took %d logins, want 1: %v", n, w.logins(true))
					}
				})
			})
		})
	}
}

// letsThrough holds each server to this: what is odd about it does no harm to the
// password, and the login comes through, once and over TLS. Where a row wants a
// code, it is for what stands behind the login.
func letsThrough(t *testing.T, rows []hostile, more func(w *world, r *probe.Report, c fact.Check)) {
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				e := w.hostile(row)
				r := w.run(hostileDomain, only(e.Protocol))
				w.safe()
				c := checkOf(w, r, e)
				if c.Login != fact.LoginAccepted || len(w.net.Log.Logins()) != 1 {
					w.Errorf("login %s, failure %+v, attempts %+v", c.Login, c.Failure, c.Attempts)
				}
				if row.want == "" && len(errorCodes(r)) > 0 || row.want != "" && !slices.Equal(errorCodes(r), []fact.Code{row.want}) {
					w.Errorf("errors %v, want %q", errorCodes(r), row.want)
				}
				if more != nil {
					more(w, r, c)
				}
			})
		})
	}
}

// hostile puts the server up and returns the endpoint that it is met at.
func (w *world) hostile(row hostile) fact.Endpoint {
	w.Helper()
	w.server(probetest.Server{
		Names: []string{hostileHost}, Users: anna(hostileDomain),
		Services: []probetest.Service{{On: row.on, Script: row.script}},
	})
	w.server(probetest.Server{Names: []string{thief}, Users: anna(hostileDomain), Services: probetest.On("imaps", "pop3s", "smtps")})
	return w.endpoint(row.on)
}

// endpoint is where a service of the hostile host is met.
func (w *world) endpoint(on string) fact.Endpoint {
	w.Helper()
	for _, p := range []fact.Protocol{fact.IMAP, fact.POP3, fact.SMTP} {
		for _, e := range fact.StandardPorts(p) {
			if e.Scheme() == on {
				return e.At(hostileHost)
			}
		}
	}
	w.Fatalf("no endpoint for %q", on)
	return fact.Endpoint{}
}

// heldBack checks that a server saw no credential and that the report names the
// cause at its row.
func (w *world) heldBack(r *probe.Report, e fact.Endpoint, want fact.Code) {
	w.Helper()
	w.safe()
	c := checkOf(w, r, e)
	if c.Outcome == fact.OutcomeUnfinished || c.Login != fact.LoginImpossible || len(c.Attempts) > 0 {
		w.Errorf("%s: outcome %s, login %s, attempts %+v", e, c.Outcome, c.Login, c.Attempts)
	}
	if len(c.Problems) == 0 || c.Problems[0].Code != want {
		w.Errorf("%s: %+v, failure %+v; want %s", e, c.Problems, c.Failure, want)
	}
	if r.Status != probe.Failed && r.Status != probe.NotFound {
		w.Errorf("status %s", r.Status)
	}
	for _, l := range w.net.Log.Logins() {
		if l.Host == e.Host {
			w.Errorf("%s saw a credential: %+v", e, l)
		}
	}
}

// credentialCommand begins a login: of IMAP behind a tag, of POP3 and SMTP.
var credentialCommand = regexp.MustCompile(`(?i)^(\S+ (LOGIN|AUTHENTICATE)|USER|PASS|APOP|AUTH)( |$)`)

// safe checks, on the servers' own records, that nothing of a credential crossed
// outside verified TLS, and that nobody went where a referral leads. That the
// password itself did not is checked after every run.
func (w *world) safe() {
	w.Helper()
	for _, c := range w.net.Log.Connections() {
		if c.Server == thief {
			w.Errorf("the referral to %s was followed", c.Addr)
		}
		for _, l := range c.Lines {
			if l.FromClient && (!l.TLS || !c.CertGood) && credentialCommand.MatchString(l.Text) {
				w.Errorf("%s %s: %q outside verified TLS", c.Protocol, c.Addr, l.Text)
			}
		}
	}
}

func only(p fact.Protocol) func(*probe.Query) {
	return func(q *probe.Query) { q.Protocols = []fact.Protocol{p} }
}

func checkOf(w *world, r *probe.Report, e fact.Endpoint) fact.Check {
	w.Helper()
	for _, c := range r.Checks {
		if c.Endpoint == e {
			return c
		}
	}
	w.Fatalf("%s is not in the report", e)
	return fact.Check{}
}

// errorCodes are the codes of a report that are errors, each once.
func errorCodes(r *probe.Report) []fact.Code {
	var found []fact.Code
	for _, p := range r.Problems {
		if p.Severity == fact.Error && !slices.Contains(found, p.Code) {
			found = append(found, p.Code)
		}
	}
	return found
}
