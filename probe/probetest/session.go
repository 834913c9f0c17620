package probetest

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"strconv"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// maxCommand bounds a client's command, literals included.
const maxCommand = 64 << 10

// session is one client at one service.
type session struct {
	ctx     context.Context
	host    *mailHost
	service *service
	raw     *conn

	conn     *dialogue // what is spoken on: raw or TLS, recorded
	reader   *bufio.Reader
	inTLS    bool
	loggedIn bool
	popUser  string // POP3: what USER said
	shape    handshake
}

// command is what a client said, taken apart.
type command struct {
	tag   string   // IMAP
	words []string // the first words, in capitals
	args  string   // what follows the first word
}

func newSession(ctx context.Context, host *mailHost, service *service, raw *conn) *session {
	s := &session{ctx: ctx, host: host, service: service, raw: raw}
	s.speakOn(raw, false)
	return s
}

// speakOn makes a connection the one that is spoken on. What was read ahead on
// the one before is dropped, as RFC 3207, section 4.2, wants it.
func (s *session) speakOn(c net.Conn, inTLS bool) {
	s.conn = newDialogue(c, s.raw.record, inTLS)
	s.reader = bufio.NewReader(s.conn)
	s.inTLS = inTLS
}

// serve runs the whole dialogue.
func (s *session) serve() {
	defer func() { s.conn.Close() }()
	if s.service.tls == fact.Implicit && !s.openTLS() {
		return
	}
	if s.wellBehaved() && s.service.tls != fact.STARTTLS {
		s.handOver(false)
		return
	}
	if !s.happen("greeting", command{}) {
		return
	}
	for {
		cmd, err := s.readCommand()
		if err != nil || !s.answer(cmd) {
			return
		}
	}
}

// openTLS does what comes before the greeting on a port of implicit TLS; false
// if the connection ends there.
func (s *session) openTLS() bool {
	if r := find(s.service.script, []string{"greeting"}, false, false); r != nil && r.clear {
		if !s.perform(r.reply, command{words: r.words}) {
			return false
		}
	}
	return s.startTLS()
}

// wellBehaved reports whether the libraries' servers can take over: there is one
// for the protocol and nothing to deviate from.
func (s *session) wellBehaved() bool {
	return len(s.service.script) == 0 && s.service.protocol != fact.POP3
}

// answer replies to a command; false if the connection ends with that.
func (s *session) answer(cmd command) bool {
	r := find(s.service.script, cmd.words, s.inTLS, s.loggedIn)
	if r == nil {
		r = find(s.service.defaults, cmd.words, s.inTLS, s.loggedIn)
	}
	return s.perform(r.reply, cmd)
}

// happen replies to an event.
func (s *session) happen(event string, cmd command) bool {
	return s.answer(command{tag: cmd.tag, words: []string{event}, args: cmd.args})
}

// perform runs a reply; false if the connection ends with it.
func (s *session) perform(reply []step, cmd command) bool {
	var segment strings.Builder
	for _, step := range reply {
		if step.verb == "" {
			if s.admitted(cmd, s.expand(step.text, cmd)) {
				s.loggedIn = true // which changes what $caps stands for
			}
			segment.WriteString(s.expand(step.text, cmd))
			continue
		}
		if !s.send(&segment) || !s.direct(step, cmd) {
			return false
		}
	}
	return s.send(&segment)
}

func (s *session) expand(text string, cmd command) string {
	if !strings.Contains(text, "$") {
		return text
	}
	return strings.NewReplacer("$tag", cmd.tag, "$host", s.host.name, "$caps", s.service.capabilities(s.inTLS, s.loggedIn)).Replace(text)
}

// admitted reports whether a reply lets the client in.
func (s *session) admitted(cmd command, reply string) bool {
	switch cmd.words[0] {
	case "accept", "login", "insecure", "LOGIN", "AUTHENTICATE", "PASS", "AUTH":
	default:
		return false
	}
	for line := range strings.SplitSeq(reply, "\r\n") {
		if isPositive(s.service.protocol, cmd.tag, line) {
			return true
		}
	}
	return false
}

// send writes what was gathered, in one segment.
func (s *session) send(segment *strings.Builder) bool {
	text := segment.String()
	segment.Reset()
	return text == "" || s.write(text)
}

func (s *session) write(text string) bool {
	_, err := io.WriteString(s.conn, text)
	return err == nil
}

// direct carries a directive out; false if the connection ends with it.
func (s *session) direct(step step, cmd command) bool {
	switch step.verb {
	case "tls":
		return s.startTLS() && s.afterSTARTTLS()
	case "read":
		_, err := s.readLine()
		return err == nil
	case "wait":
		return sleep(s.ctx, step.wait)
	case "silence":
		_, _ = io.Copy(io.Discard, s.reader)
		return false
	case "close":
		return false
	case "reset":
		s.raw.reset()
		return false
	case "garbage":
		return s.write(garbage(step.count))
	case "endless":
		for s.write(strings.Repeat("x", 1024)) {
		}
		return false
	case "flood":
		text := s.expand(step.text, cmd)
		for s.write(text) {
		}
		return false
	case "login":
		return s.login(cmd)
	}
	return s.shapeHandshake(step)
}

// garbage is bytes of every value but the line feed, in no order that means anything.
func garbage(n int) string {
	b := make([]byte, n)
	state := uint32(2463534242) // xorshift: the same bytes in every run
	for i := range b {
		state ^= state << 13
		state ^= state >> 17
		state ^= state << 5
		if b[i] = byte(state); b[i] == '\n' {
			b[i] = 0xff
		}
	}
	return string(b)
}

var errTooLong = errors.New("command too long")

// readLine reads a line without its end.
func (s *session) readLine() (string, error) {
	var line []byte
	for {
		part, err := s.reader.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > maxCommand:
			return "", errTooLong
		case err == nil:
			return strings.TrimRight(string(line), "\r\n"), nil
		case err != bufio.ErrBufferFull:
			return "", err
		}
	}
}

// readCommand reads a command, in IMAP with the literals that belong to it.
func (s *session) readCommand() (command, error) {
	text, err := s.readLine()
	if err != nil {
		return command{}, err
	}
	var cmd command
	if s.service.protocol == fact.IMAP {
		if text, err = s.readLiterals(text); err != nil {
			return command{}, err
		}
		cmd.tag, text, _ = strings.Cut(text, " ")
	}
	_, cmd.args, _ = strings.Cut(text, " ")
	cmd.words = strings.Fields(strings.ToUpper(text))
	if len(cmd.words) == 0 {
		cmd.words = []string{""}
	}
	return cmd, nil
}

// readLiterals adds the literals that a line announces, each after its size and
// CRLF, and what follows them.
func (s *session) readLiterals(text string) (string, error) {
	for last := text; ; {
		m := literalEnd.FindStringSubmatch(last)
		if m == nil {
			return text, nil
		}
		size, _ := strconv.Atoi(m[1]) // the pattern leaves nothing to go wrong
		if len(text)+size > maxCommand {
			return "", errTooLong
		}
		if !strings.HasSuffix(last, "+}") && !s.write("+ Ready for literal data\r\n") {
			return "", io.ErrClosedPipe
		}
		data := make([]byte, size)
		if _, err := io.ReadFull(s.reader, data); err != nil {
			return "", err
		}
		var err error
		if last, err = s.readLine(); err != nil {
			return "", err
		}
		text += "\r\n" + string(data) + last
	}
}
