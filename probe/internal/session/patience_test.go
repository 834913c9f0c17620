package session_test

import (
	"crypto/tls"
	"io"
	"net"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/session"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// How long silence in the clear is borne: TLS is looked for soon, and a server
// that is only slow is not given up for it.
func TestPatience(t *testing.T) {
	greetsAfter := func(d time.Duration) func(net.Conn, tls.Certificate) {
		return func(c net.Conn, _ tls.Certificate) {
			time.Sleep(d)
			c.Write([]byte("* OK [CAPABILITY IMAP4rev1] ready\r\n"))
			io.Copy(io.Discard, c)
		}
	}
	mute := func(c net.Conn, _ tls.Certificate) { io.Copy(io.Discard, c) }
	for _, tt := range []struct {
		name    string
		port    uint16
		serve   func(net.Conn, tls.Certificate)
		greeted bool // in the clear
		tls     bool // seen by the second look
		most    time.Duration
	}{
		{"TLS on 143", 143, speaksTLS(&tls.Config{}), false, true, 4 * time.Second},
		{"TLS on 993", 993, speaksTLS(&tls.Config{}), false, true, 4 * time.Second},
		{"slow on 143", 143, greetsAfter(8 * time.Second), true, false, 14 * time.Second},
		{"slow on 25", 25, greetsAfter(8 * time.Second), true, false, 11 * time.Second},
		{"mute on 143", 143, mute, false, false, 17 * time.Second},
		{"mute on 993", 993, mute, false, false, 5 * time.Second},
	} {
		t.Run(tt.name, func(t *testing.T) {
			begin := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC) // of every bubble of synctest
			lookAt(t, at(tt.port, fact.STARTTLS), probetest.Cert{Names: []string{host}}, tt.serve, func(s *session.Session) {
				if took := time.Since(begin); took <= 0 || took > tt.most {
					t.Errorf("took %v", took)
				}
				if got := s.Check.Greeting != ""; got != tt.greeted {
					t.Errorf("greeting %q", s.Check.Greeting)
				}
				if got := s.Check.SecondProbe != nil && s.Check.SecondProbe.Handshake.Version != 0; got != tt.tls {
					t.Errorf("look %+v", s.Check.SecondProbe)
				}
			})
		})
	}
}
