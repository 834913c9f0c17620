package dns

import (
	"context"
	"fmt"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/miekg/dns"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// TestCacheAsksOnce: whoever asks, together or later, gets the one answer; an
// error is an answer too.
func TestCacheAsksOnce(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, r := world(t, zone)
		i.Zone.Fault("nobody.example", probetest.DNSFault{Rcode: dns.RcodeServerFailure})
		c := r.Cache(t.Context())
		var wg sync.WaitGroup
		for range 20 {
			for _, name := range []string{"mx.example", "nobody.example"} {
				wg.Go(func() {
					start := time.Now()
					_, err := c.ask(t.Context(), name, dns.TypeA)
					if (err != nil) != (name == "nobody.example") {
						t.Errorf("%s: %v", name, err)
					}
					wantTook(t, start, rtt)
				})
			}
		}
		wg.Wait()
		start := time.Now()
		for _, name := range []string{"mx.example", "nobody.example"} {
			c.ask(t.Context(), name, dns.TypeA)
		}
		wantTook(t, start, 0)
		if asked := i.Zone.Questions(); len(asked) != 2 {
			t.Errorf("asked %v", asked)
		}
	})
}

// TestCacheWaiter: a waiter's end ends its wait, not the question.
func TestCacheWaiter(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, r := world(t, zone)
		i.Zone.Fault("mx.example", probetest.DNSFault{Delay: time.Second})
		c := r.Cache(t.Context())
		ctx, cancel := context.WithCancel(context.Background())
		var wg sync.WaitGroup
		wg.Go(func() {
			start := time.Now()
			if _, err := c.ask(ctx, "mx.example", dns.TypeA); err != context.Canceled {
				t.Errorf("the first waiter got %v", err)
			}
			if _, err := c.Addresses(ctx, "mx.example", Families{}); err != context.Canceled {
				t.Errorf("for addresses it got %v", err)
			}
			wantTook(t, start, 100*time.Millisecond)
		})
		wg.Go(func() {
			start := time.Now()
			answer, err := c.ask(context.Background(), "mx.example", dns.TypeA)
			if err != nil || len(answer.Records) != 2 {
				t.Errorf("the second waiter got %v, %v", answer.Records, err)
			}
			wantTook(t, start, time.Second+rtt)
		})
		time.Sleep(100 * time.Millisecond)
		cancel()
		wg.Wait()
	})
}

// TestCacheEnds: with the cache's context end all of its questions.
func TestCacheEnds(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, r := world(t, zone)
		i.Zone.Fault("mx.example", probetest.DNSFault{Silent: true})
		open := countSockets(r)
		ctx, cancel := context.WithCancel(context.Background())
		c := r.Cache(ctx)
		time.AfterFunc(100*time.Millisecond, cancel)
		start := time.Now()
		if _, err := c.Addresses(context.Background(), "mx.example", Families{}); Fault(err) != fact.LookupCanceled {
			t.Errorf("error %v", err)
		}
		wantTook(t, start, 100*time.Millisecond)
		time.Sleep(time.Nanosecond)
		if n := open.Load(); n != 0 {
			t.Errorf("%d sockets are open still", n)
		}
	})
}

// TestAddresses: both families are asked at once, and one that is silent does not
// hold the other up.
func TestAddresses(t *testing.T) {
	const both = "host.example A 192.0.2.1\nhost.example AAAA 2001:db8::1"
	silent := probetest.DNSFault{Silent: true}
	servfail := probetest.DNSFault{Rcode: dns.RcodeServerFailure}
	nxdomain := probetest.DNSFault{Rcode: dns.RcodeNameError}
	after := func(d time.Duration) probetest.DNSFault { return probetest.DNSFault{Delay: d} }
	tests := []struct {
		name     string
		host     string // host.example, if empty
		zone     string
		v6, v4   probetest.DNSFault
		families Families
		want     string
		fault    fact.LookupFault
		took     time.Duration
		asked    int
	}{
		{name: "both", zone: both, want: "2001:db8::1 192.0.2.1", took: rtt, asked: 2},
		{name: "IPv4 only", zone: "host.example A 192.0.2.1", want: "192.0.2.1", took: rtt, asked: 2},
		{name: "IPv6 only", zone: "host.example AAAA 2001:db8::1", want: "2001:db8::1", took: rtt, asked: 2},
		{name: "none", zone: "host.example TXT x", fault: fact.LookupNoData, took: rtt, asked: 2},
		{name: "no such name", fault: fact.LookupNXDomain, took: rtt, asked: 2},
		{name: "through an alias", host: "alias.example", want: "2001:db8::1 192.0.2.1",
			zone: both + "\nalias.example CNAME host.example", took: rtt, asked: 2},

		{name: "-4", zone: both, families: Families{NoV6: true}, want: "192.0.2.1", took: rtt, asked: 1},
		{name: "-6", zone: both, families: Families{NoV4: true}, want: "2001:db8::1", took: rtt, asked: 1},
		{name: "-6 without", zone: "host.example A 192.0.2.1", families: Families{NoV4: true}, fault: fact.LookupNoData, took: rtt, asked: 1},
		{name: "no family", zone: both, families: Families{NoV4: true, NoV6: true}, fault: fact.LookupNoData},

		{name: "IPv6 is silent", zone: both, v6: silent, want: "192.0.2.1", took: rtt + resolutionDelay, asked: 2},
		{name: "IPv4 is silent", zone: both, v4: silent, want: "2001:db8::1", took: rtt + resolutionDelay, asked: 2},
		{name: "IPv6 is slow", zone: both, v6: after(49 * time.Millisecond), want: "2001:db8::1 192.0.2.1", took: rtt + 49*time.Millisecond, asked: 2},
		{name: "IPv6 is too slow", zone: both, v6: after(51 * time.Millisecond), want: "192.0.2.1", took: rtt + resolutionDelay, asked: 2},
		{name: "both are silent", zone: both, v6: silent, v4: silent, fault: fact.LookupDNSTimeout, took: defaultTimeout, asked: 4},
		{name: "no IPv6, and IPv4 is slow", zone: "host.example A 192.0.2.1", v4: after(time.Second), want: "192.0.2.1", took: rtt + time.Second, asked: 3},

		{name: "IPv6 fails", zone: both, v6: servfail, want: "192.0.2.1", took: rtt, asked: 2},
		{name: "IPv4 fails and no IPv6", zone: "host.example A 192.0.2.1", v4: servfail, fault: fact.LookupServFail, took: rtt, asked: 2},
		{name: "IPv6 fails and no IPv4", zone: "host.example AAAA 2001:db8::1", v6: servfail, fault: fact.LookupServFail, took: rtt, asked: 2},
		{name: "IPv6 is silent and no IPv4", zone: "host.example TXT x", v6: silent, fault: fact.LookupDNSTimeout, took: defaultTimeout, asked: 3},
		{name: "IPv6 fails and no such name", zone: both, v6: servfail, v4: nxdomain, fault: fact.LookupNXDomain, took: rtt, asked: 2},
		{name: "no such name and IPv4 fails", zone: both, v6: nxdomain, v4: servfail, fault: fact.LookupNXDomain, took: rtt, asked: 2},
		{name: "a balancer that denies IPv6", zone: both, v6: nxdomain, want: "192.0.2.1", took: rtt, asked: 2},

		{name: "a literal", host: "192.0.2.7", want: "192.0.2.7"},
		{name: "a literal of IPv6", host: "2001:db8::7", want: "2001:db8::7"},
		{name: "a literal in IPv6's clothes", host: "::ffff:192.0.2.7", want: "192.0.2.7"},
		{name: "a literal of the other family", host: "2001:db8::7", families: Families{NoV6: true}, want: "2001:db8::7"},

		{name: "many", zone: manyOf("A", "192.0.2.%d") + manyOf("AAAA", "2001:db8::%d"), took: rtt, asked: 2,
			want: "2001:db8::1 2001:db8::2 2001:db8::3 2001:db8::4 192.0.2.1 192.0.2.2 192.0.2.3 192.0.2.4"},
		{name: "IPv4 in IPv6's clothes", zone: "host.example AAAA ::ffff:192.0.2.9", want: "192.0.2.9", took: rtt, asked: 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				i, r := world(t, tt.zone)
				i.Zone.Fault("host.example", tt.v6, dns.TypeAAAA)
				i.Zone.Fault("host.example", tt.v4, dns.TypeA)
				if tt.host == "" {
					tt.host = "host.example"
				}
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				start := time.Now()
				got, err := r.Cache(ctx).Addresses(ctx, tt.host, tt.families)
				wantFault(t, err, tt.fault)
				wantTook(t, start, tt.took)
				if s := strings.Trim(fmt.Sprint(got), "[]"); s != tt.want {
					t.Errorf("addresses %q, want %q", s, tt.want)
				}
				if n := len(i.Zone.Questions()); n != tt.asked {
					t.Errorf("asked %d times, want %d", n, tt.asked)
				}
			})
		})
	}
}

func manyOf(kind, address string) string {
	var b strings.Builder
	for i := range 9 {
		fmt.Fprintf(&b, "host.example %s "+address+"\n", kind, i+1)
	}
	return b.String()
}

// TestAddressesComplete: a family that came too late for one caller is there for
// the next.
func TestAddressesComplete(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, r := world(t, "host.example A 192.0.2.1\nhost.example AAAA 2001:db8::1")
		i.Zone.Fault("host.example", probetest.DNSFault{Delay: 200 * time.Millisecond}, dns.TypeAAAA)
		c := r.Cache(t.Context())
		for _, want := range []int{1, 2} {
			got, err := c.Addresses(t.Context(), "host.example", Families{})
			if err != nil || len(got) != want {
				t.Errorf("addresses %v (%v), want %d", got, err, want)
			}
			time.Sleep(200 * time.Millisecond)
		}
	})
}

func TestFaultOf(t *testing.T) {
	tests := []struct {
		err  error
		want fact.LookupFault
	}{
		{nil, ""},
		{&Error{Fault: fact.LookupServFail}, fact.LookupServFail},
		{fmt.Errorf("dial: %w", &Error{Fault: fact.LookupNXDomain}), fact.LookupNXDomain},
		{context.Canceled, fact.LookupCanceled},
		{context.DeadlineExceeded, fact.LookupDNSTimeout},
		{errNoServers, fact.LookupNoNetwork},
	}
	for _, tt := range tests {
		if got := Fault(tt.err); got != tt.want {
			t.Errorf("Fault(%v) = %q, want %q", tt.err, got, tt.want)
		}
	}
}

// TestAddressRecords: a record without an address in it is none.
func TestAddressRecords(t *testing.T) {
	a := Answer{Records: []dns.RR{&dns.A{}, &dns.AAAA{}, &dns.TXT{}, &dns.A{A: []byte{192, 0, 2, 1}}}}
	if got := addresses(a); len(got) != 1 || got[0] != netip.MustParseAddr("192.0.2.1") {
		t.Errorf("addresses %v", got)
	}
}
