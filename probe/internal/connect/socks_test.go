package connect

import (
	"bufio"
	"context"
	"encoding/binary"
	"io"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// socksProxy is a SOCKS5 proxy (RFC 1928) that answers every request with a reply
// code and, where that is 0, says what it was asked for in place of the server.
func socksProxy(t *testing.T, user string, reply byte) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				serveSOCKS(c, user, reply)
			}()
		}
	}()
	return l.Addr().String()
}

func serveSOCKS(c net.Conn, user string, reply byte) {
	r := bufio.NewReader(c)
	head := func(n int) []byte {
		b := make([]byte, n)
		_, _ = io.ReadFull(r, b)
		return b
	}
	head(int(head(2)[1])) // the methods
	if user == "" {
		_, _ = c.Write([]byte{5, 0})
	} else {
		_, _ = c.Write([]byte{5, 2})
		name := string(head(int(head(2)[1])))
		password := string(head(int(head(1)[0])))
		if name+":"+password != user {
			_, _ = c.Write([]byte{1, 1})
			return
		}
		_, _ = c.Write([]byte{1, 0})
	}
	asked := head(4)
	size := map[byte]int{1: 4, 4: 16}[asked[3]]
	ip := net.IP(head(size))
	port := binary.BigEndian.Uint16(head(2))
	_, _ = c.Write([]byte{5, reply, 0, 1, 0, 0, 0, 0, 0, 0})
	if reply == 0 {
		to := net.TCPAddr{IP: ip, Port: int(port)}
		_, _ = io.WriteString(c, "* OK "+to.String()+"\r\n")
	}
}

func TestSOCKS(t *testing.T) {
	for _, tt := range []struct {
		name    string
		proxy   string // its URL, with ADDR for where it listens
		user    string
		reply   byte
		to      string
		greeted string
		kind    fact.FailureKind
	}{
		{name: "connects", proxy: "socks5://ADDR", to: "192.0.2.1:993", greeted: "* OK 192.0.2.1:993"},
		{name: "IPv6", proxy: "socks5://ADDR", to: "[2001:db8::1]:465", greeted: "* OK [2001:db8::1]:465"},
		{name: "logs in", proxy: "socks5://me:secret@ADDR", user: "me:secret", to: "192.0.2.1:25", greeted: "* OK 192.0.2.1:25"},
		{name: "wrong password", proxy: "socks5://me:wrong@ADDR", user: "me:secret", to: "192.0.2.1:25", kind: fact.FailProxy},
		{name: "refused", proxy: "socks5://ADDR", reply: 5, to: "192.0.2.1:143", kind: fact.FailRefused},
		{name: "no host", proxy: "socks5://ADDR", reply: 4, to: "192.0.2.1:143", kind: fact.FailUnreachable},
		{name: "no network", proxy: "socks5://ADDR", reply: 3, to: "192.0.2.1:143", kind: fact.FailUnreachable},
		{name: "silent", proxy: "socks5://ADDR", reply: 6, to: "192.0.2.1:143", kind: fact.FailTimeout},
		{name: "not allowed", proxy: "socks5://ADDR", reply: 2, to: "192.0.2.1:143", kind: fact.FailProxy},
		{name: "no proxy", proxy: "socks5://127.0.0.1:1", to: "192.0.2.1:143", kind: fact.FailProxy},
	} {
		t.Run(tt.name, func(t *testing.T) {
			u, err := url.Parse(strings.Replace(tt.proxy, "ADDR", socksProxy(t, tt.user, tt.reply), 1))
			if err != nil {
				t.Fatal(err)
			}
			dial, err := SOCKS(u, nil)
			if err != nil {
				t.Fatal(err)
			}
			c, err := dial(t.Context(), "tcp", tt.to)
			if KindOf(err) != tt.kind {
				t.Fatalf("%v, want kind %q", err, tt.kind)
			}
			if err != nil {
				if strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "wrong") {
					t.Errorf("the error shows the proxy's password: %v", err)
				}
				return
			}
			defer c.Close()
			c.SetDeadline(time.Now().Add(10 * time.Second))
			if line, err := bufio.NewReader(c).ReadString('\n'); strings.TrimSpace(line) != tt.greeted {
				t.Errorf("%q %v, want %q", line, err, tt.greeted)
			}
		})
	}
}

// What is cut off is the caller's doing and no fault of the proxy.
func TestSOCKSCanceled(t *testing.T) {
	u := &url.URL{Scheme: "socks5", Host: listen(t, listens).String()}
	dial, err := SOCKS(u, nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := dial(ctx, "tcp", "192.0.2.1:993"); KindOf(err) != fact.FailTimeout {
		t.Errorf("%v is %q", err, KindOf(err))
	}
}

func TestSOCKSURL(t *testing.T) {
	for _, bad := range []string{"http://proxy.example:3128", "socks5://", "socks5://a:1080/path", "socks4://a:1080"} {
		u, err := url.Parse(bad)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := SOCKS(u, nil); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}
