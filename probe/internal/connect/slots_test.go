package connect

import (
	"context"
	"errors"
	"math/rand/v2"
	"net"
	"net/netip"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// TestOneAtATime: who comes second waits until the first has closed, however long
// that takes, and is then served as if it had come first.
func TestOneAtATime(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, d := world(t)
		speaks(t, i, v4, 993, listens)
		first := reach(t, d, 993)
		const held = time.Minute // longer than any limit of a dial
		time.AfterFunc(held, func() { first.Close() })
		start := time.Now()
		second, dials, err := d.Connect(t.Context(), []netip.Addr{v4}, 993)
		if err != nil {
			t.Fatal(err)
		}
		defer second.Close()
		wantTook(t, start, held+rtt)
		if all := dials.All(); len(all) != 1 || all[0].Took != rtt {
			t.Errorf("dials %v: the wait is none of the server's time", all)
		}
	})
}

// TestWaitCanBeGivenUp: the end of the run ends the wait, and nothing was tried.
func TestWaitCanBeGivenUp(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, d := world(t)
		speaks(t, i, v4, 993, listens)
		reach(t, d, 993)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		_, dials, err := d.Connect(ctx, []netip.Addr{v4}, 993)
		wantTook(t, start, time.Second)
		if !errors.Is(err, context.DeadlineExceeded) || len(dials.All()) != 0 {
			t.Errorf("%v, dials %v", err, dials.All())
		}
	})
}

// TestOthersDoNotWait: another port or address is another server.
func TestOthersDoNotWait(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, d := world(t)
		start := time.Now()
		for n, at := range []struct {
			ip   netip.Addr
			port uint16
		}{{v4, 993}, {v4, 143}, {v4.Next(), 993}} {
			speaks(t, i, at.ip, at.port, listens)
			c, _, err := d.Connect(t.Context(), []netip.Addr{at.ip}, at.port)
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			wantTook(t, start, time.Duration(n+1)*rtt)
		}
	})
}

// TestRelease: whatever becomes of a connection, the next one can be made.
func TestRelease(t *testing.T) {
	connect := func(t *testing.T, d *Dialer, ctx context.Context) *Conn {
		c, _, err := d.Connect(ctx, []netip.Addr{v4}, 993)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	tests := []struct {
		name string
		with func(net.Conn)
		end  func(t *testing.T, i *probetest.Internet, d *Dialer)
	}{
		{"closed", listens, func(t *testing.T, _ *probetest.Internet, d *Dialer) {
			connect(t, d, t.Context()).Close()
		}},
		{"closed twice", listens, func(t *testing.T, _ *probetest.Internet, d *Dialer) {
			c := connect(t, d, t.Context())
			c.Close()
			c.Close()
		}},
		{"closed by the context", listens, func(t *testing.T, _ *probetest.Internet, d *Dialer) {
			ctx, cancel := context.WithCancel(t.Context())
			connect(t, d, ctx)
			cancel()
			synctest.Wait()
		}},
		{"closed by both", listens, func(t *testing.T, _ *probetest.Internet, d *Dialer) {
			ctx, cancel := context.WithCancel(t.Context())
			c := connect(t, d, ctx)
			cancel()
			c.Close()
		}},
		{"failed handshake", says("220 no TLS here\r\n"), func(t *testing.T, _ *probetest.Internet, d *Dialer) {
			if err := connect(t, d, t.Context()).StartTLS(t.Context(), "mail.srv.example", d.Trust); err == nil {
				t.Error("the handshake succeeded")
			}
		}},
		{"refused", listens, func(t *testing.T, i *probetest.Internet, d *Dialer) {
			i.Network.Fail(v4, probetest.Refuse)
			_, _, err := d.Connect(t.Context(), []netip.Addr{v4}, 993)
			if KindOf(err) != fact.FailRefused {
				t.Errorf("error %v", err)
			}
			i.Network.Fail(v4, probetest.None)
		}},
		{"given up while dialling", listens, func(t *testing.T, i *probetest.Internet, d *Dialer) {
			ctx, cancel := context.WithTimeout(t.Context(), rtt/2)
			defer cancel()
			if _, _, err := d.Connect(ctx, []netip.Addr{v4}, 993); err == nil {
				t.Error("connected in half a round trip")
			}
		}},
		{"the loser that was late", listens, func(t *testing.T, i *probetest.Internet, d *Dialer) {
			dial := d.Dial
			speaks(t, i, v6, 993, listens)
			d.Dial = slowly(dial, map[netip.Addr]time.Duration{v6: 80 * time.Millisecond})
			c, dials, err := d.Connect(t.Context(), []netip.Addr{v6, v4}, 993)
			if err != nil {
				t.Fatal(err)
			}
			dials.All()
			c.Close()
			d.Dial = dial
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				i, d := world(t)
				speaks(t, i, v4, 993, tt.with)
				tt.end(t, i, d)
				start := time.Now()
				reach(t, d, 993)
				wantTook(t, start, rtt)
			})
		})
	}
}

// TestContextAlreadyOver: a connection that is made as its context ends is closed
// none the less.
func TestContextAlreadyOver(t *testing.T) {
	for range 100 {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		client, server := net.Pipe()
		released := make(chan struct{})
		c := newConn(ctx, client, v4, func() { close(released) }, nil, nil)
		<-released
		if err := c.WriteLine("NOOP"); err == nil {
			t.Error("the connection is open still")
		}
		c.Close()
		server.Close()
	}
}

// TestNeverTwo puts a server under many clients that come, go and give up as they
// like: there are never two at once, and at the end nothing is held.
func TestNeverTwo(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, d := world(t)
		ips := []netip.Addr{v6, v4}
		for _, ip := range ips {
			speaks(t, i, ip, 993, says("* OK\r\n"))
		}
		i.Network.Fail(v4.Next(), probetest.Drop)
		random := rand.New(rand.NewPCG(1, 2))
		var wg sync.WaitGroup
		made := 0
		for range 200 {
			come := time.Duration(random.IntN(2000)) * time.Millisecond
			patience := time.Duration(random.IntN(3000)) * time.Millisecond
			stay := time.Duration(random.IntN(100)) * time.Millisecond
			to := [][]netip.Addr{{v6, v4}, {v4}, {v6}, {v4.Next(), v4}}[random.IntN(4)]
			wg.Go(func() {
				time.Sleep(come)
				ctx, cancel := context.WithTimeout(t.Context(), patience)
				defer cancel()
				c, dials, err := d.Connect(ctx, to, 993)
				if err == nil {
					time.Sleep(stay)
					c.Close()
					d.slots.mu.Lock()
					made++
					d.slots.mu.Unlock()
				}
				dials.All()
			})
		}
		wg.Wait()
		synctest.Wait()
		for addr, most := range i.Network.Traffic().MostOpen {
			if addr.Port() == 993 && most != 1 {
				t.Errorf("%d connections to %s at once", most, addr)
			}
		}
		if made < 20 {
			t.Errorf("only %d connections were made", made)
		}
		if len(d.slots.busy) != 0 {
			t.Errorf("held at the end: %v", d.slots.busy)
		}
	})
}
