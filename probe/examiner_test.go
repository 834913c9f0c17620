package probe_test

import (
	"context"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/probe/text"
)

// doubted is the report on a domain with one IMAP server, published, and nothing
// else.
func (w *world) doubted(service probetest.Service) *probe.Report {
	w.Helper()
	on := "_imaps._tcp.doubt.example SRV 0 1 993 mail.doubt.example."
	if service.On == "imap" {
		on = "_imap._tcp.doubt.example SRV 0 1 143 mail.doubt.example."
	}
	w.zone(on)
	w.server(probetest.Server{Names: []string{"mail.doubt.example"}, Users: anna("doubt.example"), Services: []probetest.Service{service}})
	return w.run("doubt.example", func(q *probe.Query) {
		q.Sources, q.Protocols = []fact.Source{fact.SourceSRV}, []fact.Protocol{fact.IMAP}
	})
}

func problemOf(t *testing.T, r *probe.Report, code fact.Code) fact.Problem {
	t.Helper()
	for _, p := range r.Problems {
		if p.Code == code {
			return p
		}
	}
	t.Fatalf("%s is not reported: %v", code, codes(r))
	return fact.Problem{}
}

// What a failure leaves open, a second connection tells: after the first has
// ended, and without a credential, which the harness watches.
func TestSecondLook(t *testing.T) {
	for _, tt := range []struct {
		name    string
		service probetest.Service
		code    fact.Code
		says    string
	}{
		{"TLS 1.0", probetest.Service{On: "imaps", Script: probetest.Script{"handshake": "<max 1.0>"}}, fact.TLSTooOld, "TLS 1.0"},
		{"TLS 1.1 behind STARTTLS", probetest.Service{On: "imap", Script: probetest.Script{"handshake": "<max 1.1>"}}, fact.TLSTooOld, "TLS 1.1"},
		{"implicit TLS on the port of STARTTLS", probetest.Service{On: "imaps:143"}, fact.TLSOnPlaintextPort, "TLS from the start"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				if tt.service.On == "imaps:143" {
					w.zone("_imap._tcp.doubt.example SRV 0 0 143 mail.doubt.example.")
				}
				r := w.doubted(tt.service)
				if r.Status != probe.Failed {
					w.Errorf("status %s", r.Status)
				}
				p := problemOf(t, r, tt.code)
				if m := text.Message(p, text.English); !strings.Contains(m, tt.says) {
					w.Errorf("%q", m)
				}
				if n := len(w.net.Log.Logins()); n != 0 {
					w.Errorf("%d logins", n)
				}
			})
		})
	}
}

// A certificate for another name: the one that leads to the same server is found.
func TestNameOfTheSameServer(t *testing.T) {
	inWorld(t, func(w *world) {
		w.net.Zone.Add("www.hoster.example A 198.51.100.77") // another server's
		ip := w.net.NewIPv4()
		w.zone("mail.hoster.example A " + ip.String() + "\n_imaps._tcp.doubt.example SRV 0 1 993 mail.doubt.example.")
		w.server(probetest.Server{
			Names: []string{"mail.doubt.example"}, IPs: []netip.Addr{ip}, Users: anna("doubt.example"), Services: probetest.On("imaps"),
			Cert: &probetest.Cert{Names: []string{"*.hoster.example", "www.hoster.example", "nosuch.hoster.example", "mail.hoster.example"}},
		})
		r := w.run("doubt.example", func(q *probe.Query) { q.Protocols = []fact.Protocol{fact.IMAP} })
		p := problemOf(t, r, fact.CertificateNameMismatch)
		if p.Case != "same-server" || p.Args["name"] != "mail.hoster.example" {
			w.Errorf("%+v", p)
		}
	})
}

// Nobody waits for a second look once the answer is proved.
func TestProvedAnswerWaitsForNoLook(t *testing.T) {
	inWorld(t, func(w *world) {
		w.build("srv.example")
		w.zone("_imap._tcp.srv.example SRV 9 0 143 old.srv.example.")
		w.server(probetest.Server{
			Names: []string{"old.srv.example"}, Users: anna("srv.example"),
			Services: []probetest.Service{{On: "imap", Script: probetest.Script{"handshake": "<silence>"}}},
		})
		r := w.run("srv.example")
		if r.Status != probe.Verified || r.Took-r.Proved > 1600*time.Millisecond {
			w.Errorf("%s; it took %v beyond the answer", r.Status, r.Took-r.Proved)
		}
	})
}

// This computer's clock is a year ahead: every certificate looks expired, and a
// web server's clock tells why, once.
func TestWrongClock(t *testing.T) {
	inWorld(t, func(w *world) {
		w.build("srv.example")
		w.host(probetest.Site{Names: []string{"autoconfig.srv.example"}, On: "http", Pages: map[string]http.Handler{"/": http.NotFoundHandler()}})
		p := w.prober()
		p.Now = func() time.Time { return time.Now().AddDate(1, 0, 0) }
		r, err := p.Run(context.Background(), probe.Query{Address: address(w, "anna@srv.example"), Password: typing(probetest.Password)})
		if err != nil {
			w.Fatal(err)
		}
		if r.Status != probe.Failed || len(w.net.Log.Logins()) > 0 {
			w.Errorf("%s, logins %v", r.Status, w.net.Log.Logins())
		}
		skew := problemOf(t, r, fact.ClockSkew)
		if !strings.Contains(skew.Evidence, "autoconfig.srv.example") {
			w.Errorf("evidence %q", skew.Evidence)
		}
		for _, p := range r.Problems {
			if p.Severity == fact.Error && (p.Code != fact.ClockSkew || p.Where != skew.Where) {
				w.Errorf("%s at %s is reported beside it", p.Code, p.Where)
			}
		}
	})
}
