package session

import (
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// maxPOP3Line is the longest command that a server must take, with its line end
// (RFC 2449, section 4).
const maxPOP3Line = 255

// pop3Login carries AUTH (RFC 5034), and APOP or USER and PASS as if they were
// an exchange.
type pop3Login struct {
	*pop3
	mechanism  string
	credential Credential
	bare       bool // USER and PASS
	asked      bool // the answer to USER has been read
}

func (p *pop3) carry(mechanism string, c Credential) carrier {
	return &pop3Login{pop3: p, mechanism: mechanism, credential: c, bare: mechanism == "USER"}
}

func (l *pop3Login) begin(mechanism string, first []byte) (bool, error) {
	if l.bare {
		return false, l.conn.WriteLine("USER " + l.credential.Username)
	}
	if mechanism == "APOP" {
		return true, l.conn.WriteSecret("APOP "+string(first), "APOP "+placeholder)
	}
	line, shown, sent := withFirst("AUTH "+mechanism, first, maxPOP3Line)
	return sent, l.conn.WriteSecret(line, shown)
}

func (l *pop3Login) respond(response []byte) error {
	if l.bare {
		return l.conn.WriteSecret("PASS "+string(response), "PASS "+placeholder)
	}
	return respondEncoded(l.conn, response)
}

func (l *pop3Login) cancel() error { return l.conn.WriteLine("*") }

func (l *pop3Login) answer() (answer, error) {
	line, err := l.conn.ReadLine()
	a := answer{line: line}
	if err != nil {
		return a, err
	}
	if line == "+" || strings.HasPrefix(line, "+ ") {
		a.more, a.challenge = true, decode(strings.TrimPrefix(line[1:], " "))
		return a, nil
	}
	switch ok, known := pop3Status(line); {
	case !known:
		return a, garbled(line)
	case ok && l.bare && !l.asked:
		l.asked, a.more = true, true // go on with PASS
	case ok:
		a.result = fact.AttemptAccepted
	default:
		_, text, _ := strings.Cut(line, " ")
		a.result = refusal(l.mechanism, text, pop3Temporary)
	}
	return a, nil
}

// pop3Temporary are the response codes that say nothing of the credential (RFC
// 2449, section 8.1; RFC 3206, section 4).
var pop3Temporary = []string{"IN-USE", "LOGIN-DELAY", "SYS/TEMP"}
