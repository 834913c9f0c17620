package debian_test

import (
	"crypto/x509"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest/debian"
)

const (
	anna     = "anna@example.com"
	ben      = "ben@example.com"
	password = "correct: horse" // with a colon, which separates fields in Dovecot's file
)

// dovecot starts a server with a certificate and a user, beside what the
// configuration asks for.
func dovecot(t testing.TB, c debian.DovecotConfig) (*debian.Dovecot, *x509.CertPool) {
	t.Helper()
	cert, key, pool := certificate(t)
	c.Certificate, c.Key = cert, key
	if c.Users == nil {
		c.Users = []debian.User{{Name: anna, Password: password}}
	}
	return debian.StartDovecot(t, c), pool
}

// secured connects and gets ready to log in.
func secured(t testing.TB, e fact.Endpoint, pool *x509.CertPool) *client {
	t.Helper()
	c := dial(t, e, pool)
	c.secure()
	return c
}

func TestDovecotLogins(t *testing.T) {
	t.Parallel()
	for _, protocol := range []fact.Protocol{fact.IMAP, fact.POP3} {
		for _, mode := range []fact.TLSMode{fact.STARTTLS, fact.Implicit} {
			t.Run(string(protocol+"-"+fact.Protocol(mode)), func(t *testing.T) {
				t.Parallel()
				d, pool := dovecot(t, debian.DovecotConfig{})
				e := d.Endpoint(protocol, mode)
				var answers []bool
				for _, passwords := range [][]string{
					{password},
					{"wrong"},
					{"wrong", "wronger", password},
					{"wrong", "wronger"},
					{}, // no login, so nothing to report
				} {
					c := secured(t, e, pool)
					for _, p := range passwords {
						answers = append(answers, c.login(anna, p))
					}
					if len(passwords) == 2 {
						c.hangUp() // instead of LOGOUT
					} else {
						c.quit()
					}
				}
				if diff := cmp.Diff([]bool{true, false, false, false, true, false, false}, answers); diff != "" {
					t.Errorf("answers (-want +got):\n%s", diff)
				}
				login := debian.Login{Protocol: protocol, Port: int(e.Port), User: anna, Mechanism: "PLAIN", TLS: true}
				first, second, third, fourth := login, login, login, login
				first.Accepted, third.Accepted = true, true
				second.Refused = []string{anna}
				second.Reason = "Aborted login by logging out (auth failed, 1 attempts"
				third.Refused = []string{anna, anna}
				fourth.Refused = []string{anna, anna}
				fourth.Reason = "Connection closed (auth failed, 2 attempts"
				got := d.Logins(t)
				for i := range got {
					got[i].Reason, _, _ = strings.Cut(got[i].Reason, " in ") // how many seconds is no matter
				}
				if diff := cmp.Diff([]debian.Login{first, second, third, fourth}, got); diff != "" {
					t.Errorf("Logins (-want +got):\n%s", diff)
				}
			})
		}
	}
}

// What a client does wrong must show in the log, else a test that finds nothing
// there would prove nothing.
func TestDovecotSeesPasswordsInTheClear(t *testing.T) {
	t.Parallel()
	d, pool := dovecot(t, debian.DovecotConfig{})
	c := dial(t, d.Endpoint(fact.IMAP, fact.NoTLS), pool)
	if c.want("a CAPABILITY", "a OK"); !strings.Contains(c.said[2], " LOGINDISABLED") {
		t.Errorf("capabilities before TLS: %q", c.said[2])
	}
	c.want("a LOGIN "+anna+" "+"secret", "a NO [PRIVACYREQUIRED]")
	c.hangUp()
	c = dial(t, d.Endpoint(fact.POP3, fact.NoTLS), pool)
	c.want("USER "+anna, "-ERR [AUTH]")
	c.hangUp()

	got := d.Logins(t)
	if len(got) != 2 {
		t.Fatalf("Logins: %+v", got)
	}
	for i, protocol := range []fact.Protocol{fact.IMAP, fact.POP3} {
		if l := got[i]; l.Protocol != protocol || l.TLS || l.Accepted || len(l.Refused) != 1 ||
			!strings.Contains(l.Reason, "(auth failed, 1 attempts in ") {
			t.Errorf("login %d: %+v", i, l)
		}
	}
}

func TestDovecotAllowCleartext(t *testing.T) {
	t.Parallel()
	d, pool := dovecot(t, debian.DovecotConfig{AllowCleartext: true})
	c := dial(t, d.Endpoint(fact.IMAP, fact.NoTLS), pool)
	if !c.login(anna, password) {
		t.Error("the login was refused")
	}
	c.quit()
	if got := d.Logins(t); len(got) != 1 || !got[0].Accepted || got[0].TLS {
		t.Errorf("Logins: %+v", got)
	}
}

func TestDovecotUsernameFormat(t *testing.T) {
	t.Parallel()
	users := []debian.User{{Name: "anna", Password: password}}
	d, pool := dovecot(t, debian.DovecotConfig{Users: users, UsernameFormat: "%Ln"})
	for _, name := range []string{"Anna@example.com", "anna"} {
		c := secured(t, d.Endpoint(fact.IMAP, fact.Implicit), pool)
		if !c.login(name, password) {
			t.Errorf("%s was refused", name)
		}
		c.quit()
	}
	d, pool = dovecot(t, debian.DovecotConfig{Users: users})
	c := secured(t, d.Endpoint(fact.IMAP, fact.Implicit), pool)
	if c.login(anna, password) {
		t.Errorf("%s was accepted, though the user is called anna", anna)
	}
	c.quit()
}

func TestDovecotMaxConnections(t *testing.T) {
	t.Parallel()
	d, pool := dovecot(t, debian.DovecotConfig{MaxConnections: 1})
	e := d.Endpoint(fact.IMAP, fact.Implicit)
	first := secured(t, e, pool)
	if !first.login(anna, password) {
		t.Fatal("the first login was refused")
	}
	second := secured(t, e, pool)
	second.want("a AUTHENTICATE PLAIN "+plain(anna, password), "a NO [LIMIT] ")
	second.hangUp()
	first.quit()
	got := d.Logins(t)
	if len(got) != 2 || !got[0].Accepted || got[1].Accepted || !strings.Contains(got[1].Reason, "Maximum number of connections") {
		t.Errorf("Logins: %+v", got)
	}
}

func TestDovecotQuota(t *testing.T) {
	t.Parallel()
	d, pool := dovecot(t, debian.DovecotConfig{Quota: "*:storage=100K"})
	d.Deliver(t, anna, fmt.Appendf(nil, "Subject: large\r\n\r\n%s\r\n", strings.Repeat("x", 50<<10)))
	c := secured(t, d.Endpoint(fact.IMAP, fact.Implicit), pool)
	if !c.login(anna, password) {
		t.Fatal("the login was refused")
	}
	c.want("a GETQUOTAROOT INBOX", "a OK")
	if said := strings.Join(c.said, "\n"); !strings.Contains(said, `* QUOTA "User quota" (STORAGE 51 100)`) {
		t.Errorf("no such quota:\n%s", said)
	}
	c.quit()
	c = secured(t, d.Endpoint(fact.POP3, fact.Implicit), pool)
	if !c.login(anna, password) {
		t.Fatal("the login was refused")
	}
	c.want("STAT", "+OK 1 512")
	c.quit()
}

// The delays are Dovecot's own, so only their lower bounds can be sure.
func TestDovecotDelays(t *testing.T) {
	t.Parallel()
	d, pool := dovecot(t, debian.DovecotConfig{FailureDelay: debian.DebianFailureDelay, Penalty: true})
	e := d.Endpoint(fact.IMAP, fact.Implicit)
	var took []time.Duration
	for _, p := range []string{"wrong", "wronger", password, password} {
		c := secured(t, e, pool)
		if got := c.login(anna, p); got != (p == password) {
			t.Errorf("the login with %q: %t", p, got)
		}
		took = append(took, c.took)
		c.quit()
	}
	t.Logf("refused after %v, once more after %v; accepted after %v, once more after %v", took[0], took[1], took[2], took[3])
	// Dovecot counts in whole seconds from any moment of the first.
	for i, atLeast := range []time.Duration{time.Second, 3 * time.Second, 3 * time.Second} {
		if took[i] < atLeast {
			t.Errorf("answer %d came after %v, want %v at least", i+1, took[i], atLeast)
		}
	}
	if took[3] >= took[2] {
		t.Errorf("a login after an accepted one waited for %v", took[3])
	}
}

func TestDovecotOff(t *testing.T) {
	t.Parallel()
	d, pool := dovecot(t, debian.DovecotConfig{Ports: debian.DovecotPorts{IMAP: debian.Off, POP3: debian.Off, POP3S: debian.Off}})
	c := dial(t, d.Endpoint(fact.IMAP, fact.Implicit), pool)
	if greeting := c.said[1]; !strings.HasPrefix(greeting, "S: * OK ") {
		t.Errorf("greeting: %q", greeting)
	}
	c.quit()
	if got := d.Endpoint(fact.POP3, fact.Implicit).Port; got != 0 {
		t.Errorf("POP3 is off, but has port %d", got)
	}
	if got := d.Logins(t); len(got) != 0 {
		t.Errorf("Logins: %+v", got)
	}
}

// Two servers at once must not get in each other's way.
func TestDovecotTwice(t *testing.T) {
	t.Parallel()
	one, pool := dovecot(t, debian.DovecotConfig{})
	two, _ := dovecot(t, debian.DovecotConfig{})
	c := secured(t, one.Endpoint(fact.IMAP, fact.Implicit), pool)
	c.login(anna, password)
	c.quit()
	if got := len(one.Logins(t)); got != 1 {
		t.Errorf("%d logins at the first server, want 1", got)
	}
	if got := two.Logins(t); len(got) != 0 {
		t.Errorf("logins at the second server: %+v", got)
	}
}
