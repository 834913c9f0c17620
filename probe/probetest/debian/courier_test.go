package debian_test

import (
	"fmt"
	"testing"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest/debian"
)

func courier(t testing.TB) (*debian.Courier, *site) {
	t.Helper()
	cert, key, pool := certificate(t)
	s := debian.StartCourier(t, debian.CourierConfig{
		Certificate: cert, Key: key, Users: []debian.User{{Name: anna, Password: password}},
	})
	return s, newSite(pool,
		s.Endpoint(fact.IMAP, fact.STARTTLS), s.Endpoint(fact.IMAP, fact.Implicit),
		s.Endpoint(fact.POP3, fact.STARTTLS), s.Endpoint(fact.POP3, fact.Implicit))
}

func TestCourier(t *testing.T) {
	t.Parallel()
	server, s := courier(t)
	r := s.run(t, password, only(fact.IMAP, fact.POP3))
	accepts(t, r, 993, 143, 995, 110)

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

func TestCourierWrongPassword(t *testing.T) {
	t.Parallel()
	for protocol, evidence := range map[fact.Protocol]string{
		fact.IMAP: "NO ",
		fact.POP3: "-ERR ",
	} {
		t.Run(string(protocol), func(t *testing.T) {
			t.Parallel()
			server, s := courier(t)
			r := s.run(t, "wrong", only(protocol), func(q *probe.Query) { q.Username = anna })
			refuses(t, r, protocol, evidence)
			accepted, refused := counts(server.Logins(t))
			if len(accepted) > 0 || refused != r.Logins.Refused {
				t.Errorf("%d refused logins are in the log, %d in the report; accepted: %v", refused, r.Logins.Refused, accepted)
			}
		})
	}
}
