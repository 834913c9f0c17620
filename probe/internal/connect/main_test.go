package connect

import (
	"context"
	"net"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"github.com/mailprobe/mailprobe/probe/internal/dns"
	"github.com/mailprobe/mailprobe/probe/internal/testkit"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

const rtt = testkit.RTT

var (
	v4 = netip.MustParseAddr("192.0.2.7")
	v6 = netip.MustParseAddr("2001:db8::7")
)

// inBubble runs f in time that passes only while everybody waits. It ends when no
// goroutine is left, so that f proves that there is none.
func inBubble(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	synctest.Test(t, f)
}

// world is an internet and a dialer on it.
func world(t *testing.T) (*probetest.Internet, *Dialer) {
	t.Helper()
	i := testkit.Internet(t, rtt)
	return i, &Dialer{
		Cache: testkit.Resolver(i, i.DialContext).Cache(t.Context()),
		Dial:  i.DialContext,
		Trust: Trust{Roots: i.Roots()},
	}
}

// serve starts a mail server called mail.srv.example at v4.
func serve(t *testing.T, i *probetest.Internet, s probetest.Server) {
	t.Helper()
	if len(s.Names) == 0 {
		s.Names = []string{"mail.srv.example"}
	}
	if len(s.IPs) == 0 {
		s.IPs = []netip.Addr{v4}
	}
	if err := i.Serve(s); err != nil {
		t.Fatal(err)
	}
}

// speaks starts a server without manners on a port: what it does with a
// connection is up to it.
func speaks(t *testing.T, i *probetest.Internet, ip netip.Addr, port uint16, with func(net.Conn)) {
	t.Helper()
	if err := i.Network.Handle(netip.AddrPortFrom(ip, port), with); err != nil {
		t.Fatal(err)
	}
}

// says is a server that says this at once and then listens.
func says(text string) func(net.Conn) {
	return func(c net.Conn) {
		c.Write([]byte(text))
		listens(c)
	}
}

// listens hears a client out.
func listens(c net.Conn) {
	buffer := make([]byte, 4096)
	for {
		if _, err := c.Read(buffer); err != nil {
			return
		}
	}
}

// reach connects to a port at v4.
func reach(t *testing.T, d *Dialer, port uint16) *Conn {
	t.Helper()
	c, _, err := d.Connect(t.Context(), []netip.Addr{v4}, port)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// slowly is a network on which the way to some addresses takes longer.
func slowly(dial dns.DialFunc, longer map[netip.Addr]time.Duration) dns.DialFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		select {
		case <-time.After(longer[netip.MustParseAddrPort(address).Addr()]):
			return dial(ctx, network, address)
		case <-ctx.Done():
			return nil, &net.OpError{Op: "dial", Net: network, Err: ctx.Err()}
		}
	}
}

// wantTook holds what passed since start against what should have.
func wantTook(t *testing.T, start time.Time, want time.Duration) {
	t.Helper()
	if took := time.Since(start); took != want {
		t.Errorf("took %v, want %v", took, want)
	}
}
