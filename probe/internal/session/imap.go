package session

import (
	"fmt"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// imap is RFC 9051 and RFC 3501, as far as it takes to open a mailbox.
type imap struct {
	wire
	greetingCapabilities []string // capabilities in the greeting, until they are taken
	afterLogin           []string // capabilities that came with the answer to the login
	tags                 int
}

func (p *imap) greet() error {
	line, err := p.greeting()
	if err != nil {
		return err
	}
	status, text, ok := untagged(line)
	if !ok {
		return malformed(line)
	}
	switch status {
	case "OK":
	case "PREAUTH":
		// RFC 9051, section 7.1.4: STARTTLS is not possible in this state, so
		// everything that follows would be in the clear.
		return &failure{kind: fact.FailPreauth, line: line}
	case "BYE":
		return rejected(line)
	default:
		return malformed(line)
	}
	if words, ok := codeCapabilities(text); ok {
		var said capabilityList
		said.addWords(words)
		p.greetingCapabilities, _ = said.all() // where that is too much, they are asked for
	}
	return nil
}

// unsolicitedCapabilities returns those that came with the greeting (RFC 9051,
// section 7.1), once. In the clear they are good enough for what may be decided there.
func (p *imap) unsolicitedCapabilities() []string {
	c := p.greetingCapabilities
	p.greetingCapabilities = nil
	return c
}

func (p *imap) capabilities() ([]string, error) {
	reply, err := p.command("CAPABILITY")
	if err != nil {
		return nil, err
	}
	if reply.status != "OK" {
		return nil, rejected(reply.line)
	}
	return reply.capabilities()
}

func (p *imap) offersSTARTTLS(capabilities []string) bool { return offers(capabilities, "STARTTLS") }

func (p *imap) starttls() error {
	reply, err := p.command("STARTTLS")
	switch {
	case err != nil:
		return err
	case reply.status != "OK":
		return rejected(reply.line)
	}
	p.greetingCapabilities = nil // what was sent in the clear must not be used
	return nil
}

func (p *imap) mechanisms(capabilities []string) []string {
	var found []string
	for _, c := range capabilities {
		if hasPrefixFold(c, "AUTH=") {
			found = append(found, strings.ToUpper(c[len("AUTH="):]))
		}
	}
	if !offers(capabilities, "LOGINDISABLED") && !offers(found, "LOGIN") {
		found = append(found, "LOGIN") // the command, RFC 9051, section 6.2.3
	}
	return found
}

// imapReply is the end of a command and the lines that came before it.
type imapReply struct {
	status  string // OK, NO, BAD; BYE where the server hung up instead
	line    string // the whole line
	text    string // what follows the status
	earlier []string
	// capabilityLines are the capabilities in lines of their own; nil where there were none.
	capabilityLines *capabilityList
}

// capabilities returns those that came with a reply, in its response code or in
// untagged lines; nil where none did.
func (r imapReply) capabilities() ([]string, error) {
	words, ok := codeCapabilities(r.text)
	if !ok && r.capabilityLines == nil {
		return nil, nil
	}
	var found capabilityList
	found.addWords(words)
	if r.capabilityLines != nil {
		for _, c := range r.capabilityLines.list {
			found.add(c)
		}
		found.overflow = found.overflow || r.capabilityLines.overflow
	}
	return found.all()
}

// add records an untagged line of a reply.
func (r *imapReply) add(line string) {
	if status, text, _ := untagged(line); status == "CAPABILITY" {
		if r.capabilityLines == nil {
			r.capabilityLines = &capabilityList{}
		}
		r.capabilityLines.addWords(text)
	}
	switch len(r.earlier) {
	case maxEarlier + 1:
	case maxEarlier:
		r.earlier = append(r.earlier, "… what else it said is not kept")
	default:
		r.earlier = append(r.earlier, line)
	}
}

func (p *imap) tag() string {
	p.tags++
	return fmt.Sprintf("m%d", p.tags)
}

func (p *imap) command(text string) (imapReply, error) {
	tag := p.tag()
	if err := p.send(tag + " " + text); err != nil {
		return imapReply{}, err
	}
	reply, err := p.reply(tag)
	if err == nil && reply.status == "+" {
		return reply, malformed(reply.line) // nothing we asked for wants more
	}
	return reply, err
}

// maxEarlier bounds the untagged lines that are kept of one answer.
const maxEarlier = 100

// reply reads until the tagged response, a continuation request (status "+"), or a
// BYE, after which nothing follows.
func (p *imap) reply(tag string) (imapReply, error) {
	var r imapReply
	for {
		line, err := p.conn.ReadLine()
		if err != nil {
			return r, err
		}
		if done, err := r.take(tag, line); done || err != nil {
			return r, err
		}
		r.add(line)
	}
}

// take reports whether a line is the last one of the answer to a command, and records
// it if so. The error is that of a line which does not follow the protocol.
func (r *imapReply) take(tag, line string) (done bool, err error) {
	r.line = line
	if line == "+" || strings.HasPrefix(line, "+ ") {
		r.status, r.text = "+", strings.TrimPrefix(strings.TrimPrefix(line, "+"), " ")
		return true, nil
	}
	if status, text, ok := untagged(line); ok {
		if status == "BYE" {
			r.status, r.text = "BYE", text
			return true, nil
		}
		return false, nil
	}
	got, rest, _ := strings.Cut(line, " ")
	status, text, _ := strings.Cut(rest, " ")
	status = strings.ToUpper(status)
	if got != tag || status != "OK" && status != "NO" && status != "BAD" {
		return false, malformed(line)
	}
	r.status, r.text = status, text
	return true, nil
}

// untagged splits "* OK text" into its status, in capitals, and the text.
func untagged(line string) (status, text string, ok bool) {
	rest, ok := strings.CutPrefix(line, "* ")
	if !ok {
		return "", "", false
	}
	status, text, _ = strings.Cut(rest, " ")
	return strings.ToUpper(status), text, status != ""
}

// codeCapabilities are the words of the response code at the start of a text:
// "[CAPABILITY IMAP4rev1 …] ready".
func codeCapabilities(text string) (words string, ok bool) {
	code, words, ok := responseCode(text)
	return words, ok && code == "CAPABILITY"
}

// responseCode splits "[CODE arguments] text" (RFC 9051, section 7.1; RFC 2449,
// section 8, for POP3). The code is in capitals.
func responseCode(text string) (code, arguments string, ok bool) {
	if !strings.HasPrefix(text, "[") {
		return "", "", false
	}
	inside, _, ok := strings.Cut(text[1:], "]")
	if !ok {
		return "", "", false
	}
	code, arguments, _ = strings.Cut(inside, " ")
	return strings.ToUpper(code), arguments, true
}

func (p *imap) bye() error {
	tag := p.tag()
	if err := p.conn.WriteLine(tag + " LOGOUT"); err != nil {
		return err
	}
	_, err := p.reply(tag)
	return err
}
