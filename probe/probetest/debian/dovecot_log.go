package debian

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Logins are the logins by IMAP and POP3 that the server has logged, in the
// order in which they were accepted or their connections ended. It waits until
// every connection to the server is closed and logged, so the clients must have
// closed theirs. What Postfix asked is in its own log.
func (d *Dovecot) Logins(t testing.TB) []Login {
	t.Helper()
	d.awaitClosed(t)
	d.flush(t)
	return dovecotLogins(d.process.log.all())
}

var dovecotVersion = regexp.MustCompile(`Info: Dovecot v(\S+) `)

// Version is the server's own, such as "2.3.19.1".
func (d *Dovecot) Version() string { return d.process.log.find(dovecotVersion) }

// flush waits until everything that was logged before is in the journal. Each
// of Dovecot's services logs through a pipe of its own, so each is made to log
// a line that can be told from all others.
func (d *Dovecot) flush(t testing.TB) {
	t.Helper()
	from := len(d.process.log.all())
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	marks := []func(context.Context) (string, error){d.markAuth}
	for _, s := range d.services() {
		marks = append(marks, func(context.Context) (string, error) {
			return markLogin(ctx, d.Hosts[0], s)
		})
	}
	for _, mark := range marks {
		err := d.await(ctx, from, mark)
		if err != nil {
			t.Fatalf("reading Dovecot's log to its end: %v", err)
		}
	}
}

// await makes a service log a mark and waits for it. On a busy machine the first
// mark of a service that nobody has used before has got lost, once in a hundred
// times; so it is made again.
func (d *Dovecot) await(ctx context.Context, from int, mark func(context.Context) (string, error)) error {
	for {
		text, err := mark(ctx)
		if err != nil {
			return err
		}
		once, cancel := context.WithTimeout(ctx, patience/4)
		err = d.process.log.await(once, from, text)
		cancel()
		if err == nil || ctx.Err() != nil || errors.Is(err, errLogEnded) {
			return err
		}
	}
}

// markLogin makes a login service log a connection, and returns what tells it
// from others.
func markLogin(ctx context.Context, host string, s service) (string, error) {
	port := s.Clear
	if port == 0 {
		port = s.TLS
	}
	local, err := touch(ctx, address(host, port))
	return fmt.Sprintf(" rport=%d,", local), err
}

// markAuth makes the auth service log a complaint about a command that it does
// not know, which no failure delay holds back and no penalty follows.
func (d *Dovecot) markAuth(ctx context.Context) (string, error) {
	conn, err := new(net.Dialer).DialContext(ctx, "unix", d.AuthSocket())
	if err != nil {
		return "", err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return "", err
	}
	mark := fmt.Sprintf("MARK-%d", time.Now().UnixNano())
	if _, err := fmt.Fprintf(conn, "VERSION\t1\t1\nCPID\t1\n%s\n", mark); err != nil {
		return "", err
	}
	// It answers the handshake and, once it has complained, hangs up.
	_, err = io.Copy(io.Discard, conn)
	return mark, err
}

// The lines of interest, behind the time stamp:
//
//	imap-login: Info: Login: user=<anna>, method=PLAIN, rip=…, lport=143, TLS, session=<…>
//	imap-login: Info: Disconnected: Connection closed (auth failed, 1 attempts in 2 secs): user=<anna>, …
//	auth: Info: passwd-file(anna,192.0.2.1,<session>): Password mismatch
var (
	loginLine = regexp.MustCompile(`^\S+ \S+ (imap|pop3)-login: Info: (Login|Disconnected(?:[: ].*?)?): user=<(.*)>,(?: method=([^,]*),)? rip=.* lport=(\d+),(.*) session=<([^>]*)>`)
	authLine  = regexp.MustCompile(`^\S+ \S+ auth(?:-worker\(\d+\))?: Info: [\w-]+\((.*),[^,]*,<([^>]*)>\): `)
	attempts  = regexp.MustCompile(`\([a-z ]+ failed, (\d+) attempts in `)
)

// dovecotLogins reads a log. Dovecot logs each refused attempt at once, through
// the auth service, and each connection in one line at its end.
func dovecotLogins(lines []string) []Login {
	refused := map[string][]string{} // user names by session
	for _, line := range lines {
		if m := authLine.FindStringSubmatch(line); m != nil {
			user, session := strings.TrimPrefix(m[1], "?"), m[2]
			refused[session] = append(refused[session], user)
		}
	}
	var logins []Login
	for _, line := range lines {
		m := loginLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		protocol, end, user, mechanism, port, rest, session := m[1], m[2], m[3], m[4], m[5], m[6], m[7]
		login := Login{
			Protocol:  fact.Protocol(protocol),
			Port:      number(port),
			User:      user,
			Mechanism: mechanism,
			TLS:       strings.HasPrefix(rest, " TLS"),
			Accepted:  end == "Login",
			Refused:   refused[session],
		}
		if !login.Accepted {
			login.Reason = strings.TrimPrefix(end, "Disconnected: ")
			if idle(login.Reason) && len(login.Refused) == 0 {
				continue
			}
			for len(login.Refused) < refusals(login.Reason) {
				login.Refused = append(login.Refused, user)
			}
		}
		logins = append(logins, login)
	}
	return logins
}

// idle reports whether a connection ended before anybody tried to log in in a way
// that the server has: else no password was judged.
func idle(reason string) bool {
	for _, words := range []string{"(no auth attempts in ", "(disconnected before ", "(tried to use unsupported auth mechanism)"} {
		if strings.Contains(reason, words) {
			return true
		}
	}
	return false
}

// refusals is how many attempts a reason stands for. Only the plain failure
// gives a number.
func refusals(reason string) int {
	if m := attempts.FindStringSubmatch(reason); m != nil {
		return number(m[1])
	}
	return 1
}
