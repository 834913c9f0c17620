package connect

import (
	"bytes"
	"encoding/base64"
	"io"
	"net"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// FuzzRedactor: wherever a secret stands in a text, between two masks or outside
// of them there is nothing of it left, in whatever way it was written.
func FuzzRedactor(f *testing.F) {
	f.Add("PASS ", "tuna-42", "\r\n")
	f.Add("ab", "abab", "abab")
	f.Add("x", `t"u\na`, "\x00")
	f.Add("[", "redacted", "]")
	f.Add("user=anna\x01auth=Bearer ", "ya29.ä\xff", "\x01\x01")
	f.Fuzz(func(t *testing.T, before, secret, after string) {
		if len(secret) < shortest {
			t.Skip("masked only where it stands alone")
		}
		r := redactor(secret)
		plain := before + secret + after
		forms := map[string]string{}
		if len(secret) >= weak { // a weaker one can be a part of a name or number
			forms = map[string]string{plain: secret, fact.Printable(plain): fact.Printable(secret)}
		}
		for _, e := range []*base64.Encoding{base64.StdEncoding, base64.RawURLEncoding} {
			forms[e.EncodeToString([]byte(plain))] = aligned(e, secret)[len(before)%3]
		}
		for text, form := range forms {
			got := r.Redact(text)
			if strings.Contains(text, form) && !strings.Contains(got, mask) {
				t.Errorf("%q has no mask in it: %q", text, got)
			}
			for piece := range strings.SplitSeq(got, mask) {
				if strings.Contains(piece, secret) || strings.Contains(piece, form) {
					t.Errorf("%q became %q, with %q in it", text, got, form)
				}
			}
		}
		if others := r.Redact(before); !strings.Contains(others, mask) && others != before {
			t.Errorf("without a mask %q became %q", before, others)
		}
	})
}

// FuzzReadLine: whatever a server sends and however it arrives, the lines are
// those that were sent, in bounds, and what is recorded is printable.
func FuzzReadLine(f *testing.F) {
	f.Add([]byte("* OK\r\n\n+OK\r\r\nhalf"), 3)
	f.Add([]byte("220 \x1b[2J\x00\xff\r\n"), 1)
	f.Add(bytes.Repeat([]byte("x"), maxLine+1), 4096)
	f.Fuzz(func(t *testing.T, stream []byte, size int) {
		c := newConn(t.Context(), &canned{stream: stream, size: max(1, size)}, v4, func() {}, nil, nil)
		defer c.Close()
		var sent []string
		for line := range bytes.Lines(stream) {
			sent = append(sent, string(line))
		}
		for {
			line, err := c.ReadLine()
			if err == io.EOF {
				break
			}
			if len(sent) == 0 {
				t.Fatalf("%q was never sent", line)
			}
			whole := sent[0]
			sent = sent[1:]
			switch {
			case err == nil:
				if line != strings.TrimRight(whole, "\r\n") || len(whole) > maxLine || !strings.HasSuffix(whole, "\n") {
					t.Fatalf("%q of %q", line, whole)
				}
				continue
			case err == io.ErrUnexpectedEOF && line == whole && !strings.HasSuffix(whole, "\n"):
			case err == ErrLineTooLong && len(line) > maxLine && strings.HasPrefix(whole, line):
			default:
				t.Fatalf("%q of %q: %v", line, whole, err)
			}
			sent = nil
			break
		}
		if len(sent) > 0 {
			t.Errorf("%q was not read", sent)
		}
		for _, line := range c.Transcript().Lines() {
			hidden := func(r rune) bool { return !unicode.IsPrint(r) }
			if !utf8.ValidString(line.Text) || strings.ContainsFunc(line.Text, hidden) {
				t.Errorf("recorded %q", line.Text)
			}
		}
	})
}

// canned is a connection on which everything has been said already; it comes in
// pieces.
type canned struct {
	net.Conn
	stream []byte
	size   int
}

func (c *canned) Read(b []byte) (int, error) {
	if len(c.stream) == 0 {
		return 0, io.EOF
	}
	n := copy(b[:min(len(b), c.size)], c.stream)
	c.stream = c.stream[n:]
	return n, nil
}

func (c *canned) Close() error { return nil }
