package session

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// pop3 is RFC 1939 with CAPA (RFC 2449), STLS (RFC 2595) and AUTH (RFC 5034).
type pop3 struct {
	wire
	// greeted is the timestamp of the greeting. One that came in the clear is not
	// kept: anybody could have chosen it.
	greeted string
}

func (p *pop3) greet() error {
	line, err := p.greeting()
	if err != nil {
		return err
	}
	switch ok, known := pop3Status(line); {
	case !known:
		return malformed(line)
	case !ok:
		return rejected(line)
	}
	if p.conn.Secure() {
		p.greeted = timestamp(line)
	}
	return nil
}

func (p *pop3) apopTimestamp() string { return p.greeted }

// pop3Status tells +OK from -ERR.
func pop3Status(line string) (ok, known bool) {
	word, _, _ := strings.Cut(line, " ")
	switch {
	case strings.EqualFold(word, "+OK"):
		return true, true
	case strings.EqualFold(word, "-ERR"):
		return false, true
	}
	return false, false
}

// command sends a line and reads the one-line answer.
func (p *pop3) command(text string) (line string, err error) {
	if err := p.send(text); err != nil {
		return "", err
	}
	line, err = p.conn.ReadLine()
	if err != nil {
		return "", err
	}
	switch ok, known := pop3Status(line); {
	case !known:
		return line, malformed(line)
	case !ok:
		return line, rejected(line)
	}
	return line, nil
}

// capabilities returns the lines of CAPA. A server without CAPA has the commands of
// RFC 1939 only.
func (p *pop3) capabilities() ([]string, error) {
	if err := p.send("CAPA"); err != nil {
		return nil, err
	}
	line, err := p.conn.ReadLine()
	if err != nil {
		return nil, err
	}
	switch ok, known := pop3Status(line); {
	case !known:
		return nil, malformed(line)
	case !ok:
		return []string{"USER"}, nil
	}
	var found capabilityList
	for {
		line, err := p.conn.ReadLine()
		switch {
		case err != nil:
			return nil, err
		case line == ".":
			return found.all()
		default:
			found.add(p.conn.Evidence(strings.TrimSpace(line)))
		}
	}
}

func (p *pop3) offersSTARTTLS(capabilities []string) bool { return offers(capabilities, "STLS") }

func (p *pop3) starttls() error {
	_, err := p.command("STLS")
	return err
}

func (p *pop3) mechanisms(capabilities []string) []string {
	var found []string
	for _, c := range capabilities {
		words := strings.Fields(c)
		if len(words) > 0 && strings.EqualFold(words[0], "SASL") {
			for _, m := range words[1:] {
				found = append(found, strings.ToUpper(m))
			}
		}
	}
	apop := p.greeted != ""
	// The commands USER and PASS. Dovecot announces them even where it has disabled
	// all mechanisms that send the password, and refuses them then.
	other := len(fact.UsableMechanisms(found, nil, false)) > 0 || apop && len(found) > 0
	if offers(capabilities, "USER") && (!other || len(fact.RevealingMechanisms(found)) > 0) {
		found = append(found, "USER")
	}
	if apop {
		found = append(found, "APOP")
	}
	return found
}

// bye ends with QUIT and never with anything marked for deletion: no DELE was
// ever sent.
func (p *pop3) bye() error {
	if err := p.conn.WriteLine("QUIT"); err != nil {
		return err
	}
	_, err := p.conn.ReadLine()
	return err
}

// maxPOP3Line is the longest command that a server must take, with its line end
// (RFC 2449, section 4).
const maxPOP3Line = 255

// pop3Login implements saslTransport for AUTH (RFC 5034), and for APOP, or USER and
// PASS, as if they were an exchange.
type pop3Login struct {
	*pop3
	mechanism  string
	credential Credential
	userPass   bool // USER and PASS
	asked      bool // the answer to USER has been read
}

func (p *pop3) startAuth(mechanism string, c Credential) saslTransport {
	return &pop3Login{pop3: p, mechanism: mechanism, credential: c, userPass: mechanism == "USER"}
}

func (l *pop3Login) begin(mechanism string, first []byte) (bool, error) {
	if l.userPass {
		return false, l.conn.WriteLine("USER " + l.credential.Username)
	}
	if mechanism == "APOP" {
		return true, l.conn.WriteSecret("APOP "+string(first), "APOP "+placeholder)
	}
	line, shown, sent := withFirst("AUTH "+mechanism, first, maxPOP3Line)
	return sent, l.conn.WriteSecret(line, shown)
}

func (l *pop3Login) respond(response []byte) error {
	if l.userPass {
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
		return a, malformed(line)
	case ok && l.userPass && !l.asked:
		l.asked, a.more = true, true // go on with PASS
	case ok:
		a.result = fact.AttemptAccepted
	default:
		_, text, _ := strings.Cut(line, " ")
		a.result = refusal(l.mechanism, text, pop3Temporary)
	}
	return a, nil
}

// pop3Temporary are the response codes that say nothing about the credential (RFC
// 2449, section 8.1; RFC 3206, section 4).
var pop3Temporary = []string{"IN-USE", "LOGIN-DELAY", "SYS/TEMP"}

// mailbox asks for the size of the maildrop, which shows that it opened.
func (p *pop3) mailbox() *fact.Mailbox {
	start := time.Now()
	line, err := p.command("STAT")
	box := &fact.Mailbox{Took: time.Since(start)}
	if err != nil {
		box.Line = p.conn.Evidence(line)
		if line == "" {
			box.Line = p.conn.Evidence(err.Error())
		}
		return box
	}
	box.Opened = true
	if words := strings.Fields(line); len(words) > 1 {
		if n, err := strconv.ParseUint(words[1], 10, 32); err == nil {
			box.Messages = uint32(n)
		}
	}
	return box
}

// details reads from CAPA how long mail is kept, and how often a client may log in. A
// server whose values differ from user to user says so, and sends those of the user
// only after the login (RFC 2449, sections 6.5 and 6.7).
func (p *pop3) details(box *fact.Mailbox) {
	capabilities := p.check.Capabilities
	if slices.ContainsFunc(capabilities, perUser) {
		if now, err := p.capabilities(); err == nil {
			capabilities = now
		}
	}
	for _, c := range capabilities {
		words := strings.Fields(c)
		if len(words) < 2 {
			continue
		}
		n, err := strconv.ParseUint(words[1], 10, 31)
		switch {
		case strings.EqualFold(words[0], "EXPIRE") && strings.EqualFold(words[1], "NEVER"):
			box.Retention = &fact.Retention{Forever: true}
		case err != nil:
		case strings.EqualFold(words[0], "EXPIRE"):
			box.Retention = &fact.Retention{Days: int(n)}
		case strings.EqualFold(words[0], "LOGIN-DELAY"):
			box.Delay = time.Duration(n) * time.Second
		}
	}
}

// perUser reports whether a capability has a value that differs from user to user.
func perUser(capability string) bool {
	words := strings.Fields(capability)
	return len(words) == 3 && strings.EqualFold(words[2], "USER") && (strings.EqualFold(words[0], "EXPIRE") || strings.EqualFold(words[0], "LOGIN-DELAY"))
}
