package connect

import (
	"context"
	"net"
	"net/netip"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// TestLoopback connects over the sockets of this computer, whose errors no
// network of ours can vouch for.
func TestLoopback(t *testing.T) {
	tests := []struct {
		name string
		with func(c net.Conn) // nil: nobody listens
		want fact.FailureKind
	}{
		{"greets", says("* OK\r\n"), ""},
		{"closes", func(net.Conn) {}, fact.FailClosed},
		{"resets", func(c net.Conn) { c.(*net.TCPConn).SetLinger(0) }, fact.FailReset},
		{"is silent", listens, fact.FailTimeout},
		{"does not listen", nil, fact.FailRefused},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			target := listen(t, tt.with)
			d := &Dialer{}
			c, dials, err := d.Connect(t.Context(), []netip.Addr{target.Addr()}, target.Port())
			if err == nil {
				defer c.Close()
				if !c.LocalIP().IsLoopback() {
					t.Errorf("from %s", c.LocalIP())
				}
				c.Within(10 * time.Second)
				if tt.want == fact.FailTimeout {
					c.Within(50 * time.Millisecond)
				}
				_, err = c.ReadLine()
			} else if all := dials.All(); len(all) != 1 || all[0].Kind != tt.want {
				t.Errorf("dials %+v", all)
			}
			if got := KindOf(err); got != tt.want {
				t.Errorf("%q (%v), want %q", got, err, tt.want)
			}
		})
	}
}

// TestLoopbackCancel: a read and a handshake that wait end with the context.
func TestLoopbackCancel(t *testing.T) {
	target := listen(t, listens)
	for name, wait := range map[string]func(c *Conn) error{
		"ReadLine": func(c *Conn) error { _, err := c.ReadLine(); return err },
		"StartTLS": func(c *Conn) error { return c.StartTLS(context.Background(), host, Trust{}) },
	} {
		ctx, cancel := context.WithCancel(t.Context())
		c, _, err := (&Dialer{}).Connect(ctx, []netip.Addr{target.Addr()}, target.Port())
		if err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(50*time.Millisecond, cancel)
		if err := wait(c); KindOf(err) != fact.FailClosed {
			t.Errorf("%s: %v", name, err)
		}
		c.Close()
	}
}

// listen opens a port where connections are treated so; nil closes it again.
func listen(t *testing.T, with func(net.Conn)) netip.AddrPort {
	t.Helper()
	var lc net.ListenConfig
	l, err := lc.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	if with == nil {
		l.Close()
	}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				with(c)
				c.Close()
			}()
		}
	}()
	return netip.MustParseAddrPort(l.Addr().String())
}
