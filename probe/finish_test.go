package probe_test

import (
	"context"
	"errors"
	"net"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// endsIn is how late a run may end, by its own time or when it is interrupted
// (safety rule 9).
const endsIn = 2 * time.Second

// deaf is a connection from which, after a number of reads, nothing is read any
// more, whatever its deadline says and though it was closed, until it is let go.
type deaf struct {
	net.Conn
	reads int32
	free  chan struct{}
}

func (d *deaf) Read(b []byte) (int, error) {
	if atomic.AddInt32(&d.reads, -1) < 0 {
		<-d.free
		return 0, net.ErrClosed
	}
	return d.Conn.Read(b)
}

// What does not end when it is told to is left behind: by the time of the run, and
// when it is interrupted.
func TestLeavesBehind(t *testing.T) {
	const d = "srv.example"
	port := func(address string) string { return address[strings.LastIndexByte(address, ':')+1:] }
	type hang = func(w *world, p *probe.Prober, free chan struct{})
	deafAfter := func(reads int32, ports ...string) hang {
		return func(w *world, p *probe.Prober, free chan struct{}) {
			p.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
				c, err := w.net.DialContext(ctx, network, address)
				if err == nil && slices.Contains(ports, port(address)) {
					c = &deaf{Conn: c, reads: reads, free: free}
				}
				return c, err
			}
		}
	}
	for _, tt := range []struct {
		name string
		hang hang
		// open are the ports whose servers are unfinished in the report.
		open []uint16
	}{
		{"a dialer", func(w *world, p *probe.Prober, free chan struct{}) {
			p.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
				if port(address) == "993" {
					<-free
					return nil, net.ErrClosed
				}
				return w.net.DialContext(ctx, network, address)
			}
		}, []uint16{993}},
		{"a server at its greeting", deafAfter(0, "993"), []uint16{993}},
		{"all servers", deafAfter(0, "993", "465", "587", "143", "995", "110"), []uint16{993, 465}},
		{"a web server", deafAfter(0, "443", "80"), nil},
		{"the resolver", func(w *world, p *probe.Prober, free chan struct{}) {
			p.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
				if port(address) == "53" {
					<-free
					return nil, net.ErrClosed
				}
				return w.net.DialContext(ctx, network, address)
			}
		}, nil},
	} {
		for _, interrupted := range []bool{false, true} {
			name := tt.name + ", by its time"
			if interrupted {
				name = tt.name + ", interrupted"
			}
			t.Run(name, func(t *testing.T) {
				inWorld(t, func(w *world) {
					w.build(d)
					p, free := w.prober(), make(chan struct{})
					tt.hang(w, p, free)
					ctx, cancel := context.WithCancel(context.Background())
					defer cancel()
					q := probe.Query{Address: address(t, "anna@"+d), Password: typing(probetest.Password), Timeout: 10 * time.Second, All: true}
					limit := q.Timeout + endsIn
					if interrupted {
						time.AfterFunc(3*time.Second, cancel)
						limit = 3*time.Second + endsIn
					}
					start := time.Now()
					report, err := p.Run(ctx, q)
					if took := time.Since(start); took > limit {
						t.Errorf("the run took %v, %v is allowed", took, limit)
					}
					if interrupted != errors.Is(err, context.Canceled) {
						t.Errorf("error %v", err)
					}
					var open []uint16
					for _, c := range report.Checks {
						if c.Outcome == fact.OutcomeUnfinished && !slices.Contains(open, c.Port) && !c.Derived {
							open = append(open, c.Port)
						}
					}
					slices.Sort(open)
					want := slices.Sorted(slices.Values(tt.open))
					if !slices.Equal(open, want) {
						t.Errorf("unfinished: %v, want %v", open, want)
					}
					if !slices.ContainsFunc(report.Sources, func(s fact.SourceReport) bool { return s.Source == fact.SourceAutoconfig && s.Verdict != "" }) {
						t.Errorf("a source is missing: %+v", report.Sources)
					}
					before := len(report.Checks)
					close(free)
					synctest.Wait()
					time.Sleep(time.Minute)
					if len(report.Checks) != before {
						t.Error("the report has changed")
					}
					w.holdToRules(q)
				})
			})
		}
	}
}

// Wherever in a dialogue it happens, also behind a login.
func TestLeavesBehindAnywhere(t *testing.T) {
	const d = "srv.example"
	for reads := range int32(15) {
		inWorld(t, func(w *world) {
			w.build(d)
			p, free := w.prober(), make(chan struct{})
			defer close(free)
			p.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
				c, err := w.net.DialContext(ctx, network, address)
				if err == nil && strings.HasSuffix(address, ":993") {
					c = &deaf{Conn: c, reads: reads, free: free}
				}
				return c, err
			}
			q := probe.Query{Address: address(t, "anna@"+d), Password: typing(probetest.Password), Timeout: 5 * time.Second, All: true}
			start := time.Now()
			report, err := p.Run(context.Background(), q)
			if err != nil {
				t.Fatal(err)
			}
			login := slices.ContainsFunc(report.Checks, func(c fact.Check) bool {
				return c.Port == 993 && len(c.Attempts) > 0 && c.Attempts[len(c.Attempts)-1].Result == fact.AttemptUnanswered
			})
			limit := q.Timeout + endsIn
			if login { // it stretches the run by the time of a login
				limit += 30 * time.Second
			}
			if took := time.Since(start); took > limit {
				t.Errorf("%d reads: the run took %v, %v is allowed", reads, took, limit)
			}
			if n := total(w.logins(true)) + total(w.logins(false)); n > report.Logins.Attempted || login && report.Logins.Refused == 0 {
				t.Errorf("%d reads: servers saw %d logins, the report has %+v", reads, n, report.Logins)
			}
			w.holdToRules(q)
		})
	}
}

// spinning is a connection whose reader is busy for ever, as a library can be with
// what it has read.
type spinning struct {
	net.Conn
	free *atomic.Bool
}

func (s *spinning) Read([]byte) (int, error) {
	for !s.free.Load() {
	}
	return 0, net.ErrClosed
}

// Nor does the run wait for who does not even sleep.
func TestLeavesBehindWhoSpins(t *testing.T) {
	i, err := probetest.New(probetest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer i.Close()
	const d = "srv.example"
	if err := i.Build(d); err != nil {
		t.Fatal(err)
	}
	var free atomic.Bool
	defer free.Store(true)
	w := &world{t, i}
	p := w.prober()
	p.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := i.DialContext(ctx, network, address)
		if err == nil && strings.HasSuffix(address, ":993") {
			c = &spinning{c, &free}
		}
		return c, err
	}
	q := probe.Query{Address: address(t, "anna@"+d), Timeout: 300 * time.Millisecond}
	start := time.Now()
	report, err := p.Run(context.Background(), q)
	if took := time.Since(start); err != nil || took > q.Timeout+endsIn {
		t.Errorf("the run took %v, %v", took, err)
	}
	for _, c := range report.Checks {
		if c.Port == 993 && c.Outcome != fact.OutcomeUnfinished {
			t.Errorf("%+v", c)
		}
	}
}

// A survey, and a look at what is published, end as runs do.
func TestLeavesBehindWithoutRun(t *testing.T) {
	const d = "srv.example"
	hung := func(prefix string, dial func(context.Context, string, string) (net.Conn, error), free chan struct{}) func(context.Context, string, string) (net.Conn, error) {
		return func(ctx context.Context, network, address string) (net.Conn, error) {
			if strings.HasPrefix(network, prefix) {
				<-free
				return nil, net.ErrClosed
			}
			return dial(ctx, network, address)
		}
	}
	for _, network := range []string{"tcp", "udp"} {
		inWorld(t, func(w *world) {
			w.build(d)
			free := make(chan struct{})
			defer close(free)
			p := w.prober()
			p.Dial = hung(network, p.Dial, free)
			for _, act := range []func(ctx context.Context) error{
				func(ctx context.Context) error {
					var s probe.Survey
					for i := range 30 {
						host := "imap." + string(rune('a'+i)) + ".example"
						if i == 0 {
							host = "in1." + d
						}
						s.Endpoints = append(s.Endpoints, fact.Endpoint{Protocol: fact.IMAP, Host: host, Port: 993, TLS: fact.Implicit})
					}
					checks, err := p.Examine(ctx, s)
					if len(checks) != 30 || checks[0].Outcome != fact.OutcomeUnfinished {
						t.Errorf("%s: %d checks, %+v", network, len(checks), checks[0])
					}
					return err
				},
				func(ctx context.Context) error {
					sources, err := p.Published(ctx, probe.Query{Address: address(t, "anna@"+d)})
					unfinished := func(s fact.SourceReport) bool { return s.Verdict == fact.Failed && s.Fault == fact.LookupCanceled }
					if len(sources) < 8 || !slices.ContainsFunc(sources, unfinished) {
						t.Errorf("%s: %d sources, %+v", network, len(sources), sources)
					}
					return err
				},
			} {
				ctx, cancel := context.WithCancel(context.Background())
				time.AfterFunc(time.Second, cancel)
				start := time.Now()
				if err := act(ctx); !errors.Is(err, context.Canceled) {
					t.Errorf("%s: %v", network, err)
				}
				if took := time.Since(start); took > time.Second+endsIn {
					t.Errorf("%s: it took %v", network, took)
				}
			}
		})
	}
}
