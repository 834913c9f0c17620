package session

import (
	"encoding/base64"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"

	imaplib "github.com/emersion/go-imap/v2"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
)

// Data after the login is read strictly in size and leniently in grammar: servers
// send flags and lists that do not follow it, and a mailbox works nevertheless.
// Everything here takes time linear in the length of the line.

// readWhole reads a line and the literals in it (RFC 9051, section 4.3), which follow
// their lengths in the result: "{4}abcd".
func (p *imap) readWhole() (string, error) {
	line, err := p.conn.ReadLine()
	n, ok := literal(line)
	if err != nil || !ok {
		return line, err
	}
	return p.readRest(line, n)
}

// readRest reads a literal of n bytes and what follows it.
func (p *imap) readRest(line string, n int) (string, error) {
	var whole strings.Builder
	for {
		whole.WriteString(line)
		if whole.Len()+n > maxData {
			return "", connect.ErrLineTooLong
		}
		text, err := p.conn.ReadBytes(n)
		if err != nil {
			return "", err
		}
		whole.WriteString(text)
		if line, err = p.conn.ReadLine(); err != nil {
			return "", err
		}
		var more bool
		if n, more = literal(line); !more {
			whole.WriteString(line)
			return whole.String(), nil
		}
	}
}

// maxData bounds a line with its literals, in bytes.
const maxData = 64 << 10

// literal returns the length of the literal that a line announces at its end: "{12}",
// or "{12+}".
func literal(line string) (int, bool) {
	open := strings.LastIndexByte(line, '{')
	if open < 0 || !strings.HasSuffix(line, "}") {
		return 0, false
	}
	n, err := strconv.ParseUint(strings.TrimSuffix(line[open+1:len(line)-1], "+"), 10, 63)
	if err != nil {
		return 0, false
	}
	return int(min(n, math.MaxInt32)), true
}

// exists returns the number in "* 7 EXISTS".
func exists(line string) (uint32, bool) {
	number, what, ok := untagged(line)
	if !ok || !strings.EqualFold(strings.TrimSpace(what), "EXISTS") {
		return 0, false
	}
	n, err := strconv.ParseUint(number, 10, 32)
	return uint32(n), err == nil
}

// folder returns the name of a mailbox in a LIST line, and its special uses.
func folder(line string) (name string, uses []string) {
	status, text, _ := untagged(line)
	if status != "LIST" {
		return "", nil
	}
	attributes, rest := listOf(itemsOf(text))
	if len(rest) < 2 { // the delimiter and the name
		return "", nil
	}
	for _, attribute := range attributes {
		if use := specialUse(attribute); use != "" {
			uses = append(uses, use)
		}
	}
	if len(uses) == 0 {
		return "", nil
	}
	return mailboxName(rest[1].text), uses
}

// specialUse is the use that an attribute names (RFC 6154, section 2; RFC 8457).
func specialUse(attribute string) string {
	for _, known := range []imaplib.MailboxAttr{
		imaplib.MailboxAttrAll, imaplib.MailboxAttrArchive, imaplib.MailboxAttrDrafts, imaplib.MailboxAttrFlagged,
		imaplib.MailboxAttrJunk, imaplib.MailboxAttrSent, imaplib.MailboxAttrTrash, imaplib.MailboxAttrImportant,
	} {
		if strings.EqualFold(attribute, string(known)) {
			return strings.ToLower(strings.TrimPrefix(string(known), `\`))
		}
	}
	return ""
}

// quotas returns the limits in a QUOTA line (RFC 9208, section 4.2.1): a root, and in
// parentheses triplets of resource, usage and limit, up to the first malformed one.
func quotas(line string) []fact.Quota {
	status, text, _ := untagged(line)
	items := itemsOf(text)
	if status != "QUOTA" || len(items) == 0 || items[0].bracket != 0 {
		return nil
	}
	var found []fact.Quota
	values, _ := listOf(items[1:])
	for ; len(values) >= 3; values = values[3:] {
		used, err := strconv.ParseInt(values[1], 10, 64)
		limit, err2 := strconv.ParseInt(values[2], 10, 64)
		if err != nil || err2 != nil || used < 0 || limit < 0 {
			break
		}
		found = append(found, fact.Quota{Root: items[0].text, Resource: strings.ToUpper(values[0]), Used: used, Limit: limit})
	}
	return found
}

// item is an atom, a string or a literal; or a parenthesis.
type item struct {
	text    string
	bracket byte
}

// maxItems bounds the items of one line; real ones have up to 30.
const maxItems = 4096

// itemsOf splits data into items, up to the first malformed one.
func itemsOf(text string) []item {
	var found []item
	for len(found) < maxItems {
		text = strings.TrimLeft(text, " ")
		switch {
		case text == "":
			return found
		case text[0] == '(' || text[0] == ')':
			found = append(found, item{bracket: text[0]})
			text = text[1:]
		case text[0] == '"':
			var quoted string
			quoted, text = unquote(text[1:])
			found = append(found, item{text: quoted})
		case text[0] == '{':
			size, rest, _ := strings.Cut(text[1:], "}")
			n, err := strconv.ParseUint(strings.TrimSuffix(size, "+"), 10, 31)
			if err != nil || int(n) > len(rest) {
				return found
			}
			found = append(found, item{text: rest[:n]})
			text = rest[n:]
		default:
			end := strings.IndexAny(text, ` ()"`)
			if end < 0 {
				end = len(text)
			}
			found = append(found, item{text: text[:end]})
			text = text[end:]
		}
	}
	return found
}

// unquote returns the content of a quoted string, and what follows it.
func unquote(text string) (inside, rest string) {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			return b.String(), text[i+1:]
		case c == '\\' && i+1 < len(text):
			i++
			b.WriteByte(text[i])
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), ""
}

// listOf returns the texts of the list that the items begin with, without those of
// nested lists, and the items after it; nothing where they begin with no list.
func listOf(items []item) (list []string, rest []item) {
	depth := 0
	for i, it := range items {
		switch {
		case it.bracket == '(':
			depth++
		case it.bracket == ')':
			depth--
		case depth == 1:
			list = append(list, it.text)
		}
		if depth <= 0 {
			return list, items[i+1:]
		}
	}
	return nil, nil
}

// utf7 are the digits of modified UTF-7's base64.
const utf7 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,"

// mailboxName decodes the modified UTF-7 of a mailbox name (RFC 3501, section 5.1.3).
// What is malformed stays as it is.
func mailboxName(name string) string {
	var b strings.Builder
	for {
		plain, rest, found := strings.Cut(name, "&")
		b.WriteString(plain)
		if !found {
			return b.String()
		}
		code := rest[:len(rest)-len(strings.TrimLeft(rest, utf7))]
		after, ended := strings.CutPrefix(rest[len(code):], "-")
		wide, err := base64.RawStdEncoding.DecodeString(strings.ReplaceAll(code, ",", "/"))
		switch {
		case ended && code == "":
			b.WriteByte('&')
		case !ended || err != nil || len(wide)%2 != 0:
			b.WriteByte('&')
			after = rest
		default:
			units := make([]uint16, len(wide)/2)
			for i := range units {
				units[i] = uint16(wide[2*i])<<8 | uint16(wide[2*i+1])
			}
			b.WriteString(string(utf16.Decode(units)))
		}
		name = after
	}
}
