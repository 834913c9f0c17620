package connect

import (
	"bufio"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// TestResume: a library sees the greeting it is given, what was read ahead, and
// what comes then; all but the greeting is recorded.
func TestResume(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, d := world(t)
		speaks(t, i, v4, 143, func(c net.Conn) {
			io.WriteString(c, "* OK real\r\n* one\r\n* two")
			bufio.NewReader(c).ReadString('\n')
			io.WriteString(c, " halves\r\n* BYE\r\n* unfinis")
		})
		c := reach(t, d, 143)
		c.Within(time.Minute)
		if line, _ := c.ReadLine(); line != "* OK real" {
			t.Fatalf("line %q", line)
		}
		resumed := c.Resume("* PREAUTH resumed\r\n", time.Minute)
		if resumed.LocalAddr().String() != c.raw.LocalAddr().String() || resumed.RemoteAddr().String() != "192.0.2.7:143" {
			t.Errorf("from %s to %s", resumed.LocalAddr(), resumed.RemoteAddr())
		}
		in := bufio.NewReader(resumed)
		for _, want := range []string{"* PREAUTH resumed\r\n", "* one\r\n"} {
			if line, err := in.ReadString('\n'); line != want || err != nil {
				t.Errorf("line %q (%v), want %q", line, err, want)
			}
		}
		for _, piece := range []string{"a1 SEL", "ECT INBOX\r", "\na2 LOG"} {
			if n, err := io.WriteString(resumed, piece); n != len(piece) || err != nil {
				t.Errorf("wrote %d bytes of %q, %v", n, piece, err)
			}
		}
		rest, err := io.ReadAll(in)
		if string(rest) != "* two halves\r\n* BYE\r\n* unfinis" || err != nil {
			t.Errorf("rest %q, %v", rest, err)
		}
		var got []string
		for _, line := range c.Transcript().Lines() {
			side := "S "
			if line.Client {
				side = "C "
			}
			got = append(got, side+line.Text)
		}
		want := []string{"S * OK real", "S * one", "C a1 SELECT INBOX", "S * two halves", "S * BYE", "S * unfinis"}
		if !slices.Equal(got, want) {
			t.Errorf("recorded %q, want %q", got, want)
		}
	})
}

// TestResumeDeadline: whatever the library sets, it ends at the limit.
func TestResumeDeadline(t *testing.T) {
	const limit = 20 * time.Second
	tests := []struct {
		name string
		set  func(c net.Conn)
		took time.Duration
	}{
		{"nothing", func(net.Conn) {}, limit},
		{"never", func(c net.Conn) { c.SetDeadline(time.Time{}) }, limit},
		{"never to read", func(c net.Conn) { c.SetReadDeadline(time.Time{}) }, limit},
		{"later", func(c net.Conn) { c.SetReadDeadline(time.Now().Add(time.Hour)) }, limit},
		{"sooner", func(c net.Conn) { c.SetReadDeadline(time.Now().Add(time.Second)) }, time.Second},
		{"sooner, then never", func(c net.Conn) {
			c.SetDeadline(time.Now().Add(time.Second))
			c.SetDeadline(time.Time{})
		}, limit},
		{"at once", func(c net.Conn) { c.SetDeadline(time.Unix(1, 0)) }, 0},
		{"another time to write", func(c net.Conn) { c.SetWriteDeadline(time.Now().Add(time.Second)) }, limit},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				i, d := world(t)
				speaks(t, i, v4, 143, listens)
				c := reach(t, d, 143)
				c.Within(time.Second) // of before; it does not count any more
				resumed := c.Resume("", limit)
				tt.set(resumed)
				start := time.Now()
				if _, err := resumed.Read(make([]byte, 1)); KindOf(err) != fact.FailTimeout {
					t.Errorf("error %v", err)
				}
				wantTook(t, start, tt.took)
			})
		})
	}
}

// TestResumeWriteDeadline: a server that takes nothing in holds a writer up no
// longer than the limit.
func TestResumeWriteDeadline(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, d := world(t)
		deaf := make(chan struct{})
		defer close(deaf)
		speaks(t, i, v4, 143, func(net.Conn) { <-deaf })
		resumed := reach(t, d, 143).Resume("", time.Second)
		resumed.SetWriteDeadline(time.Time{})
		start := time.Now()
		var err error
		for err == nil {
			_, err = io.WriteString(resumed, strings.Repeat("x", 1000)+"\r\n")
		}
		wantTook(t, start, time.Second)
		if KindOf(err) != fact.FailTimeout {
			t.Errorf("error %v", err)
		}
	})
}

// TestResumeBounds: the bounds of a dialogue hold for the library as well, and
// what was read before counts.
func TestResumeBounds(t *testing.T) {
	tests := []struct {
		name  string
		send  string
		want  error
		bytes int
	}{
		{"a line that never ends", strings.Repeat("x", 1000), ErrLineTooLong, maxLine + 8<<10},
		{"lines that never end", strings.Repeat("x", 998) + "\r\n", ErrDialogueTooLong, maxDialogue - 500*1000 + 8<<10},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				i, d := world(t)
				speaks(t, i, v4, 143, func(c net.Conn) {
					for range 500 {
						io.WriteString(c, strings.Repeat("y", 998)+"\r\n")
					}
					for {
						if _, err := io.WriteString(c, tt.send); err != nil {
							return
						}
					}
				})
				c := reach(t, d, 143)
				c.Within(time.Minute)
				for range 500 {
					if _, err := c.ReadLine(); err != nil {
						t.Fatal(err)
					}
				}
				resumed := c.Resume("", time.Minute)
				n, err := io.Copy(io.Discard, resumed)
				if err != tt.want || n > int64(tt.bytes) || n < int64(tt.bytes)-16<<10 {
					t.Errorf("%d bytes, %v; want %d, %v", n, err, tt.bytes, tt.want)
				}
				if n, again := resumed.Read(make([]byte, 10)); n != 0 || again != tt.want {
					t.Errorf("after that %d bytes, %v", n, again)
				}
			})
		})
	}
}

// TestLines: a stream is the same lines however it is cut.
func TestLines(t *testing.T) {
	const stream = "one\r\n\r\ntwo\nthree\rfour\r\r\n\x00\r\nfive"
	want := []string{"one", "", "two", "three\rfour", "\x00"}
	for size := 1; size <= len(stream); size++ {
		var l lines
		var got []string
		for piece := range slices.Chunk([]byte(stream), size) {
			got = append(got, l.split(piece)...)
		}
		if !slices.Equal(got, want) || string(l.rest) != "five" {
			t.Errorf("in pieces of %d: %q and %q", size, got, l.rest)
		}
	}
}
