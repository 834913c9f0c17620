package debian

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// Logins are the logins by SMTP that the server has logged, in the order in
// which their connections ended. It waits until every connection to the server
// is closed and logged, so the clients must have closed theirs.
//
// Postfix logs the name and mechanism of an accepted login with a message
// only: without one, User and Mechanism are empty. An attempt that it refused
// without asking anybody, above all one before TLS, is in Refused with an empty
// name.
func (p *Postfix) Logins(t testing.TB) []Login {
	t.Helper()
	p.awaitClosed(t)

	// All of Postfix logs through one socket, so one more connection flushes it.
	from := len(p.process.log.all())
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	local, err := touch(ctx, p.listeners()[0].Address)
	if err == nil {
		err = p.process.log.await(ctx, from, fmt.Sprintf("]:%d commands=0/0", local))
	}
	// Beside others, a process may take its time between the end of a connection and
	// the line that says so.
	for _, line := range p.process.log.all() {
		if m := smtpdLine.FindStringSubmatch(line); err == nil && m != nil && m[2] == "connect from " {
			err = p.process.log.await(ctx, 0, fmt.Sprintf("disconnect from unknown[%s ", m[3]))
		}
	}
	if err != nil {
		t.Fatalf("reading Postfix's log to its end: %v", err)
	}
	return postfixLogins(p.process.log.all(), p.untried())
}

var postfixVersion = regexp.MustCompile(`daemon started -- version ([^ ,]+)`)

// Version is the server's own, such as "3.7.11".
func (p *Postfix) Version() string { return p.process.log.find(postfixVersion) }

// smtpdLine takes the name of the service, the text before the client, the
// client and the text behind it from lines such as
//
//	Nov 21 21:31:00 mail postfix/smtpd[12884]: connect from unknown[192.0.2.1]:59594
//	Nov 21 21:31:06 mail postfix/submission/smtpd[12884]: warning: unknown[192.0.2.1]:59594: SASL PLAIN authentication failed: …
var (
	smtpdLine   = regexp.MustCompile(`^\S+ +\d+ \S+ \S+ (\S+)/smtpd\[\d+\]: (.*?)\bunknown\[([^]]*\]:\d+)(.*)$`)
	saslRefused = regexp.MustCompile(`^: SASL (\S+) authentication (failed: (.*), sasl_username=(.*)|aborted)$`)
	saslUsed    = regexp.MustCompile(`, sasl_method=([^,]*), sasl_username=(.*)$`)
	authCount   = regexp.MustCompile(` auth=(\d+)(?:/(\d+))?`)
)

// postfixLogins reads a log. Postfix logs each refusal, and at a connection's
// end how many commands of a kind there were and how many of them succeeded.
func postfixLogins(lines []string, untried map[string]Login) []Login {
	var logins []Login
	open := map[string]*connection{} // by client
	for _, line := range lines {
		m := smtpdLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		service, before, client, behind := m[1], m[2], m[3], m[4]
		c := open[client]
		if c == nil {
			c = &connection{Login: untried[service]}
			open[client] = c
		}
		switch {
		case strings.HasSuffix(before, "TLS connection established from "):
			c.TLS = true
		case before == "warning: ":
			if r := saslRefused.FindStringSubmatch(behind); r != nil {
				c.Mechanism, c.Reason, c.User = r[1], r[3], strings.TrimPrefix(r[4], "(unavailable)")
				c.Refused = append(c.Refused, c.User)
			}
		case strings.HasPrefix(before, "disconnect from "):
			delete(open, client)
			if c.close(behind) {
				logins = append(logins, c.Login)
			}
		default:
			if u := saslUsed.FindStringSubmatch(behind); u != nil {
				c.mechanism, c.user = u[1], u[2]
			}
		}
	}
	return logins
}

// connection is one that may still go on, and whose mail it carried.
type connection struct {
	Login
	mechanism, user string
}

// close adds what the numbers of a finished connection tell, and reports
// whether anybody tried to log in.
func (c *connection) close(numbers string) bool {
	m := authCount.FindStringSubmatch(numbers)
	if m == nil {
		return false
	}
	accepted, total := m[1], m[2]
	if total == "" {
		total = accepted
	}
	for len(c.Refused) < number(total)-number(accepted) {
		c.Refused = append(c.Refused, "")
	}
	if c.Accepted = number(accepted) > 0; c.Accepted {
		c.Mechanism, c.User, c.Reason = c.mechanism, c.user, ""
	}
	return true
}
