package debian

import (
	"cmp"
	"context"
	_ "embed"
	"regexp"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

//go:embed exim.conf.tmpl
var eximConf string

// EximConfig says how Exim is to run. Certificate and Key must be given.
type EximConfig struct {
	// Certificate, the leaf first, and Key are PEM.
	Certificate, Key []byte
	// Hostname is what the server calls itself; empty means mail.example.com.
	Hostname string
	Users    []User
}

// Exim is a running server for submission on [Host]. AUTH is offered over TLS
// only.
type Exim struct {
	server
	// Submission is the port for STARTTLS, Submissions the one for implicit TLS.
	Submission, Submissions int

	machine *machine
}

// eximUser has the name that Debian's Exim was built for.
var eximUser = machineUser{"Debian-exim", 61001}

// StartExim runs Exim until the test ends. It needs root.
func StartExim(t testing.TB, c EximConfig) *Exim {
	t.Helper()
	e := &Exim{server: server{Hosts: []string{Host}}, machine: newMachine(t, NeedExim, eximUser)}
	e.ports = []port{
		{"submission", fact.SMTP, fact.STARTTLS, &e.Submission},
		{"submissions", fact.SMTP, fact.Implicit, &e.Submissions},
	}
	release := e.reserve(t)
	e.machine.mkdir(t, "var/spool", eximUser.id)
	e.machine.write(t, "etc/exim/cert.pem", string(c.Certificate))
	e.machine.write(t, "etc/exim/key.pem", string(c.Key))
	users := ""
	for _, u := range c.Users {
		users += u.Name + ": " + u.Password + "\n"
	}
	e.machine.write(t, "etc/exim/users", users)
	e.machine.write(t, "etc/exim/exim.conf", filled(t, eximConf, map[string]any{
		"Host": Host, "Hostname": cmp.Or(c.Hostname, defaultHostname), "Exim": e,
	}))

	e.process = e.machine.start(t, "Exim", "/usr/sbin/exim4", "-bdf", "-oX", "", "-C", "/etc/exim/exim.conf")
	e.process.ready(t, "daemon started")
	release()
	e.answers(t)
	return e
}

// Endpoint is where mail is sent, by mode; see [server.Endpoint].
func (e *Exim) Endpoint(mode fact.TLSMode) fact.Endpoint {
	return e.server.Endpoint(fact.SMTP, mode)
}

// Lines of the log, behind what syslog puts before them:
//
//	plain authenticator failed for ([127.0.0.1]) [127.0.0.1]:40000 I=[127.0.0.2]:587: 535 Incorrect authentication data (set_id=anna)
//	no MAIL in SMTP connection from ([127.0.0.1]) [127.0.0.1]:40000 I=[127.0.0.2]:587 D=0s A=plain:anna X=TLS1.3:… C=EHLO,…
var (
	eximRefused  = regexp.MustCompile(`: (\w+) authenticator failed for .* I=\[[^]]*\]:(\d+)(?: .*)?: (535 .*) \(set_id=(.*)\)$`)
	eximAccepted = regexp.MustCompile(`: no MAIL in SMTP connection from .* I=\[[^]]*\]:(\d+) .*\bA=(\w+):(\S+)( X=TLS)?`)
)

// Logins are the logins that the server has logged, each refused attempt and each
// connection with an accepted one, in the order of the log. It waits until every
// connection to the server is closed, so the clients must have closed theirs.
func (e *Exim) Logins(t testing.TB) []Login {
	t.Helper()
	e.awaitClosed(t)
	e.flush(t)
	var logins []Login
	for _, line := range e.process.log.all() {
		if m := eximRefused.FindStringSubmatch(line); m != nil {
			logins = append(logins, Login{
				Protocol: fact.SMTP, Port: number(m[2]), User: m[4], Mechanism: strings.ToUpper(m[1]),
				TLS:     true, // it offers no AUTH without
				Refused: []string{m[4]}, Reason: m[3],
			})
		}
		if m := eximAccepted.FindStringSubmatch(line); m != nil {
			logins = append(logins, Login{
				Protocol: fact.SMTP, Port: number(m[1]), User: m[3], Mechanism: strings.ToUpper(m[2]),
				TLS: m[4] != "", Accepted: true,
			})
		}
	}
	return logins
}

// flush waits until every connection that was opened is logged to its end, which
// Exim does only after it has closed it.
func (e *Exim) flush(t testing.TB) {
	t.Helper()
	e.machine.flush(t, e.process)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	err := e.process.log.awaitThat(ctx, func(lines []string) bool {
		open := 0
		for _, line := range lines {
			switch {
			case strings.Contains(line, "(TCP/IP connection count = "):
				open++
			case strings.Contains(line, ": no MAIL in SMTP connection from "):
				open--
			}
		}
		return open == 0
	})
	if err != nil {
		t.Fatalf("reading Exim's log to its end: %v", err)
	}
}
