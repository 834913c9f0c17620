package connect

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// way is how it stands with the way to an address.
type way struct {
	fault  probetest.Fault
	longer time.Duration // than a round trip
}

var (
	good    = way{}
	dead    = way{fault: probetest.Drop}
	refuses = way{fault: probetest.Refuse}
	noRoute = way{fault: probetest.NoRoute}
)

func slow(longer time.Duration) way { return way{longer: longer} }

// TestRace: what both families come to, when it is known, and what is told of it.
func TestRace(t *testing.T) {
	const (
		ms    = time.Millisecond
		lead  = headStart
		watch = watchTime
	)
	tests := []struct {
		name   string
		v6, v4 []way
		cut    time.Duration // the run ends
		won    netip.Addr
		kind   fact.FailureKind // where nobody won
		took   time.Duration
		dials  []string // address, kind and time, in the order in which they ended
		all    time.Duration
	}{
		{name: "both", v6: []way{good}, v4: []way{good}, won: v6, took: rtt, dials: []string{"v6 ok 40ms"}, all: rtt},
		{name: "IPv4 only", v4: []way{good}, won: v4, took: rtt, dials: []string{"v4 ok 40ms"}, all: rtt},
		{name: "IPv6 only", v6: []way{good}, won: v6, took: rtt, dials: []string{"v6 ok 40ms"}, all: rtt},
		{name: "no address", kind: fact.FailOther},

		{name: "IPv6 dead", v6: []way{dead}, v4: []way{good}, won: v4, took: lead + rtt,
			dials: []string{"v4 ok 40ms", "v6 timeout 440ms"}, all: lead + rtt + watch},
		{name: "IPv6 refuses", v6: []way{refuses}, v4: []way{good}, won: v4, took: 2 * rtt,
			dials: []string{"v6 refused 40ms", "v4 ok 40ms"}, all: 2 * rtt},
		{name: "no IPv6 here", v6: []way{noRoute}, v4: []way{good}, won: v4, took: rtt,
			dials: []string{"v6 unreachable 0s", "v4 ok 40ms"}, all: rtt},
		{name: "IPv6 a little slow", v6: []way{slow(50 * ms)}, v4: []way{good}, won: v6, took: 50*ms + rtt,
			dials: []string{"v6 ok 90ms"}, all: 50*ms + rtt},
		{name: "IPv6 slow", v6: []way{slow(160 * ms)}, v4: []way{good}, won: v4, took: lead + rtt,
			dials: []string{"v4 ok 40ms", "v6 ok 200ms"}, all: 160*ms + rtt},
		{name: "IPv6 slower than we watch", v6: []way{slow(800 * ms)}, v4: []way{good}, won: v4, took: lead + rtt,
			dials: []string{"v4 ok 40ms", "v6 timeout 440ms"}, all: lead + rtt + watch},
		{name: "IPv6 slow, IPv4 refuses", v6: []way{slow(160 * ms)}, v4: []way{refuses}, won: v6, took: 160*ms + rtt,
			dials: []string{"v4 refused 40ms", "v6 ok 200ms"}, all: 160*ms + rtt},
		{name: "IPv6 slow, IPv4 dead", v6: []way{slow(160 * ms)}, v4: []way{dead}, won: v6, took: 160*ms + rtt,
			dials: []string{"v6 ok 200ms", "v4 timeout 400ms"}, all: 160*ms + rtt + watch},

		{name: "both dead", v6: []way{dead}, v4: []way{dead}, kind: fact.FailTimeout, took: lead + dialTimeout,
			dials: []string{"v6 timeout 5s", "v4 timeout 5s"}, all: lead + dialTimeout},
		{name: "both refuse", v6: []way{refuses}, v4: []way{refuses}, kind: fact.FailRefused, took: 2 * rtt,
			dials: []string{"v6 refused 40ms", "v4 refused 40ms"}, all: 2 * rtt},
		{name: "no network", v6: []way{noRoute}, v4: []way{noRoute}, kind: fact.FailUnreachable,
			dials: []string{"v6 unreachable 0s", "v4 unreachable 0s"}},
		{name: "no IPv6 here, IPv4 refuses", v6: []way{noRoute}, v4: []way{refuses}, kind: fact.FailRefused, took: rtt,
			dials: []string{"v6 unreachable 0s", "v4 refused 40ms"}, all: rtt},
		{name: "no IPv6 here, IPv4 dead", v6: []way{noRoute}, v4: []way{dead}, kind: fact.FailTimeout, took: dialTimeout,
			dials: []string{"v6 unreachable 0s", "v4 timeout 5s"}, all: dialTimeout},
		{name: "IPv6 dead, IPv4 refuses", v6: []way{dead}, v4: []way{refuses}, kind: fact.FailRefused, took: dialTimeout,
			dials: []string{"v4 refused 40ms", "v6 timeout 5s"}, all: dialTimeout},
		{name: "IPv6 refuses, IPv4 dead", v6: []way{refuses}, v4: []way{dead}, kind: fact.FailRefused, took: rtt + dialTimeout,
			dials: []string{"v6 refused 40ms", "v4 timeout 5s"}, all: rtt + dialTimeout},

		{name: "the first address dead", v4: []way{dead, good}, won: v4.Next(), took: addressTime + rtt,
			dials: []string{"v4 timeout 750ms", "v4+1 ok 40ms"}, all: addressTime + rtt},
		{name: "the first address refuses", v4: []way{refuses, good}, won: v4.Next(), took: 2 * rtt,
			dials: []string{"v4 refused 40ms", "v4+1 ok 40ms"}, all: 2 * rtt},
		{name: "one refuses, one is dead", v4: []way{refuses, dead}, kind: fact.FailRefused, took: dialTimeout,
			dials: []string{"v4 refused 40ms", "v4+1 timeout 4.96s"}, all: dialTimeout},
		{name: "four addresses dead", v4: []way{dead, dead, dead, dead}, kind: fact.FailTimeout, took: dialTimeout,
			dials: []string{"v4 timeout 750ms", "v4+1 timeout 750ms", "v4+2 timeout 750ms", "v4+3 timeout 2.75s"}, all: dialTimeout},
		{name: "an IPv6 of two dead", v6: []way{dead, good}, v4: []way{good}, won: v4, took: lead + rtt,
			dials: []string{"v4 ok 40ms", "v6 timeout 440ms"}, all: lead + rtt + watch},

		{name: "cut off", v6: []way{dead}, v4: []way{dead}, cut: 200 * ms, kind: fact.FailOther, took: 200 * ms, all: 200 * ms},
		{name: "cut off while watching", v6: []way{dead}, v4: []way{good}, cut: 200 * ms, won: v4, took: lead + rtt,
			dials: []string{"v4 ok 40ms"}, all: 200 * ms},
		{name: "cut off before", v6: []way{good}, v4: []way{good}, cut: 1, kind: fact.FailOther, took: 1, all: 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				i, d := world(t)
				names := map[netip.Addr]string{}
				longer := map[netip.Addr]time.Duration{}
				lay := func(first netip.Addr, name string, ways []way) (ips []netip.Addr) {
					ip := first
					for n, w := range ways {
						ips = append(ips, ip)
						names[ip] = name
						if n > 0 {
							names[ip] += fmt.Sprintf("+%d", n)
						}
						longer[ip] = w.longer
						speaks(t, i, ip, 993, says("* OK\r\n"))
						i.Network.Fail(ip, w.fault)
						ip = ip.Next()
					}
					return ips
				}
				ips := append(lay(v4, "v4", tt.v4), lay(v6, "v6", tt.v6)...) // the order is the families', not ours
				d.Dial = slowly(d.Dial, longer)
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				if tt.cut > 0 {
					time.AfterFunc(tt.cut, cancel)
				}
				start := time.Now()
				c, dials, err := d.Connect(ctx, ips, 993)
				wantTook(t, start, tt.took)
				if got := KindOf(err); got != tt.kind {
					t.Errorf("failed with %q (%v), want %q", got, err, tt.kind)
				}
				if c != nil {
					defer c.Close()
					if c.IP != tt.won {
						t.Errorf("%s won, want %s", c.IP, tt.won)
					}
				}
				var got []string
				for _, dial := range dials.All() {
					kind := dial.Kind
					if kind == "" {
						kind = "ok"
					}
					got = append(got, fmt.Sprintf("%s %s %s", names[dial.IP], kind, dial.Took))
				}
				wantTook(t, start, tt.all)
				if !slices.Equal(got, tt.dials) {
					t.Errorf("dials %q, want %q", got, tt.dials)
				}
				// Whoever did not win holds nothing any more.
				synctest.Wait()
				d.slots.mu.Lock()
				defer d.slots.mu.Unlock()
				if want := min(1, len(tt.won.AsSlice())); tt.cut == 0 && len(d.slots.busy) != want {
					t.Errorf("%d targets are held, want %d", len(d.slots.busy), want)
				}
			})
		})
	}
}

// TestFarther: of two failures the one that came farther is told, and IPv6's where
// both came as far.
func TestFarther(t *testing.T) {
	const (
		refused = syscall.ECONNREFUSED
		silent  = syscall.ETIMEDOUT
		noRoute = syscall.ENETUNREACH
	)
	tests := []struct {
		v6, v4 error
		want   netip.Addr
	}{
		{refused, refused, v6}, {silent, silent, v6}, {noRoute, noRoute, v6},
		{refused, silent, v6}, {refused, noRoute, v6}, {silent, noRoute, v6},
		{silent, refused, v4}, {noRoute, refused, v4}, {noRoute, silent, v4},
	}
	for _, tt := range tests {
		six, four := attempt{ip: v6, err: tt.v6}, attempt{ip: v4, err: tt.v4}
		for _, got := range []attempt{
			moreTelling(moreTelling(attempt{}, six), four),
			moreTelling(moreTelling(attempt{}, four), six),
		} {
			if got.ip != tt.want {
				t.Errorf("IPv6 %v, IPv4 %v: %v", tt.v6, tt.v4, got.err)
			}
		}
	}
}

// TestDialContext is the way of web servers: by name, several at a time.
func TestDialContext(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, d := world(t)
		if err := i.Zone.Add("www.srv.example A 192.0.2.7"); err != nil {
			t.Fatal(err)
		}
		speaks(t, i, v4, 443, listens)
		start := time.Now()
		for range 3 {
			c, err := d.DialContext(t.Context(), "tcp", "www.srv.example:443")
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
		}
		wantTook(t, start, 4*rtt) // the name is asked for once

		for address, want := range map[string]fact.FailureKind{
			"nobody.srv.example:443":  fact.FailNXDomain,
			"www.srv.example:80":      fact.FailRefused,
			"www.srv.example":         fact.FailOther,
			"www.srv.example:":        fact.FailOther,
			"www.srv.example:https":   fact.FailOther,
			"www.srv.example:65536":   fact.FailOther,
			"[2001:db8::9]:443":       fact.FailRefused,
			"www.srv.example:443:443": fact.FailOther,
		} {
			c, err := d.DialContext(t.Context(), "tcp", address)
			if c != nil || KindOf(err) != want {
				t.Errorf("%s: %v, %v, want %s", address, c, err, want)
			}
		}
	})
}
