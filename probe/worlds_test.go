package probe_test

import (
	"slices"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// Every way to find settings, each in a domain that has only that one.
func TestWorks(t *testing.T) {
	for _, d := range probetest.Domains() {
		want := d.Works
		if want == (probetest.Settings{}) {
			continue
		}
		t.Run(d.Name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.build(d.Name)
				r := w.run(d.Name)
				if r.Status != probe.Verified {
					w.Fatalf("status %s: %v", r.Status, r.Problems)
				}
				user := "anna@" + d.Name
				for _, s := range []struct {
					got  *fact.Setting
					want string
				}{{r.Incoming, want.Incoming}, {r.Outgoing, want.Outgoing}} {
					if s.got.Endpoint.String() != s.want || s.got.Source != want.Source || s.got.Username != user || !s.got.Verified {
						w.Errorf("got %s from %s as %s (verified %t), want %s from %s as %s",
							s.got.Endpoint, s.got.Source, s.got.Username, s.got.Verified, s.want, want.Source, user)
					}
					login := string(s.got.Protocol) + " " + s.got.Address() + " " + user
					if n := w.logins(true)[login]; n != 1 {
						w.Errorf("%q was accepted %d times by the servers, want once", login, n)
					}
				}
				for login := range w.logins(false) {
					w.Errorf("%q was refused", login)
				}
				if over := r.Took - r.Proved; over > 600*time.Millisecond {
					w.Errorf("the run ended %v after the answer", over)
				}
				if r.Logins.Attempted != len(w.net.Log.Logins()) {
					w.Errorf("the report counts %d logins, the servers %d", r.Logins.Attempted, len(w.net.Log.Logins()))
				}
			})
		})
	}
}

// A source that no ready-made domain shows is proved by nothing.
func TestEverySourceHasADomain(t *testing.T) {
	for _, source := range probe.Sources() {
		if !slices.ContainsFunc(probetest.Domains(), func(d probetest.Domain) bool { return d.Works.Source == source }) {
			t.Errorf("no ready-made domain is found by %s", source)
		}
	}
}

// Domains that cannot work, and the one cause that says why.
func TestFails(t *testing.T) {
	for _, tt := range []struct {
		domain string
		status probe.Status
		code   fact.Code
	}{
		{"expired.example", probe.Failed, fact.CertificateExpired},
		{"misnamed.example", probe.Failed, fact.CertificateNameMismatch},
		{"selfsigned.example", probe.Failed, fact.CertificateSelfSigned},
		{"incomplete.example", probe.Failed, fact.CertificateChainIncomplete},
		{"oldtls.example", probe.Failed, fact.TLSTooOld},
		{"wrongmode.example", probe.Failed, fact.TLSOnPlaintextPort},
		{"stripped.example", probe.Failed, fact.STARTTLSStripped},
		{"blocked.example", probe.Failed, fact.IPBlocklisted},
		{"cleartext.example", probe.Failed, fact.CleartextOnly},
		{"nullmx.example", probe.NotFound, fact.NullMX},
		{"nosuch.example", probe.NotFound, fact.DNSNXDomain},
		{"mute.example", probe.NotFound, fact.GreetingTimeout},
		{"endless.example", probe.NotFound, fact.NotAMailServer},
		{"rubbish.example", probe.NotFound, fact.NotAMailServer},
		{"hangsup.example", probe.NotFound, fact.ClosedBeforeGreeting},
	} {
		t.Run(tt.domain, func(t *testing.T) {
			inWorld(t, func(w *world) {
				if tt.domain != "nosuch.example" {
					w.build(tt.domain)
				}
				r := w.run(tt.domain)
				if r.Status != tt.status {
					w.Errorf("status %s, want %s", r.Status, tt.status)
				}
				if got := codes(r)[tt.code]; got != fact.Error {
					w.Errorf("%s is %q, want an error; all: %v", tt.code, got, codes(r))
				}
				for code, severity := range codes(r) {
					if severity == fact.Error && code != tt.code {
						w.Errorf("%s is reported beside the cause", code)
					}
				}
				if n := len(w.net.Log.Logins()); n != 0 {
					w.Errorf("%d logins were tried", n)
				}
			})
		})
	}
}

// A DNS that knows nobody is not the internet's: nothing can be said from here.
func TestDNSThatDeniesEverything(t *testing.T) {
	inWorld(t, func(w *world) {
		r := w.run("nobody.com")
		if r.Status != probe.Untested || codes(r)[fact.DNSServFail] != fact.Error || codes(r)[fact.DNSNXDomain] != "" {
			w.Errorf("status %s, codes %v", r.Status, codes(r))
		}
	})
}
