package probe_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// The rules of design.md, "Keeping the account safe", each shown on what the
// servers recorded. What holds for every run is in holdToRules.

func password(p string) func(*probe.Query) {
	return func(q *probe.Query) { q.Password = typing(p) }
}

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
		if r.Status != probe.Verified {
			w.Errorf("status %s with --allow-bad-certificate: %v", r.Status, codes(r))
		}
	})
	inWorld(t, func(w *world) {
		w.build("cleartext.example")
		r := w.run("cleartext.example", func(q *probe.Query) { q.AllowCleartext = true })
		if r.Status != probe.Verified || r.Incoming.TLS != fact.NoTLS {
			w.Errorf("status %s with --allow-cleartext: %v", r.Status, codes(r))
		}
	})
	inWorld(t, func(w *world) {
		w.build("cleartext.example")
		r := w.run("cleartext.example", func(q *probe.Query) { q.AllowCleartext, q.TrustAll = true, true })
		if r.Status == probe.Verified || len(w.net.Log.Logins()) > 0 {
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
		{"a known provider's server", "a.example", "imap.gmx.net", func(*probe.Query) {}, true},
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
				q.Consent = func(_ context.Context, domain string) bool {
					asked = append(asked, domain)
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

// Rules 3 and 4: what a wrong password costs.
func TestRule3WrongPassword(t *testing.T) {
	for _, tt := range []struct {
		domain  string
		refused int
	}{
		{"onehost.example", 2},    // seven open ports, nobody says the user name: address, then local part
		{"srv.example", 2},        // SRV says nothing of it either
		{"autoconfig.example", 1}, // the file says it
		{"gmx.de", 1},             // the database says it
	} {
		t.Run(tt.domain, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.build(tt.domain)
				r := w.run(tt.domain, password(wrongPassword))
				if r.Status != probe.Refused {
					w.Errorf("status %s", r.Status)
				}
				if n := total(w.logins(false)); n != tt.refused || r.Logins.Refused != n {
					w.Errorf("%d refused logins (%d in the report), want %d: %v", n, r.Logins.Refused, tt.refused, w.logins(false))
				}
				if codes(r)[fact.WrongCredentials] != fact.Error {
					w.Errorf("wrong-credentials is not said: %v", codes(r))
				}
			})
		})
	}
}

func total(counts map[string]int) int {
	n := 0
	for c := range maps.Values(counts) {
		n += c
	}
	return n
}

// Rule 3: the second form of the user name, where no source gave the first.
func TestRule3UsernameForm(t *testing.T) {
	inWorld(t, func(w *world) {
		w.server(probetest.Server{
			Names: []string{"mail.local.example"}, Users: map[string]string{"anna": probetest.Password},
			Services: probetest.On("imaps", "smtps"),
		})
		r := w.run("local.example")
		if r.Status != probe.Verified || r.Incoming.Username != "anna" || r.Outgoing.Username != "anna" {
			w.Errorf("status %s, incoming %+v, outgoing %+v", r.Status, r.Incoming, r.Outgoing)
		}
		if n := total(w.logins(false)); n != 1 {
			w.Errorf("%d refused logins, want 1", n)
		}
		if _, said := codes(r)[fact.UsernameForm]; !said {
			w.Errorf("username-form is not said: %v", codes(r))
		}
	})
}

// Rules 3 and 5: any other answer than "wrong credentials" ends the trying.
func TestRule5NoRetry(t *testing.T) {
	for answer, want := range map[string]struct {
		status probe.Status
		code   fact.Code
	}{
		"$tag NO [UNAVAILABLE] Temporary authentication failure.": {probe.Failed, fact.TemporaryFailure},
		"$tag NO [LIMIT] Too many login attempts":                 {probe.Failed, fact.RateLimited},
		"* BYE [ALERT] account locked\n<close>":                   {probe.Refused, fact.AccountLocked},
		"$tag NO [ALERT] Please log in via your web browser":      {probe.Refused, fact.WebLoginRequired},
		"$tag NO [EXPIRED] password expired":                      {probe.Refused, fact.PasswordExpired},
		"<silence>":                                               {probe.Failed, fact.LoginTimeout},
		"<close>":                                                 {probe.Failed, fact.ConnectionReset},
	} {
		t.Run(answer, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.server(probetest.Server{
					Names: []string{"mail.no.example"}, Users: anna("no.example"),
					Services: []probetest.Service{
						{On: "imaps", Script: probetest.Script{"login": answer}},
						{On: "imap", Script: probetest.Script{"login": answer}},
						{On: "smtps"}, {On: "pop3s"},
					},
				})
				r := w.run("no.example")
				if n := len(w.net.Log.Logins()); n != 1 {
					w.Errorf("%d logins, want 1", n)
				}
				if r.Status != want.status || codes(r)[want.code] == "" {
					w.Errorf("status %s, want %s; codes %v, want %s", r.Status, want.status, codes(r), want.code)
				}
			})
		})
	}
}

// Rule 4: the budget is kept whatever the servers do, and a login that was not
// judged costs nothing.
func TestRule4Budget(t *testing.T) {
	inWorld(t, func(w *world) {
		w.build("onehost.example")
		r := w.run("onehost.example", password(wrongPassword), func(q *probe.Query) { q.MaxLogins = 1 })
		if n := total(w.logins(false)); n != 1 {
			w.Errorf("%d refused logins with --max-logins 1", n)
		}
		if _, said := codes(r)[fact.LoginBudgetSpent]; !said {
			w.Error("login-budget-spent is not said")
		}
	})
	inWorld(t, func(w *world) {
		w.build("onehost.example")
		r := w.run("onehost.example", func(q *probe.Query) { q.MaxLogins = -1 })
		if n := len(w.net.Log.Logins()); n != 0 || r.Status != probe.Reachable {
			w.Errorf("%d logins without a budget, status %s", n, r.Status)
		}
		if _, said := codes(r)[fact.LoginBudgetSpent]; said {
			w.Error("login-budget-spent is said, though nothing was spent")
		}
	})
	inWorld(t, func(w *world) { // a password that is right for reading and refused everywhere else
		no := probetest.Script{"login": "535 5.7.8 no"}
		w.server(probetest.Server{
			Names: []string{"mail.half.example"}, Users: anna("half.example"),
			Services: []probetest.Service{
				{On: "imaps"}, {On: "smtps", Script: no}, {On: "smtp", Script: no}, {On: "smtp:25", Script: no},
			},
		})
		r := w.run("half.example")
		if n := total(w.logins(false)); n > 2 {
			w.Errorf("%d refused logins", n)
		}
		if r.Status != probe.Refused || codes(r)[fact.SMTPAuthDisabled] == "" {
			w.Errorf("status %s, codes %v", r.Status, codes(r))
		}
	})
}

// Rule 4: a login that we broke off ourselves, once the password was proved, has
// not been refused.
func TestRule4BrokenOff(t *testing.T) {
	inWorld(t, func(w *world) {
		slow := probetest.Script{"login": "<silence>"}
		w.server(probetest.Server{
			Names: []string{"mail.slow.example"}, Users: anna("slow.example"),
			Services: []probetest.Service{{On: "imaps"}, {On: "imap", Script: slow}, {On: "smtps"}},
		})
		r := w.run("slow.example")
		if r.Status != probe.Verified || r.Logins.Refused != 0 || r.Took-r.Proved > 600*time.Millisecond {
			w.Errorf("status %s, %d refused, ended %v after the answer", r.Status, r.Logins.Refused, r.Took-r.Proved)
		}
		for _, c := range r.Checks {
			if c.Port == 143 && (c.Login != fact.LoginNotTried || len(c.Attempts) > 0) {
				w.Errorf("%s: login %s, %+v", c.Endpoint, c.Login, c.Attempts)
			}
		}
	})
}

// Rule 5: every dialogue ends as it should, and does nothing it should not.
func TestRule5Manners(t *testing.T) {
	inWorld(t, func(w *world) {
		w.build("onehost.example")
		w.run("onehost.example")
		looked := 0
		for _, c := range w.net.Log.Connections() {
			var said []string
			for _, l := range c.Lines {
				if l.FromClient {
					said = append(said, strings.ToUpper(l.Text))
				}
			}
			if len(said) == 0 {
				continue
			}
			looked++
			last := said[len(said)-1]
			if !strings.HasSuffix(last, "LOGOUT") && last != "QUIT" {
				w.Errorf("%s %s ended with %q", c.Protocol, c.Addr, last)
			}
			for _, line := range said {
				for _, never := range []string{"MAIL ", "RCPT ", "DATA", "RETR", "DELE", "SELECT ", "FETCH", "APPEND", "STORE"} {
					if strings.Contains(line, never) {
						w.Errorf("%s said %q", c.Protocol, line)
					}
				}
			}
		}
		if looked != 7 {
			w.Errorf("%d dialogues were looked at, want 7", looked)
		}
	})
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

// everything is all text in a report that came from servers.
func everything(r *probe.Report) []string {
	var all []string
	for _, p := range r.Problems {
		all = append(all, p.Evidence)
		for _, a := range p.Args {
			all = append(all, a)
		}
	}
	for _, c := range r.Checks {
		for _, a := range c.Attempts {
			all = append(append(all, a.Line), a.Earlier...)
		}
		for _, l := range c.Wire {
			all = append(all, l.Text)
		}
	}
	return all
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
