package probe_test

import (
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

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
