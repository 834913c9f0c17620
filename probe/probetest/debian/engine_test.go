package debian_test

import (
	"context"
	"crypto/x509"
	"fmt"
	"net"
	"slices"
	"testing"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/testkit"
	"github.com/mailprobe/mailprobe/probe/internal/testkit/prober"
	"github.com/mailprobe/mailprobe/probe/probetest/debian"
)

// site is a mail domain whose only host, mail.example.com, has its standard ports
// on real servers. Nothing is published: the engine has to guess.
type site struct {
	pool  *x509.CertPool
	ports map[uint16]fact.Endpoint // where a standard port really is
}

// newSite puts servers' doors on standard ports.
func newSite(pool *x509.CertPool, doors ...fact.Endpoint) *site {
	s := &site{pool: pool, ports: map[uint16]fact.Endpoint{}}
	for _, e := range doors {
		for _, standard := range fact.StandardPorts(e.Protocol) {
			if standard.TLS == e.TLS && standard.Port != 25 {
				s.ports[standard.Port] = e
			}
		}
	}
	return s
}

// run probes anna's address with a password.
func (s *site) run(t testing.TB, password string, change ...func(*probe.Query)) *probe.Report {
	t.Helper()
	const ip = "192.0.2.10"
	names := testkit.Internet(t, 0) // for its name server only
	defer names.Close()
	if err := names.Zone.Add(serverName + " A " + ip); err != nil {
		t.Fatal(err)
	}
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		if address == names.ResolverAddr().String() {
			return names.DialContext(ctx, network, address)
		}
		to := debian.Host + ":1" // where nobody listens
		for port, door := range s.ports {
			if address == fmt.Sprintf("%s:%d", ip, port) {
				to = door.Address()
			}
		}
		return new(net.Dialer).DialContext(ctx, network, to)
	}
	address, err := fact.ParseAddress(anna)
	if err != nil {
		t.Fatal(err)
	}
	q := probe.Query{Address: address, All: true, Password: func(context.Context, probe.Ask) (fact.Secret, error) {
		return fact.NewSecret(password), nil
	}}
	for _, c := range change {
		c(&q)
	}
	p := prober.Via(names, dial)
	p.Roots = s.pool
	report, err := p.Run(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// only limits a run to some protocols.
func only(protocols ...fact.Protocol) func(*probe.Query) {
	return func(q *probe.Query) { q.Protocols = protocols }
}

// accepts checks that each standard port took the login, and returns the
// mechanisms by port.
func accepts(t testing.TB, r *probe.Report, ports ...uint16) map[uint16]string {
	t.Helper()
	mechanisms := map[uint16]string{}
	for _, port := range ports {
		c := checkAt(t, r, port)
		if c.Outcome != fact.OutcomeOK || c.Login != fact.LoginAccepted {
			t.Errorf("port %d: %s, login %s: %+v %+v %+v", port, c.Outcome, c.Login, c.Failure, c.Attempts, c.Problems)
			continue
		}
		if c.Protocol.Incoming() && (c.Mailbox == nil || !c.Mailbox.Opened) {
			t.Errorf("port %d: the mailbox is %+v", port, c.Mailbox)
		}
		mechanisms[port] = c.Attempts[len(c.Attempts)-1].Mechanism
	}
	return mechanisms
}

func checkAt(t testing.TB, r *probe.Report, port uint16) fact.Check {
	t.Helper()
	i := slices.IndexFunc(r.Checks, func(c fact.Check) bool { return c.Port == port && c.Host == serverName })
	if i < 0 {
		t.Fatalf("port %d is not in the report: %+v", port, r.Checks)
	}
	return r.Checks[i]
}

// refuses checks that a run ended with a refused login, known for wrong
// credentials by a line of the server's.
func refuses(t testing.TB, r *probe.Report, protocol fact.Protocol, evidence string) {
	t.Helper()
	if r.Status != probe.Refused || r.Logins.Refused == 0 {
		t.Errorf("status %s, %d refused logins", r.Status, r.Logins.Refused)
	}
	said(t, r, protocol, fact.WrongCredentials, evidence)
}

// counts are the logins in a server's log by "protocol:port user", and how many
// attempts were refused.
func counts(logins []debian.Login) (accepted map[string]int, refused int) {
	accepted = map[string]int{}
	for _, l := range logins {
		if l.Accepted {
			accepted[fmt.Sprintf("%s:%d %s", l.Protocol, l.Port, l.User)]++
		}
		refused += len(l.Refused)
	}
	return accepted, refused
}
