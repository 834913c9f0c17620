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
	server
	Ports PostfixPorts
}

// StartPostfix runs Postfix until the test ends. It needs root.
func StartPostfix(t testing.TB, c PostfixConfig) *Postfix {
	t.Helper()
	Require(t, NeedPostfix)
	note(t, string(NeedPostfix))

	p := &Postfix{server: server{dir: tempDir(t), Hosts: hostsOr(c.Listen, Host)}, Ports: c.Ports}
	p.ports = []port{
		{submissionName, fact.SMTP, fact.STARTTLS, &p.Ports.Submission},
		{submissionsName, fact.SMTP, fact.Implicit, &p.Ports.Submissions},
		{relayName, fact.SMTP, fact.STARTTLS, &p.Ports.SMTP},
	}
	release := p.reserve(t)
	p.configure(t, c)

	// Without the postfix command, which would spend a second on checking the
	// folders that were just made.
	p.process = start(t, "Postfix", nil, filepath.Join(postfixLibexec, "master"), "-c", p.path("etc"), "-s")
	p.process.ready(t, "daemon started")
	release()
	p.answers(t)
	return p
}

// Endpoint is where mail is sent, by mode; see [server.Endpoint].
func (p *Postfix) Endpoint(mode fact.TLSMode) fact.Endpoint {
	return p.server.Endpoint(fact.SMTP, mode)
}

// Relay is where other servers bring their mail, port 25 of old.
func (p *Postfix) Relay() fact.Endpoint {
	e := p.Endpoint(fact.STARTTLS)
	e.Port = uint16(max(p.Ports.SMTP, 0))
	return e
}
