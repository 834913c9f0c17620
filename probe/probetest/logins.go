package probetest

import (
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Login is one credential that a server received. The password itself is not
// kept here.
type Login struct {
	// Host is the name that the client asked for by SNI, else the server's first name.
	Host     string
	Addr     netip.AddrPort
	Protocol fact.Protocol
	// Mechanism is the SASL name; the bare commands LOGIN of IMAP, USER of POP3
	// and APOP go by their own.
	Mechanism string
	User      string
	// TLS is set where the credential came inside TLS, and CertGood where the
	// certificate that was shown before is good for Host.
	TLS, CertGood bool
	Accepted      bool
	// Answer is the server's final line; empty where none came.
	Answer string

	// At is when the last line of the credential came and Order its place, as those
	// of a [Line]; Answered is when the server gave its answer, zero where none came.
	At, Answered time.Time
	Order        int
	// Connection is the place in [Log.Connections] of the one that it came by.
	Connection int
}

// credential is a login within its dialogue.
type credential struct {
	mechanism, user string
	inTLS           bool
	tag             string // IMAP
	lines           int    // how many lines it spans, the answer not included
}

// loginsOf finds the credentials in a recorded dialogue. It knows the grammar of
// the protocols only, not what the server made of a command, so it finds the
// same in the dialogue of any server.
func loginsOf(c Connection) []Login {
	find := map[fact.Protocol]func([]Line) (credential, bool){
		fact.IMAP: imapCredential, fact.POP3: pop3Credential, fact.SMTP: smtpCredential,
	}[c.Protocol]
	if find == nil {
		return nil
	}
	var logins []Login
	for i := range c.Lines {
		if !c.Lines[i].FromClient {
			continue
		}
		found, ok := find(c.Lines[i:])
		if !ok {
			continue
		}
		login := Login{
			Host: c.SNI, Addr: c.Addr, Protocol: c.Protocol,
			Mechanism: found.mechanism, User: found.user,
			TLS: found.inTLS, CertGood: found.inTLS && c.CertGood,
			At: c.Lines[i+found.lines-1].At, Order: c.Lines[i+found.lines-1].Order,
		}
		if login.Host == "" {
			login.Host = c.Server
		}
		for _, line := range c.Lines[i+found.lines:] {
			if !line.FromClient && isFinal(c.Protocol, found.tag, line.Text) {
				login.Answer, login.Answered = line.Text, line.At
				login.Accepted = isPositive(c.Protocol, found.tag, line.Text)
				break
			}
		}
		logins = append(logins, login)
	}
	return logins
}

// isFinal reports whether a server's line ends the answer to a command.
func isFinal(p fact.Protocol, tag, line string) bool {
	switch p {
	case fact.IMAP:
		return strings.HasPrefix(line, tag+" ")
	case fact.POP3:
		return strings.HasPrefix(line, "+OK") || strings.HasPrefix(line, "-ERR")
	}
	return len(line) >= 3 && (len(line) == 3 || line[3] == ' ') && line[0] != '3'
}

// isPositive reports whether a final line says yes to a login.
func isPositive(p fact.Protocol, tag, line string) bool {
	switch p {
	case fact.IMAP:
		return strings.HasPrefix(strings.ToUpper(line), strings.ToUpper(tag)+" OK")
	case fact.POP3:
		return strings.HasPrefix(line, "+OK")
	}
	return strings.HasPrefix(line, "235")
}

func imapCredential(lines []Line) (credential, bool) {
	text, used := joinLiterals(lines)
	tag, rest, _ := strings.Cut(text, " ")
	command, rest, _ := strings.Cut(rest, " ")
	switch strings.ToUpper(command) {
	case "LOGIN":
		c := credential{mechanism: "LOGIN", inTLS: lines[used-1].TLS, tag: tag, lines: used}
		words := imapStrings(rest)
		if len(words) > 0 {
			c.user = words[0]
		}
		return c, len(words) > 1
	case "AUTHENTICATE":
		c, ok := saslCredential(lines, rest, func(line string) bool { return isFinal(fact.IMAP, tag, line) })
		c.tag = tag
		return c, ok
	}
	return credential{}, false
}

func pop3Credential(lines []Line) (credential, bool) {
	command, rest, _ := strings.Cut(lines[0].Text, " ")
	switch strings.ToUpper(command) {
	case "USER":
		for i, line := range lines[1:] {
			if !line.FromClient {
				continue
			}
			next, _, _ := strings.Cut(line.Text, " ")
			c := credential{mechanism: "USER", user: rest, inTLS: line.TLS, lines: i + 2}
			return c, strings.EqualFold(next, "PASS")
		}
	case "APOP":
		user, _, _ := strings.Cut(rest, " ")
		return credential{mechanism: "APOP", user: user, inTLS: lines[0].TLS, lines: 1}, true
	case "AUTH":
		return saslCredential(lines, rest, func(line string) bool { return isFinal(fact.POP3, "", line) })
	}
	return credential{}, false
}

func smtpCredential(lines []Line) (credential, bool) {
	command, rest, _ := strings.Cut(lines[0].Text, " ")
	if !strings.EqualFold(command, "AUTH") {
		return credential{}, false
	}
	return saslCredential(lines, rest, func(line string) bool { return isFinal(fact.SMTP, "", line) })
}

// saslCredential reads an exchange whose command had the given arguments: all
// that the client sends before the final answer belongs to it.
func saslCredential(lines []Line, args string, final func(string) bool) (credential, bool) {
	words := strings.Fields(args)
	if len(words) == 0 {
		return credential{}, false
	}
	c := credential{mechanism: strings.ToUpper(words[0]), inTLS: lines[0].TLS, lines: 1}
	responses := words[1:]
	for i, line := range lines[1:] {
		if line.FromClient {
			responses = append(responses, line.Text)
			c.inTLS = line.TLS
			c.lines = i + 2
		} else if final(line.Text) {
			break
		}
	}
	user, complete := saslUser(c.mechanism, responses)
	c.user = user
	return c, complete
}

var literalEnd = regexp.MustCompile(`\{(\d{1,6})\+?\}$`)

// joinLiterals puts an IMAP command together that goes on after literals, and
// tells how many lines it took, those of the server in between included.
func joinLiterals(lines []Line) (text string, used int) {
	text, used = lines[0].Text, 1
	last := text // what came after the last literal
	for {
		m := literalEnd.FindStringSubmatch(last)
		if m == nil {
			return text, used
		}
		size, _ := strconv.Atoi(m[1]) // the pattern leaves nothing to go wrong
		var data strings.Builder
		for first := true; first || data.Len() < size; first = false {
			next := used
			for next < len(lines) && !lines[next].FromClient {
				next++
			}
			if next == len(lines) {
				return text, used // the rest never came
			}
			if !first {
				data.WriteString("\r\n")
			}
			data.WriteString(lines[next].Text)
			used = next + 1
		}
		text += "\r\n" + data.String()
		last = data.String()[min(size, data.Len()):]
	}
}

// imapStrings reads astrings (RFC 9051, section 9): atoms, quoted strings and
// literals, which follow their size after CRLF. It stops at what is none.
func imapStrings(s string) []string {
	var found []string
	for s = strings.TrimLeft(s, " "); s != ""; s = strings.TrimLeft(s, " ") {
		var word string
		var ok bool
		switch s[0] {
		case '"':
			word, s, ok = cutQuoted(s[1:])
		case '{':
			word, s, ok = cutLiteral(s)
		default:
			word, s, _ = strings.Cut(s, " ")
			ok = true
		}
		if !ok {
			return found
		}
		found = append(found, word)
	}
	return found
}

func cutQuoted(s string) (word, rest string, ok bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			return b.String(), s[i+1:], true
		case '\\':
			if i++; i == len(s) {
				return "", "", false
			}
		}
		b.WriteByte(s[i])
	}
	return "", "", false
}

func cutLiteral(s string) (word, rest string, ok bool) {
	head, rest, found := strings.Cut(s, "\r\n")
	m := literalEnd.FindStringSubmatch(head)
	if !found || m == nil {
		return "", "", false
	}
	size, _ := strconv.Atoi(m[1])
	if size > len(rest) {
		return "", "", false
	}
	return rest[:size], rest[size:], true
}
