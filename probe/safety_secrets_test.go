package probe_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// The tests of safety_logins_test.go once more with two secrets: mail is sent with
// another password than it is read with. Each is proved by itself (rule 3), and the
// budget is one (rule 4).

// secretsCase is which of the two is right.
type secretsCase struct{ reading, sending bool }

var secretsCases = []secretsCase{{true, true}, {true, false}, {false, true}, {false, false}}

func (s secretsCase) String() string {
	return fmt.Sprintf("reading %t, sending %t", s.reading, s.sending)
}

// passwords has the user type them.
func (s secretsCase) passwords(q *probe.Query) {
	q.Password = typing(wrongPassword)
	if s.reading {
		q.Password = typing(probetest.Password)
	}
	q.SendingPassword = fact.NewSecret(wrongSending)
	if s.sending {
		q.SendingPassword = fact.NewSecret(sendingPassword)
	}
}

// twoSecrets starts a server that knows anna by a name, with a password for reading and
// one for sending.
func (w *world) twoSecrets(host, ip, name string, services ...probetest.Service) {
	w.Helper()
	w.putHost(randomHost{
		names: []string{host}, ip: ip, cert: probetest.Cert{Names: []string{host}}, services: services,
		users: map[string]string{name: probetest.Password}, senders: map[string]string{name: sendingPassword},
	})
}

// triedWith are the logins with one secret: by SMTP, or by anything else.
func (w *world) triedWith(sending bool) (accepted, refused int) {
	for _, l := range w.net.Log.Logins() {
		switch {
		case (l.Protocol == fact.SMTP) != sending:
		case l.Accepted:
			accepted++
		default:
			refused++
		}
	}
	return accepted, refused
}

// holdSecret checks what one secret met: a right one is accepted, a wrong one costs no
// more than its forms of the name, and at least one of them.
func (w *world) holdSecret(sending, right bool, forms int) {
	w.Helper()
	accepted, refused := w.triedWith(sending)
	switch {
	case right && (accepted == 0 || refused > 0):
		w.Errorf("for sending %t: a right password was accepted %d times and refused %d times", sending, accepted, refused)
	case !right && (accepted > 0 || refused == 0 || refused > forms):
		w.Errorf("for sending %t: a wrong password was accepted %d times and refused %d times, want 1 to %d", sending, accepted, refused, forms)
	}
}

const plenty = 4 // logins: as many as two wrong passwords cost with two forms of the name each

func allowed(n int) func(*probe.Query) { return func(q *probe.Query) { q.MaxLogins = n } }

func TestRule3WrongPasswordOfTwo(t *testing.T) {
	const d, host = "two.example", "mail.two.example"
	everything := probetest.On("imaps", "imap", "pop3s", "pop3", "smtps", "smtp", "smtp:25")
	for name, tt := range map[string]struct {
		domain  string
		forms   int
		publish func(w *world)
	}{
		"nothing": {d, 2, func(*world) {}},
		"SRV":     {d, 2, func(w *world) { w.publishBy(bySRV, d, 0, imaps(host), smtps(host)) }},
		"a file":  {d, 1, func(w *world) { w.publishBy(byFile, d, 0, imaps("box7."+d), smtps("box7."+d)) }},
		"its provider": {"gmx.de", 1, func(w *world) {
			w.twoSecrets("imap.gmx.net", "203.0.113.8", "anna@gmx.de", probetest.On("imaps", "imap")...)
			w.twoSecrets("mail.gmx.net", "203.0.113.9", "anna@gmx.de", probetest.On("smtps", "smtp")...)
		}},
	} {
		for _, s := range secretsCases {
			t.Run(name+", "+s.String(), func(t *testing.T) {
				inWorld(t, func(w *world) {
					switch {
					case name == "a file":
						w.twoSecrets("box7."+d, "203.0.113.7", "anna@"+d, everything...)
					case tt.domain == d:
						w.twoSecrets(host, "203.0.113.7", "anna@"+d, everything...)
					}
					tt.publish(w)
					r := w.run(tt.domain, s.passwords, allowed(plenty))
					w.holdSecret(false, s.reading, tt.forms)
					w.holdSecret(true, s.sending, tt.forms)
					want := probe.Refused
					if s.reading && s.sending {
						want = probe.Verified
					}
					if r.Status != want {
						w.Errorf("status %s, want %s; codes %v", r.Status, want, codes(r))
					}
				})
			})
		}
	}
}

// Each secret may need the second form of the name.
func TestRule3UsernameFormOfTwo(t *testing.T) {
	inWorld(t, func(w *world) {
		w.twoSecrets("mail.local.example", "203.0.113.7", "anna", probetest.On("imaps", "smtps")...)
		r := w.run("local.example", secretsCase{true, true}.passwords, allowed(plenty))
		if r.Status != probe.Verified || r.Incoming.Username != "anna" || r.Outgoing.Username != "anna" {
			w.Errorf("status %s, incoming %+v, outgoing %+v", r.Status, r.Incoming, r.Outgoing)
		}
		if n := total(w.logins(false)); n == 0 || n > 2 {
			w.Errorf("%d refused logins, want one for each secret at most: %v", n, w.logins(false))
		}
	})
}

// Any other answer than "wrong credentials" ends the trying with that secret, and with
// that secret only.
func TestRule5NoRetryWithOneOfTwo(t *testing.T) {
	for _, tt := range []struct {
		sending bool
		answer  string
	}{
		{false, "$tag NO [UNAVAILABLE] Temporary authentication failure."},
		{false, "$tag NO [LIMIT] Too many login attempts"},
		{false, "* BYE [ALERT] account locked\n<close>"},
		{false, "$tag NO [ALERT] Please log in via your web browser"},
		{false, "$tag NO [EXPIRED] password expired"},
		{false, "<silence>"},
		{false, "<close>"},
		{true, "421 4.7.0 Too many login attempts\n<close>"},
		{true, "535 5.7.8 Please log in via your web browser"},
		{true, "534 5.7.9 Application-specific password required"},
		{true, "<silence>"},
		{true, "<close>"},
	} {
		t.Run(fmt.Sprintf("sending %t: %s", tt.sending, tt.answer), func(t *testing.T) {
			inWorld(t, func(w *world) {
				all := probetest.On("imaps", "imap", "pop3s", "smtps", "smtp", "smtp:25")
				for i := range all {
					if p := protocolOf(all[i].On); tt.sending == (p == fact.SMTP) && p != fact.POP3 {
						all[i].Script = probetest.Script{"login": tt.answer}
					}
				}
				w.twoSecrets("mail.no.example", "203.0.113.7", "anna@no.example", all...)
				r := w.run("no.example", secretsCase{true, true}.passwords, allowed(plenty))
				if accepted, refused := w.triedWith(tt.sending); accepted != 0 || refused != 1 {
					w.Errorf("%d logins were accepted and %d not, want one that was not: %v", accepted, refused, w.logins(false))
				}
				// Who says stop may mean both.
				stops := containsAnyOf(tt.answer, "421", "[LIMIT]", "[UNAVAILABLE]", "BYE")
				if accepted, refused := w.triedWith(!tt.sending); accepted == 0 && !stops || refused > 0 {
					w.Errorf("with the other secret %d logins were accepted and %d not", accepted, refused)
				}
				if r.Status != probe.Failed && r.Status != probe.Refused {
					w.Errorf("status %s", r.Status)
				}
			})
		})
	}
}

// The budget is one for both.
func TestRule4BudgetOfTwo(t *testing.T) {
	const d = "two.example"
	everything := probetest.On("imaps", "imap", "pop3s", "pop3", "smtps", "smtp", "smtp:25")
	for _, s := range secretsCases {
		for _, limit := range []int{1, 2, 3, plenty} {
			t.Run(fmt.Sprintf("%s, %d", s, limit), func(t *testing.T) {
				inWorld(t, func(w *world) {
					w.twoSecrets("mail."+d, "203.0.113.7", "anna@"+d, everything...)
					r := w.run(d, s.passwords, allowed(limit)) // which counts
					if n := total(w.logins(false)); r.Logins.Refused != n {
						w.Errorf("%d refused logins, %d in the report", n, r.Logins.Refused)
					}
				})
			})
		}
	}
	inWorld(t, func(w *world) {
		w.twoSecrets("mail."+d, "203.0.113.7", "anna@"+d, everything...)
		r := w.run(d, secretsCase{true, true}.passwords, allowed(-1))
		if n := len(w.net.Log.Logins()); n != 0 || r.Status != probe.Reachable {
			w.Errorf("%d logins without a budget, status %s", n, r.Status)
		}
	})
	inWorld(t, func(w *world) { // right for reading, and everybody refuses to send
		no := probetest.Script{"login": "535 5.7.8 no"}
		w.twoSecrets("mail."+d, "203.0.113.7", "anna@"+d, probetest.Service{On: "imaps"},
			probetest.Service{On: "smtps", Script: no}, probetest.Service{On: "smtp", Script: no}, probetest.Service{On: "smtp:25", Script: no})
		r := w.run(d, secretsCase{true, true}.passwords, allowed(plenty))
		if _, refused := w.triedWith(true); refused > 2 {
			w.Errorf("%d refused logins, at most one for each form of the name is allowed: %v", refused, w.logins(false))
		}
		if r.Status != probe.Refused {
			w.Errorf("status %s, codes %v", r.Status, codes(r))
		}
	})
}

// A login that we broke off ourselves, once its own secret was proved, has not been
// refused.
func TestRule4BrokenOffOfTwo(t *testing.T) {
	inWorld(t, func(w *world) {
		slow := probetest.Script{"login": "<silence>"}
		w.twoSecrets("mail.slow.example", "203.0.113.7", "anna@slow.example", probetest.Service{On: "imaps"}, probetest.Service{On: "imap", Script: slow}, probetest.Service{On: "smtps"})
		r := w.run("slow.example", secretsCase{true, true}.passwords)
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

// Every dialogue ends as it should, and does nothing it should not; and each secret goes
// to its own service.
func TestRule5MannersOfTwo(t *testing.T) {
	for _, s := range secretsCases {
		t.Run(s.String(), func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.twoSecrets("mail.two.example", "203.0.113.7", "anna@two.example", probetest.On("imaps", "imap", "pop3s", "pop3", "smtps", "smtp", "smtp:25")...)
				w.run("two.example", s.passwords, allowed(plenty))
				for _, c := range w.net.Log.Connections() {
					if !c.Protocol.Incoming() && c.Protocol != fact.SMTP {
						continue
					}
					for _, wrong := range []string{probetest.Password, wrongPassword, sendingPassword, wrongSending} {
						forSending := slices.Contains([]string{sendingPassword, wrongSending}, wrong)
						if c.Carries(wrong) && forSending == c.Protocol.Incoming() {
							w.Errorf("%s %s was shown the other password", c.Protocol, c.Addr)
						}
					}
					last := ""
					for _, l := range c.Lines {
						if l.FromClient {
							last = strings.ToUpper(l.Text)
						}
					}
					if !strings.HasSuffix(last, "LOGOUT") && last != "QUIT" {
						w.Errorf("%s %s ended with %q", c.Protocol, c.Addr, last)
					}
				}
			})
		})
	}
}
