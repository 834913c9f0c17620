package session

import (
	"fmt"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// maxIMAPLine is the longest command line that every server takes (RFC 7162,
// section 4). Access tokens can be longer.
const maxIMAPLine = 8192

// imapLogin carries AUTHENTICATE (RFC 9051, section 6.2.2), and the LOGIN
// command as if it were an exchange.
type imapLogin struct {
	*imap
	tag        string
	mechanism  string
	credential Credential
	bare       bool // the LOGIN command
	literals   int  // how many literals of it have been announced
	inline     bool // SASL-IR, RFC 4959
}

func (p *imap) carry(mechanism string, c Credential) carrier {
	capabilities := p.s.Check.Capabilities
	return &imapLogin{
		imap:       p,
		tag:        p.tag(),
		mechanism:  mechanism,
		credential: c,
		bare:       mechanism == "LOGIN" && !offers(capabilities, "AUTH=LOGIN"),
		inline:     offers(capabilities, "SASL-IR") || offers(capabilities, "IMAP4rev2"),
	}
}

func (l *imapLogin) begin(mechanism string, first []byte) (bool, error) {
	if l.bare {
		return l.beginBare()
	}
	if !l.inline {
		first = nil
	}
	line, shown, sent := withFirst(l.tag+" AUTHENTICATE "+mechanism, first, maxIMAPLine)
	return sent, l.conn.WriteSecret(line, shown)
}

// beginBare sends LOGIN with its arguments quoted, or announces the first as a
// literal where it cannot be.
func (l *imapLogin) beginBare() (bool, error) {
	user, password := l.credential.Username, l.credential.Secret.Reveal()
	if quotable(user) && quotable(password) {
		line := fmt.Sprintf("%s LOGIN %s %s", l.tag, quote(user), quote(password))
		return true, l.conn.WriteSecret(line, l.tag+" LOGIN "+placeholder)
	}
	l.literals = 1
	return false, l.conn.WriteLine(fmt.Sprintf("%s LOGIN {%d}", l.tag, len(user)))
}

func (l *imapLogin) respond(response []byte) error {
	if !l.bare {
		return respondEncoded(l.conn, response)
	}
	line := string(response)
	if l.literals == 1 { // the name; the password comes next
		l.literals = 2
		line += fmt.Sprintf(" {%d}", len(l.credential.Secret.Reveal()))
	}
	return l.conn.WriteSecret(line, placeholder)
}

func (l *imapLogin) cancel() error { return l.conn.WriteLine("*") }

func (l *imapLogin) answer() (answer, error) {
	reply, err := l.reply(l.tag)
	a := answer{line: reply.line, earlier: reply.earlier}
	if err != nil {
		return a, err
	}
	switch reply.status {
	case "+":
		a.more, a.challenge = true, decode(reply.text)
	case "OK":
		a.result = fact.AttemptAccepted
		l.allowed, _ = reply.capabilities() // where that is too much, they are asked for
	case "BAD":
		a.result = turnedDown(reply.text)
	default: // NO and BYE
		a.gone = reply.status == "BYE"
		a.result = refusal(l.mechanism, reply.text, imapTemporary)
	}
	return a, nil
}

// imapTemporary are the response codes that say nothing of the credential (RFC
// 5530, section 3; LIMIT is RFC 9051, section 7.1).
var imapTemporary = []string{"UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG"}

// quotable reports whether a text can be a quoted string: no line ends, and ASCII,
// which is all that IMAP4rev1 allows there.
func quotable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' })
}

func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
