package session

import (
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// sender begins a transaction and takes it back. Postfix says only to RCPT that a
// sender is not the user's own (smtpd_delay_reject).
func (p *smtp) sender(address string) *fact.Sender {
	start := time.Now()
	found := &fact.Sender{Address: address}
	parameter := ""
	if strings.ContainsFunc(address, func(r rune) bool { return r > '~' }) && offers(p.s.Check.Capabilities, "SMTPUTF8") {
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
	_, _ = p.command("RSET") // a connection that is gone has forgotten anyway
	found.Took = time.Since(start)
	return found
}
