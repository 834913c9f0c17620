package session

import (
	"strings"

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
		return garbled(line)
	case !ok:
		return rejected(line)
	}
	if p.conn.Secure() {
		p.greeted = timestamp(line)
	}
	return nil
}

func (p *pop3) stamp() string { return p.greeted }

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
		return line, garbled(line)
	case !ok:
		return line, rejected(line)
	}
	return line, nil
}

// capabilities are the lines that CAPA lists. A server that does not know CAPA
// has the commands of RFC 1939 and nothing else.
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
		return nil, garbled(line)
	case !ok:
		return []string{"USER"}, nil
	}
	var found announced
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
	// The commands USER and PASS. Dovecot announces them even where it takes no
	// mechanism that shows the password, and refuses them then.
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
