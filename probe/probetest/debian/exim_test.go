package debian_test

import (
	"fmt"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest/debian"
)

func TestExim(t *testing.T) {
	t.Parallel()
	cert, key, pool := certificate(t)
	exim := debian.StartExim(t, debian.EximConfig{
		Certificate: cert, Key: key, Users: []debian.User{{Name: anna, Password: password}},
	})
	s := newSite(pool, exim.Endpoint(fact.STARTTLS), exim.Endpoint(fact.Implicit))
	r := s.run(t, password, only(fact.SMTP))
	accepts(t, r, 587, 465)

	accepted, refused := counts(exim.Logins(t))
	for _, port := range []int{exim.Submission, exim.Submissions} {
		if login := fmt.Sprintf("smtp:%d %s", port, anna); accepted[login] != 1 {
			t.Errorf("%s is in the log %d times: %v", login, accepted[login], accepted)
		}
	}
	if refused != 0 {
		t.Errorf("%d refused logins are in the log", refused)
	}

	r = s.run(t, "wrong", only(fact.SMTP))
	refuses(t, r, fact.SMTP, "535 Incorrect authentication data")
	if _, refused := counts(exim.Logins(t)); refused != r.Logins.Refused {
		t.Errorf("%d refused logins are in the log, %d in the report", refused, r.Logins.Refused)
	}
}

// Each mechanism by hand, and what the log makes of a connection that ends
// without a login.
func TestEximLog(t *testing.T) {
	t.Parallel()
	cert, key, pool := certificate(t)
	exim := debian.StartExim(t, debian.EximConfig{
		Certificate: cert, Key: key, Users: []debian.User{{Name: anna, Password: password}},
	})
	e := exim.Endpoint(fact.STARTTLS)
	c := secured(t, e, pool)
	c.want("AUTH LOGIN "+sasl(anna), "334 ")
	c.want(sasl("wrong"), "535 ")
	c.want("AUTH PLAIN "+plain(anna, password), "235 ")
	c.quit()
	secured(t, e, pool).quit()
	got := exim.Logins(t)
	if len(got) != 2 || got[0].Accepted || got[0].Mechanism != "LOGIN" || got[0].User != anna ||
		!got[1].Accepted || got[1].Mechanism != "PLAIN" || !got[1].TLS || got[1].Port != exim.Submission {
		t.Errorf("Logins: %+v", got)
	}
}
