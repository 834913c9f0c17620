package probetest

import (
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"os"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/nettest"
)

const rtt = 40 * time.Millisecond

var somewhere = netip.MustParseAddrPort("192.0.2.7:993")

// pipe is a connection on a network of its own.
func pipe(t *testing.T, rtt time.Duration) (client, server *conn, n *Network) {
	t.Helper()
	n = NewNetwork(rtt)
	l, err := n.Listen(somewhere)
	if err != nil {
		t.Fatal(err)
	}
	c, err := n.DialContext(t.Context(), "tcp", somewhere.String())
	if err != nil {
		t.Fatal(err)
	}
	s, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	return c.(*conn), s.(*conn), n
}

func TestConnContract(t *testing.T) {
	for _, latency := range []time.Duration{0, 2 * time.Millisecond} {
		t.Run(latency.String(), func(t *testing.T) {
			nettest.TestConn(t, func() (c1, c2 net.Conn, stop func(), err error) {
				client, server, n := pipe(t, latency)
				return client, server, func() { n.Close() }, nil
			})
		})
	}
}

func TestEveryByteTakesHalfARoundTrip(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		took := func() time.Duration { return time.Since(begin) }
		n := NewNetwork(rtt)
		l, err := n.Listen(somewhere)
		if err != nil {
			t.Fatal(err)
		}
		accepted := make(chan time.Duration)
		go func() {
			s, err := l.Accept()
			if err != nil {
				t.Error(err)
			}
			accepted <- took()
			io.WriteString(s, "hello")
			s.Close()
		}()
		c, err := n.DialContext(t.Context(), "tcp", somewhere.String())
		if err != nil {
			t.Fatal(err)
		}
		if took() != rtt {
			t.Errorf("the connect took %v, want %v", took(), rtt)
		}
		if at := <-accepted; at != rtt*3/2 {
			t.Errorf("accepted after %v, want %v", at, rtt*3/2)
		}
		got, err := io.ReadAll(c)
		if string(got) != "hello" || err != nil {
			t.Errorf("read %q, %v", got, err)
		}
		if took() != 2*rtt {
			t.Errorf("the greeting came after %v, want %v", took(), 2*rtt)
		}
	})
}

func TestWriterBlocksAtTheWindowOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, server, _ := pipe(t, rtt)
		begin := time.Now()
		if _, err := client.Write(make([]byte, window)); err != nil || time.Since(begin) != 0 {
			t.Fatalf("a full window: %v after %v", err, time.Since(begin))
		}
		client.SetWriteDeadline(time.Now().Add(time.Second))
		if _, err := client.Write([]byte("x")); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("a byte more: %v, want a deadline", err)
		}
		client.SetWriteDeadline(time.Time{})
		go io.CopyN(io.Discard, server, 10)
		if n, err := client.Write(make([]byte, 10)); n != 10 || err != nil {
			t.Errorf("after ten bytes were read: %d, %v", n, err)
		}
	})
}

func TestHowConnectionsEnd(t *testing.T) {
	read := func(c net.Conn) error {
		_, err := c.Read(make([]byte, 100))
		return err
	}
	tests := []struct {
		name       string
		end        func(server *conn)
		read       error // what the client reads after the data
		lateWrites error // what its writes meet in the end
	}{
		{"half close", func(s *conn) { s.CloseWrite() }, io.EOF, nil},
		{"close", func(s *conn) { s.Close() }, io.EOF, syscall.EPIPE},
		{"reset", func(s *conn) { s.SetLinger(0); s.Close() }, syscall.ECONNRESET, syscall.ECONNRESET},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, server, _ := pipe(t, rtt)
				io.WriteString(server, "last words")
				test.end(server)
				if err := read(client); err != nil {
					t.Errorf("the data before the end: %v", err)
				}
				if err := read(client); !errors.Is(err, test.read) {
					t.Errorf("the end: %v, want %v", err, test.read)
				}
				_, err := client.Write([]byte("x"))
				if test.read == io.EOF && err != nil {
					t.Errorf("the first write after the end: %v", err)
				}
				time.Sleep(rtt)
				if _, err := client.Write([]byte("x")); !errors.Is(err, test.lateWrites) {
					t.Errorf("a write a round trip later: %v, want %v", err, test.lateWrites)
				}
				client.Close()
				if err := read(client); !errors.Is(err, net.ErrClosed) {
					t.Errorf("read after one's own close: %v", err)
				}
			})
		})
	}
}

// TestWritesToNobodyEnd has a writer that never stops: time has to pass for it all the same.
func TestWritesToNobodyEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, server, _ := pipe(t, rtt)
		server.Close()
		begin := time.Now()
		if _, err := io.Copy(client, endless{}); !errors.Is(err, syscall.EPIPE) || time.Since(begin) != rtt {
			t.Errorf("%v after %v", err, time.Since(begin))
		}
	})
}

func TestDialErrors(t *testing.T) {
	free := netip.MustParseAddrPort("192.0.2.9:143")
	tests := []struct {
		name, network, address string
		fault                  Fault
		timeout                time.Duration
		want                   error
		took                   time.Duration
	}{
		{"nobody listens", "tcp", free.String(), None, 0, syscall.ECONNREFUSED, rtt},
		{"refusing", "tcp4", somewhere.String(), Refuse, 0, syscall.ECONNREFUSED, rtt},
		{"no route", "tcp", somewhere.String(), NoRoute, 0, syscall.ENETUNREACH, 0},
		{"no host", "tcp", somewhere.String(), NoHost, 0, syscall.EHOSTUNREACH, 0},
		{"no route for datagrams", "udp", somewhere.String(), NoRoute, 0, syscall.ENETUNREACH, 0},
		{"dropping", "tcp", somewhere.String(), Drop, 3 * time.Second, context.DeadlineExceeded, 3 * time.Second},
		{"dropping for ever", "tcp", somewhere.String(), Drop, 0, syscall.ETIMEDOUT, ConnectTimeout},
		{"timeout on the way", "tcp", somewhere.String(), None, rtt / 4, context.DeadlineExceeded, rtt / 4},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n := NewNetwork(rtt)
				if _, err := n.Listen(somewhere); err != nil {
					t.Fatal(err)
				}
				n.Fail(somewhere.Addr(), test.fault)
				ctx := t.Context()
				if test.timeout > 0 {
					var cancel context.CancelFunc
					ctx, cancel = context.WithTimeout(ctx, test.timeout)
					defer cancel()
				}
				begin := time.Now()
				_, err := n.DialContext(ctx, test.network, test.address)
				var op *net.OpError
				if !errors.As(err, &op) || op.Op != "dial" || op.Net != test.network || op.Addr.String() != test.address {
					t.Errorf("%#v is no error of a dial", err)
				}
				if !errors.Is(err, test.want) {
					t.Errorf("%v, want %v", err, test.want)
				}
				if slow := test.fault == Drop || test.timeout > 0; op.Timeout() != slow {
					t.Errorf("Timeout() of %v is %v", err, op.Timeout())
				}
				if took := time.Since(begin); took != test.took {
					t.Errorf("took %v, want %v", took, test.took)
				}
			})
		})
	}
}

func TestDialIsCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := NewNetwork(rtt)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(rtt/4, cancel)
		for _, when := range []string{"on the way", "before"} {
			var op *net.OpError
			_, err := n.DialContext(ctx, "tcp", somewhere.String())
			if !errors.As(err, &op) || !errors.Is(err, context.Canceled) || op.Timeout() || op.Err.Error() != "operation was canceled" {
				t.Errorf("cancelled %s: %v", when, err)
			}
		}
	})
}

func TestDialTargets(t *testing.T) {
	n := NewNetwork(0)
	for _, test := range []struct{ network, address string }{
		{"unix", "192.0.2.7:993"},
		{"tcp", "imap.srv.example:993"},
		{"tcp6", "192.0.2.7:993"},
		{"udp4", "[2001:db8::7]:53"},
		{"tcp", "192.0.2.7"},
		{"tcp", "192.0.2.7:imaps"},
	} {
		var op *net.OpError
		if _, err := n.DialContext(t.Context(), test.network, test.address); !errors.As(err, &op) || errors.Is(err, syscall.ECONNREFUSED) {
			t.Errorf("%s %s: %v", test.network, test.address, err)
		}
	}
	if _, err := n.DialContext(t.Context(), "tcp4", "[::ffff:192.0.2.7]:993"); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("a mapped address: %v", err)
	}
}

func TestFaultsOfOnePort(t *testing.T) {
	n := NewNetwork(0)
	other := netip.AddrPortFrom(somewhere.Addr(), 143)
	for _, addr := range []netip.AddrPort{somewhere, other} {
		if _, err := n.Listen(addr); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := n.Listen(somewhere); !errors.Is(err, syscall.EADDRINUSE) {
		t.Errorf("a port taken twice: %v", err)
	}
	dial := func(addr netip.AddrPort) error {
		_, err := n.DialContext(t.Context(), "tcp", addr.String())
		return err
	}
	n.SetFault(netip.MustParsePrefix("192.0.2.0/24"), 143, Refuse)
	if err := dial(other); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("the faulty port: %v", err)
	}
	if err := dial(somewhere); err != nil {
		t.Errorf("the other port: %v", err)
	}
	n.Down()
	if err := dial(somewhere); !errors.Is(err, syscall.ENETUNREACH) {
		t.Errorf("without a network: %v", err)
	}
	n.Fail(somewhere.Addr(), None)
	if err := dial(somewhere); err != nil {
		t.Errorf("the fault lifted: %v", err)
	}
}

func TestDatagrams(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := NewNetwork(rtt)
		at := netip.MustParseAddrPort("[2001:db8::53]:53")
		server, err := n.ListenPacket(at)
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			b := make([]byte, 100)
			for {
				size, from, err := server.ReadFrom(b)
				if err != nil {
					return
				}
				server.WriteTo(b[:size], from)
			}
		}()
		begin := time.Now()
		c, err := n.DialContext(t.Context(), "udp", at.String())
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := c.(net.PacketConn); !ok {
			t.Error("a dialled UDP socket is no net.PacketConn")
		}
		io.WriteString(c, "four")
		io.WriteString(c, "seven..")
		b := make([]byte, 5)
		for _, want := range []string{"four", "seven"} { // what does not fit is lost
			size, err := c.Read(b)
			if string(b[:size]) != want || err != nil {
				t.Errorf("read %q, %v", b[:size], err)
			}
		}
		if took := time.Since(begin); took != rtt {
			t.Errorf("there and back took %v", took)
		}
		c.SetReadDeadline(time.Now().Add(time.Second))
		if _, err := c.Read(b); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("nothing to read: %v", err)
		}
		n.Fail(at.Addr(), Drop)
		io.WriteString(c, "lost")
		c.SetReadDeadline(time.Now().Add(time.Second))
		if _, err := c.Read(b); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("a dropped datagram was answered: %v", err)
		}
		c.Close()
		server.Close()

		c, err = n.DialContext(t.Context(), "udp", somewhere.String())
		if err != nil {
			t.Fatal(err)
		}
		begin = time.Now()
		io.WriteString(c, "anybody?")
		if _, err := c.Read(b); !errors.Is(err, syscall.ECONNREFUSED) || time.Since(begin) != rtt {
			t.Errorf("a closed port: %v after %v", err, time.Since(begin))
		}
	})
}

func TestTraffic(t *testing.T) {
	client, server, n := pipe(t, 0)
	buf := make([]byte, 10)
	for range 3 { // each a round trip, in two writes
		io.WriteString(client, "a")
		io.WriteString(client, "b")
		io.ReadFull(server, buf[:2])
		io.WriteString(server, "ok")
		io.ReadFull(client, buf[:2])
	}
	second, err := n.DialContext(t.Context(), "tcp", somewhere.String())
	if err != nil {
		t.Fatal(err)
	}
	second.Close()
	client.Close()
	refusing := netip.MustParseAddrPort("192.0.2.8:25")
	n.DialContext(t.Context(), "tcp", refusing.String())
	want := Traffic{
		Dials:       map[netip.AddrPort]int{somewhere: 2, refusing: 1},
		MostOpen:    map[netip.AddrPort]int{somewhere: 2},
		Connections: []ConnTraffic{{"tcp", somewhere, 4}, {"tcp", somewhere, 1}},
		RoundTrips:  5,
	}
	if diff := cmp.Diff(want, n.Traffic(), cmp.Comparer(func(a, b netip.AddrPort) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
}

func TestNetworkCloseWakesEverybody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, server, n := pipe(t, rtt)
		n.Fail(netip.MustParseAddr("192.0.2.66"), Drop)
		results := make(chan error)
		for _, wait := range []func() error{
			func() error { _, err := client.Read(make([]byte, 1)); return err },
			func() error { _, err := server.Read(make([]byte, 1)); return err },
			func() error { _, err := io.Copy(client, endless{}); return err },
			func() error { _, err := n.DialContext(context.Background(), "tcp", "192.0.2.66:25"); return err },
			func() error { _, err := n.listenerAt(somewhere).Accept(); return err },
		} {
			go func() { results <- wait() }()
		}
		synctest.Wait()
		n.Close()
		for range 5 {
			if err := <-results; err == nil {
				t.Error("something succeeded")
			}
		}
	})
}

type endless struct{}

func (endless) Read(b []byte) (int, error) { return len(b), nil }
