package session

import (
	"fmt"
	"strings"

	"github.com/emersion/go-imap/v2/imapclient"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// imap is RFC 9051 and RFC 3501 as far as the login; go-imap speaks what comes
// behind it.
type imap struct {
	wire
	greeted []string // capabilities in the greeting, until they are taken
	allowed []string // capabilities that came with the answer to the login
	tags    int
	library *imapclient.Client // speaks from the login on
}

func (p *imap) greet() error {
	line, err := p.greeting()
	if err != nil {
		return err
	}
	status, text, ok := untagged(line)
	if !ok {
		return garbled(line)
	}
	switch status {
	case "OK":
	case "PREAUTH":
		// RFC 9051, section 7.1.4: STARTTLS is not possible any more, so a
		// client that went on would be talking in the clear.
		return &failure{kind: fact.FailPreauth, line: line}
	case "BYE":
		return rejected(line)
	default:
		return garbled(line)
	}
	p.greeted = codeCapabilities(text)
	return nil
}

// told are the capabilities that came with the greeting (RFC 9051, section
// 7.1), once. In the clear they are good enough for what may be decided there.
func (p *imap) told() []string {
	c := p.greeted
	p.greeted = nil
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
	return reply.capabilities(), nil
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
	p.greeted = nil // what was said in the clear is forgotten
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
}

// capabilities are those that came with a reply, in its code or in lines of their
// own; nil where none did.
func (r imapReply) capabilities() []string {
	found := codeCapabilities(r.text)
	for _, line := range r.earlier {
		if status, text, _ := untagged(line); status == "CAPABILITY" {
			found = append(found, capabilityWords(text)...)
		}
	}
	return found
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
		return reply, garbled(reply.line) // nothing we asked for wants more
	}
	return reply, err
}

// maxEarlier bounds the untagged lines that are kept of one answer.
const maxEarlier = 100

// reply reads until the tagged answer, a continuation request (status "+"), or
// a BYE, after which nothing else will come.
func (p *imap) reply(tag string) (imapReply, error) {
	var r imapReply
	for {
		line, err := p.conn.ReadLine()
		if err != nil {
			return r, err
		}
		r.line = line
		if line == "+" || strings.HasPrefix(line, "+ ") {
			r.status, r.text = "+", strings.TrimPrefix(strings.TrimPrefix(line, "+"), " ")
			return r, nil
		}
		if status, text, ok := untagged(line); ok {
			if status == "BYE" {
				r.status, r.text = "BYE", text
				return r, nil
			}
			if len(r.earlier) < maxEarlier {
				r.earlier = append(r.earlier, line)
			}
			continue
		}
		got, rest, _ := strings.Cut(line, " ")
		status, text, _ := strings.Cut(rest, " ")
		status = strings.ToUpper(status)
		if got != tag || status != "OK" && status != "NO" && status != "BAD" {
			return r, garbled(line)
		}
		r.status, r.text = status, text
		return r, nil
	}
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

// codeCapabilities are those in the response code at the start of a text:
// "[CAPABILITY IMAP4rev1 …] ready". Nil where there is no such code.
func codeCapabilities(text string) []string {
	code, rest, ok := responseCode(text)
	if !ok || code != "CAPABILITY" {
		return nil
	}
	return capabilityWords(rest)
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

// maxCapabilities bounds the list that is kept; real servers have up to 60.
const maxCapabilities = 200

// capabilityWords splits a list of capabilities. They are atoms; words that are
// none are left out.
func capabilityWords(text string) []string {
	found := []string{}
	for word := range strings.FieldsSeq(text) {
		if len(found) < maxCapabilities && isAtom(word) {
			found = append(found, word)
		}
	}
	return found
}

func isAtom(word string) bool {
	for i := range len(word) {
		if c := word[i]; c <= ' ' || c >= 0x7f || strings.IndexByte(`(){%*"\]`, c) >= 0 {
			return false
		}
	}
	return word != "" && len(word) <= 100
}

func (p *imap) bye() error {
	if p.library != nil {
		defer p.library.Close()
		return p.library.Logout().Wait()
	}
	tag := p.tag()
	if err := p.conn.WriteLine(tag + " LOGOUT"); err != nil {
		return err
	}
	_, err := p.reply(tag)
	return err
}
