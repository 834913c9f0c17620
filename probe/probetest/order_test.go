package probetest

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"testing"
	"testing/synctest"
	"time"
)

// The record tells across connections what came when, and how long each was open.
func TestLogTellsWhen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		i, err := New(Options{RTT: 40 * time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		defer i.Close()
		serve(t, i, Service{On: "imaps"}, Service{On: "pop3s"})
		start := time.Now()
		login := func(port, text string, wait time.Duration) net.Conn {
			c, err := i.DialContext(t.Context(), "tcp", "198.18.0.1:"+port)
			if err != nil {
				t.Fatal(err)
			}
			secure := tls.Client(c, i.clientTLS("mail.srv.example"))
			time.Sleep(wait)
			fmt.Fprint(secure, text)
			return secure
		}
		first := login("993", "a LOGIN anna@srv.example wrong\r\n", time.Second)
		login("995", "USER anna@srv.example\r\nPASS wrong\r\n", 0).Close()
		_, _ = io.ReadFull(first, make([]byte, 1))
		time.Sleep(time.Second)
		first.Close()
		synctest.Wait()

		logins := i.Log.Logins()
		if len(logins) != 2 || logins[0].Addr.Port() != 993 || logins[1].Addr.Port() != 995 {
			t.Fatalf("logins %+v", logins)
		}
		for _, l := range logins {
			c := i.Log.Connections()[l.Connection]
			if c.Addr != l.Addr || l.At.Before(c.Opened) || l.Answered.Before(l.At) || c.SNI != l.Host {
				t.Errorf("%+v came by %s (%s), opened %v", l, c.Addr, c.SNI, c.Opened)
			}
		}
		imap := i.Log.Connections()[logins[0].Connection]
		if open := imap.Closed.Sub(imap.Opened); open < 2*time.Second || open > 3*time.Second {
			t.Errorf("open for %v", open)
		}
		if at := logins[0].At.Sub(start); at < time.Second || at > 2*time.Second {
			t.Errorf("the first login came after %v", at)
		}
		if !imap.Carries("wrong") || imap.Carries("right") {
			t.Error("what the client sent is not found in its lines")
		}
	})
}

// Whoever connects again meets another script.
func TestServiceAgain(t *testing.T) {
	i := world(t, Options{})
	serve(t, i, Service{On: "smtp", Script: Script{"greeting": "220 first"}, Again: Script{"greeting": "421 again\n<close>"}})
	for n, want := range []string{"220 first\r\n", "421 again\r\n", "421 again\r\n"} {
		got := make([]byte, len(want))
		if _, err := io.ReadFull(dial(t, i, "587"), got); err != nil || string(got) != want {
			t.Errorf("connection %d: %q, %v", n, got, err)
		}
	}
}
