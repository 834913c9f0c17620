package probe_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/netip"
	"sync"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// crowd counts the connections that each address has open at once.
type crowd struct {
	dial       func(ctx context.Context, network, address string) (net.Conn, error)
	mu         sync.Mutex
	open, most map[netip.Addr]int
}

func (c *crowd) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := c.dial(ctx, network, address)
	if err != nil || network == "udp" {
		return conn, err
	}
	ip := netip.MustParseAddrPort(address).Addr()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open[ip]++
	c.most[ip] = max(c.most[ip], c.open[ip])
	return &crowded{Conn: conn, leave: sync.OnceFunc(func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.open[ip]--
	})}, nil
}

type crowded struct {
	net.Conn
	leave func()
}

func (c *crowded) Close() error {
	c.leave()
	return c.Conn.Close()
}

var everyService = []string{"imaps", "imap", "pop3s", "pop3", "smtps", "smtp"}

func endpointsOf(host string) []fact.Endpoint {
	var all []fact.Endpoint
	for _, p := range []fact.Protocol{fact.IMAP, fact.POP3, fact.SMTP} {
		for _, e := range fact.StandardPorts(p) {
			if e.Port != 25 {
				all = append(all, e.At(host))
			}
		}
	}
	return all
}

// A survey is patient with hosts, whatever names they go by, and quick with many.
func TestSurvey(t *testing.T) {
	inWorld(t, func(w *world) {
		shared := w.net.NewIPv4()
		w.server(probetest.Server{
			Names: []string{"one.example", "other.example"}, IPs: []netip.Addr{shared}, Services: probetest.On(everyService...),
		})
		endpoints := append(endpointsOf("one.example"), endpointsOf("other.example")...)
		for i := range 40 {
			name := fmt.Sprintf("mail%d.example", i)
			w.server(probetest.Server{Names: []string{name}, Services: probetest.On(everyService...)})
			endpoints = append(endpoints, endpointsOf(name)...)
		}
		both := []netip.Addr{w.net.NewIPv4(), w.net.NewIPv6()}
		w.server(probetest.Server{Names: []string{"both.example"}, IPs: both, Services: probetest.On(everyService...)})
		endpoints = append(endpoints, endpointsOf("both.example")...)
		endpoints = append(endpoints, imaps("nowhere.example"))
		endpoints = append(endpoints, endpoints[20])

		crowd := &crowd{dial: w.net.DialContext, open: map[netip.Addr]int{}, most: map[netip.Addr]int{}}
		p := w.prober()
		p.Dial = crowd.DialContext
		calls := 0
		start := time.Now()
		checks, err := p.Examine(context.Background(), probe.Survey{
			Endpoints: endpoints, Progress: func(int, int) { calls++ },
		})
		if err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took > 8*time.Second {
			t.Errorf("it took %v: the hosts were not examined beside each other", took)
		}
		if want := len(endpoints) - 1; calls != want {
			t.Errorf("progress was told %d times, want %d: one for each endpoint", calls, want)
		}
		for i, c := range checks {
			want := fact.OutcomeOK
			if endpoints[i].Host == "nowhere.example" {
				want = fact.OutcomeFailed
			}
			if c.Endpoint != endpoints[i] || c.Outcome != want {
				t.Errorf("%s: %s is %s: %v", endpoints[i], c.Endpoint, c.Outcome, c.Failure)
			}
			if len(c.Attempts) > 0 {
				t.Errorf("%s: a login was tried", c.Endpoint)
			}
		}
		for ip, most := range crowd.most {
			if most > 2 {
				t.Errorf("%s had %d connections at once", ip, most)
			}
		}
		if crowd.most[shared] != 2 {
			t.Errorf("the shared host had %d connections at once: too patient", crowd.most[shared])
		}
		if n := crowd.most[both[0]] + crowd.most[both[1]]; n > 2 {
			t.Errorf("the host in both families had %d connections at once", n)
		}
	})
}

// What a failure leaves open is looked into, with no more connections at once.
func TestSurveyLooksAgain(t *testing.T) {
	inWorld(t, func(w *world) {
		w.server(probetest.Server{
			Names: []string{"old.example"}, IPs: []netip.Addr{w.net.NewIPv4(), w.net.NewIPv6()},
			Services: []probetest.Service{{On: "imaps", Script: probetest.Script{"handshake": "<max 1.0>"}}},
		})
		checks, err := w.prober().Examine(context.Background(), probe.Survey{Endpoints: []fact.Endpoint{imaps("old.example")}})
		if err != nil {
			t.Fatal(err)
		}
		look := checks[0].Look
		if look == nil || look.Kind != fact.LookOldTLS || look.Handshake.Version != tls.VersionTLS10 {
			t.Errorf("a second look showed %+v", look)
		}
		w.holdToRules(probe.Query{})
	})
}

func TestSurveyInterrupted(t *testing.T) {
	inWorld(t, func(w *world) {
		w.build("mute.example")
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		checks, err := w.prober().Examine(ctx, probe.Survey{Endpoints: []fact.Endpoint{imaps("imap.mute.example")}})
		if err != context.DeadlineExceeded || checks[0].Outcome != fact.OutcomeUnfinished {
			t.Errorf("%v, %s", err, checks[0].Outcome)
		}
	})
}

func TestPublished(t *testing.T) {
	inWorld(t, func(w *world) {
		w.build("srv.example")
		reports, err := w.prober().Published(context.Background(), probe.Query{
			Address: address(t, "postmaster@srv.example"), Sources: []fact.Source{fact.SourceSRV, fact.SourceMX},
		})
		if err != nil || len(reports) != 2 || reports[0].Source != fact.SourceSRV || len(reports[0].Named) != 2 {
			t.Errorf("%v %+v", err, reports)
		}
		for ip, n := range w.net.Network.Traffic().Dials {
			if ip.Port() == 993 || ip.Port() == 465 {
				t.Errorf("%s was dialled %d times", ip, n)
			}
		}
	})
}
