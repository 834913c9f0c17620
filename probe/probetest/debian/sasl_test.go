package debian_test

import (
	"crypto/hmac"
	"crypto/md5"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"github.com/xdg-go/scram"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest/debian"
)

// exchange is a SASL exchange: it answers a challenge, and none at first.
type exchange func(challenge string) (string, error)

// authenticate runs an exchange over IMAP and returns the last line.
func authenticate(t *testing.T, c *client, mechanism string, x exchange) string {
	t.Helper()
	line := c.do("a AUTHENTICATE " + mechanism)
	for strings.HasPrefix(line, "+") {
		challenge, err := base64.StdEncoding.DecodeString(strings.TrimSpace(line[1:]))
		if err != nil {
			t.Fatalf("challenge %q: %v", line, err)
		}
		response, err := x(string(challenge))
		if err != nil {
			t.Fatalf("%s: %v", mechanism, err)
		}
		line = c.do(base64.StdEncoding.EncodeToString([]byte(response)))
	}
	return line
}

func cramMD5(user, password string) exchange {
	return func(challenge string) (string, error) {
		mac := hmac.New(md5.New, []byte(password))
		mac.Write([]byte(challenge))
		return user + " " + hex.EncodeToString(mac.Sum(nil)), nil
	}
}

func scramWith(hash scram.HashGeneratorFcn) func(user, password string) exchange {
	return func(user, password string) exchange {
		client, err := hash.NewClient(user, password, "")
		if err != nil {
			return func(string) (string, error) { return "", err }
		}
		return client.NewConversation().Step
	}
}

// once sends one message, and nothing to whatever is asked then.
func once(message string) exchange {
	return func(challenge string) (string, error) {
		if challenge == "" {
			return message, nil
		}
		return "", nil
	}
}

func TestDovecotMechanisms(t *testing.T) {
	t.Parallel()
	d, pool := dovecot(t, debian.DovecotConfig{
		Mechanisms: []string{"plain", "scram-sha-256", "scram-sha-1", "cram-md5", "xoauth2", "oauthbearer"},
	})
	e := d.Endpoint(fact.IMAP, fact.Implicit)
	inAnHour, anHourAgo := time.Now().Add(time.Hour), time.Now().Add(-time.Hour)
	xoauth2 := func(user, token string) exchange {
		return once("user=" + user + "\x01auth=Bearer " + token + "\x01\x01")
	}
	oauthbearer := func(user, token string) exchange {
		return once("n,a=" + user + ",\x01auth=Bearer " + token + "\x01\x01")
	}
	var names []string
	for _, m := range []struct {
		name        string
		good, wrong exchange
	}{
		{"SCRAM-SHA-256", scramWith(scram.SHA256)(anna, password), scramWith(scram.SHA256)(anna, "wrong")},
		{"SCRAM-SHA-1", scramWith(scram.SHA1)(anna, password), scramWith(scram.SHA1)(anna, "wrong")},
		{"CRAM-MD5", cramMD5(anna, password), cramMD5(anna, "wrong")},
		{"XOAUTH2", xoauth2(anna, d.Token(t, anna, inAnHour)), xoauth2(anna, d.Token(t, anna, anHourAgo))},
		{"OAUTHBEARER", oauthbearer(anna, d.Token(t, anna, inAnHour)), oauthbearer(anna, d.Token(t, ben, inAnHour))},
	} {
		c := secured(t, e, pool)
		if got := authenticate(t, c, m.name, m.wrong); !strings.HasPrefix(got, "a NO [AUTHENTICATIONFAILED] ") {
			t.Errorf("%s, wrong: %q", m.name, got)
		}
		if got := authenticate(t, c, m.name, m.good); !strings.HasPrefix(got, "a OK ") {
			t.Errorf("%s, right: %q", m.name, got)
		}
		c.quit()
		names = append(names, m.name)
	}
	for i, l := range d.Logins(t) {
		if i >= len(names) || l.Mechanism != names[i] || !l.Accepted || len(l.Refused) != 1 {
			t.Errorf("login %d: %+v", i, l)
		}
	}
}
