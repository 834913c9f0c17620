package connect

import (
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// TestReadLine: lines are bounded, and what there is of a bad one is evidence.
func TestReadLine(t *testing.T) {
	long := strings.Repeat("x", maxLine-2)
	tests := []struct {
		name  string
		sends string // and closes
		lines []string
		last  string // what came with the error
		err   error
	}{
		{"lines", "* OK\r\n+OK\r\n", []string{"* OK", "+OK"}, "", io.EOF},
		{"without CR", "* OK\n+OK\n", []string{"* OK", "+OK"}, "", io.EOF},
		{"more than one CR", "* OK\r\r\n", []string{"* OK"}, "", io.EOF},
		{"CR inside", "* OK\rBAD\r\n", []string{"* OK\rBAD"}, "", io.EOF},
		{"empty lines", "\r\n\n\r\n", []string{"", "", ""}, "", io.EOF},
		{"nothing", "", nil, "", io.EOF},
		{"no line end", "* OK\r\n220 hal", []string{"* OK"}, "220 hal", io.ErrUnexpectedEOF},
		{"CR only", "220\r", nil, "220\r", io.ErrUnexpectedEOF},
		{"as long as may be", long + "\r\n220\r\n", []string{long, "220"}, "", io.EOF},
		{"one more", long + "x\r\n220\r\n", nil, long + "x\r\n", ErrLineTooLong},
		{"NUL and more", "\x00\x1b[2J\xff\r\n", []string{"\x00\x1b[2J\xff"}, "", io.EOF},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				i, d := world(t)
				speaks(t, i, v4, 143, func(c net.Conn) { c.Write([]byte(tt.sends)) })
				c := reach(t, d, 143)
				c.Within(time.Minute)
				for _, want := range tt.lines {
					if got, err := c.ReadLine(); got != want || err != nil {
						t.Errorf("line %.80q (%v), want %.80q", got, err, want)
					}
				}
				if got, err := c.ReadLine(); got != tt.last || err != tt.err {
					t.Errorf("at last %.80q (%v), want %.80q (%v)", got, err, tt.last, tt.err)
				}
			})
		})
	}
}

// TestReadLineBounds: a server can go on for ever, but not take us with it.
func TestReadLineBounds(t *testing.T) {
	tests := []struct {
		name string
		send string // again and again
		want error
		read int // bytes of whole lines, at most
	}{
		{"a line that never ends", strings.Repeat("x", 1000), ErrLineTooLong, 0},
		{"lines that never end", strings.Repeat("x", 1000) + "\r\n", errDialogueTooLong, maxDialogue + 8<<10},
		{"empty lines that never end", strings.Repeat("\n", 1000), errDialogueTooLong, maxDialogue + 8<<10},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				i, d := world(t)
				speaks(t, i, v4, 143, func(c net.Conn) {
					for {
						if _, err := c.Write([]byte(tt.send)); err != nil {
							return
						}
					}
				})
				c := reach(t, d, 143)
				c.Within(time.Minute)
				read := 0
				var err error
				for err == nil {
					var line string
					if line, err = c.ReadLine(); err == nil {
						read += len(line) + 1
					} else if len(line) > maxLine+8<<10 {
						t.Errorf("%d bytes came with the error", len(line))
					}
				}
				if err != tt.want || read > tt.read {
					t.Errorf("%v after %d bytes, want %v after %d at most", err, read, tt.want, tt.read)
				}
				if _, again := c.ReadLine(); tt.want == errDialogueTooLong && again != err {
					t.Errorf("the next line got %v", again)
				}
				size := 0
				for _, line := range c.Transcript().Lines() {
					size += len(line.Text) + lineCost
				}
				if size > maxRecorded+fact.MaxEvidence+lineCost {
					t.Errorf("%d bytes are recorded", size)
				}
			})
		})
	}
}

// TestSilence: a server that says nothing, or goes on in the middle of a line,
// takes as long as it was given and no longer.
func TestSilence(t *testing.T) {
	for _, sends := range []string{"", "* OK almo"} {
		inBubble(t, func(t *testing.T) {
			i, d := world(t)
			speaks(t, i, v4, 143, says(sends))
			c := reach(t, d, 143)
			c.Within(GreetingTimeout)
			start := time.Now()
			line, err := c.ReadLine()
			wantTook(t, start, GreetingTimeout)
			if line != sends || KindOf(err) != fact.FailTimeout {
				t.Errorf("got %q, %v", line, err)
			}
		})
	}
}

// TestWriteOneLine: what would be more than one line is not sent at all, and a
// secret is never in the error.
func TestWriteOneLine(t *testing.T) {
	tests := []struct {
		line string
		sent bool
	}{
		{"a1 NOOP", true},
		{"", true},
		{"müller \t\x7f", true},
		{"a1 NOOP\r\na2 DELETE INBOX", false},
		{"a1 NOOP\n", false},
		{"a1 NOOP\r", false},
		{"\na1 NOOP", false},
		{"a1\x00NOOP", false},
	}
	inBubble(t, func(t *testing.T) {
		i, d := world(t)
		received := make(chan string)
		speaks(t, i, v4, 143, func(c net.Conn) {
			b, _ := io.ReadAll(c)
			received <- string(b)
		})
		c := reach(t, d, 143)
		var want strings.Builder
		shown := 0
		for _, tt := range tests {
			for _, err := range []error{c.WriteLine(tt.line), c.WriteSecret(tt.line, "<a secret>")} {
				if tt.sent != (err == nil) || !tt.sent && !errors.Is(err, errNotOneLine) {
					t.Errorf("%q: %v", tt.line, err)
				}
				if err != nil && strings.Contains(err.Error(), "NOOP") {
					t.Errorf("the error %q tells what was to be sent", err)
				}
				if tt.sent {
					want.WriteString(tt.line + "\r\n")
					shown++
				}
			}
		}
		c.Close()
		if sent := <-received; sent != want.String() {
			t.Errorf("sent %q, want %q", sent, want.String())
		}
		lines := c.Transcript().Lines()
		if len(lines) != shown {
			t.Errorf("recorded %v, want %d lines", lines, shown)
		}
		for n, line := range lines {
			if !line.Client || line.TLS || n%2 == 1 && line.Text != "<a secret>" {
				t.Errorf("recorded %+v", line)
			}
		}
	})
}

// TestLeftover: bytes behind a line are seen, but not eaten.
func TestLeftover(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, d := world(t)
		extra := strings.Repeat("y", 3000)
		speaks(t, i, v4, 143, says("a1 OK begin TLS\r\n* CAPABILITY\r\n"+extra+"\r\n"))
		c := reach(t, d, 143)
		c.Within(time.Minute)
		if got := c.Leftover(); got != "" {
			t.Errorf("before anything was read there is %q", got)
		}
		c.ReadLine()
		if got := c.Leftover(); !strings.HasPrefix(got, "* CAPABILITY\r\nyyy") || len(got) != fact.MaxEvidence {
			t.Errorf("left is %.80q, %d bytes", got, len(got))
		}
		c.ReadLine()
		if line, err := c.ReadLine(); line != extra || err != nil {
			t.Errorf("read %.80q, %v", line, err)
		}
		if got := c.Leftover(); got != "" {
			t.Errorf("in the end there is %q", got)
		}
	})
}

// TestContextEnds: with its context a connection ends, whatever it waits for.
func TestContextEnds(t *testing.T) {
	waits := map[string]func(c *Conn) error{
		"ReadLine":  func(c *Conn) error { _, err := c.ReadLine(); return err },
		"StartTLS":  func(c *Conn) error { return c.StartTLS(context.Background(), "mail.srv.example", Trust{}) },
		"ReadBytes": func(c *Conn) error { _, err := c.ReadBytes(1); return err },
		"WriteLine": func(c *Conn) error {
			for {
				if err := c.WriteLine(strings.Repeat("x", 1000)); err != nil {
					return err
				}
			}
		},
	}
	for name, wait := range waits {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				i, d := world(t)
				deaf := make(chan struct{})
				defer close(deaf)
				speaks(t, i, v4, 143, func(net.Conn) { <-deaf })
				ctx, cancel := context.WithCancel(t.Context())
				c, _, err := d.Connect(ctx, []netip.Addr{v4}, 143)
				if err != nil {
					t.Fatal(err)
				}
				c.Within(time.Minute)
				time.AfterFunc(time.Second, cancel)
				start := time.Now()
				if err := wait(c); KindOf(err) != fact.FailClosed {
					t.Errorf("error %v", err)
				}
				wantTook(t, start, time.Second)
				c.Close()
			})
		})
	}
}

func TestConnFacts(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, d := world(t)
		d.Redactor = &Redactor{}
		d.Redactor.Add("tuna-42")
		speaks(t, i, v4, 143, says("* OK tuna-42\x1b[2J\r\n"))
		start := time.Now()
		c := reach(t, d, 143)
		c.Within(time.Minute)
		if c.IP != v4 || c.LocalIP() != netip.MustParseAddr("198.51.100.1") || c.Secure() {
			t.Errorf("from %s to %s, secure %v", c.LocalIP(), c.IP, c.Secure())
		}
		wantTook(t, start, rtt)
		line, err := c.ReadLine()
		if line != "* OK tuna-42\x1b[2J" || err != nil {
			t.Errorf("line %q, %v", line, err)
		}
		if c.FirstBytes() != "* OK tuna-42\x1b[2J\r\n" {
			t.Errorf("first bytes %q", c.FirstBytes())
		}
		const clean = `* OK [redacted]\x1b[2J`
		if got := c.Evidence(line); got != clean {
			t.Errorf("evidence %q", got)
		}
		lines := c.Transcript().Lines()
		if len(lines) != 1 || lines[0] != (fact.WireLine{At: rtt, Text: clean}) {
			t.Errorf("recorded %+v", lines)
		}
		c.Close()
		synctest.Wait()
		if c.LocalIP() != netip.MustParseAddr("198.51.100.1") || c.Evidence(line) != clean {
			t.Error("a closed connection has forgotten its facts")
		}
	})
}

func TestLocalIPUnknown(t *testing.T) {
	client, server := net.Pipe()
	defer server.Close()
	c := newConn(t.Context(), client, v4, func() {}, nil, nil)
	defer c.Close()
	if ip := c.LocalIP(); ip.IsValid() {
		t.Errorf("a pipe has the address %s", ip)
	}
}
