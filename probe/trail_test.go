package probe_test

import (
	"net/http"
	"slices"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// The report says by what way each server was named: the record or file, and what
// led there.
func TestTrail(t *testing.T) {
	const file, moved = "https://autoconfig.d.example/mail/config-v1.1.xml", "https://files.d.example/settings.xml"
	for _, tt := range []struct {
		domain string
		build  func(w *world)
		want   []string
	}{
		{"srv.example", nil, []string{"_imaps._tcp.srv.example SRV"}},
		{"autoconfig.example", nil, []string{"https://autoconfig.autoconfig.example/mail/config-v1.1.xml"}},
		{"pox.example", nil, []string{"https://autodiscover.pox.example/autodiscover/autodiscover.xml"}},
		{"txt.example", nil, []string{"txt.example TXT", "https://files.txt.example/settings.xml"}},
		{"athome.example", nil, []string{"athome.example MX", "mx00.emig.gmx.net"}},
		{"gmx.de", nil, []string{"GMX"}},
		{"implicit.example", nil, nil},
		{"d.example", func(w *world) {
			w.host(probetest.Site{Names: []string{"autoconfig.d.example"}, Pages: map[string]http.Handler{
				"/mail/config-v1.1.xml": http.RedirectHandler(moved, http.StatusFound),
			}})
			w.host(probetest.Site{Names: []string{"files.d.example"}, Pages: map[string]http.Handler{
				"/settings.xml": probetest.File("text/xml", w.fileFor("d.example", "d.example")),
			}})
		}, []string{file, moved}},
		{"d.example", func(w *world) {
			w.zone("_autodiscover._tcp.d.example SRV 0 1 443 settings.d.example")
			w.server(probetest.Server{Names: []string{"in.d.example"}, Users: anna("d.example"), Services: probetest.On("imaps")})
			w.host(probetest.Site{Names: []string{"settings.d.example"}, Pages: map[string]http.Handler{
				"/autodiscover/autodiscover.xml": probetest.File("text/xml", probetest.Autodiscover(fact.Endpoint{Protocol: fact.IMAP, Host: "in.d.example", Port: 993, TLS: fact.Implicit})),
			}})
		}, []string{"_autodiscover._tcp.d.example SRV", "https://settings.d.example/autodiscover/autodiscover.xml"}},
	} {
		t.Run(tt.domain, func(t *testing.T) {
			inWorld(t, func(w *world) {
				if tt.build == nil {
					w.build(tt.domain)
				} else {
					tt.build(w)
				}
				r := w.run(tt.domain)
				i := slices.IndexFunc(r.Checks, func(c fact.Check) bool { return c.Endpoint == r.Incoming.Endpoint })
				if got := r.Checks[i].Trail; !slices.Equal(got, tt.want) {
					w.Errorf("%s was named by %q, want %q", r.Incoming.Endpoint, got, tt.want)
				}
			})
		})
	}
}

// Whoever is told that a host was not given the password learns why, and by what
// way it was named.
func TestUntrustedSaysWhy(t *testing.T) {
	inWorld(t, func(w *world) {
		w.elsewhere("a.example", "mail.b.example")
		r := w.run("a.example")
		i := slices.IndexFunc(r.Problems, func(p fact.Problem) bool { return p.Code == fact.UntrustedTarget })
		if i < 0 {
			w.Fatal(codes(r))
		}
		if p := r.Problems[i]; p.Case != string(fact.DistrustDNS) || p.Evidence != "_imaps._tcp.a.example SRV" {
			w.Errorf("%s %q: %s", p.Code, p.Case, p.Evidence)
		}
		for _, c := range r.Checks {
			if c.Host == "mail.b.example" && c.Trust.State() != fact.Untrusted {
				w.Errorf("%s: %+v", c.Endpoint, c.Trust)
			}
		}
	})
}
