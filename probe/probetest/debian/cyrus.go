package debian

import (
	"bufio"
	"cmp"
	"crypto/tls"
	_ "embed"
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
)

var (
	//go:embed cyrus-imapd.conf.tmpl
	cyrusImapd string
	//go:embed cyrus.conf.tmpl
	cyrusServices string
)

// CyrusConfig says how Cyrus is to run. Certificate and Key must be given.
type CyrusConfig struct {
	// Certificate, the leaf first, and Key are PEM.
	Certificate, Key []byte
	// Hostname is what the server calls itself; empty means mail.example.com.
	Hostname string
	// Users have full addresses for names.
	Users []User
	// Mechanisms are SASL names; none means PLAIN, LOGIN, CRAM-MD5 and SCRAM,
	// which Cyrus offers with channel binding too.
	Mechanisms []string
}

// Cyrus is a running server for IMAP and POP3 on [Host].
type Cyrus struct {
	server
	Ports DovecotPorts

	machine *machine
	started int // lines of the log before the first client's
}

// cyrusUser is whom Cyrus runs as.
var cyrusUser = machineUser{"cyrus", 61002}

// StartCyrus runs Cyrus until the test ends. It needs root.
func StartCyrus(t testing.TB, c CyrusConfig) *Cyrus {
	t.Helper()
	s := &Cyrus{server: server{Hosts: []string{Host}}, machine: newMachine(t, NeedCyrus, cyrusUser)}
	s.ports = s.Ports.table()
	release := s.reserve(t)
	s.configure(t, c)
	s.process = s.machine.start(t, "Cyrus", "/bin/sh", "-c", ". /etc/users.sh; exec /usr/lib/cyrus/bin/master -D -C /etc/imapd.conf -M /etc/cyrus.conf")
	s.process.listening(t, s.numbers()...)
	release()
	s.answers(t)
	for _, u := range c.Users {
		s.makeInbox(t, u)
	}
	s.awaitClosed(t)
	s.machine.flush(t, s.process)
	s.started = len(s.process.log.all())
	return s
}

// makeInbox logs a user in for the first time, whereupon Cyrus makes the INBOX.
// Two first times at once would fail.
func (s *Cyrus) makeInbox(t testing.TB, u User) {
	t.Helper()
	conn, err := tls.Dial("tcp", address(Host, s.Ports.IMAPS), &tls.Config{InsecureSkipVerify: true})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(conn, "a AUTHENTICATE PLAIN %s\r\n", base64.StdEncoding.EncodeToString([]byte("\x00"+u.Name+"\x00"+u.Password)))
	in := bufio.NewReader(conn)
	for {
		line, err := in.ReadString('\n')
		if err != nil || strings.HasPrefix(line, "a NO") {
			t.Fatalf("making the INBOX of %s: %q, %v", u.Name, line, err)
		}
		if strings.HasPrefix(line, "a OK") {
			return
		}
	}
}

func (s *Cyrus) configure(t testing.TB, c CyrusConfig) {
	t.Helper()
	if len(c.Mechanisms) == 0 {
		c.Mechanisms = []string{"PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256"}
	}
	for _, dir := range []string{
		"run/cyrus", "var/spool/cyrus", "var/lib/cyrus", "var/lib/cyrus/db", "var/lib/cyrus/socket", "var/lib/cyrus/proc",
		"var/lib/cyrus/lock", "var/lib/cyrus/log", "var/lib/cyrus/msg", "var/lib/cyrus/user", "var/lib/cyrus/quota",
	} {
		s.machine.mkdir(t, dir, cyrusUser.id)
	}
	s.machine.write(t, "etc/cert.pem", string(c.Certificate))
	s.machine.write(t, "etc/key.pem", string(c.Key))
	for name, text := range map[string]string{"imapd.conf": cyrusImapd, "cyrus.conf": cyrusServices} {
		s.machine.write(t, "etc/"+name, filled(t, text, map[string]any{
			"Host": Host, "Hostname": cmp.Or(c.Hostname, defaultHostname), "Ports": s.Ports,
			"Mechanisms": strings.Join(c.Mechanisms, " "),
		}))
	}
	users := "set -e\n"
	for i, u := range c.Users {
		local, domain, _ := strings.Cut(u.Name, "@")
		password := fmt.Sprintf("etc/password%d", i)
		s.machine.write(t, password, u.Password)
		users += fmt.Sprintf("saslpasswd2 -p -c -f /var/lib/cyrus/sasldb2 -u %s %s </%s\n", domain, local, password)
	}
	s.machine.write(t, "etc/users.sh", users+"chown cyrus /var/lib/cyrus/sasldb2\n")
}

// Lines of the log, behind what syslog puts before them:
//
//	cyrus/imaps[7]: login: localhost [127.0.0.1] anna@example.com SCRAM-SHA-256+TLS User logged in SESSIONID=<…>
//	cyrus/imap[8]: badlogin: localhost [127.0.0.1] PLAIN (anna@example.com) [SASL(-13): authentication failure: Password verification failed]
var (
	cyrusAccepted = regexp.MustCompile(` cyrus/(\w+)\[\d+\]: login: .*? \[[^]]*\] (\S+) (\S+?)(\+TLS)? User logged in`)
	cyrusRefused  = regexp.MustCompile(` cyrus/(\w+)\[\d+\]: badlogin: .*? \[[^]]*\] (\S+)(?: \((.*?)\))? \[(.*)\]$`)
)

// Logins are the logins that the server has logged, each attempt by itself, in
// the order of the log. It waits until every connection to the server is closed,
// so the clients must have closed theirs. The log does not say whether a refused
// one was over TLS.
func (s *Cyrus) Logins(t testing.TB) []Login {
	t.Helper()
	s.awaitClosed(t)
	s.machine.flush(t, s.process)
	untried := s.untried()
	var logins []Login
	for _, line := range s.process.log.all()[s.started:] {
		if m := cyrusAccepted.FindStringSubmatch(line); m != nil {
			l := untried[m[1]]
			l.User, l.Mechanism, l.TLS, l.Accepted = m[2], m[3], m[4] != "", true
			logins = append(logins, l)
		}
		if m := cyrusRefused.FindStringSubmatch(line); m != nil {
			l := untried[m[1]]
			l.Mechanism, l.User, l.Refused, l.Reason = m[2], m[3], []string{m[3]}, m[4]
			logins = append(logins, l)
		}
	}
	return logins
}
