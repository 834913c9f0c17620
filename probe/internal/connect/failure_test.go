package connect

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	miekg "github.com/miekg/dns"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// TestKindOf names errors as they come from the system and the libraries.
func TestKindOf(t *testing.T) {
	on := func(op string, err error) error { return &net.OpError{Op: op, Net: "tcp", Err: err} }
	sys := func(errno syscall.Errno) error { return on("read", os.NewSyscallError("read", errno)) }
	lookup := func(f fact.LookupFault) error {
		return fmt.Errorf("dial: %w", &dns.Error{Name: host, Type: miekg.TypeA, Fault: f})
	}
	tests := []struct {
		err  error
		want fact.FailureKind
	}{
		{nil, ""},
		{sys(syscall.ECONNREFUSED), fact.FailRefused},
		{sys(syscall.ECONNRESET), fact.FailReset},
		{sys(syscall.ECONNABORTED), fact.FailReset},
		{sys(syscall.EPIPE), fact.FailReset},
		{sys(syscall.ENETUNREACH), fact.FailUnreachable},
		{sys(syscall.EHOSTUNREACH), fact.FailUnreachable},
		{sys(syscall.ENETDOWN), fact.FailUnreachable},
		{sys(syscall.EHOSTDOWN), fact.FailUnreachable},
		{sys(syscall.EADDRNOTAVAIL), fact.FailUnreachable},
		{sys(syscall.ETIMEDOUT), fact.FailTimeout},
		{sys(syscall.EACCES), fact.FailOther},
		{on("read", os.ErrDeadlineExceeded), fact.FailTimeout},
		{context.DeadlineExceeded, fact.FailTimeout},
		{context.Canceled, fact.FailOther},
		{io.EOF, fact.FailClosed},
		{io.ErrUnexpectedEOF, fact.FailClosed},
		{on("read", net.ErrClosed), fact.FailClosed},
		{ErrLineTooLong, fact.FailTooLong},
		{fmt.Errorf("greeting: %w", errDialogueTooLong), fact.FailTooLong},
		{errNotOneLine, fact.FailOther},
		{errNoAddress, fact.FailOther},

		{lookup(fact.LookupNXDomain), fact.FailNXDomain},
		{lookup(fact.LookupNoData), fact.FailNoAddress},
		{lookup(fact.LookupServFail), fact.FailServFail},
		{lookup(fact.LookupDNSTimeout), fact.FailDNSTimeout},
		{lookup(fact.LookupNoNetwork), fact.FailNoNetwork},
		{lookup(fact.LookupNullMX), fact.FailOther},

		{&certificateError{Certificate: &fact.Certificate{}}, fact.FailCertificate},
		{tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"}, fact.FailNotTLS},
		{on("remote error", tls.AlertError(40)), fact.FailAlert},
		{on("remote error", tls.AlertError(70)), fact.FailVersion},
		{on("remote error", tls.AlertError(116)), fact.FailAlert},
		{on("local error", tls.AlertError(10)), fact.FailHandshake},
		{errors.New("tls: server selected unsupported protocol version 301"), fact.FailVersion},
		{errors.New("tls: handshake message of length 9999999 bytes exceeds maximum"), fact.FailHandshake},
		{errors.New("anything else"), fact.FailOther},
	}
	for _, tt := range tests {
		if got := KindOf(tt.err); got != tt.want {
			t.Errorf("%v: %q, want %q", tt.err, got, tt.want)
		}
	}
}

// TestKindOfServers names what servers really do, up to their first line.
func TestKindOfServers(t *testing.T) {
	tests := []struct {
		name   string
		fault  probetest.Fault
		script probetest.Script
		want   fact.FailureKind
		took   time.Duration // since the dial
	}{
		{name: "greets", took: 2 * rtt},
		{name: "refuses", fault: probetest.Refuse, want: fact.FailRefused, took: rtt},
		{name: "no route", fault: probetest.NoRoute, want: fact.FailUnreachable},
		{name: "no host", fault: probetest.NoHost, want: fact.FailUnreachable},
		{name: "dead", fault: probetest.Drop, want: fact.FailTimeout, took: dialTimeout},
		{name: "closes", script: probetest.Script{"greeting": "<close>"}, want: fact.FailClosed, took: 2 * rtt},
		{name: "resets", script: probetest.Script{"greeting": "<reset>"}, want: fact.FailReset, took: 2 * rtt},
		{name: "is silent", script: probetest.Script{"greeting": "<silence>"}, want: fact.FailTimeout, took: rtt + GreetingTimeout},
		{name: "is slow", script: probetest.Script{"greeting": "<wait 14s>* OK"}, took: 2*rtt + 14*time.Second},
		{name: "is too slow", script: probetest.Script{"greeting": "<wait 16s>* OK"}, want: fact.FailTimeout, took: rtt + GreetingTimeout},
		{name: "never ends", script: probetest.Script{"greeting": "<endless>"}, want: fact.FailTooLong, took: 2*rtt + rtt/2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				i, d := world(t)
				serve(t, i, probetest.Server{Services: []probetest.Service{{On: "imap", Script: tt.script}}})
				if err := i.Zone.Add(host + " A 192.0.2.7"); err != nil {
					t.Fatal(err)
				}
				i.Network.Fail(v4, tt.fault)
				ips, err := d.Addresses(t.Context(), host)
				if err != nil {
					t.Fatal(err)
				}
				start := time.Now()
				c, dials, err := d.Connect(t.Context(), ips, 143)
				if err == nil {
					defer c.Close()
					c.Within(GreetingTimeout)
					var line string
					if line, err = c.ReadLine(); err == nil && !strings.HasPrefix(line, "* OK") {
						t.Errorf("greeting %q", line)
					}
				} else if all := dials.All(); len(all) != 1 || all[0].Kind != tt.want {
					t.Errorf("dials %+v", all)
				}
				if got := KindOf(err); got != tt.want {
					t.Errorf("%q (%v), want %q", got, err, tt.want)
				}
				wantTook(t, start, tt.took)
			})
		})
	}
}
