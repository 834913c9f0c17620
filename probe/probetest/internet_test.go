package probetest

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"github.com/miekg/dns"
	"go.uber.org/goleak"
)

// dialName is a dialler that asks the resolver for the first IPv4 address of a name.
func (i *Internet) dialName(t *testing.T) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		host, port, err := net.SplitHostPort(address)
		if err != nil {
			return nil, err
		}
		m, err := ask(t, i, "udp", host, dns.TypeA)
		if err != nil {
			return nil, err
		}
		for _, rr := range m.Answer {
			if a, ok := rr.(*dns.A); ok {
				return i.DialContext(ctx, network, net.JoinHostPort(a.A.String(), port))
			}
		}
		return nil, fmt.Errorf("%s: %s", host, brief(m))
	}
}

// TestCloseLeavesNothing closes an internet in the middle of everything that a
// server can be doing.
func TestCloseLeavesNothing(t *testing.T) {
	before := goleak.IgnoreCurrent()
	i, err := New(Options{RTT: 2 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if err := i.Build(); err != nil {
		t.Fatal(err)
	}
	i.Zone.Fault("late.example", DNSFault{Delay: time.Hour})
	if err := i.Host(Site{Names: []string{"www.srv.example"}, On: "http", Pages: nil}); err != nil {
		t.Fatal(err)
	}
	at := netip.MustParseAddr("192.0.2.99")
	err = i.Serve(Server{
		Names: []string{"mail.late.example"}, IPs: []netip.Addr{at}, LoginDelay: time.Hour,
		Services: []Service{
			{On: "imaps"}, {On: "smtps"}, {On: "imap?tls=none"}, {On: "smtp?tls=none"}, {On: "pop3?tls=none"},
			{On: "smtp:1", Script: Script{"greeting": "<wait 1h>"}},
			{On: "smtp:2", Script: Script{"greeting": "<endless>"}},
			{On: "smtp:3", Script: Script{"greeting": "<silence>"}},
			{On: "smtp:4", Script: Script{"handshake": "<silence>"}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	var clients []net.Conn
	for port, say := range map[string]string{
		"993": "", "465": "", "1": "", "2": "", "3": "", "4": "STARTTLS\r\n",
		"143": "a LOGIN a b\r\n", "587": "EHLO me\r\nAUTH PLAIN AGEAYg==\r\n", "110": "AUTH PLAIN\r\n",
	} {
		c, err := i.DialContext(t.Context(), "tcp", net.JoinHostPort(at.String(), port))
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(c, say)
		clients = append(clients, c)
	}
	u, err := i.DialContext(t.Context(), "udp", i.ResolverAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	if err := (&dns.Conn{Conn: u}).WriteMsg(new(dns.Msg).SetQuestion("late.example.", dns.TypeA)); err != nil {
		t.Fatal(err)
	}
	time.Sleep(20 * time.Millisecond)
	i.Close()
	i.Close()
	if err := goleak.Find(before); err != nil {
		t.Error(err)
	}
	for _, c := range clients {
		c.SetReadDeadline(time.Now().Add(time.Second))
		if _, err := io.Copy(io.Discard, c); err == nil {
			t.Errorf("the connection to %v was not broken off", c.RemoteAddr())
		}
	}
	if i.Serve(Server{Names: []string{"mail.srv.example"}, Services: On("imap")}) == nil {
		t.Error("a closed internet takes servers")
	}
}

// TestLoginInRoundTrips counts what every design of a client has to pay.
func TestLoginInRoundTrips(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		i := world(t, Options{RTT: rtt})
		serve(t, i, On("imaps")...)
		begin := time.Now()
		c := tls.Client(dial(t, i, "993"), i.clientTLS("mail.srv.example"))
		if err := c.Handshake(); err != nil {
			t.Fatal(err)
		}
		buf := make([]byte, 1000)
		for _, say := range []string{"", "a LOGIN anna@srv.example \"correct horse\"\r\n"} {
			if say != "" {
				io.WriteString(c, say)
			}
			if n, err := c.Read(buf); err != nil {
				t.Fatalf("%q, %v", buf[:n], err)
			}
		}
		if took := time.Since(begin); took != 4*rtt {
			t.Errorf("connect, handshake, greeting and login took %v, want %v", took, 4*rtt)
		}
		if traffic := i.Network.Traffic(); traffic.RoundTrips != 4 {
			t.Errorf("counted %d round trips", traffic.RoundTrips)
		}
	})
}

func TestFreshAddresses(t *testing.T) {
	i := world(t, Options{})
	if a, b := i.NewIPv4(), i.NewIPv4(); a == b || !a.Is4() {
		t.Errorf("%v, %v", a, b)
	}
	if a, b := i.NewIPv6(), i.NewIPv6(); a == b || !a.Is6() {
		t.Errorf("%v, %v", a, b)
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		i, err := New(Options{})
		if err != nil {
			b.Fatal(err)
		}
		i.Close()
	}
}
