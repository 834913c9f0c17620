package dns

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/miekg/dns"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

const rtt = 40 * time.Millisecond

// inBubble runs f in time that passes only while everybody waits. It ends when no
// goroutine is left, so that f proves that there is none.
func inBubble(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	synctest.Test(t, f)
}

// world is an internet whose resolver answers from a zone.
func world(t *testing.T, zone string) (*probetest.Internet, *Resolver) {
	t.Helper()
	i, err := probetest.New(probetest.Options{RTT: rtt})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(i.Close)
	if err := i.Zone.Add(zone); err != nil {
		t.Fatal(err)
	}
	return i, &Resolver{Servers: []Server{server(t, i.ResolverAddr().String())}, Dial: i.DialContext}
}

func server(t testing.TB, text string) Server {
	t.Helper()
	s, err := ParseServer(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// handler is how a DNS server of a test treats a question: what it sends back,
// one packet or message after the other, after a while.
type handler func(q *dns.Msg, network string) (after time.Duration, replies [][]byte)

// serve starts a DNS server on a network, by UDP and TCP.
func serve(t testing.TB, n *probetest.Network, address string, h handler) {
	t.Helper()
	addr := netip.MustParseAddrPort(address)
	packets, err := n.ListenPacket(addr)
	if err != nil {
		t.Fatal(err)
	}
	streams, err := n.Listen(addr)
	if err != nil {
		t.Fatal(err)
	}
	h.serve(packets, streams)
}

// serve answers until the sockets close.
func (h handler) serve(packets net.PacketConn, streams net.Listener) {
	go func() {
		buffer := make([]byte, 4096)
		for {
			size, from, err := packets.ReadFrom(buffer)
			if err != nil {
				return
			}
			h.answer(buffer[:size], "udp", func(reply []byte) { packets.WriteTo(reply, from) })
		}
	}()
	go func() {
		for {
			c, err := streams.Accept()
			if err != nil {
				return
			}
			go h.stream(c)
		}
	}()
}

// stream serves questions with a length before each (RFC 1035, section 4.2.2).
func (h handler) stream(c net.Conn) {
	defer c.Close()
	for {
		var size [2]byte
		if _, err := io.ReadFull(c, size[:]); err != nil {
			return
		}
		question := make([]byte, binary.BigEndian.Uint16(size[:]))
		if _, err := io.ReadFull(c, question); err != nil {
			return
		}
		h.answer(question, "tcp", func(reply []byte) {
			c.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(reply))), reply...))
		})
	}
}

func (h handler) answer(question []byte, network string, send func([]byte)) {
	q := new(dns.Msg)
	if err := q.Unpack(question); err != nil {
		panic(err) // we sent it
	}
	after, replies := h(q, network)
	time.AfterFunc(after, func() {
		for _, reply := range replies {
			send(reply)
		}
	})
}

// silent never answers.
func silent(*dns.Msg, string) (time.Duration, [][]byte) { return 0, nil }

// says answers with records of zone-file text, changed as the case may be.
func says(records string, changes ...func(m *dns.Msg)) handler {
	return func(q *dns.Msg, _ string) (time.Duration, [][]byte) {
		return 0, [][]byte{packed(answerTo(q, records, changes...))}
	}
}

// late is a handler with time to think.
func late(after time.Duration, h handler) handler {
	return func(q *dns.Msg, network string) (time.Duration, [][]byte) {
		_, replies := h(q, network)
		return after, replies
	}
}

func answerTo(q *dns.Msg, records string, changes ...func(m *dns.Msg)) *dns.Msg {
	m := new(dns.Msg).SetReply(q)
	m.Answer = parsed(records)
	for _, change := range changes {
		change(m)
	}
	return m
}

func rcode(code int) func(m *dns.Msg) { return func(m *dns.Msg) { m.Rcode = code } }

func parsed(records string) []dns.RR {
	lines := strings.Split(records, "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i]) // space before a record would be its owner
	}
	var found []dns.RR
	parser := dns.NewZoneParser(strings.NewReader(strings.Join(lines, "\n")), ".", "")
	parser.SetDefaultTTL(300)
	for rr, ok := parser.Next(); ok; rr, ok = parser.Next() {
		found = append(found, rr)
	}
	if err := parser.Err(); err != nil {
		panic(err) // a mistake in the test
	}
	return found
}

func packed(m *dns.Msg) []byte {
	m.Compress = true
	b, err := m.Pack()
	if err != nil {
		panic(err)
	}
	return b
}

// network is one without anything on it, which ends with the test.
func network(t *testing.T) *probetest.Network {
	n := probetest.NewNetwork(rtt)
	t.Cleanup(func() { n.Close() })
	return n
}

// wantFault holds an error against the fault it should be; empty means no error.
func wantFault(t *testing.T, err error, want fact.LookupFault) {
	t.Helper()
	if got := Fault(err); got != want {
		t.Errorf("fault %q (%v), want %q", got, err, want)
	}
	var e *Error
	if err != nil && !errors.As(err, &e) {
		t.Errorf("error %T, want *Error", err)
	}
}

// wantTook holds what passed since start against what should have.
func wantTook(t *testing.T, start time.Time, want time.Duration) {
	t.Helper()
	if took := time.Since(start); took != want {
		t.Errorf("took %v, want %v", took, want)
	}
}

func ask(r *Resolver, name string, qtype uint16) (Answer, error) {
	return r.Ask(context.Background(), name, qtype)
}

// countSockets counts the sockets that a resolver has open.
func countSockets(r *Resolver) *atomic.Int32 {
	open := new(atomic.Int32)
	dial := r.Dial
	r.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		open.Add(1)
		s := &socket{Conn: c, closed: func() { open.Add(-1) }}
		if p, ok := c.(net.PacketConn); ok {
			return &packetSocket{s, p}, nil
		}
		return s, nil
	}
	return open
}

type socket struct {
	net.Conn
	once   sync.Once
	closed func()
}

func (s *socket) Close() error {
	s.once.Do(s.closed)
	return s.Conn.Close()
}

// packetSocket is a socket for datagrams, by its methods.
type packetSocket struct {
	*socket
	packets net.PacketConn
}

func (s *packetSocket) ReadFrom(b []byte) (int, net.Addr, error) { return s.packets.ReadFrom(b) }

func (s *packetSocket) WriteTo(b []byte, to net.Addr) (int, error) { return s.packets.WriteTo(b, to) }

// withoutTCP is a network on which a firewall refuses DNS over TCP.
func withoutTCP(dial DialFunc) DialFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if network == "tcp" {
			return nil, syscall.ECONNREFUSED
		}
		return dial(ctx, network, address)
	}
}
