package dns

import (
	"context"
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

const (
	record  = "mx.example A 192.0.2.1"
	another = "mx.example A 192.0.2.9"
)

// TestServers: what several servers are worth where some of them fail, and what
// that costs.
func TestServers(t *testing.T) {
	good := says(record)
	fails := says("", rcode(dns.RcodeServerFailure))
	tests := []struct {
		name    string
		servers []handler // nil: nothing listens there
		down    int       // so many of the first have no route to them
		fault   fact.LookupFault
		detail  string
		took    time.Duration
	}{
		{name: "one that answers", servers: []handler{good}, took: rtt},
		{name: "one that fails", servers: []handler{fails}, fault: fact.LookupServFail, detail: "SERVFAIL", took: rtt},
		{name: "one that is silent", servers: []handler{silent}, fault: fact.LookupDNSTimeout, took: defaultTimeout},
		{name: "one that does not listen", servers: []handler{nil}, fault: fact.LookupNoNetwork, took: rtt},
		{name: "the first is silent", servers: []handler{silent, good}, took: retryDelay + rtt},
		{name: "two are silent", servers: []handler{silent, silent, good}, took: 2*retryDelay + rtt},
		{name: "the first fails", servers: []handler{fails, good}, took: 2 * rtt},
		{name: "the first does not listen", servers: []handler{nil, good}, took: 2 * rtt},
		{name: "the first has no route", servers: []handler{silent, good}, down: 1, took: rtt},
		{name: "the first is late", servers: []handler{late(600*time.Millisecond, good), late(time.Second, good)}, took: 600*time.Millisecond + rtt},
		{name: "the first is later", servers: []handler{late(600*time.Millisecond, good), good}, took: retryDelay + rtt},
		{name: "a failure outranks silence", servers: []handler{silent, fails}, fault: fact.LookupServFail, detail: "SERVFAIL", took: defaultTimeout},
		{name: "silence outranks no route", servers: []handler{silent, silent}, down: 1, fault: fact.LookupDNSTimeout, took: defaultTimeout},
		{name: "silence outranks nobody there", servers: []handler{nil, silent}, fault: fact.LookupDNSTimeout, took: defaultTimeout},
		{name: "a failure outranks nobody there", servers: []handler{fails, nil}, fault: fact.LookupServFail, detail: "SERVFAIL", took: 2 * rtt},
		{name: "a late failure", servers: []handler{late(700*time.Millisecond, fails), good}, took: retryDelay + rtt},
		{name: "all fail", servers: []handler{fails, says("", rcode(dns.RcodeRefused))}, fault: fact.LookupServFail, detail: "SERVFAIL", took: 2 * rtt},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				n := network(t)
				r := &Resolver{Dial: n.DialContext}
				for i, h := range tt.servers {
					address := fmt.Sprintf("192.0.2.%d:53", i+1)
					s := server(t, address)
					r.Servers = append(r.Servers, s)
					if h != nil {
						serve(t, n, address, h)
					}
					if i < tt.down {
						n.Fail(s.(udpServer).address.Addr(), probetest.NoRoute)
					}
				}
				start := time.Now()
				answer, err := ask(r, "mx.example", dns.TypeA)
				wantFault(t, err, tt.fault)
				wantTook(t, start, tt.took)
				if err == nil && len(answer.Records) != 1 {
					t.Errorf("records %v", answer.Records)
				}
				if !strings.Contains(fmt.Sprint(err), tt.detail) {
					t.Errorf("error %v, want one with %q", err, tt.detail)
				}
			})
		})
	}
}

// TestSilentServerCostsOnce: a dead server is waited for by the first questions
// only, however many there are.
func TestSilentServerCostsOnce(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		n := network(t)
		dead := false
		serve(t, n, "192.0.2.1:53", silent)
		serve(t, n, "192.0.2.2:53", func(q *dns.Msg, network string) (time.Duration, [][]byte) {
			if dead {
				return silent(q, network)
			}
			return says(record)(q, network)
		})
		serve(t, n, "192.0.2.3:53", says(another))
		r := &Resolver{
			Servers: []Server{server(t, "192.0.2.1"), server(t, "192.0.2.2"), server(t, "192.0.2.3")},
			Dial:    n.DialContext,
		}
		open := countSockets(r)
		for _, want := range []time.Duration{retryDelay + rtt, rtt, rtt} {
			start := time.Now()
			_, err := ask(r, "mx.example", dns.TypeA)
			wantFault(t, err, "")
			wantTook(t, start, want)
			synctest.Wait()
			if n := open.Load(); n != 0 {
				t.Errorf("%d questions are open behind the answer", n)
			}
		}
		dead = true // and the next one takes its place
		for _, want := range []time.Duration{retryDelay + rtt, rtt} {
			start := time.Now()
			answer, err := ask(r, "mx.example", dns.TypeA)
			wantFault(t, err, "")
			wantTook(t, start, want)
			if got := answer.Records[0].(*dns.A).A.String(); got != "192.0.2.9" {
				t.Errorf("address %s is not the third server's", got)
			}
		}
	})
}

// TestFailureKeepsOrder: a server that fails at once costs nothing, so it stays
// the one to ask first.
func TestFailureKeepsOrder(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		n := network(t)
		asked := 0
		serve(t, n, "192.0.2.1:53", func(q *dns.Msg, network string) (time.Duration, [][]byte) {
			asked++
			return says("", rcode(dns.RcodeServerFailure))(q, network)
		})
		serve(t, n, "192.0.2.2:53", says(record))
		r := &Resolver{Servers: []Server{server(t, "192.0.2.1"), server(t, "192.0.2.2")}, Dial: n.DialContext}
		for range 3 {
			_, err := ask(r, "mx.example", dns.TypeA)
			wantFault(t, err, "")
		}
		if asked != 3 {
			t.Errorf("the first server was asked %d times, want 3", asked)
		}
	})
}

// TestLostPacket: a single server is asked once more where its first packet, or
// ours, was lost.
func TestLostPacket(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		n := network(t)
		asked := 0
		serve(t, n, "192.0.2.1:53", func(q *dns.Msg, network string) (time.Duration, [][]byte) {
			if asked++; asked == 1 {
				return silent(q, network)
			}
			return says(record)(q, network)
		})
		r := &Resolver{Servers: []Server{server(t, "192.0.2.1")}, Dial: n.DialContext}
		start := time.Now()
		_, err := ask(r, "mx.example", dns.TypeA)
		wantFault(t, err, "")
		wantTook(t, start, retryDelay+rtt)
		if asked != 2 {
			t.Errorf("asked %d times, want 2", asked)
		}
	})
}

// TestWithoutEDNS: a server that is older than EDNS is asked again without it.
func TestWithoutEDNS(t *testing.T) {
	for _, code := range []int{dns.RcodeFormatError, dns.RcodeNotImplemented} {
		for _, always := range []bool{false, true} {
			t.Run(fmt.Sprint(dns.RcodeToString[code], always), func(t *testing.T) {
				inBubble(t, func(t *testing.T) {
					n := network(t)
					serve(t, n, "192.0.2.1:53", func(q *dns.Msg, network string) (time.Duration, [][]byte) {
						if always || q.IsEdns0() != nil || q.AuthenticatedData {
							return says("", rcode(code))(q, network)
						}
						return says(record)(q, network)
					})
					r := &Resolver{Servers: []Server{server(t, "192.0.2.1")}, Dial: n.DialContext}
					start := time.Now()
					_, err := ask(r, "mx.example", dns.TypeA)
					wantTook(t, start, 2*rtt)
					if always {
						wantFault(t, err, fact.LookupServFail)
					} else {
						wantFault(t, err, "")
					}
				})
			})
		}
	}
}

func TestWorse(t *testing.T) {
	noRoute := &net.OpError{Op: "dial", Net: "udp", Err: os.NewSyscallError("connect", syscall.ENETUNREACH)}
	ranked := []error{nil, noRoute, context.DeadlineExceeded, dns.ErrId, rcodeError(dns.RcodeRefused)}
	for i, less := range ranked {
		for _, more := range ranked[i+1:] {
			if got := moreTelling(less, more); got != more {
				t.Errorf("worse(%v, %v) = %v", less, more, got)
			}
			if less == nil {
				continue // a later result is never without an error
			}
			if got := moreTelling(more, less); got != more {
				t.Errorf("worse(%v, %v) = %v", more, less, got)
			}
		}
	}
	if first := rcodeError(dns.RcodeServerFailure); moreTelling(first, rcodeError(dns.RcodeRefused)) != first {
		t.Error("of two that say as much, the second was kept")
	}
}
