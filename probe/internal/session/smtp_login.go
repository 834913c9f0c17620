package session

import (
	"github.com/mailprobe/mailprobe/probe/fact"
)

// maxSMTPLine is the longest command line (RFC 5321, section 4.5.3.1.4). The
// lines of an exchange may be longer (RFC 4954, section 4.1).
const maxSMTPLine = 512

// smtpLogin carries AUTH (RFC 4954).
type smtpLogin struct{ *smtp }

func (p *smtp) carry(string, Credential) carrier { return smtpLogin{p} }

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
	a := answer{line: reply.text(), gone: reply.code == 421}
	switch {
	case reply.code == 334:
		a.more = true
		if len(reply.lines) == 1 {
			a.challenge = decode(reply.lines[0])
		}
	case reply.code == 235:
		a.result = fact.AttemptAccepted
	case reply.code >= 500 && reply.code <= 504: // RFC 5321, section 4.2.4; RFC 4954, section 4
		a.result = turnedDown(a.line)
	case reply.code/100 == 4 && reply.code != 432: // 432: the password must be changed
		a.result = fact.AttemptTemporary
	case reply.code < 400: // yes, but to what?
		return a, garbled(a.line)
	default:
		a.result = fact.AttemptRefused
	}
	return a, nil
}
