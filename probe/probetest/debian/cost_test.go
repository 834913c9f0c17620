package debian_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest/debian"
)

// What a wrong password costs at a domain with all seven ports open, by the
// servers' own logs, and by what Debian's fail2ban makes of them. fail2ban adds
// up what it finds, and bans at five.
func TestCostOfWrongPassword(t *testing.T) {
	t.Parallel()
	debian.Require(t, debian.NeedFail2ban)
	cert, key, pool := certificate(t)
	d := debian.StartDovecot(t, debian.DovecotConfig{
		Certificate: cert, Key: key, Users: []debian.User{{Name: anna, Password: password}},
		Extra: "auth_verbose = no", // as Debian has it: a refusal is one line
	})
	p := debian.StartPostfix(t, debian.PostfixConfig{Certificate: cert, Key: key, AuthSocket: d.AuthSocket()})
	s := newSite(pool,
		d.Endpoint(fact.IMAP, fact.STARTTLS), d.Endpoint(fact.IMAP, fact.Implicit),
		d.Endpoint(fact.POP3, fact.STARTTLS), d.Endpoint(fact.POP3, fact.Implicit),
		p.Endpoint(fact.STARTTLS), p.Endpoint(fact.Implicit))
	s.ports[25] = p.Relay()
	refused := func() int {
		_, byDovecot := counts(d.Logins(t))
		_, byPostfix := counts(p.Logins(t))
		return byDovecot + byPostfix
	}
	total := 0
	for _, row := range []struct {
		name   string
		change func(*probe.Query)
		cost   int
	}{
		{"nobody says the user name", func(*probe.Query) {}, 2},
		{"the user says it", func(q *probe.Query) { q.Username = anna }, 1},
		{"sending only", only(fact.SMTP), 2},
		{"one may be refused", func(q *probe.Query) { q.MaxLogins = 1 }, 1},
		{"none may be refused", func(q *probe.Query) { q.MaxLogins = -1 }, 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			before := refused()
			r := s.run(t, "wrong", row.change)
			ports := 0
			for _, c := range r.Checks {
				if c.Outcome == fact.OutcomeOK {
					ports++
				}
			}
			if sending := row.name == "sending only"; !sending && ports != 7 || sending && ports != 3 {
				t.Errorf("%d ports answered as they should", ports)
			}
			if cost := refused() - before; cost != row.cost || r.Logins.Refused != cost {
				t.Errorf("%d refused logins are in the logs, %d in the report, want %d", cost, r.Logins.Refused, row.cost)
			}
		})
		total += row.cost
	}
	banned := matches(t, d.Log(), "dovecot") + matches(t, p.Log(), "postfix[mode=auth]")
	if banned != total {
		t.Errorf("fail2ban counts %d failures, want %d", banned, total)
	}
}

var matched = regexp.MustCompile(`(?m)^Lines: \d+ lines, \d+ ignored, (\d+) matched, \d+ missed`)

// matches is how many failures fail2ban finds in a log with a filter of Debian's.
func matches(t testing.TB, log []string, filter string) int {
	t.Helper()
	name := filepath.Join(t.TempDir(), "log")
	if err := os.WriteFile(name, []byte(strings.Join(log, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "fail2ban-regex", name, filter).CombinedOutput()
	m := matched.FindSubmatch(out)
	if m == nil {
		t.Fatalf("fail2ban-regex %s: %v\n%s", filter, err, out)
	}
	n, err := strconv.Atoi(string(m[1]))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("fail2ban's filter %s counts %d", filter, n)
	return n
}
