package debian_test

import (
	"crypto/x509"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest/debian"
)

// postfix starts a server whose users are Dovecot's.
func postfix(t testing.TB, c debian.PostfixConfig) (*debian.Postfix, *x509.CertPool) {
	t.Helper()
	debian.Require(t, debian.NeedPostfix, debian.NeedDovecot)
	d, _ := dovecot(t, debian.DovecotConfig{Listen: c.Listen})
	cert, key, pool := certificate(t)
	c.Certificate, c.Key, c.AuthSocket = cert, key, d.AuthSocket()
	return debian.StartPostfix(t, c), pool
}

func TestPostfixLogins(t *testing.T) {
	t.Parallel()
	for name, endpoint := range map[string]func(*debian.Postfix) fact.Endpoint{
		"relay":       (*debian.Postfix).Relay,
		"submission":  func(p *debian.Postfix) fact.Endpoint { return p.Endpoint(fact.STARTTLS) },
		"submissions": func(p *debian.Postfix) fact.Endpoint { return p.Endpoint(fact.Implicit) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, pool := postfix(t, debian.PostfixConfig{})
			e := endpoint(p)

			c := secured(t, e, pool)
			if !c.login(anna, password) {
				t.Error("the login was refused")
			}
			c.quit()
			c = secured(t, e, pool)
			if c.login(anna, "wrong") || c.login(ben, password) {
				t.Error("a wrong login was accepted")
			}
			c.hangUp()
			c = secured(t, e, pool)
			if c.login(anna, "wrong") || !c.login(anna, password) {
				t.Error("the first login was accepted, or the second refused")
			}
			c.want("MAIL FROM:<"+anna+">", "250")
			c.want("RCPT TO:<ben@example.org>", "250")
			c.want("RSET", "250")
			c.quit()
			c = secured(t, e, pool) // no login, so nothing to report
			c.quit()

			login := debian.Login{Protocol: fact.SMTP, Port: int(e.Port), TLS: true}
			first, second, third := login, login, login
			first.Accepted, third.Accepted = true, true
			second.User, second.Mechanism = ben, "PLAIN"
			second.Refused, second.Reason = []string{anna, ben}, "(reason unavailable)"
			third.User, third.Mechanism = anna, "PLAIN"
			third.Refused = []string{anna}
			if diff := cmp.Diff([]debian.Login{first, second, third}, p.Logins(t)); diff != "" {
				t.Errorf("Logins (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPostfixSeesPasswordsInTheClear(t *testing.T) {
	t.Parallel()
	p, pool := postfix(t, debian.PostfixConfig{})
	for _, e := range []fact.Endpoint{p.Relay(), p.Endpoint(fact.NoTLS)} {
		c := dial(t, e, pool)
		if c.want("EHLO client.example.com", "250"); strings.Contains(strings.Join(c.said, "\n"), "AUTH") {
			t.Errorf("AUTH is offered before TLS:\n%s", strings.Join(c.said, "\n"))
		}
		c.want("AUTH PLAIN "+plain(anna, password), "5")
		c.quit()
	}
	unread := debian.Login{Protocol: fact.SMTP, Refused: []string{""}}
	relay, submission := unread, unread
	relay.Port, submission.Port = p.Ports.SMTP, p.Ports.Submission
	if diff := cmp.Diff([]debian.Login{relay, submission}, p.Logins(t)); diff != "" {
		t.Errorf("Logins (-want +got):\n%s", diff)
	}
}

func TestPostfixWithoutAuth(t *testing.T) {
	t.Parallel()
	cert, key, pool := certificate(t)
	p := debian.StartPostfix(t, debian.PostfixConfig{
		Certificate: cert, Key: key, Hostname: "mx.example.net",
		Ports: debian.PostfixPorts{SMTP: debian.Off, Submissions: debian.Off},
		Extra: "smtpd_banner = $myhostname ready",
	})
	c := secured(t, p.Endpoint(fact.STARTTLS), pool)
	if c.said[0] != "S: 220 mx.example.net ready" {
		t.Errorf("greeting: %q", c.said[0])
	}
	if said := strings.Join(c.said, "\n"); strings.Contains(said, "AUTH") {
		t.Errorf("AUTH is offered:\n%s", said)
	}
	c.quit()
	if got := p.Logins(t); len(got) != 0 {
		t.Errorf("Logins: %+v", got)
	}
}

// Mail that is accepted ends here.
func TestPostfixDiscards(t *testing.T) {
	t.Parallel()
	p, pool := postfix(t, debian.PostfixConfig{})
	c := secured(t, p.Endpoint(fact.Implicit), pool)
	if !c.login(anna, password) {
		t.Fatal("the login was refused")
	}
	c.want("MAIL FROM:<"+anna+">", "250")
	c.want("RCPT TO:<ben@example.org>", "250")
	c.want("DATA", "354")
	c.want("Subject: none\r\n\r\n.", "250")
	c.quit()
	if got := p.Logins(t); len(got) != 1 || got[0].User != anna {
		t.Errorf("Logins: %+v", got)
	}
}
