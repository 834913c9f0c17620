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

// hashed is a server that offers SCRAM and keeps passwords in another form, so
// that only who shows the password can log in.
func hashed(on string) probetest.Service {
	refusal := map[string]probetest.Script{
		"imap": {"AUTHENTICATE SCRAM-SHA-256": "$tag NO [AUTHENTICATIONFAILED] Authentication failed."},
		"smtp": {"AUTH SCRAM-SHA-256": "535 5.7.8 Error: authentication failed"},
	}[on[:4]]
	return probetest.Service{On: on, Mechanisms: []string{"SCRAM-SHA-256", "PLAIN", "LOGIN"}, Script: refusal}
}

// mechanisms are those that were tried, in their order, by server.
func mechanisms(r *probe.Report) map[string][]string {
	found := map[string][]string{}
	for _, c := range r.Checks {
		for _, a := range c.Attempts {
			found[c.Scheme()] = append(found[c.Scheme()], a.Mechanism)
		}
	}
	return found
}

// Rules 3 and 4: after a refused SCRAM the password itself is the one second try.
func TestPLAINAfterSCRAM(t *testing.T) {
	for _, tt := range []struct {
		name       string
		password   string
		max        int
		status     probe.Status
		refused    int
		imap, smtp []string
	}{
		{"a right password", probetest.Password, 2, probe.Verified, 1, []string{"SCRAM-SHA-256", "PLAIN"}, []string{"PLAIN"}},
		{"a wrong password", wrongPassword, 2, probe.Refused, 2, []string{"SCRAM-SHA-256", "PLAIN"}, nil},
		{"a wrong password and a larger budget", wrongPassword, 5, probe.Refused, 2, []string{"SCRAM-SHA-256", "PLAIN"}, nil},
		{"no budget for it", probetest.Password, 1, probe.Refused, 1, []string{"SCRAM-SHA-256"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.server(probetest.Server{
					Names: []string{"mail.hash.example"}, Users: anna("hash.example"),
					Services: []probetest.Service{hashed("imaps"), hashed("smtps")},
				})
				r := w.run("hash.example", password(tt.password), func(q *probe.Query) { q.MaxLogins = tt.max })
				if r.Status != tt.status || r.Logins.Refused != tt.refused {
					w.Errorf("%s with %d refused, want %s with %d: %v", r.Status, r.Logins.Refused, tt.status, tt.refused, codes(r))
				}
				got := mechanisms(r)
				if !slices.Equal(got["imaps"], tt.imap) || !slices.Equal(got["smtps"], tt.smtp) {
					w.Errorf("tried %v, want %v and %v", got, tt.imap, tt.smtp)
				}
				if tt.status == probe.Verified && r.Incoming.Auth != "PLAIN" {
					w.Errorf("%s is said to work", r.Incoming.Auth)
				}
			})
		})
	}
}

// A mechanism that the server takes back costs nothing, and the next is tried.
func TestMechanismsInTurn(t *testing.T) {
	inWorld(t, func(w *world) {
		w.server(probetest.Server{
			Names: []string{"mail.turn.example"}, Users: anna("turn.example"),
			Services: []probetest.Service{
				{On: "imaps", Mechanisms: []string{"SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "PLAIN"}, Script: probetest.Script{
					"AUTHENTICATE SCRAM-SHA-256-PLUS": "$tag BAD no such mechanism",
					"AUTHENTICATE SCRAM-SHA-256":      "+ cj14LHM9eCxpPTk5OTk5OTk5OTk=\n<read>$tag BAD cancelled",
				}},
				{On: "smtps"},
			},
		})
		r := w.run("turn.example")
		want := []string{"SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "PLAIN"}
		if got := mechanisms(r)["imaps"]; r.Status != probe.Verified || r.Logins.Refused != 0 || !slices.Equal(got, want) {
			w.Errorf("%s, %d refused, tried %v", r.Status, r.Logins.Refused, got)
		}
	})
}

const accessToken = "eyJhbGciOi.J9.not-a-real_token~+/="

func token(q *probe.Query) {
	q.Password, q.Token = nil, fact.NewSecret(accessToken)
}

// microsoft is the provider's servers, which take tokens only.
func microsoft(w *world, imap, smtp probetest.Script) {
	only := []string{"XOAUTH2"}
	w.server(probetest.Server{
		Names: []string{"outlook.office365.com", "smtp-mail.outlook.com", "smtp.office365.com"}, Users: anna("outlook.com"),
		Services: []probetest.Service{
			{On: "imaps", Mechanisms: only, Script: imap},
			{On: "smtp", Mechanisms: only, Script: smtp},
		},
	})
}

// A token opens what takes no password.
func TestToken(t *testing.T) {
	inWorld(t, func(w *world) {
		microsoft(w, probetest.Script{"AUTHENTICATE XOAUTH2": "$tag OK [CAPABILITY IMAP4rev1] Logged in"},
			probetest.Script{"AUTH XOAUTH2": "235 2.7.0 Authentication successful"})
		r := w.run("outlook.com", token)
		if r.Status != probe.Verified || r.Incoming.Auth != "XOAUTH2" || r.Outgoing.Auth != "XOAUTH2" {
			w.Errorf("%s: %+v, %+v: %v", r.Status, r.Incoming, r.Outgoing, codes(r))
		}
		if n := len(w.net.Log.Leaks(accessToken)); n > 0 {
			w.Errorf("the token crossed outside TLS %d times", n)
		}
	})
}

// Without a token the report says by which mechanism one would do.
func TestTokenMissing(t *testing.T) {
	inWorld(t, func(w *world) {
		microsoft(w, nil, nil)
		r := w.run("outlook.com")
		if r.Status != probe.Failed || r.Incoming.Auth != "XOAUTH2" || r.Outgoing.Auth != "XOAUTH2" || len(w.net.Log.Logins()) > 0 {
			w.Errorf("%s: %+v, %+v", r.Status, r.Incoming, r.Outgoing)
		}
	})
}

// A refused token is refused once, with the server's reason, which tells nothing
// of the token itself.
func TestTokenRejected(t *testing.T) {
	// {"status":"401","schemes":"bearer","scope":"https://mail.example/"}
	const reason = "eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIiwic2NvcGUiOiJodHRwczovL21haWwuZXhhbXBsZS8ifQ=="
	for name, imap := range map[string]probetest.Script{
		"with a reason":    {"AUTHENTICATE XOAUTH2": "+ " + reason + "\n<read>$tag NO AUTHENTICATE failed. " + accessToken},
		"without a reason": {"AUTHENTICATE XOAUTH2": "$tag NO AUTHENTICATE failed."},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				microsoft(w, imap, nil)
				r := w.run("outlook.com", token)
				if r.Status != probe.Refused || r.Logins.Refused != 1 || r.Logins.Attempted != 1 {
					w.Errorf("%s, %+v", r.Status, r.Logins)
				}
				found := false
				for _, p := range r.Problems {
					if p.Code == fact.OAuth2TokenRejected {
						found = found || strings.Contains(p.Evidence, `"status":"401"`) == (name == "with a reason")
					}
				}
				if !found {
					w.Errorf("oauth2-token-rejected is not said: %+v", r.Problems)
				}
				for _, text := range everything(r) {
					if strings.Contains(text, accessToken) || strings.Contains(text, "ZXlKaGJHY2lPaS5KOS5ub3Q") {
						w.Errorf("the token is in %q", text)
					}
				}
			})
		})
	}
}

// Where nothing takes a token it is not sent, and where the other password is for
// sending that one goes there.
func TestTokenBesidePassword(t *testing.T) {
	inWorld(t, func(w *world) {
		w.build("srv.example")
		r := w.run("srv.example", token)
		if r.Status != probe.Failed || len(w.net.Log.Logins()) > 0 || codes(r)[fact.NoCommonMechanism] == "" {
			w.Errorf("%s, %d logins, %v", r.Status, len(w.net.Log.Logins()), codes(r))
		}
	})
	inWorld(t, func(w *world) {
		w.server(probetest.Server{
			Names: []string{"mail.both.example"}, Users: anna("both.example"),
			Services: []probetest.Service{
				{On: "imaps", Mechanisms: []string{"OAUTHBEARER"}, Script: probetest.Script{"AUTHENTICATE OAUTHBEARER": "$tag OK in"}},
				{On: "smtps"},
			},
		})
		r := w.run("both.example", token, func(q *probe.Query) { q.SendingPassword = fact.NewSecret(probetest.Password) })
		if r.Status != probe.Verified || r.Incoming.Auth != "OAUTHBEARER" || r.Outgoing.Auth != "PLAIN" {
			w.Errorf("%s: %+v, %+v: %v", r.Status, r.Incoming, r.Outgoing, codes(r))
		}
	})
}

// The forms of a name in an international domain, the one that servers know first.
func TestInternationalNames(t *testing.T) {
	for _, tt := range []struct {
		user   string
		status probe.Status
	}{
		{"anna@xn--grn-ioa.example", probe.Verified},
		{"anna@grün.example", probe.Verified},
		{"anna", probe.Refused}, // would be a third try
	} {
		inWorld(t, func(w *world) {
			w.server(probetest.Server{
				Names: []string{"mail.xn--grn-ioa.example"}, Users: map[string]string{tt.user: probetest.Password},
				Services: probetest.On("imaps", "smtps"),
			})
			r := w.run("grün.example")
			if r.Status != tt.status {
				w.Fatalf("%s: %s, %v, %v", tt.user, r.Status, w.logins(false), codes(r))
			}
			if tt.status == probe.Verified && (r.Incoming.Username != tt.user || r.Outgoing.Username != tt.user) {
				w.Errorf("%s: in as %s, out as %s", tt.user, r.Incoming.Username, r.Outgoing.Username)
			}
		})
	}
}

// A password that cannot be put on a line is not sent, and ends the trying.
func TestUnsendablePassword(t *testing.T) {
	for _, bad := range []string{"a\r\nm9 LOGOUT", "a\x00b", "a\nb"} {
		inWorld(t, func(w *world) {
			w.build("srv.example")
			r := w.run("srv.example", password(bad))
			if r.Status != probe.Failed || len(w.net.Log.Logins()) > 0 || r.Logins.Refused > 0 {
				w.Errorf("%q: %s, %+v", bad, r.Status, r.Logins)
			}
			if got := errorCodes(r); !slices.Equal(got, []fact.Code{fact.WrongCredentials}) {
				w.Errorf("%q: %v is to blame", bad, got)
			}
		})
	}
}

// The sender is checked where that is asked for only, and no message follows.
func TestCheckSender(t *testing.T) {
	const notOwned = "553 5.7.1 <anna@send.example>: Sender address rejected: not owned by user bert"
	for _, tt := range []struct {
		name   string
		check  bool
		script probetest.Script
		status probe.Status
		code   fact.Code
		says   string
	}{
		{"not asked", false, nil, probe.Verified, "", ""},
		{"allowed", true, nil, probe.Verified, "", "MAIL RCPT RSET"},
		{"not owned", true, probetest.Script{"in RCPT": notOwned}, probe.Failed, fact.SenderNotOwned, "MAIL RCPT RSET"},
		{"greylisted", true, probetest.Script{"in RCPT": "450 4.2.0 Greylisted"}, probe.Verified, "", "MAIL RCPT RSET"},
		{"full", true, probetest.Script{"in RCPT": "552 5.2.2 Mailbox full"}, probe.Verified, fact.QuotaFull, "MAIL RCPT RSET"},
		{"silent", true, probetest.Script{"in MAIL": "<silence>"}, probe.Verified, "", "MAIL RSET"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.server(probetest.Server{
					Names: []string{"mail.send.example"}, Users: anna("send.example"),
					Services: []probetest.Service{{On: "imaps"}, {On: "smtps", Script: tt.script}},
				})
				r := w.run("send.example", func(q *probe.Query) { q.CheckSender = tt.check })
				if r.Status != tt.status || tt.code != "" && codes(r)[tt.code] != fact.Error {
					w.Errorf("%s, %v; want %s and %q", r.Status, codes(r), tt.status, tt.code)
				}
				var says []string
				for _, c := range w.net.Log.Connections() {
					for _, l := range c.Lines {
						word, _, _ := strings.Cut(l.Text, " ")
						if l.FromClient && c.Protocol == fact.SMTP && slices.Contains([]string{"MAIL", "RCPT", "RSET", "DATA", "BDAT"}, word) {
							says = append(says, word)
						}
					}
				}
				if got := strings.Join(says, " "); got != tt.says {
					w.Errorf("it said %q, want %q", got, tt.says)
				}
			})
		})
	}
}

// What stands behind the login is in the report, though it is read after the
// answer.
func TestBehindTheLogin(t *testing.T) {
	for used, want := range map[string]fact.Severity{"89": "", "90": fact.Warning, "100": fact.Error, "120": fact.Error} {
		inWorld(t, func(w *world) {
			w.server(probetest.Server{
				Names: []string{"mail.quota.example"}, Users: anna("quota.example"),
				Services: []probetest.Service{{On: "imaps", Script: probetest.Script{
					"accept":          "$tag OK [CAPABILITY IMAP4rev1 QUOTA] Logged in",
					"in GETQUOTAROOT": "* QUOTAROOT INBOX q\n* QUOTA q (STORAGE " + used + " 100 MESSAGE 99 100)\n$tag OK done",
				}}, {On: "smtps", Script: probetest.Script{"EHLO": "250-hello\n250-SIZE 52428800\n250 AUTH PLAIN"}}},
			})
			var proved *probe.Report
			r := w.run("quota.example", func(q *probe.Query) { q.Proved = func(r *probe.Report) { proved = r } })
			if r.Status != probe.Verified || proved == nil {
				w.Fatalf("%s", r.Status)
			}
			found := codes(r)
			got := found[fact.QuotaNearlyFull] + found[fact.QuotaFull]
			if _, nearly := found[fact.QuotaNearlyFull]; got != want || nearly != (want == fact.Warning) {
				w.Errorf("%s %%: %v", used, found)
			}
			for _, c := range r.Checks {
				if c.Login == fact.LoginAccepted && c.Protocol == fact.SMTP && c.MaxMessage() != 50<<20 {
					w.Errorf("the largest message is %d", c.MaxMessage())
				}
			}
		})
	}
}

// A user who has a token is not asked for a password.
func TestTokenIsNotAskedFor(t *testing.T) {
	inWorld(t, func(w *world) {
		w.build("srv.example")
		w.run("srv.example", token, func(q *probe.Query) {
			q.Password = func(context.Context, probe.Ask) (fact.Secret, error) {
				w.Error("the password was asked for")
				return fact.NewSecret(probetest.Password), nil
			}
		})
	})
}
