package session_test

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/netip"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/internal/session"
	"github.com/mailprobe/mailprobe/probe/internal/testkit"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// What a second connection shows of a failure that left the cause open.
func TestLookAgain(t *testing.T) {
	rsaOnly := &tls.Config{MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{tls.TLS_RSA_WITH_AES_128_CBC_SHA}}
	for _, tt := range []struct {
		name    string
		e       fact.Endpoint
		serve   func(net.Conn, tls.Certificate)
		kind    fact.LookKind
		version uint16
		cipher  string
	}{
		{"TLS 1.0", at(993, fact.Implicit), speaksTLS(&tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS10}), fact.LookOldTLS, tls.VersionTLS10, "ECDHE"},
		{"TLS 1.1", at(993, fact.Implicit), speaksTLS(&tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}), fact.LookOldTLS, tls.VersionTLS11, "ECDHE"},
		{"RSA key exchange", at(993, fact.Implicit), speaksTLS(rsaOnly), fact.LookOldTLS, tls.VersionTLS12, "TLS_RSA_WITH"},
		{"a hello of one segment", at(993, fact.Implicit), dropsLong(speaksTLS(&tls.Config{})), fact.LookOldTLS, tls.VersionTLS13, "TLS_AES"},
		{"closes always", at(993, fact.Implicit), func(c net.Conn, _ tls.Certificate) { c.Close() }, fact.LookOldTLS, 0, ""},
		{"TLS where plaintext belongs", at(143, fact.STARTTLS), speaksTLS(&tls.Config{}), fact.LookImplicitTLS, tls.VersionTLS13, ""},
		{"silence", at(143, fact.STARTTLS), func(c net.Conn, _ tls.Certificate) { io.Copy(io.Discard, c) }, fact.LookImplicitTLS, 0, ""},
		{"plaintext where TLS belongs", at(993, fact.Implicit), func(c net.Conn, _ tls.Certificate) { c.Write([]byte("* OK ready\r\n")) }, "", 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cert := probetest.Cert{Names: []string{host}}
			if strings.HasPrefix(tt.cipher, "TLS_RSA") {
				cert.Flaws = []probetest.Flaw{probetest.WeakKey} // the one that is RSA
			}
			lookAt(t, tt.e, cert, tt.serve, func(s *session.Session) {
				look := s.Check.Look
				if tt.kind == "" {
					if look != nil {
						t.Errorf("it was looked at again: %+v; %+v", look, s.Check.Failure)
					}
					return
				}
				if look == nil || look.Kind != tt.kind || look.Handshake.Version != tt.version || !strings.Contains(look.Handshake.Cipher, tt.cipher) {
					t.Fatalf("%+v; %+v", look, s.Check.Failure)
				}
				if look.Kind == fact.LookImplicitTLS && look.Handshake.Version != 0 && look.Greeting != "* OK ready" {
					t.Errorf("greeting %q", look.Greeting)
				}
			})
		})
	}
}

func at(port uint16, mode fact.TLSMode) fact.Endpoint {
	return fact.Endpoint{Protocol: fact.IMAP, Host: host, Port: port, TLS: mode}
}

// speaksTLS is a server that greets inside TLS.
func speaksTLS(config *tls.Config) func(net.Conn, tls.Certificate) {
	return func(c net.Conn, certificate tls.Certificate) {
		config := config.Clone()
		config.Certificates = []tls.Certificate{certificate}
		secure := tls.Server(c, config)
		if secure.Handshake() == nil {
			secure.Write([]byte("* OK ready\r\n"))
			secure.Read(make([]byte, 4096))
			secure.Close()
		}
	}
}

// dropsLong is a middlebox that lets no hello through that is longer than a segment.
func dropsLong(serve func(net.Conn, tls.Certificate)) func(net.Conn, tls.Certificate) {
	return func(c net.Conn, certificate tls.Certificate) {
		hello := make([]byte, 16<<10)
		n, _ := c.Read(hello)
		if n > 1400 {
			c.Close()
			return
		}
		serve(&replayed{Conn: c, first: hello[:n]}, certificate)
	}
}

type replayed struct {
	net.Conn
	first []byte
}

func (r *replayed) Read(p []byte) (int, error) {
	if len(r.first) > 0 {
		n := copy(p, r.first)
		r.first = r.first[n:]
		return n, nil
	}
	return r.Conn.Read(p)
}

// lookAt opens a session with a server of one's own, looks again, and hands it over.
func lookAt(t *testing.T, e fact.Endpoint, cert probetest.Cert, serve func(net.Conn, tls.Certificate), f func(*session.Session)) {
	t.Helper()
	testkit.Bubble(t, func(t *testing.T, i *probetest.Internet) {
		certificate, err := i.Authority.Issue(cert)
		if err != nil {
			t.Fatal(err)
		}
		ip := netip.MustParseAddr("192.0.2.77")
		err = i.Network.Handle(netip.AddrPortFrom(ip, e.Port), func(c net.Conn) { serve(c, certificate) })
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		d := &connect.Dialer{Dial: i.DialContext, Trust: connect.Trust{Roots: i.Roots()}, Redactor: &connect.Redactor{}}
		ips := []netip.Addr{ip}
		s := session.Open(ctx, d, e, ips, session.Options{})
		s.LookAgain(ctx, d, ips, session.Options{})
		s.Close()
		f(s)
		for to, open := range i.Network.Traffic().MostOpen {
			if open > 1 {
				t.Errorf("%d connections at once to %s", open, to)
			}
		}
	})
}
