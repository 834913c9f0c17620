package probe_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// The rules of "Keeping the account safe", each shown on what the servers
// recorded: here who may see a password and what is believed, in
// safety_logins_test.go how often it is tried. What holds for every run is in
// holdToRules.

// Rule 1: no credential but over verified TLS.
func TestRule1NothingWithoutVerifiedTLS(t *testing.T) {
	for name, service := range map[string][]probetest.Service{
		"injection":       {{On: "imap", Script: probetest.Script{"STARTTLS": "$tag OK begin<inject m3 OK logged in><tls>"}}},
		"refused":         {{On: "imap", Script: probetest.Script{"STARTTLS": "$tag NO not today"}}},
		"no answer":       {{On: "imap", Script: probetest.Script{"STARTTLS": "<silence>"}}},
		"old TLS":         {{On: "imaps", Script: probetest.Script{"handshake": "<max 1.1>"}}},
		"plaintext":       {{On: "imaps", Script: probetest.Script{"handshake": "<skip>"}}},
		"preauth":         {{On: "imap", Script: probetest.Script{"greeting": "* PREAUTH welcome"}}},
		"smtp injection":  {{On: "smtp", Script: probetest.Script{"STARTTLS": "220 go<inject 235 2.7.0 ok><tls>"}}},
		"pop3 injection":  {{On: "pop3", Script: probetest.Script{"STLS": "+OK go<inject +OK logged in><tls>"}}},
		"hidden STARTTLS": {{On: "imap", Script: probetest.Script{"clear CAPABILITY": "* CAPABILITY IMAP4rev1 AUTH=PLAIN\n$tag OK done", "clear greeting": "* OK hello"}}},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.server(probetest.Server{Names: []string{"mail.one.example"}, Users: anna("one.example"), Services: service})
				if r := w.run("one.example"); r.Status != probe.Failed {
					w.Errorf("status %s", r.Status)
				}
				if n := len(w.net.Log.Logins()); n != 0 {
					w.Errorf("%d credentials were sent: %+v", n, w.net.Log.Logins())
				}
			})
		})
	}
}

// Rule 1, bent: only with the flag, and the flag does not trust any name.
func TestRule1Bent(t *testing.T) {
	inWorld(t, func(w *world) {
		w.build("selfsigned.example")
		r := w.run("selfsigned.example", func(q *probe.Query) { q.AllowBadCertificate = true })
		if n := total(w.logins(true)); n == 0 || r.Status != probe.Failed {
			w.Errorf("%d logins and status %s with --allow-bad-certificate: %v", n, r.Status, codes(r))
		}
	})
	inWorld(t, func(w *world) {
		w.build("cleartext.example")
		r := w.run("cleartext.example", func(q *probe.Query) { q.AllowCleartext = true })
		if n := total(w.logins(true)); n != 2 || r.Status != probe.Failed || r.Incoming.TLS != fact.NoTLS {
			w.Errorf("%d logins and status %s with --allow-cleartext: %v", n, r.Status, codes(r))
		}
	})
	inWorld(t, func(w *world) {
		w.build("cleartext.example")
		w.run("cleartext.example", func(q *probe.Query) { q.AllowCleartext, q.TrustAll = true, true })
		if len(w.net.Log.Logins()) > 0 {
			w.Error("--yes vouched for a connection without TLS")
		}
	})
}

// elsewhere is a domain whose SRV records lead to another.
func (w *world) elsewhere(domain, host string) {
	w.zone("_imaps._tcp." + domain + " SRV 0 1 993 " + host + "\n_submissions._tcp." + domain + " SRV 0 1 465 " + host)
	w.server(probetest.Server{Names: []string{host}, Users: anna(domain), Services: probetest.On("imaps", "smtps")})
}

// Rule 2: no credential to a name that nothing trustworthy gave.
func TestRule2OnlyTrustedNames(t *testing.T) {
	for _, tt := range []struct {
		name, domain, host string
		change             func(*probe.Query)
		sent               bool
	}{
		{"another domain", "a.example", "mail.b.example", func(*probe.Query) {}, false},
		{"a neighbour below a private suffix", "home.duckdns.org", "evil.duckdns.org", func(*probe.Query) {}, false},
		{"--trust", "a.example", "mail.b.example", func(q *probe.Query) { q.Trust = []string{"b.example"} }, true},
		{"--trust of another", "a.example", "mail.b.example", func(q *probe.Query) { q.Trust = []string{"c.example"} }, false},
		{"--yes", "a.example", "mail.b.example", func(q *probe.Query) { q.TrustAll = true }, true},
		{"its own domain", "a.example", "deep.inside.a.example", func(*probe.Query) {}, true},
		{"another provider's server", "a.example", "imap.gmx.net", func(*probe.Query) {}, false},
		{"its provider's server", "gmx.de", "mail.gmx.net", func(*probe.Query) {}, true},
		{"another provider's server than its own", "gmx.de", "imap.ionos.de", func(*probe.Query) {}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.elsewhere(tt.domain, tt.host)
				r := w.run(tt.domain, tt.change)
				if sent := len(w.net.Log.Logins()) > 0; sent != tt.sent {
					w.Errorf("sent: %t, want %t", sent, tt.sent)
				}
				if _, said := codes(r)[fact.UntrustedTarget]; said == tt.sent {
					w.Errorf("untrusted-target said: %t", said)
				}
				if !tt.sent && r.Status != probe.Failed {
					w.Errorf("status %s", r.Status)
				}
			})
		})
	}
}

// Rule 2: the user is asked once for each registrable domain.
func TestRule2Consent(t *testing.T) {
	for _, yes := range []bool{true, false} {
		inWorld(t, func(w *world) {
			w.elsewhere("a.example", "mail.b.example")
			var asked []string
			r := w.run("a.example", func(q *probe.Query) {
				q.Consent = func(_ context.Context, question probe.Consent) bool {
					asked = append(asked, question.Domains...)
					return yes
				}
			})
			if !slices.Equal(asked, []string{"b.example"}) {
				w.Errorf("asked for %v", asked)
			}
			if sent := len(w.net.Log.Logins()) > 0; sent != yes || (r.Status == probe.Verified) != yes {
				w.Errorf("the user said %t; sent: %t, status %s", yes, sent, r.Status)
			}
		})
	}
}

// Rule 2, "where the mail really is": the web hoster never sees the password,
// though its file came over https and its names are in the domain.
func TestWhereTheMailReallyIs(t *testing.T) {
	for _, typed := range []string{probetest.Password, wrongPassword} {
		inWorld(t, func(w *world) {
			w.build("moved.example")
			r := w.run("moved.example", password(typed))
			for _, l := range w.net.Log.Logins() {
				if fact.Registrable(l.Host) != "gmx.net" {
					w.Errorf("%s saw the password", l.Host)
				}
			}
			if _, said := codes(r)[fact.SourcesDisagree]; !said {
				w.Error("sources-disagree is not said")
			}
		})
	}
}

// Rule 6: where the database says OAuth2 only, no password, even where the
// server would take one, and whoever names the server.
func TestRule6TokenOnly(t *testing.T) {
	for _, domain := range []string{"outlook.com", "tenant.example"} {
		inWorld(t, func(w *world) {
			if domain == "tenant.example" {
				w.zone("_imaps._tcp.tenant.example SRV 0 1 993 outlook.office365.com")
			}
			w.server(probetest.Server{
				Names: []string{"outlook.office365.com", "smtp.office365.com"}, Users: anna(domain),
				Services: probetest.On("imaps", "smtp"),
			})
			asked := false
			r := w.run(domain, func(q *probe.Query) {
				q.Password = func(context.Context, probe.Ask) (fact.Secret, error) {
					asked = true
					return fact.NewSecret(probetest.Password), nil
				}
			})
			if asked || len(w.net.Log.Logins()) > 0 {
				w.Errorf("%s: the password was asked for (%t) or sent (%d)", domain, asked, len(w.net.Log.Logins()))
			}
			if codes(r)[fact.OAuth2Required] == "" {
				w.Errorf("%s: oauth2-required is not said: %v", domain, codes(r))
			}
		})
	}
}

// Rule 7: a server that echoes the password does not get it into the report.
func TestRule7Redaction(t *testing.T) {
	inWorld(t, func(w *world) {
		echo := "$tag NO [ALERT] no such password: " + probetest.Password + " AGFubmEAY29ycmVjdCBob3JzZQ== Y29ycmVjdCBob3JzZQ=="
		w.server(probetest.Server{
			Names: []string{"mail.echo.example"}, Users: anna("echo.example"),
			Services: []probetest.Service{{On: "imaps", Script: probetest.Script{"login": echo}}},
		})
		r := w.run("echo.example")
		for _, text := range everything(r) {
			for _, secret := range []string{probetest.Password, "Y29ycmVjdCBob3JzZQ", "AGFubmEAY29ycmVjdCBob3JzZQ"} {
				if strings.Contains(text, secret) {
					w.Errorf("the password is in %q", text)
				}
			}
		}
	})
}

// Rule 8: what is said before TLS is not believed.
func TestRule8NothingBeforeTLS(t *testing.T) {
	inWorld(t, func(w *world) {
		w.server(probetest.Server{
			Names: []string{"mail.forged.example"}, Users: anna("forged.example"),
			Services: []probetest.Service{{On: "imap", Mechanisms: []string{"PLAIN"}, Script: probetest.Script{
				"clear greeting": "* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=FORGED] hello",
				"STARTTLS":       "$tag OK [CAPABILITY IMAP4rev1 AUTH=FORGED2] begin<tls>",
			}}},
		})
		r := w.run("forged.example")
		for _, c := range r.Checks {
			if slices.ContainsFunc(c.Mechanisms, func(m string) bool { return strings.HasPrefix(m, "FORGED") }) {
				w.Errorf("%s is said to offer %v", c.Endpoint, c.Mechanisms)
			}
		}
		if len(w.logins(true)) != 1 {
			w.Errorf("logins: %v", w.logins(true))
		}
	})
	inWorld(t, func(w *world) { // a referral leads nowhere
		w.server(probetest.Server{
			Names: []string{"mail.refer.example"}, Users: anna("refer.example"),
			Services: []probetest.Service{{On: "imaps", Script: probetest.Script{
				"login": "$tag NO [REFERRAL imap://anna@mail.thief.example/] try there",
			}}},
		})
		w.server(probetest.Server{Names: []string{"mail.thief.example"}, Users: anna("refer.example"), Services: probetest.On("imaps")})
		w.run("refer.example")
		for _, l := range w.net.Log.Logins() {
			if l.Host == "mail.thief.example" {
				w.Error("the referral was followed")
			}
		}
	})
}
