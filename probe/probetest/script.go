package probetest

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Script is how a server deviates from a well-behaved one: what it replies,
// keyed by when. Whatever stands in no row it answers as it should, so a script
// names only what is wrong:
//
//	Script{"greeting": "* BYE Too many connections"}
//	Script{"clear CAPABILITY": "* CAPABILITY IMAP4rev1\n$tag OK done"}
//	Script{"login": "454 4.7.0 Temporary authentication failure"}
//	Script{"STARTTLS": "$tag OK begin<inject * CAPABILITY AUTH=PLAIN><tls>"}
//
// # Keys
//
// A key is a command, by its first words in capitals ("AUTH", "AUTH LOGIN"; the
// longest match counts), "*" for any other command, or an event:
//
//   - greeting: the client has connected, and TLS is up on a port of implicit TLS.
//   - handshake: right before TLS begins, or in its place.
//   - login: a credential has come, by whatever command. Without this row it is
//     accept or refuse, which can be rows too.
//   - insecure: a credential came in the clear although TLS is offered.
//   - unsupported, cancelled: an unknown SASL mechanism; the client gave up.
//
// Before it may stand "clear" (outside TLS only), "tls" (inside only) and "in"
// (after an accepted login only). "clear greeting" on a port of implicit TLS is
// sent before the handshake, "tls greeting" also after STARTTLS.
//
// # Replies
//
// A reply is text with directives in it. Each line gets its CRLF, but for one
// that a directive other than tls and inject cuts off. Text and lines up to a
// directive that waits or ends travel in one segment. "$tag" stands for the tag
// of the command (IMAP), "$host" for the server's name, "$caps" for what it
// offers at this point, spelt as the protocol does. The empty reply says nothing.
//
//	<tls>            the server's side of the handshake
//	<inject TEXT>    one more line in the same segment, to mark it as forged
//	<read>           wait for a line from the client and ignore it
//	<wait 3s>        wait
//	<silence>        say nothing any more, whatever comes
//	<close>          close the connection
//	<reset>          break the connection off
//	<garbage 100>    so many bytes that mean nothing, the same ones every time
//	<endless>        a line that never ends
//	<flood TEXT>     this line again and again for ever
//	<login>          judge the credential that the command brings
//
// In the handshake row alone:
//
//	<skip>           speak plaintext on the TLS port
//	<max 1.0>        no newer TLS than this (also 1.1 and 1.2)
//	<certificate>    require a client certificate
//	<alert 40>       answer the first bytes with this TLS alert and close
type Script map[string]string

// row is one entry of a [Script], ready to run.
type row struct {
	clear, tls, in bool     // conditions; none set means always
	words          []string // of a command, or one event
	reply          []step
}

// step is a piece of a reply: text, or a directive.
type step struct {
	verb  string // empty for text
	text  string
	count int
	wait  time.Duration
}

var directive = regexp.MustCompile(`<([a-z]+)(?: ([^>]*))?>`)

// compile reads a script strictly: an unknown key or directive is an error.
func (s Script) compile() ([]row, error) {
	var rows []row
	for key, reply := range s {
		r, err := parseKey(key)
		if err != nil {
			return nil, err
		}
		if r.reply, err = parseReply(reply); err != nil {
			return nil, fmt.Errorf("script %q: %w", key, err)
		}
		for _, step := range r.reply {
			if !r.allows(step) {
				return nil, fmt.Errorf("script %q: no place for <%s>", key, step.verb)
			}
		}
		rows = append(rows, r)
	}
	return rows, nil
}

func parseKey(key string) (row, error) {
	var r row
	r.words = strings.Fields(key)
	for len(r.words) > 1 && r.takeCondition(r.words[0]) {
		r.words = r.words[1:]
	}
	inCapitals := !slices.ContainsFunc(r.words, func(w string) bool { return strings.ToUpper(w) != w })
	switch {
	case r.clear && r.tls:
		return row{}, fmt.Errorf("script %q: both in the clear and inside TLS", key)
	case len(r.words) == 0 || !inCapitals && !isEvent(r.words):
		return row{}, fmt.Errorf("script %q: neither a command in capitals nor an event", key)
	}
	return r, nil
}

// takeCondition sets the condition that a word names, if it names one.
func (r *row) takeCondition(word string) bool {
	switch word {
	case "clear":
		r.clear = true
	case "tls":
		r.tls = true
	case "in":
		r.in = true
	default:
		return false
	}
	return true
}

// isEvent tells the keys that are no commands.
func isEvent(words []string) bool {
	if len(words) != 1 {
		return false
	}
	switch words[0] {
	case "greeting", "handshake", "login", "accept", "refuse", "insecure", "unsupported", "cancelled":
		return true
	}
	return false
}

func parseReply(reply string) ([]step, error) {
	var steps []step
	for reply != "" {
		at := directive.FindStringSubmatchIndex(reply)
		if at == nil {
			return append(steps, step{text: ended(reply)}), nil
		}
		text, verb, arg := reply[:at[0]], reply[at[2]:at[3]], ""
		if at[4] >= 0 {
			arg = reply[at[4]:at[5]]
		}
		reply = reply[at[1]:]
		next, err := parseDirective(verb, arg)
		if err != nil {
			return nil, fmt.Errorf("<%s>: %w", verb, err)
		}
		switch {
		case text == "":
		case verb == "tls" || verb == "inject":
			steps = append(steps, step{text: ended(text)})
		default:
			steps = append(steps, step{text: crlf(text)})
		}
		steps = append(steps, next)
	}
	return steps, nil
}

func parseDirective(verb, arg string) (step, error) {
	s := step{verb: verb}
	var err error
	switch verb {
	case "tls", "read", "silence", "close", "reset", "endless", "login", "skip", "certificate":
		if arg != "" {
			err = errors.New("takes no argument")
		}
	case "inject":
		s = step{text: ended(arg)}
	case "flood":
		s.text = ended(arg)
	case "wait":
		s.wait, err = time.ParseDuration(arg)
	case "garbage":
		s.count, err = parseCount(arg, 20)
	case "alert":
		s.count, err = parseCount(arg, 8)
	case "max":
		s.count = slices.Index([]string{"1.0", "1.1", "1.2"}, arg)
		if s.count < 0 {
			err = errors.New("takes 1.0, 1.1 or 1.2")
		}
	default:
		err = errors.New("no such directive")
	}
	return s, err
}

func parseCount(text string, bits int) (int, error) {
	n, err := strconv.ParseUint(text, 10, bits)
	return int(n), err
}

// allows reports whether a directive can stand in a row. One that leads to the
// event it answers would never end.
func (r *row) allows(s step) bool {
	inHandshake := r.words[0] == "handshake"
	switch s.verb {
	case "skip", "max", "certificate", "alert":
		return inHandshake
	case "tls":
		return !inHandshake
	case "login":
		return !isEvent(r.words)
	}
	return true
}

// crlf gives every line that ends its CRLF; ended ends the last one too.
func crlf(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }

func ended(text string) string { return crlf(strings.TrimSuffix(text, "\n") + "\n") }

// find is the row that fits best: the one with the most words, then the one
// with the closest conditions. Words are a command in capitals, or an event.
func find(rows []row, words []string, inTLS, loggedIn bool) *row {
	var best *row
	for i := range rows {
		r := &rows[i]
		if r.clear && inTLS || r.tls && !inTLS || r.in && !loggedIn || !r.covers(words) {
			continue
		}
		if best == nil || r.rank() > best.rank() {
			best = r
		}
	}
	return best
}

func (r *row) covers(words []string) bool {
	if r.words[0] == "*" {
		return !isEvent(words)
	}
	return len(r.words) <= len(words) && slices.Equal(r.words, words[:len(r.words)])
}

// rank differs for any two rows of a script that can apply at once.
func (r *row) rank() int {
	rank := 0
	if r.words[0] != "*" {
		rank = 4 * len(r.words)
	}
	if r.clear || r.tls {
		rank += 2
	}
	if r.in {
		rank++
	}
	return rank
}
