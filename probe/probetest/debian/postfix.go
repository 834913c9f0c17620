package debian

import (
	"path/filepath"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// PostfixConfig says how Postfix is to run. Certificate and Key must be given.
type PostfixConfig struct {
	// Listen are the IP addresses; none means [Host].
	Listen []string
	Ports  PostfixPorts
	// Certificate, the leaf first, and Key are PEM.
	Certificate, Key []byte
	// Hostname is what the server calls itself; empty means mail.example.com.
	Hostname string
	// AuthSocket is where Postfix asks Dovecot about passwords: the path that
	// [Dovecot.AuthSocket] gives, or "inet:host:port". Empty means that nobody
	// can log in, and that AUTH is not offered. It is never offered before TLS.
	AuthSocket string
	// Extra is text for main.cf that follows all other.
	Extra string
}

// PostfixPorts are the ports by service: SMTP is what other servers use, with
// STARTTLS offered; Submission demands STARTTLS, and Submissions is TLS from the
// start. Zero means a free high port, [Off] none.
type PostfixPorts struct {
	SMTP, Submission, Submissions int
}

// StandardPostfixPorts are those that clients expect.
func StandardPostfixPorts() PostfixPorts {
	return PostfixPorts{SMTP: 25, Submission: 587, Submissions: 465}
}

// Postfix is a running server. It takes mail from those who logged in, and
// throws it away.
type Postfix struct {
	// Hosts and Ports are where it listens; each host serves every port.
	Hosts []string
	Ports PostfixPorts

	process *process
	dir     string
}

// StartPostfix runs Postfix until the test ends. It needs root.
func StartPostfix(t testing.TB, c PostfixConfig) *Postfix {
	t.Helper()
	Require(t, NeedPostfix)
	note(t, string(NeedPostfix))

	p := &Postfix{dir: tempDir(t), Ports: c.Ports}
	p.Hosts = hostsOr(c.Listen, Host)
	release := listen(t, p.Hosts, []string{"tcp"}, &p.Ports.SMTP, &p.Ports.Submission, &p.Ports.Submissions)
	p.configure(t, c)

	// Without the postfix command, which would spend a second on checking the
	// folders that were just made.
	p.process = start(t, "Postfix", nil, filepath.Join(postfixLibexec, "master"), "-c", p.path("etc"), "-s")
	p.process.ready(t, "daemon started")
	release()
	answers(t, p.Hosts, p.Ports.SMTP, false, "220 ")
	answers(t, p.Hosts, p.Ports.Submission, false, "220 ")
	answers(t, p.Hosts, p.Ports.Submissions, true, "220 ")
	return p
}

// Endpoint is the door for sending mail, by mode, on the server's first
// address. Without TLS it is the one of STARTTLS.
func (p *Postfix) Endpoint(mode fact.TLSMode) fact.Endpoint {
	return endpoint(fact.SMTP, p.Hosts[0], mode, [2]int{p.Ports.Submission, p.Ports.Submissions})
}

// Relay is the door for other servers, port 25 of old.
func (p *Postfix) Relay() fact.Endpoint {
	return endpoint(fact.SMTP, p.Hosts[0], fact.STARTTLS, [2]int{p.Ports.SMTP, Off})
}

func (p *Postfix) path(name string) string { return filepath.Join(p.dir, name) }
