package probe_test

import (
	"slices"
	"testing"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// given are endpoints that anna of a domain typed.
func given(domain string, endpoints ...fact.Endpoint) func(*probe.Query) {
	return func(q *probe.Query) {
		q.Address = fact.Address{}
		for _, e := range endpoints {
			q.Servers = append(q.Servers, probe.Server{Endpoint: e, Username: probetest.User + "@" + domain})
		}
	}
}

func imaps(host string) fact.Endpoint {
	return fact.Endpoint{Protocol: fact.IMAP, Host: host, Port: 993, TLS: fact.Implicit}
}

func smtps(host string) fact.Endpoint {
	return fact.Endpoint{Protocol: fact.SMTP, Host: host, Port: 465, TLS: fact.Implicit}
}

func TestGiven(t *testing.T) {
	wrongMode := imaps("imap.implicit.example")
	wrongMode.TLS = fact.STARTTLS
	pops := fact.Endpoint{Protocol: fact.POP3, Host: "in1.srv.example", Port: 995, TLS: fact.Implicit}
	for _, tt := range []struct {
		name, domain string
		endpoints    []fact.Endpoint
		change       func(*probe.Query)
		status       probe.Status
		accepted     int // logins
	}{
		{"both work", "srv.example", []fact.Endpoint{imaps("in1.srv.example"), smtps("out1.srv.example")}, nil, probe.Verified, 2},
		{"one alone", "srv.example", []fact.Endpoint{smtps("out1.srv.example")}, nil, probe.Verified, 1},
		{"no password", "srv.example", []fact.Endpoint{imaps("in1.srv.example")}, func(q *probe.Query) { q.Password = nil }, probe.Reachable, 0},
		{"one of three is dead", "srv.example", []fact.Endpoint{imaps("in1.srv.example"), pops, smtps("out1.srv.example")}, nil, probe.Failed, 2},
		{"the wrong mode", "implicit.example", []fact.Endpoint{wrongMode, smtps("smtp.implicit.example")}, nil, probe.Failed, 1},
		{"no such host", "srv.example", []fact.Endpoint{imaps("nosuch.srv.example")}, nil, probe.NotFound, 0},
		{"wrong password", "srv.example", []fact.Endpoint{imaps("in1.srv.example")}, func(q *probe.Query) { q.Password = typing("wrong") }, probe.Refused, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.build(tt.domain)
				change := []func(*probe.Query){given(tt.domain, tt.endpoints...)}
				if tt.change != nil {
					change = append(change, tt.change)
				}
				r := w.run(tt.domain, change...)
				if r.Status != tt.status {
					w.Errorf("status %s, want %s: %v", r.Status, tt.status, r.Problems)
				}
				if accepted := total(w.logins(true)); accepted != tt.accepted {
					w.Errorf("%d logins were accepted, want %d", accepted, tt.accepted)
				}
				if len(r.Sources) > 0 || len(w.net.Web.Requests()) > 0 {
					w.Error("settings were looked for, though some were given")
				}
				for _, c := range r.Checks {
					if len(c.Attempts) > 0 && !slices.Contains(tt.endpoints, c.Endpoint) {
						w.Errorf("a login was tried at %s, which nobody gave", c.Endpoint)
					}
				}
				for _, s := range []*fact.Setting{r.Incoming, r.Outgoing} {
					if s != nil && !slices.Contains(tt.endpoints, s.Endpoint) {
						w.Errorf("the report shows %s, which nobody gave", s.Endpoint)
					}
				}
			})
		})
	}
}

// Of the wrong mode the report shows that the right one would do.
func TestGivenWrongMode(t *testing.T) {
	inWorld(t, func(w *world) {
		w.build("implicit.example")
		e := imaps("imap.implicit.example")
		e.TLS = fact.STARTTLS
		r := w.run("implicit.example", given("implicit.example", e))
		right := slices.ContainsFunc(r.Checks, func(c fact.Check) bool {
			return c.Endpoint == imaps(e.Host) && c.Derived && c.Outcome == fact.OutcomeOK
		})
		if !right {
			w.Errorf("%s was not looked at, or does not answer: %v", imaps(e.Host), r.Checks)
		}
		only := w.run("implicit.example", given("implicit.example", e), func(q *probe.Query) { q.ServersOnly = true })
		if len(only.Checks) != 1 {
			w.Errorf("%d endpoints were examined, want the one", len(only.Checks))
		}
	})
}

// Where there is no address, the sender to be checked is who logs in, if that is
// an address.
func TestGivenSender(t *testing.T) {
	for name, want := range map[string]string{probetest.User + "@srv.example": probetest.User + "@srv.example", "annab": ""} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.server(probetest.Server{Names: []string{"out1.srv.example"}, Users: map[string]string{name: probetest.Password}, Services: probetest.On("smtps")})
				r := w.run("srv.example", given("srv.example", smtps("out1.srv.example")), func(q *probe.Query) {
					q.CheckSender, q.ServersOnly, q.Servers[0].Username = true, true, name
				})
				got := ""
				if s := r.Checks[0].Sender; s != nil {
					got = s.Address
				}
				if got != want || r.Status != probe.Verified {
					w.Errorf("status %s, %q was checked, want %q", r.Status, got, want)
				}
			})
		})
	}
}

// Nobody logs in, or is shown, under the name of nobody.
func TestGivenNobody(t *testing.T) {
	inWorld(t, func(w *world) {
		w.build("srv.example")
		r := w.run("srv.example", given("srv.example", imaps("in1.srv.example")), func(q *probe.Query) { q.Servers[0].Username = "" })
		if n := len(w.net.Log.Logins()); n > 0 || r.Incoming.Username != "" {
			w.Errorf("%d logins, user name %q", n, r.Incoming.Username)
		}
	})
}
