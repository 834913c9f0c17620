package session

import (
	"net/netip"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// smtp is message submission (RFC 6409) up to AUTH (RFC 4954). No transaction is
// begun, except by [Session.CheckSender].
type smtp struct {
	wire
	name string
}

// smtpReply is one reply of any number of lines.
type smtpReply struct {
	code  int
	lines []string // without their codes
	line  string   // the last line, whole
	cut   bool     // it has more lines than are kept
}

// text is the whole reply in one line, as evidence.
func (r smtpReply) text() string {
	if len(r.lines) < 2 {
		return r.line
	}
	return r.line[:3] + " " + strings.Join(r.lines, " ")
}

func (p *smtp) greet() error {
	line, err := p.greeting()
	if err != nil {
		return err
	}
	reply, err := p.finish(line)
	switch {
	case err != nil:
		return err
	case reply.code == 220:
		return nil
	case reply.code < 400:
		return malformed(reply.text()) // a positive reply, but not a greeting
	default:
		return rejected(reply.text())
	}
}

func (p *smtp) command(text string) (smtpReply, error) {
	if err := p.send(text); err != nil {
		return smtpReply{}, err
	}
	return p.reply()
}

func (p *smtp) reply() (smtpReply, error) {
	line, err := p.conn.ReadLine()
	if err != nil {
		return smtpReply{}, err
	}
	return p.finish(line)
}

// finish reads the lines that follow the first of a reply (RFC 5321, section
// 4.2.1: the code is the same on all, a hyphen says that more follow).
func (p *smtp) finish(line string) (smtpReply, error) {
	var r smtpReply
	for {
		code, text, more, ok := smtpLine(line)
		if !ok || r.code != 0 && code != r.code {
			return r, malformed(line)
		}
		r.code, r.line = code, line
		if r.cut = len(r.lines) > maxCapabilities; !r.cut {
			r.lines = append(r.lines, text)
		}
		if !more {
			return r, nil
		}
		var err error
		if line, err = p.conn.ReadLine(); err != nil {
			return r, err
		}
	}
}

// smtpLine splits "250-SIZE 1000" into code, text and whether more follow.
func smtpLine(line string) (code int, text string, more, ok bool) {
	if len(line) < 3 {
		return 0, "", false, false
	}
	for i, c := range []byte(line[:3]) {
		if c < '0' || c > '9' || i == 0 && (c < '2' || c > '5') {
			return 0, "", false, false
		}
		code = code*10 + int(c-'0')
	}
	if len(line) == 3 {
		return code, "", false, true
	}
	if line[3] != ' ' && line[3] != '-' {
		return 0, "", false, false
	}
	return code, line[4:], line[3] == '-', true
}

// capabilities returns the keywords of EHLO. A server that only supports HELO has no
// AUTH, so there is no fallback.
func (p *smtp) capabilities() ([]string, error) {
	reply, err := p.command("EHLO " + p.ehlo())
	switch {
	case err != nil:
		return nil, err
	case reply.code != 250:
		return nil, rejected(reply.text())
	}
	found := capabilityList{overflow: reply.cut}
	for _, line := range reply.lines[1:] {
		found.add(p.conn.Evidence(strings.TrimSpace(line)))
	}
	return found.all()
}

// ehlo returns the name that we give.
func (p *smtp) ehlo() string {
	if p.name != "" {
		return p.name
	}
	return addressLiteral(p.conn.LocalIP())
}

// addressLiteral returns an address as in RFC 5321, section 4.1.3.
func addressLiteral(ip netip.Addr) string {
	switch ip = ip.Unmap().WithZone(""); {
	case !ip.IsValid():
		return "[127.0.0.1]"
	case ip.Is6():
		return "[IPv6:" + ip.String() + "]"
	default:
		return "[" + ip.String() + "]"
	}
}

func (p *smtp) offersSTARTTLS(capabilities []string) bool { return offers(capabilities, "STARTTLS") }

func (p *smtp) starttls() error {
	reply, err := p.command("STARTTLS")
	switch {
	case err != nil:
		return err
	case reply.code == 220:
		return nil
	case reply.code/100 == 3:
		return malformed(reply.text())
	default:
		return rejected(reply.text())
	}
}

// mechanisms returns those of AUTH, also in the form "AUTH=LOGIN PLAIN" of before
// RFC 2554, which Exchange and others still send.
func (p *smtp) mechanisms(capabilities []string) []string {
	var found []string
	seen := map[string]bool{}
	for _, c := range capabilities {
		words := strings.Fields(strings.ToUpper(strings.Replace(c, "=", " ", 1)))
		if len(words) == 0 || words[0] != "AUTH" {
			continue
		}
		for _, m := range words[1:] {
			if !seen[m] {
				seen[m], found = true, append(found, m)
			}
		}
	}
	return found
}

func (p *smtp) bye() error {
	if err := p.conn.WriteLine("QUIT"); err != nil {
		return err
	}
	_, err := p.reply()
	return err
}

// maxSMTPLine is the longest command line (RFC 5321, section 4.5.3.1.4). The
// lines of an exchange may be longer (RFC 4954, section 4.1).
const maxSMTPLine = 512

// smtpLogin implements saslTransport for AUTH (RFC 4954).
type smtpLogin struct{ *smtp }

func (p *smtp) startAuth(string, Credential) saslTransport { return smtpLogin{p} }

func (l smtpLogin) begin(mechanism string, first []byte) (bool, error) {
	line, shown, sent := withFirst("AUTH "+mechanism, first, maxSMTPLine)
	return sent, l.conn.WriteSecret(line, shown)
}

func (l smtpLogin) respond(response []byte) error { return respondEncoded(l.conn, response) }

func (l smtpLogin) cancel() error { return l.conn.WriteLine("*") }

func (l smtpLogin) answer() (answer, error) {
	reply, err := l.reply()
	if err != nil {
		return answer{line: reply.line}, err
	}
	a := answer{line: reply.text(), closing: reply.code == 421}
	switch {
	case reply.code == 334:
		a.more = true
		if len(reply.lines) == 1 {
			a.challenge = decode(reply.lines[0])
		}
	case reply.code == 235:
		a.result = fact.AttemptAccepted
	case reply.code >= 500 && reply.code <= 504: // RFC 5321, section 4.2.4; RFC 4954, section 4
		a.result = commandRejected(a.line)
	case reply.code/100 == 4 && reply.code != 432: // 432: the password must be changed
		a.result = fact.AttemptTemporary
	case reply.code < 400: // a positive reply that AUTH does not have
		return a, malformed(a.line)
	default:
		a.result = fact.AttemptRefused
	}
	return a, nil
}

// sender begins a transaction and resets it. Postfix refuses a sender that is not the
// user's own only at RCPT (smtpd_delay_reject).
func (p *smtp) sender(address string) *fact.Sender {
	start := time.Now()
	found := &fact.Sender{Address: address}
	parameter := ""
	if strings.ContainsFunc(address, func(r rune) bool { return r > '~' }) && offers(p.check.Capabilities, "SMTPUTF8") {
		parameter = " SMTPUTF8" // RFC 6531, section 3.4
	}
	for _, c := range []struct{ name, text string }{
		{"MAIL", "MAIL FROM:<" + address + ">" + parameter},
		{"RCPT", "RCPT TO:<" + address + ">"},
	} {
		reply, err := p.command(c.text)
		if err == nil && reply.code/100 == 2 {
			continue
		}
		found.Refused, found.Line = c.name, p.conn.Evidence(reply.text())
		if err != nil {
			found.Line = p.conn.Evidence(err.Error())
		}
		break
	}
	_, _ = p.command("RSET") // a lost connection resets it too
	found.Took = time.Since(start)
	return found
}
