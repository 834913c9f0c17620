package probe_test

import (
	"context"
	"net"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// While the user types, the connection rests; who answers behind it then is
// examined as the first one was.
func TestSomebodyElseAnswersLater(t *testing.T) {
	const d, other = "late.example", "192.0.2.222"
	for name, tt := range map[string]struct {
		cert   *probetest.Cert
		script probetest.Script
		change func(*probe.Query)
	}{
		"with a bad certificate":              {&probetest.Cert{Flaws: []probetest.Flaw{probetest.SelfSigned}}, nil, func(*probe.Query) {}},
		"and everything is allowed and found": {&probetest.Cert{Flaws: []probetest.Flaw{probetest.SelfSigned}}, nil, func(q *probe.Query) { q.AllowBadCertificate, q.TrustAll = true, true }},
		"with old TLS":                        {nil, probetest.Script{"handshake": "<max 1.1>"}, func(*probe.Query) {}},
		"in the clear":                        {nil, probetest.Script{"handshake": "<skip>"}, func(q *probe.Query) { q.AllowBadCertificate = true }},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				names := []string{"mail." + d}
				w.server(probetest.Server{Names: names, Users: anna(d), Services: probetest.On("imaps")})
				w.server(probetest.Server{
					Names: []string{"mail.other.example"}, IPs: []netip.Addr{netip.MustParseAddr(other)}, Users: anna(d), Cert: tt.cert,
					Services: []probetest.Service{{On: "imaps", Script: tt.script}},
				})
				asked := false
				p := w.prober()
				p.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
					if asked && strings.HasSuffix(address, ":993") {
						address = other + ":993"
					}
					return w.net.DialContext(ctx, network, address)
				}
				q := probe.Query{
					Address: address(w, probetest.User+"@"+d),
					Password: func(context.Context, probe.Ask) (fact.Secret, error) {
						time.Sleep(20 * time.Second) // longer than a connection waits
						asked = true
						return fact.NewSecret(probetest.Password), nil
					},
				}
				tt.change(&q)
				if _, err := p.Run(context.Background(), q); err != nil {
					w.Fatal(err)
				}
				if n := len(w.net.Log.Logins()); !asked || n > 0 {
					w.Errorf("asked: %t, %d logins", asked, n)
				}
			})
		})
	}
}
