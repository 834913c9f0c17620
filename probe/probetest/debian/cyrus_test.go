package debian_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest/debian"
)

func cyrus(t testing.TB, c debian.CyrusConfig) (*debian.Cyrus, *site) {
	t.Helper()
	cert, key, pool := certificate(t)
	c.Certificate, c.Key = cert, key
	c.Users = []debian.User{{Name: anna, Password: password}}
	s := debian.StartCyrus(t, c)
	return s, newSite(pool,
		s.Endpoint(fact.IMAP, fact.STARTTLS), s.Endpoint(fact.IMAP, fact.Implicit),
		s.Endpoint(fact.POP3, fact.STARTTLS), s.Endpoint(fact.POP3, fact.Implicit))
}

func TestCyrus(t *testing.T) {
	t.Parallel()
	server, s := cyrus(t, debian.CyrusConfig{})
	r := s.run(t, password, only(fact.IMAP, fact.POP3))
	t.Logf("mechanisms by port: %v", accepts(t, r, 993, 143, 995, 110))
	for _, port := range []uint16{993, 995} {
		if offered := checkAt(t, r, port).Mechanisms; !slices.Contains(offered, "SCRAM-SHA-256-PLUS") {
			t.Errorf("port %d offers %v, without channel binding", port, offered)
		}
	}

	accepted, refused := counts(server.Logins(t))
	for _, login := range []string{
		fmt.Sprintf("imap:%d %s", server.Ports.IMAP, anna), fmt.Sprintf("imap:%d %s", server.Ports.IMAPS, anna),
		fmt.Sprintf("pop3:%d %s", server.Ports.POP3, anna), fmt.Sprintf("pop3:%d %s", server.Ports.POP3S, anna),
	} {
		if accepted[login] != 1 {
			t.Errorf("%s is in the log %d times: %v", login, accepted[login], accepted)
		}
	}
	if refused != 0 {
		t.Errorf("%d refused logins are in the log", refused)
	}
}

func TestCyrusWrongPassword(t *testing.T) {
	t.Parallel()
	for protocol, evidence := range map[fact.Protocol]string{
		fact.IMAP: "NO ",
		fact.POP3: "-ERR [AUTH]",
	} {
		t.Run(string(protocol), func(t *testing.T) {
			t.Parallel()
			server, s := cyrus(t, debian.CyrusConfig{})
			r := s.run(t, "wrong", only(protocol), func(q *probe.Query) { q.Username = anna })
			refuses(t, r, protocol, evidence)
			for _, l := range server.Logins(t) {
				if l.Accepted || l.Protocol != protocol {
					t.Errorf("a login in the log: %+v", l)
				}
			}
			if _, refused := counts(server.Logins(t)); refused != r.Logins.Refused {
				t.Errorf("%d refused logins are in the log, %d in the report", refused, r.Logins.Refused)
			}
		})
	}
}
