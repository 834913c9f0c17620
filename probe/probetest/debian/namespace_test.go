package debian_test

import (
	"bytes"
	"errors"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest/debian"
)

func testNamespace() debian.Namespace {
	return debian.Namespace{
		Addresses:  []string{"192.0.2.1/24", "192.0.2.53/32", "2001:db8::10/128"},
		Nameserver: "192.0.2.53",
	}
}

// A program that knows nothing of the test finds the servers by their names, on
// the ports where such servers are.
func TestInNamespace(t *testing.T) {
	t.Parallel()
	debian.Require(t, debian.NeedDovecot, debian.NeedPostfix, debian.NeedBind)
	debian.InNamespace(t, testNamespace(), func() {
		debian.StartBind(t, debian.BindConfig{
			Listen: []string{"192.0.2.53"}, Port: 53,
			Zones: map[string]string{"example.com": zone, ".": ""},
		})
		hosts := []string{"192.0.2.10", "2001:db8::10"}
		cert, key, pool := certificate(t)
		d := debian.StartDovecot(t, debian.DovecotConfig{
			Listen: hosts, Ports: debian.StandardDovecotPorts(), Certificate: cert, Key: key,
			Users: []debian.User{{Name: anna, Password: password}},
		})
		p := debian.StartPostfix(t, debian.PostfixConfig{
			Listen: hosts, Ports: debian.StandardPostfixPorts(), Certificate: cert, Key: key,
			AuthSocket: d.AuthSocket(),
		})

		addresses, err := net.DefaultResolver.LookupHost(t.Context(), "mail.example.com")
		slices.Sort(addresses)
		if diff := cmp.Diff(hosts, addresses); err != nil || diff != "" {
			t.Fatalf("mail.example.com: %v (-want +got):\n%s", err, diff)
		}
		endpoints := slices.Concat(
			fact.StandardPorts(fact.IMAP), fact.StandardPorts(fact.POP3), fact.StandardPorts(fact.SMTP),
		)
		accepted, refused := 0, 0
		for _, e := range endpoints {
			for _, host := range append(addresses, serverName) {
				c := secured(t, e.At(host), pool)
				if host == serverName {
					refused++
					if c.login(anna, "wrong") {
						t.Errorf("%v: a wrong password was accepted", e.At(host))
					}
				}
				accepted++
				if !c.login(anna, password) {
					t.Errorf("%v: the login was refused", e.At(host))
				}
				c.quit()
			}
		}
		for _, l := range append(d.Logins(t), p.Logins(t)...) {
			if !l.Accepted || !l.TLS {
				t.Errorf("login: %+v", l)
			}
			accepted--
			refused -= len(l.Refused)
		}
		if accepted != 0 || refused != 0 {
			t.Errorf("the servers did not log %d accepted and %d refused logins", accepted, refused)
		}
	})
}

// Nothing but the loopback interface is there, and nothing shows outside.
func TestInNamespaceAlone(t *testing.T) {
	t.Parallel()
	outside, err := os.ReadFile("/etc/resolv.conf")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("no /etc/resolv.conf to replace")
	} else if err != nil {
		t.Fatal(err)
	}
	entered := false
	debian.InNamespace(t, testNamespace(), func() {
		entered = true
		inside, err := exec.CommandContext(t.Context(), "cat", "/etc/resolv.conf").Output()
		if err != nil || string(inside) != "nameserver 192.0.2.53\n" {
			t.Errorf("resolv.conf inside: %q, %v", inside, err)
		}
		interfaces, err := net.Interfaces()
		if err != nil || len(interfaces) != 1 || interfaces[0].Flags&net.FlagUp == 0 {
			t.Errorf("interfaces: %+v, %v", interfaces, err)
		}
	})
	if entered {
		return
	}
	if after, err := os.ReadFile("/etc/resolv.conf"); err != nil || !bytes.Equal(after, outside) {
		t.Errorf("/etc/resolv.conf has changed outside: %q, %v", after, err)
	}
}

// Each test is found again by its name, whatever is in it.
func TestInNamespaceNames(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"plain", "with space (and [brackets])"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			debian.InNamespace(t, testNamespace(), func() {})
		})
	}
}

// What goes wrong inside must not get lost on its way out.
func TestInNamespaceResult(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("needs root, to make a network namespace")
	}
	for _, test := range []struct {
		name   string
		inside func(t *testing.T)
		want   string
	}{
		{"failure", func(t *testing.T) { t.Error("meant to fail, inside") }, "error: failed in the namespace: exit status 1"},
		{"panic", func(*testing.T) { panic("meant to panic, inside") }, "error: failed in the namespace: exit status 2"},
		{"skip", func(t *testing.T) { t.Skip("meant to be skipped, inside") }, "skip: skipped in the namespace"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			entered := false
			outer := &recorder{TB: t}
			outer.run(func() {
				debian.InNamespace(outer, testNamespace(), func() {
					entered = true
					test.inside(t)
				})
			})
			if !entered && !slices.Equal(outer.said, []string{test.want}) {
				t.Errorf("the outer test said %q, want %q", outer.said, test.want)
			}
		})
	}
}
