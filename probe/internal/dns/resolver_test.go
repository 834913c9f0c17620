package dns

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/miekg/dns"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

const zone = `
	mx.example          A      192.0.2.1
	mx.example          A      192.0.2.2
	alias.example       CNAME  mx.example
	ALIAS2.example      CNAME  Alias.Example
	dangling.example    CNAME  nobody.example
	sideways.example    CNAME  nodata.example
	denied.test         SOA    ns.denied.test. hostmaster.denied.test. 1 2 3 4 5
	sideways.test       CNAME  denied.test
	nodata.example      TXT    "no address here"
	loop.example        CNAME  pool.example
	pool.example        CNAME  loop.example
`

// TestAsk tells apart what callers must tell apart.
func TestAsk(t *testing.T) {
	long := strings.Repeat("a.", 126) + "example"
	tests := []struct {
		name    string
		break_  probetest.DNSFault
		fault   fact.LookupFault
		alias   string
		records int
		took    time.Duration
	}{
		{name: "mx.example", alias: "mx.example", records: 2, took: rtt},
		{name: "MX.Example.", alias: "MX.Example.", records: 2, took: rtt},
		{name: "alias.example", alias: "mx.example", records: 2, took: rtt},
		{name: "alias2.example", alias: "mx.example", records: 2, took: rtt},
		{name: "nobody.example", fault: fact.LookupNXDomain, took: rtt},
		{name: "nodata.example", fault: fact.LookupNoData, took: rtt},
		{name: "dangling.example", fault: fact.LookupNXDomain, took: rtt},
		{name: "sideways.example", fault: fact.LookupNoData, took: 2 * rtt}, // it may have been an alias only
		{name: "sideways.test", fault: fact.LookupNoData, took: rtt},        // the SOA denies the rest
		{name: "loop.example", fault: fact.LookupServFail, took: rtt},
		{name: long, fault: fact.LookupNXDomain},
		{name: strings.Repeat("a", 64) + ".example", fault: fact.LookupNXDomain},
		{name: "mx..example", fault: fact.LookupNXDomain},
		{name: "mx.example", break_: probetest.DNSFault{Rcode: dns.RcodeServerFailure}, fault: fact.LookupServFail, took: rtt},
		{name: "mx.example", break_: probetest.DNSFault{Rcode: dns.RcodeRefused}, fault: fact.LookupServFail, took: rtt},
		{name: "mx.example", break_: probetest.DNSFault{Rcode: dns.RcodeNameError}, fault: fact.LookupNXDomain, took: rtt},
		{name: "mx.example", break_: probetest.DNSFault{Silent: true}, fault: fact.LookupDNSTimeout, took: defaultTimeout},
		{name: "mx.example", break_: probetest.DNSFault{Delay: 2 * time.Second}, alias: "mx.example", records: 2, took: 2*time.Second + rtt},
		{name: "mx.example", break_: probetest.DNSFault{Delay: 4 * time.Second}, fault: fact.LookupDNSTimeout, took: defaultTimeout},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%.20s %v", tt.name, tt.break_), func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				i, r := world(t, zone)
				i.Zone.Fault("mx.example", tt.break_)
				start := time.Now()
				answer, err := ask(r, tt.name, dns.TypeA)
				wantFault(t, err, tt.fault)
				wantTook(t, start, tt.took)
				if answer.holder() != tt.alias || len(answer.Records) != tt.records {
					t.Errorf("%d records of %q, want %d of %q", len(answer.Records), answer.holder(), tt.records, tt.alias)
				}
				if err == nil && (answer.Name != tt.name || answer.Type != dns.TypeA || answer.Took != tt.took) {
					t.Errorf("answer to %s %d in %v", answer.Name, answer.Type, answer.Took)
				}
			})
		})
	}
}

func TestErrorText(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, r := world(t, zone)
		i.Zone.Fault("mx.example", probetest.DNSFault{Rcode: dns.RcodeRefused})
		_, err := ask(r, "mx.example", dns.TypeMX)
		if want := "mx.example MX: servfail: 192.0.2.53:53: REFUSED"; fmt.Sprint(err) != want {
			t.Errorf("error %q, want %q", err, want)
		}
		_, err = ask(r, "nobody.example", dns.TypeAAAA)
		if want := "nobody.example AAAA: nxdomain"; fmt.Sprint(err) != want {
			t.Errorf("error %q, want %q", err, want)
		}
	})
}

// TestAuthentic: an answer is vouched for only if every step on the way is.
func TestAuthentic(t *testing.T) {
	tests := []struct {
		name string
		want bool
	}{
		{"mx.signed.example", true},
		{"mx.open.example", false},
		{"out.signed.example", false},
		{"in.open.example", false},
		{"alias.signed.example", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				i, r := world(t, `
					mx.signed.example     A      192.0.2.1
					mx.open.example       A      192.0.2.2
					out.signed.example    CNAME  mx.open.example
					in.open.example       CNAME  mx.signed.example
					alias.signed.example  CNAME  mx.signed.example
				`)
				i.Zone.Authentic("signed.example")
				answer, err := ask(r, tt.name, dns.TypeA)
				if err != nil || answer.Authentic != tt.want {
					t.Errorf("authentic %v (%v), want %v", answer.Authentic, err, tt.want)
				}
			})
		})
	}
}

// TestAuthenticEach: the same, where the aliases come in replies of their own.
func TestAuthenticEach(t *testing.T) {
	for _, vouched := range [][]bool{{true, true}, {false, true}, {true, false}} {
		inBubble(t, func(t *testing.T) {
			n := network(t)
			asked := 0
			serve(t, n, "192.0.2.1:53", func(q *dns.Msg, network string) (time.Duration, [][]byte) {
				reply := []string{"mx.example CNAME a.example", "a.example A 192.0.2.1"}[asked]
				ad := vouched[asked]
				asked++
				return says(reply, func(m *dns.Msg) { m.AuthenticatedData = ad })(q, network)
			})
			r := &Resolver{Servers: []Server{server(t, "192.0.2.1")}, Dial: n.DialContext}
			answer, err := ask(r, "mx.example", dns.TypeA)
			if want := vouched[0] && vouched[1]; err != nil || answer.Authentic != want {
				t.Errorf("%v: authentic %v, %v", vouched, answer.Authentic, err)
			}
		})
	}
}

// TestNoNetwork: that no packet can leave is known at once, and is not the
// servers' fault.
func TestNoNetwork(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, r := world(t, zone)
		r.Servers = append(r.Servers, server(t, i.ResolverAddr6().String()))
		i.Network.Down()
		start := time.Now()
		_, err := ask(r, "mx.example", dns.TypeA)
		wantFault(t, err, fact.LookupNoNetwork)
		wantTook(t, start, 0)
	})
}

// TestCancel: the caller's end is the caller's error, and leaves nothing behind.
func TestCancel(t *testing.T) {
	for _, address := range []string{"192.0.2.53:53", "tcp://192.0.2.53:53"} {
		t.Run(address, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				i, r := world(t, zone)
				r.Servers = []Server{server(t, address)}
				i.Zone.Fault(".", probetest.DNSFault{Silent: true})
				open := countSockets(r)
				ctx, cancel := context.WithCancel(context.Background())
				time.AfterFunc(time.Second, cancel)
				start := time.Now()
				_, err := r.Ask(ctx, "mx.example", dns.TypeA)
				if err != context.Canceled || Fault(err) != fact.LookupCanceled {
					t.Errorf("error %v, fault %q", err, Fault(err))
				}
				wantTook(t, start, time.Second)

				ctx, cancel = context.WithTimeout(context.Background(), time.Second)
				defer cancel()
				if _, err = r.Ask(ctx, "mx.example", dns.TypeA); err != context.DeadlineExceeded {
					t.Errorf("error %v", err)
				}
				synctest.Wait()
				if n := open.Load(); n != 0 {
					t.Errorf("%d sockets are open still", n)
				}
			})
		})
	}
}

func TestTimeout(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, r := world(t, zone)
		i.Zone.Fault(".", probetest.DNSFault{Silent: true})
		r.Timeout = 700 * time.Millisecond
		start := time.Now()
		_, err := ask(r, "mx.example", dns.TypeA)
		wantFault(t, err, fact.LookupDNSTimeout)
		wantTook(t, start, r.Timeout)
	})
}

// TestFailed: what an error of the network says of the question.
func TestFailed(t *testing.T) {
	on := func(op string, errno error) error {
		return fmt.Errorf("192.0.2.53:53: %w", &net.OpError{Op: op, Net: "udp", Err: os.NewSyscallError("x", errno)})
	}
	tests := []struct {
		err  error
		want fact.LookupFault
	}{
		{errNoServers, fact.LookupNoNetwork},
		{on("dial", syscall.ENETUNREACH), fact.LookupNoNetwork},
		{on("dial", syscall.EINVAL), fact.LookupNoNetwork},
		{on("write", syscall.EPERM), fact.LookupNoNetwork},
		{on("write", syscall.EHOSTUNREACH), fact.LookupNoNetwork},
		{on("read", syscall.ECONNREFUSED), fact.LookupNoNetwork},
		{on("read", os.ErrDeadlineExceeded), fact.LookupDNSTimeout},
		{context.DeadlineExceeded, fact.LookupDNSTimeout},
		{rcodeError(dns.RcodeServerFailure), fact.LookupServFail},
		{rcodeError(4095), fact.LookupServFail},
		{dns.ErrId, fact.LookupServFail},
		{errors.New("anything else"), fact.LookupServFail},
	}
	for _, tt := range tests {
		if got := Fault(questionError("mx.example", dns.TypeA, tt.err)); got != tt.want {
			t.Errorf("%v: %q, want %q", tt.err, got, tt.want)
		}
	}
}
