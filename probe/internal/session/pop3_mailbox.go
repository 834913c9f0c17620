package session

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// mailbox asks for the size of the maildrop, which also proves that it opened.
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

// details are what CAPA says of how long mail may stay, and how often to come. A
// server that has values of its own for each user says so, and names them only
// after the login (RFC 2449, sections 6.5 and 6.7).
func (p *pop3) details(box *fact.Mailbox) {
	capabilities := p.s.Check.Capabilities
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

// perUser tells the capabilities whose value differs from user to user.
func perUser(capability string) bool {
	words := strings.Fields(capability)
	return len(words) == 3 && strings.EqualFold(words[2], "USER") && (strings.EqualFold(words[0], "EXPIRE") || strings.EqualFold(words[0], "LOGIN-DELAY"))
}
