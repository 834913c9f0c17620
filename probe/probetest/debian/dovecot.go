package debian

import (
	"bytes"
	"cmp"
	"context"
	"os/exec"
	"testing"
	"time"
)

// DebianFailureDelay is how long Dovecot keeps a refusal back where nobody set
// auth_failure_delay.
const DebianFailureDelay = 2 * time.Second

// DovecotConfig says how Dovecot is to run. Certificate and Key must be given;
// the zero value of everything else is what tests want most.
type DovecotConfig struct {
	// Listen are the IP addresses; none means [Host].
	Listen []string
	Ports  DovecotPorts
	// Certificate, the leaf first, and Key are PEM.
	Certificate, Key []byte
	// Hostname is what the server calls itself, as in the challenges of CRAM-MD5;
	// empty means mail.example.com.
	Hostname string

	// Users have the names that UsernameFormat leaves of what is typed.
	Users []User
	// Mechanisms are SASL names in lower case; none means plain and login. All
	// that need a password work. With oauthbearer or xoauth2, users show a token
	// of [Dovecot.Token].
	Mechanisms []string
	// AllowCleartext lets users log in without TLS.
	AllowCleartext bool
	// UsernameFormat is what Dovecot makes of a name before it looks for the
	// user, in its own variables: "%Ln" drops the domain. Empty means "%Lu", the
	// whole name in lower case.
	UsernameFormat string

	// FailureDelay is auth_failure_delay, in whole seconds. Dovecot sends the
	// refusals that are due every half second, so zero still means up to that.
	FailureDelay time.Duration
	// Penalty switches the penalty on that Debian's Dovecot has: refusals make
	// the next login from the same address wait, right or wrong, for 4, 8 and then
	// 15 seconds, until one is accepted.
	Penalty bool
	// MaxConnections limits the sessions of one user from one address
	// (mail_max_userip_connections); zero means 10, as Dovecot does.
	MaxConnections int
	// Quota is a quota rule for every user, such as "*:storage=1M"; empty means
	// no quota and no QUOTA capability.
	Quota string
	// Extra is configuration text that follows all other.
	Extra string
}

// User is somebody who has a mailbox.
type User struct {
	Name string
	// Password is kept readable, which every mechanism can work with. Hash is
	// what is kept in its place, with its scheme, as "doveadm pw" prints it:
	// "{SHA512-CRYPT}$6$…" works with what shows the password, and with no other.
	Password, Hash string
	// Fields are extra fields of Dovecot's passdb, separated by spaces, such as
	// "nologin reason=Closed".
	Fields string
}

// Dovecot is a running server.
type Dovecot struct {
	server
	Ports DovecotPorts
}

// StartDovecot runs Dovecot until the test ends.
func StartDovecot(t testing.TB, c DovecotConfig) *Dovecot {
	t.Helper()
	Require(t, NeedDovecot)
	note(t, string(NeedDovecot))

	d := &Dovecot{server: server{dir: tempDir(t), Hosts: hostsOr(c.Listen, Host)}, Ports: c.Ports}
	d.ports = d.Ports.table()
	release := d.reserve(t)
	d.configure(t, c)

	path, err := program("dovecot")
	if err != nil {
		t.Fatal(err)
	}
	env := []string{"DOVECOT_HOSTNAME=" + cmp.Or(c.Hostname, defaultHostname)}
	d.process = start(t, "Dovecot", env, path, "-F", "-c", d.path("dovecot.conf"))
	d.process.ready(t, "starting up for")
	release()
	d.answers(t)
	return d
}

// AuthSocket is where Postfix can ask whether a password is right
// (smtpd_sasl_type = dovecot).
func (d *Dovecot) AuthSocket() string { return d.path("auth-client") }

// Deliver puts a message into a user's INBOX.
func (d *Dovecot) Deliver(t testing.TB, user string, message []byte) {
	t.Helper()
	path, err := program("doveadm")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, "-c", d.path("dovecot.conf"), "save", "-u", user)
	cmd.Stdin = bytes.NewReader(message)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("delivering a message: %v\n%s", err, out)
	}
}
