package probe_test

import (
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
)

// Every way to find settings, each in a domain that has only that one.
func TestWorks(t *testing.T) {
	for _, tt := range []struct {
		domain             string
		incoming, outgoing string
		source             fact.Source
		user               string
	}{
		{"srv.example", "imaps://in1.srv.example:993", "smtps://out1.srv.example:465", fact.SourceSRV, ""},
		{"autoconfig.example", "imaps://in1.autoconfig.example:993", "smtp://out1.autoconfig.example:587", fact.SourceAutoconfig, ""},
		{"wellknown.example", "imaps://in1.wellknown.example:993", "smtp://out1.wellknown.example:587", fact.SourceAutoconfig, ""},
		{"implicit.example", "imaps://imap.implicit.example:993", "smtps://smtp.implicit.example:465", fact.SourceGuess, ""},
		{"starttls.example", "imap://imap.starttls.example:143", "smtp://smtp.starttls.example:587", fact.SourceGuess, ""},
		{"onehost.example", "imaps://mail.onehost.example:993", "smtps://mail.onehost.example:465", fact.SourceGuess, ""},
		{"pop.example", "pop3s://pop.pop.example:995", "smtps://smtp.pop.example:465", fact.SourceGuess, ""},
		{"port25.example", "imaps://imap.port25.example:993", "smtp://smtp.port25.example:25", fact.SourceGuess, ""},
		{"gmx.de", "imaps://imap.gmx.net:993", "smtps://mail.gmx.net:465", fact.SourceProvider, ""},
		{"athome.example", "imaps://imap.gmx.net:993", "smtps://mail.gmx.net:465", fact.SourceMX, ""},
		{"deadipv6.example", "imaps://imap.deadipv6.example:993", "smtps://smtp.deadipv6.example:465", fact.SourceSRV, ""},
		{"drops.example", "imaps://in1.drops.example:993", "smtps://out1.drops.example:465", fact.SourceSRV, ""},
		{"noimap.example", "pop3s://in1.noimap.example:995", "smtps://out1.noimap.example:465", fact.SourceSRV, ""},
		{"pacc.example", "imaps://in1.pacc.example:993", "smtps://out1.pacc.example:465", fact.SourcePACC, ""},
		{"ispdb.example", "imaps://in1.ispdb.example:993", "smtp://out1.ispdb.example:587", fact.SourceISPDB, ""},
		{"pox.example", "imaps://in1.pox.example:993", "smtps://out1.pox.example:465", fact.SourceAutodiscover, ""},
		{"txt.example", "imaps://in1.txt.example:993", "smtp://out1.txt.example:587", fact.SourceTXT, ""},
		{"disagree.example", "imaps://in2.disagree.example:993", "smtps://out2.disagree.example:465", fact.SourceSRV, ""},
		{"moved.example", "imaps://imap.gmx.net:993", "smtps://mail.gmx.net:465", fact.SourceMX, ""},
	} {
		t.Run(tt.domain, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.build(tt.domain)
				r := w.run(tt.domain)
				if r.Status != probe.Verified {
					w.Fatalf("status %s: %v", r.Status, r.Problems)
				}
				user := "anna@" + tt.domain
				for _, s := range []struct {
					got  *fact.Setting
					want string
				}{{r.Incoming, tt.incoming}, {r.Outgoing, tt.outgoing}} {
					if s.got.Endpoint.String() != s.want || s.got.Source != tt.source || s.got.Username != user || !s.got.Verified {
						w.Errorf("got %s from %s as %s (verified %t), want %s from %s as %s",
							s.got.Endpoint, s.got.Source, s.got.Username, s.got.Verified, s.want, tt.source, user)
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
