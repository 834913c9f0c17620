package probe_test

import (
	"context"
	"net"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// Rule 3 with two passwords: what proves one says nothing of the other, and a wrong
// one costs what it would cost alone.
func TestRule3TwoPasswords(t *testing.T) {
	for _, tt := range []struct {
		name               string
		receiving, sending string
		slow               probetest.Script // what the incoming server says, so that sending comes first
		refused            int
		status             probe.Status
	}{
		{"both right", probetest.Password, probetest.Password, nil, 0, probe.Verified},
		{"sending wrong", probetest.Password, wrongPassword, nil, 1, probe.Refused},
		{"receiving wrong", wrongPassword, probetest.Password, nil, 1, probe.Refused},
		{"receiving wrong, and sending proved before", wrongPassword, probetest.Password,
			probetest.Script{"greeting": "<wait 2s>* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hello"}, 1, probe.Refused},
		{"both wrong", wrongPassword, wrongPassword, nil, 2, probe.Refused},
	} {
		for _, limit := range []int{2, 5} {
			t.Run(tt.name, func(t *testing.T) {
				inWorld(t, func(w *world) {
					const d = "split.example"
					w.server(probetest.Server{Names: []string{"in." + d}, Users: anna(d), Services: []probetest.Service{{On: "imaps", Script: tt.slow}, {On: "imap"}, {On: "pop3s"}}})
					w.server(probetest.Server{Names: []string{"out." + d}, Users: anna(d), Services: probetest.On("smtps", "smtp", "smtp:25"), LoginDelay: time.Second})
					w.zone("_imaps._tcp." + d + " SRV 0 1 993 in." + d + "\n_pop3s._tcp." + d + " SRV 1 1 995 in." + d +
						"\n_submissions._tcp." + d + " SRV 0 1 465 out." + d + "\n_submission._tcp." + d + " SRV 0 1 587 out." + d)
					r := w.run(d, password(tt.receiving), func(q *probe.Query) {
						q.Username = "anna@" + d // one name is one try
						q.SendingPassword = fact.NewSecret(tt.sending)
						q.MaxLogins, q.All = limit, true
					})
					if n := total(w.logins(false)); n != tt.refused || r.Status != tt.status {
						w.Errorf("--max-logins %d: %s, %d refused: %v; want %s, %d", limit, r.Status, n, w.logins(false), tt.status, tt.refused)
					}
				})
			})
		}
	}
}

// Rules 3 and 5: a door that is shut behind a definite no is how a lock-out looks.
// The same password goes nowhere else then.
func TestRule3NoAnswerBehindARefusal(t *testing.T) {
	for name, again := range map[string]string{
		"BYE": "* BYE Too many failed logins, you are locked out\n<close>", "reset": "<reset>", "silence": "<silence>",
		"no mechanism any more": "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] hello",
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				const d = "locked.example"
				no := probetest.Script{"login": "$tag NO [AUTHENTICATIONFAILED] no\n<close>"}
				w.server(probetest.Server{Names: []string{"mail." + d}, Users: anna(d), Services: []probetest.Service{{On: "imaps", Script: no}, {On: "pop3s"}, {On: "smtps"}}})
				w.server(probetest.Server{
					Names: []string{"again.other.test"}, Users: anna(d), Cert: &probetest.Cert{Names: []string{"mail." + d}},
					Services: []probetest.Service{{On: "imaps", Script: probetest.Script{"greeting": again}}},
				})
				p := w.prober()
				first, second := w.address("mail."+d)+":993", w.address("again.other.test")+":993"
				dial, n := p.Dial, 0
				p.Dial = func(ctx context.Context, network, to string) (net.Conn, error) {
					if to == first {
						if n++; n > 1 {
							to = second
						}
					}
					return dial(ctx, network, to)
				}
				q := probe.Query{Address: address(w, "anna@"+d), Password: typing(wrongPassword)}
				if _, err := p.Run(w.Context(), q); err != nil {
					w.Fatal(err)
				}
				w.holdToRules(q)
				if got := w.net.Log.Logins(); len(got) != 1 {
					w.Errorf("%d logins: %+v", len(got), got)
				}
			})
		})
	}
}

// address is the first address of a host.
func (w *world) address(host string) string {
	server, err := dns.ParseServer(w.net.ResolverAddr().String())
	if err != nil {
		w.Fatal(err)
	}
	resolver := &dns.Resolver{Servers: []dns.Server{server}, Dial: w.net.DialContext}
	ips, err := resolver.Cache(w.Context()).Addresses(w.Context(), host, dns.Families{})
	if err != nil {
		w.Fatal(err)
	}
	return ips[0].String()
}

// Rule 4: answers that pretend to count for nothing do not make the password free.
func TestRule4AnswersThatCountForNothing(t *testing.T) {
	for name, tt := range map[string]struct {
		imap, pop, smtp string
		most            int
	}{
		"BAD and 504 that judge": {"$tag BAD Invalid credentials", "-ERR no", "504 5.7.4 Authentication failed", 2},
		"BAD and 504":            {"$tag BAD what?", "-ERR what?", "504 5.7.4 Unrecognized authentication type", 4},
		"a no that says unsupported": {"$tag NO [AUTHENTICATIONFAILED] Unsupported authentication mechanism",
			"-ERR [AUTH] Unsupported authentication mechanism", "535 Unsupported authentication mechanism", 2},
		"a broken exchange": {"$tag NO bad protocol / cancel", "-ERR bad protocol / cancel", "535 bad protocol / cancel", 2},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				const d = "words.example"
				both := []string{"PLAIN", "LOGIN"}
				service := func(on, answer string) probetest.Service {
					return probetest.Service{On: on, Mechanisms: both, Script: probetest.Script{"login": answer, "AUTHENTICATE": "<login>", "LOGIN": "<login>"}}
				}
				w.server(probetest.Server{Names: []string{"mail." + d}, Users: anna(d), Services: []probetest.Service{
					service("imaps", tt.imap), service("imap", tt.imap), service("pop3s", tt.pop), service("pop3", tt.pop),
					service("smtps", tt.smtp), service("smtp", tt.smtp), service("smtp:25", tt.smtp),
				}})
				q := probe.Query{Address: address(w, "anna@"+d), Password: typing(wrongPassword), All: true}
				if _, err := w.prober().Run(w.Context(), q); err != nil {
					w.Fatal(err)
				}
				if n := len(w.net.Log.Logins()); n == 0 || n > tt.most {
					w.Errorf("the password was sent %d times, %d are enough: %+v", n, tt.most, w.net.Log.Logins())
				}
			})
		})
	}
}
