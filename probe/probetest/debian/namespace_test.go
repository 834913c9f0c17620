package debian_test

import (
	"slices"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest/debian"
)

// A program that knows nothing of the test finds the servers on the ports where such
// servers are, by IPv4 and by IPv6, and their logs are read to the end.
func TestStandardPorts(t *testing.T) {
	t.Parallel()
	debian.Require(t, debian.NeedDovecot, debian.NeedPostfix)
	debian.InNamespace(t, debian.Namespace{Addresses: []string{"192.0.2.1/24", "2001:db8::10/128"}, Nameserver: "192.0.2.53"}, func() {
		hosts := []string{"192.0.2.10", "2001:db8::10"}
		cert, key, pool := certificate(t)
		d := debian.StartDovecot(t, debian.DovecotConfig{
			Listen: hosts, Ports: debian.StandardDovecotPorts(), Certificate: cert, Key: key,
			Users: []debian.User{{Name: anna, Password: password}},
		})
		p := debian.StartPostfix(t, debian.PostfixConfig{
			Listen: hosts, Ports: debian.StandardPostfixPorts(), Certificate: cert, Key: key, AuthSocket: d.AuthSocket(),
		})
		endpoints := slices.Concat(fact.StandardPorts(fact.IMAP), fact.StandardPorts(fact.POP3), fact.StandardPorts(fact.SMTP))
		for _, e := range endpoints {
			for _, host := range hosts {
				c := secured(t, e.At(host), pool)
				if !c.login(anna, password) {
					t.Errorf("%v: the login was refused", e.At(host))
				}
				c.quit()
			}
		}
		accepted := 0
		for _, l := range append(d.Logins(t), p.Logins(t)...) {
			if !l.Accepted || !l.TLS || len(l.Refused) > 0 {
				t.Errorf("login: %+v", l)
			}
			accepted++
		}
		if accepted != 2*len(endpoints) {
			t.Errorf("%d logins are logged, want %d", accepted, 2*len(endpoints))
		}
	})
}
