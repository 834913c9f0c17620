package debian

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	_ "embed"
	"encoding/base64"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

//go:embed courier.sh
var courierScript string

// CourierConfig says how Courier is to run. Certificate and Key must be given.
type CourierConfig struct {
	// Certificate, the leaf first, and Key are PEM.
	Certificate, Key []byte
	Users            []User
}

// Courier is a running server for IMAP and POP3 on [Host]. Logins need TLS. It
// waits for five seconds before it answers a wrong password.
type Courier struct {
	server
	Ports DovecotPorts

	machine *machine
}

// courierUser is whom Courier talks TLS as.
var courierUser = machineUser{"courier", 61003}

// StartCourier runs Courier until the test ends. It needs root.
func StartCourier(t testing.TB, c CourierConfig) *Courier {
	t.Helper()
	s := &Courier{server: server{Hosts: []string{Host}}, machine: newMachine(t, NeedCourier, courierUser)}
	s.ports = s.Ports.table()
	release := s.reserve(t)
	s.configure(t, c)
	s.process = s.machine.start(t, "Courier", "/usr/bin/env", "OWN="+s.machine.dir, "HOST="+Host,
		fmt.Sprintf("IMAP=%d", s.Ports.IMAP), fmt.Sprintf("IMAPS=%d", s.Ports.IMAPS),
		fmt.Sprintf("POP3=%d", s.Ports.POP3), fmt.Sprintf("POP3S=%d", s.Ports.POP3S),
		"/bin/sh", "-c", courierScript)
	s.process.listening(t, s.numbers()...)
	release()
	s.answers(t)
	return s
}

// configure lays out what Courier's packages would, with users of its own
// database instead of the machine's.
func (s *Courier) configure(t testing.TB, c CourierConfig) {
	t.Helper()
	for _, name := range []string{"imapd", "imapd-ssl", "pop3d", "pop3d-ssl"} {
		text, err := os.ReadFile(filepath.Join(s.machine.unpacked, "etc/courier", name))
		if err != nil {
			t.Fatal(err)
		}
		s.machine.write(t, "courier/"+name, string(text))
	}
	s.machine.write(t, "courier/authdaemonrc",
		"authmodulelist=\"authuserdb\"\nauthmodulelistorig=\"authuserdb\"\ndaemons=2\nauthdaemonvar=/run/courier/authdaemon\n")
	s.machine.write(t, "courier/server.pem", string(c.Key)+"\n"+string(c.Certificate))
	s.machine.mkdir(t, "run/courier", courierUser.id)
	s.machine.mkdir(t, "run/courier/authdaemon", courierUser.id)

	users := ""
	for i, u := range c.Users {
		home := fmt.Sprintf("var/mail/%d", i)
		for _, dir := range []string{"", "/Maildir", "/Maildir/cur", "/Maildir/new", "/Maildir/tmp"} {
			s.machine.mkdir(t, home+dir, courierUser.id)
		}
		users += fmt.Sprintf("%s\tuid=%d|gid=%d|home=/%s|mail=/%s/Maildir|systempw=%s\n",
			u.Name, courierUser.id, courierUser.id, home, home, hashed(u.Password))
	}
	writeFile(t, s.machine.path("courier/userdb"), []byte(users), 0o600)
}

// hashed is a password as Courier keeps it, in a way that needs no crypt(3).
func hashed(password string) string {
	sum := sha256.Sum256([]byte(password))
	return "{SHA256}" + base64.StdEncoding.EncodeToString(sum[:])
}

// Lines of the log, behind the name of the service that courier.sh puts before
// them:
//
//	imaps: INFO: LOGIN, user=anna@example.com, ip=[::ffff:127.0.0.1], port=[40000], protocol=IMAP
//	imap: INFO: LOGIN FAILED, method=PLAIN, ip=[::ffff:127.0.0.1], port=[40002]
//	pop3: INFO: LOGIN FAILED, user=anna, ip=[::ffff:127.0.0.1], port=[40004]
var courierLine = regexp.MustCompile(`^(\w+): INFO: LOGIN( FAILED)?, (?:user=(.*?)|method=(.*?)), ip=\[`)

// Logins are the logins that the server has logged, each attempt by itself, in
// the order of each service's log. It waits until every connection to the server
// is closed, so the clients must have closed theirs. The log of a refused one has
// either the name or the mechanism, and none says whether it was over TLS;
// without, none is accepted.
func (s *Courier) Logins(t testing.TB) []Login {
	t.Helper()
	s.awaitClosed(t)
	untried := s.untried()
	for service, login := range untried {
		s.flush(t, service, login.Port)
	}
	var logins []Login
	for _, line := range s.process.log.all() {
		m := courierLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		l := untried[m[1]]
		l.Accepted, l.User, l.Mechanism = m[2] == "", m[3], m[4]
		if !l.Accepted {
			l.Refused = []string{l.User}
		}
		logins = append(logins, l)
	}
	return logins
}

// flush makes a service log a connection, which comes behind all that it logged
// before.
func (s *Courier) flush(t testing.TB, service string, port int) {
	t.Helper()
	from := len(s.process.log.all())
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", address(Host, port))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if strings.HasSuffix(service, "s") { // it logs nothing before TLS
		_ = tls.Client(conn, &tls.Config{InsecureSkipVerify: true}).HandshakeContext(ctx)
	}
	local := conn.LocalAddr().(*net.TCPAddr).Port
	err = s.process.await(t, from, fmt.Sprintf("%s: DEBUG: Connection, ip=[::ffff:127.0.0.1], port=[%d]", service, local))
	if err != nil {
		t.Fatalf("reading Courier's log to its end: %v", err)
	}
}
