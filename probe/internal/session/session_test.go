package session_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/internal/session"
	"github.com/mailprobe/mailprobe/probe/internal/testkit"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

const (
	host = "mail.d.example"
	user = "anna@d.example"
)

// examine opens a session with a server that has one service, and hands it to f.
func examine(t *testing.T, service probetest.Service, e fact.Endpoint, f func(*session.Session, *probetest.Internet)) {
	t.Helper()
	examineAs(t, map[string]string{user: probetest.Password}, service, e, f)
}

func examineAs(t *testing.T, users map[string]string, service probetest.Service, e fact.Endpoint, f func(*session.Session, *probetest.Internet)) {
	t.Helper()
	testkit.Bubble(t, func(t *testing.T, i *probetest.Internet) {
		err := i.Serve(probetest.Server{
			Names: []string{host}, Users: users, Services: []probetest.Service{service},
		})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		d := &connect.Dialer{Cache: testkit.Resolver(i, i.DialContext).Cache(ctx), Dial: i.DialContext, Trust: connect.Trust{Roots: i.Roots()}, Redactor: &connect.Redactor{}}
		ips, err := d.Addresses(ctx, host)
		if err != nil {
			t.Fatal(err)
		}
		s := session.Open(ctx, d, e, ips, session.Options{})
		f(s, i)
		s.Close()
	})
}

func endpoint(on string) fact.Endpoint {
	return map[string]fact.Endpoint{
		"imaps": {Protocol: fact.IMAP, Host: host, Port: 993, TLS: fact.Implicit},
		"imap":  {Protocol: fact.IMAP, Host: host, Port: 143, TLS: fact.STARTTLS},
		"pop3s": {Protocol: fact.POP3, Host: host, Port: 995, TLS: fact.Implicit},
		"pop3":  {Protocol: fact.POP3, Host: host, Port: 110, TLS: fact.STARTTLS},
		"smtps": {Protocol: fact.SMTP, Host: host, Port: 465, TLS: fact.Implicit},
		"smtp":  {Protocol: fact.SMTP, Host: host, Port: 587, TLS: fact.STARTTLS},
	}[on]
}

func steps(c fact.Check) string {
	var names []string
	for _, s := range c.Steps {
		names = append(names, string(s.Name))
	}
	return strings.Join(names, " ")
}

// The good way, in every protocol and mode, and not one round trip too many.
func TestGoodWay(t *testing.T) {
	for on, want := range map[string]string{
		"imaps": "tcp tls greeting login mailbox", // the greeting brings the capabilities
		"imap":  "tcp greeting starttls tls capability login mailbox",
		"pop3s": "tcp tls greeting capability login mailbox",
		"pop3":  "tcp greeting capability starttls tls capability login mailbox",
		"smtps": "tcp tls greeting capability login",
		"smtp":  "tcp greeting capability starttls tls capability login",
	} {
		for _, mechanism := range []string{"PLAIN", "LOGIN", "USER"} {
			if mechanism == "USER" && !strings.HasPrefix(on, "pop3") {
				continue
			}
			t.Run(on+" "+mechanism, func(t *testing.T) {
				examine(t, probetest.Service{On: on}, endpoint(on), func(s *session.Session, i *probetest.Internet) {
					if !s.Ready() {
						t.Fatalf("not ready: %+v", s.Check.Failure)
					}
					if !slices.Contains(s.Check.Mechanisms, mechanism) {
						t.Fatalf("%s is not among %v", mechanism, s.Check.Mechanisms)
					}
					a := s.Login(session.Credential{Username: user, Secret: fact.NewSecret(probetest.Password)}, mechanism)
					if a.Result != fact.AttemptAccepted {
						t.Fatalf("%+v", a)
					}
					s.Mailbox()
					s.Close()
					if got := steps(s.Check); got != want {
						t.Errorf("steps: %s; want %s", got, want)
					}
					if box := s.Check.Mailbox; strings.HasPrefix(on, "smtp") != (box == nil) || box != nil && !box.Opened {
						t.Errorf("mailbox: %+v", box)
					}
					logins := i.Log.Logins()
					if len(logins) != 1 || logins[0].User != user || !logins[0].Accepted || !logins[0].TLS {
						t.Errorf("the server saw %+v", logins)
					}
					if n := len(s.Check.Wire); n < 5 || n > 40 {
						t.Errorf("%d lines are recorded", n)
					}
					for _, l := range s.Check.Wire {
						if strings.Contains(l.Text, probetest.Password) || strings.Contains(l.Text, "Y29ycmVjdCBob3JzZQ") {
							t.Errorf("the password is recorded: %q", l.Text)
						}
					}
				})
			})
		}
	}
}

// What a server can do wrong, and how it shows. No credential is ever asked for.
func TestFailures(t *testing.T) {
	for _, tt := range []struct {
		name   string
		on     string
		script probetest.Script
		step   fact.StepName
		kind   fact.FailureKind
		line   string
	}{
		{"says nothing", "imaps", probetest.Script{"greeting": "<silence>"}, fact.StepGreeting, fact.FailTimeout, ""},
		{"closes", "pop3s", probetest.Script{"greeting": "<close>"}, fact.StepGreeting, fact.FailClosed, ""},
		{"resets", "smtps", probetest.Script{"greeting": "<reset>"}, fact.StepGreeting, fact.FailReset, ""},
		{"never ends its line", "smtps", probetest.Script{"greeting": "220 <endless>"}, fact.StepGreeting, fact.FailTooLong, "220 "},
		{"sends rubbish", "imaps", probetest.Script{"greeting": "hello there"}, fact.StepGreeting, fact.FailGarbled, "hello there"},
		{"BYE", "imaps", probetest.Script{"greeting": "* BYE go away"}, fact.StepGreeting, fact.FailRejected, "* BYE go away"},
		{"-ERR", "pop3s", probetest.Script{"greeting": "-ERR go away"}, fact.StepGreeting, fact.FailRejected, "-ERR go away"},
		{"554 on two lines", "smtps", probetest.Script{"greeting": "554-go\n554 away"}, fact.StepGreeting, fact.FailRejected, "554 go away"},
		{"codes that differ", "smtps", probetest.Script{"greeting": "220-go\n554 away"}, fact.StepGreeting, fact.FailGarbled, "554 away"},
		{"a code that is none", "smtps", probetest.Script{"greeting": "2200 hello"}, fact.StepGreeting, fact.FailGarbled, "2200 hello"},
		{"POP3 on the IMAP port", "imaps", probetest.Script{"greeting": "+OK POP3 ready"}, fact.StepGreeting, fact.FailGarbled, "+OK POP3 ready"},
		{"PREAUTH", "imap", probetest.Script{"greeting": "* PREAUTH hello"}, fact.StepGreeting, fact.FailPreauth, "* PREAUTH hello"},
		{"no STARTTLS", "imap", probetest.Script{"clear greeting": "* OK [CAPABILITY IMAP4rev1] hello"}, fact.StepSTARTTLS, fact.FailNotOffered, ""},
		{"no STLS", "pop3", probetest.Script{"clear CAPA": "+OK\nUSER\n."}, fact.StepSTARTTLS, fact.FailNotOffered, ""},
		{"no CAPA", "pop3", probetest.Script{"clear CAPA": "-ERR what?"}, fact.StepSTARTTLS, fact.FailNotOffered, ""},
		{"CAPA never ends", "pop3", probetest.Script{"clear CAPA": "+OK\n<flood X-Y>"}, fact.StepCapability, fact.FailTooLong, ""},
		{"no EHLO", "smtp", probetest.Script{"clear EHLO": "502 no such command"}, fact.StepCapability, fact.FailRejected, "502 no such command"},
		{"STARTTLS no", "imap", probetest.Script{"STARTTLS": "$tag NO no"}, fact.StepSTARTTLS, fact.FailRejected, " NO no"},
		{"STARTTLS goes on", "imap", probetest.Script{"STARTTLS": "+ go on"}, fact.StepSTARTTLS, fact.FailGarbled, "+ go on"},
		{"STARTTLS 354", "smtp", probetest.Script{"STARTTLS": "354 go on"}, fact.StepSTARTTLS, fact.FailGarbled, "354 go on"},
		{"STARTTLS and more", "imap", probetest.Script{"STARTTLS": "$tag OK<inject * OK forged><tls>"}, fact.StepSTARTTLS, fact.FailLeftover, "* OK forged"},
		{"STARTTLS and no TLS", "imap", probetest.Script{"STARTTLS": "$tag OK\n<wait 1s>* OK?"}, fact.StepTLS, fact.FailLeftover, "* OK?"},
		{"plaintext on the TLS port", "imaps", probetest.Script{"handshake": "<skip>"}, fact.StepTLS, fact.FailNotTLS, "* OK"},
		{"TLS 1.1", "imaps", probetest.Script{"handshake": "<max 1.1>"}, fact.StepTLS, fact.FailVersion, ""},
		{"an alert", "imaps", probetest.Script{"handshake": "<alert 40>"}, fact.StepTLS, fact.FailAlert, ""},
		{"a client certificate", "imaps", probetest.Script{"handshake": "<certificate>"}, fact.StepGreeting, fact.FailAlert, ""},
		{"CAPABILITY NO after TLS", "imap", probetest.Script{"tls CAPABILITY": "$tag NO"}, fact.StepCapability, fact.FailRejected, " NO"},
		{"BYE after TLS", "imap", probetest.Script{"tls CAPABILITY": "* BYE bye\n<close>"}, fact.StepCapability, fact.FailRejected, "* BYE bye"},
		{"another's tag", "imap", probetest.Script{"tls CAPABILITY": "x9 OK done"}, fact.StepCapability, fact.FailGarbled, "x9 OK done"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			examine(t, probetest.Service{On: tt.on, Script: tt.script}, endpoint(tt.on), func(s *session.Session, i *probetest.Internet) {
				f := s.Check.Failure
				if s.Ready() || f == nil || s.Check.Outcome != fact.OutcomeFailed || s.Check.Login != fact.LoginImpossible {
					t.Fatalf("ready: %t, %+v", s.Ready(), s.Check)
				}
				if f.Step != tt.step || f.Kind != tt.kind || !strings.Contains(f.Line, tt.line) {
					t.Errorf("%s: %s %q (%s); want %s: %s %q", f.Step, f.Kind, f.Line, f.Detail, tt.step, tt.kind, tt.line)
				}
				if a := s.Login(session.Credential{Username: user, Secret: fact.NewSecret("x")}, "PLAIN"); a.Result != fact.AttemptUnsent {
					t.Errorf("a session that is not ready took a credential: %+v", a)
				}
				if n := len(i.Log.Logins()); n != 0 {
					t.Errorf("%d credentials were sent", n)
				}
			})
		})
	}
}

// What a server can answer to a credential, and as what it counts.
func TestAnswers(t *testing.T) {
	for _, tt := range []struct {
		on     string
		script probetest.Script
		name   string // the mechanism
		want   fact.AttemptResult
		line   string
	}{
		{"imaps", nil, "PLAIN", fact.AttemptAccepted, ""},
		{"imaps", probetest.Script{"login": "$tag NO [AUTHENTICATIONFAILED] no"}, "PLAIN", fact.AttemptRefused, "[AUTHENTICATIONFAILED]"},
		{"imaps", probetest.Script{"login": "$tag NO [UNAVAILABLE] later"}, "PLAIN", fact.AttemptTemporary, ""},
		{"imaps", probetest.Script{"login": "$tag BAD what?"}, "PLAIN", fact.AttemptUnsupported, ""},
		{"imaps", probetest.Script{"login": "$tag NO bad protocol / cancel"}, "PLAIN", fact.AttemptRefused, ""},
		{"imaps", probetest.Script{"login": "$tag BAD Invalid credentials"}, "PLAIN", fact.AttemptRefused, ""},
		{"imaps", probetest.Script{"login": "* NO [WEBALERT https://x.example/] go\n$tag NO no"}, "PLAIN", fact.AttemptRefused, ""},
		{"imaps", probetest.Script{"login": "* BYE gone\n<close>"}, "PLAIN", fact.AttemptRefused, "* BYE gone"},
		{"imaps", probetest.Script{"login": "<silence>"}, "PLAIN", fact.AttemptUnanswered, ""},
		{"imaps", probetest.Script{"login": "<close>"}, "PLAIN", fact.AttemptUnanswered, ""},
		{"imaps", probetest.Script{"login": "<endless>"}, "PLAIN", fact.AttemptUnanswered, ""},
		{"imaps", probetest.Script{"AUTHENTICATE": "$tag NO no such mechanism"}, "LOGIN", fact.AttemptUnsupported, ""},
		{"imaps", probetest.Script{"AUTHENTICATE": "* BYE not now\n<close>"}, "LOGIN", fact.AttemptUnsent, "not now"},
		{"imaps", probetest.Script{"AUTHENTICATE": "+ b25l\n<read>+ dHdv\n<read>+ dGhyZWU=\n<read>+\n<read>+\n<read>+"}, "LOGIN", fact.AttemptUnproven, "not LOGIN's"},
		{"smtps", probetest.Script{"AUTH": "421 4.7.0 not now"}, "LOGIN", fact.AttemptTemporary, "not now"},
		{"imaps", probetest.Script{"AUTHENTICATE": "$tag OK come in"}, "LOGIN", fact.AttemptUnsent, "come in"},
		{"imaps", probetest.Script{"AUTHENTICATE": "+\n<read>$tag OK come in"}, "LOGIN", fact.AttemptUnanswered, "come in"},
		{"smtps", probetest.Script{"AUTH": "235 come in"}, "LOGIN", fact.AttemptUnsent, "come in"},
		{"smtps", probetest.Script{"AUTH": "250 hm"}, "PLAIN", fact.AttemptUnanswered, "hm"},
		{"pop3s", probetest.Script{"USER": "-ERR no"}, "USER", fact.AttemptUnsupported, "no"},
		{"imaps", probetest.Script{"AUTHENTICATE": "+ !!!no base64!!!\n<read>+ \n<read>$tag OK"}, "LOGIN", fact.AttemptAccepted, ""},
		{"imaps", probetest.Script{"AUTHENTICATE": "+\n<read>+\n<read>+\n<read>$tag OK"}, "LOGIN", fact.AttemptUnproven, "not LOGIN's"},
		{"pop3s", probetest.Script{"login": "-ERR [AUTH] no"}, "PLAIN", fact.AttemptRefused, "[AUTH]"},
		{"pop3s", probetest.Script{"login": "-ERR [IN-USE] locked"}, "USER", fact.AttemptTemporary, ""},
		{"pop3s", probetest.Script{"USER": "-ERR who?"}, "USER", fact.AttemptUnsupported, ""},
		{"pop3s", probetest.Script{"login": "-ERR [AUTH] Unsupported authentication mechanism."}, "USER", fact.AttemptRefused, ""}, // Dovecot
		{"pop3s", probetest.Script{"login": "yes"}, "USER", fact.AttemptUnanswered, ""},
		{"smtps", probetest.Script{"login": "535 5.7.8 no"}, "PLAIN", fact.AttemptRefused, "535 5.7.8"},
		{"smtps", probetest.Script{"login": "535-5.7.8 no\n535 5.7.8 see https://x.example/"}, "PLAIN", fact.AttemptRefused, "see https://x.example/"},
		{"smtps", probetest.Script{"login": "454 4.7.0 later"}, "PLAIN", fact.AttemptTemporary, ""},
		{"smtps", probetest.Script{"login": "432 4.7.12 change it"}, "PLAIN", fact.AttemptRefused, ""},
		{"smtps", probetest.Script{"login": "504 5.5.4 no such thing"}, "PLAIN", fact.AttemptUnsupported, ""},
		{"smtps", probetest.Script{"AUTH": "535 5.7.3 not like this"}, "LOGIN", fact.AttemptUnsupported, ""},
		{"smtps", probetest.Script{"AUTH": "334 VXNlcm5hbWU6\n<read>334 UGFzc3dvcmQ6\n<read>235 ok"}, "LOGIN", fact.AttemptAccepted, ""},
		{"smtps", probetest.Script{"AUTH": "334\n<read>334\n<read>235 ok"}, "LOGIN", fact.AttemptAccepted, ""},
	} {
		name := tt.on + " " + tt.name
		for _, answer := range tt.script {
			name += " " + answer
		}
		t.Run(name, func(t *testing.T) {
			examine(t, probetest.Service{On: tt.on, Script: tt.script}, endpoint(tt.on), func(s *session.Session, i *probetest.Internet) {
				if !s.Ready() {
					t.Fatalf("not ready: %+v", s.Check.Failure)
				}
				start := time.Now()
				a := s.Login(session.Credential{Username: user, Secret: fact.NewSecret(probetest.Password)}, tt.name)
				if a.Result != tt.want || !strings.Contains(a.Line, tt.line) {
					t.Errorf("%s %q %v; want %s %q", a.Result, a.Line, a.Earlier, tt.want, tt.line)
				}
				if took := time.Since(start); took > connect.LoginTimeout {
					t.Errorf("it took %v", took)
				}
				if accepted := a.Result == fact.AttemptAccepted; accepted != (s.Check.Login == fact.LoginAccepted) {
					t.Errorf("login is %s", s.Check.Login)
				}
			})
		})
	}
}

// A password can be guessed from what a server says in SCRAM, so the record has
// nothing of that; before and after, it has everything.
func TestSCRAMIsNotRecorded(t *testing.T) {
	for on, script := range map[string]probetest.Script{
		"imaps": {"AUTHENTICATE": "+ cj14LHM9eCxpPTE=\n<read>$tag NO told"},
		"pop3s": {"AUTH": "+ cj14LHM9eCxpPTE=\n<read>-ERR told"},
		"smtps": {"AUTH": "334 cj14LHM9eCxpPTE=\n<read>535 told"},
	} {
		examine(t, probetest.Service{On: on, Mechanisms: []string{"SCRAM-SHA-256"}, Script: script}, endpoint(on), func(s *session.Session, i *probetest.Internet) {
			s.Login(session.Credential{Username: user, Secret: fact.NewSecret(probetest.Password)}, "SCRAM-SHA-256")
			s.Close()
			told := false
			for _, l := range s.Check.Wire {
				told = told || strings.Contains(l.Text, " told")
				if strings.Contains(l.Text, "cj14") {
					t.Errorf("%s: %q is recorded", on, l.Text)
				}
			}
			if !told {
				t.Errorf("%s: the end is not recorded", on)
			}
		})
	}
}

// A server that does not answer our leave does not hold us up.
func TestSilentFarewell(t *testing.T) {
	for on, script := range map[string]probetest.Script{
		"imaps": {"in LOGOUT": "<silence>"}, "pop3s": {"in QUIT": "<silence>"}, "smtps": {"in QUIT": "<silence>"},
	} {
		examine(t, probetest.Service{On: on, Script: script}, endpoint(on), func(s *session.Session, i *probetest.Internet) {
			s.Login(session.Credential{Username: user, Secret: fact.NewSecret(probetest.Password)}, "PLAIN")
			s.Mailbox()
			start := time.Now()
			s.Close()
			if took := time.Since(start); took > 1100*time.Millisecond || took < time.Second {
				t.Errorf("%s: it took %v", on, took)
			}
		})
	}
}

// User names and passwords that need care on the wire arrive as they are.
func TestAwkwardCredentials(t *testing.T) {
	for _, awkward := range []struct{ user, password string }{
		{`back\slash"quote`, `"\`},
		{"anna@d.example", "pässwörd"},
		{"ännchen", "plain"},
		{"anna", " leading and trailing "},
		{"anna", strings.Repeat("long", 100)},
		{"anna", "{12}"},
	} {
		for on, mechanisms := range map[string][]string{"imaps": {"PLAIN", "LOGIN"}, "pop3s": {"PLAIN", "USER"}, "smtps": {"PLAIN", "LOGIN"}} {
			for _, mechanism := range mechanisms {
				service := probetest.Service{On: on}
				if on == "imaps" && mechanism == "LOGIN" {
					service.Mechanisms = []string{"PLAIN"} // the LOGIN command, not SASL
				}
				t.Run(on+" "+mechanism+" "+awkward.user+" "+awkward.password, func(t *testing.T) {
					users := map[string]string{awkward.user: awkward.password}
					examineAs(t, users, service, endpoint(on), func(s *session.Session, i *probetest.Internet) {
						if !s.Ready() {
							t.Fatalf("not ready: %+v", s.Check.Failure)
						}
						a := s.Login(session.Credential{Username: awkward.user, Secret: fact.NewSecret(awkward.password)}, mechanism)
						logins := i.Log.Logins()
						if len(logins) != 1 || logins[0].User != awkward.user {
							t.Errorf("%+v; the server saw %+v", a, logins)
						}
						if a.Result != fact.AttemptAccepted {
							t.Errorf("%+v", a)
						}
					})
				})
			}
		}
	}
}
