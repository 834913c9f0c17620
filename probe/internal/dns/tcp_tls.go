package dns

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/miekg/dns"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// streamServer is asked over TCP (RFC 7766) or TLS (RFC 7858). All questions share
// one connection, as both RFCs ask for: servers allow a client few, and a run has
// two dozen questions at once.
type streamServer struct {
	address netip.AddrPort
	tls     bool
	name    string // that the certificate must be for; empty for the address

	dialling chan struct{} // held by whoever makes a connection
	mu       sync.Mutex
	pipe     *pipe
}

func newTCP(address string) (Server, error) {
	ap, err := addrPort(address, 53)
	return &streamServer{address: ap, dialling: make(chan struct{}, 1)}, err
}

func newTLS(address string) (Server, error) {
	address, name, named := strings.Cut(address, "#")
	ap, err := addrPort(address, 853)
	if err == nil && named {
		name, err = fact.ToASCII(name)
	}
	return &streamServer{address: ap, tls: true, name: name, dialling: make(chan struct{}, 1)}, err
}

func (s *streamServer) String() string {
	switch {
	case s.name != "":
		return "tls://" + s.address.String() + "#" + s.name
	case s.tls:
		return "tls://" + s.address.String()
	default:
		return "tcp://" + s.address.String()
	}
}

// exchange asks a question over the shared connection. A server may close it at
// any time, so a question that it left unanswered is asked once more.
func (s *streamServer) exchange(ctx context.Context, by transport, m *dns.Msg) (*dns.Msg, error) {
	for again := true; ; again = false {
		p, fresh, err := s.connected(ctx, by)
		if err != nil {
			return nil, err
		}
		reply, err := p.ask(ctx, m)
		if err == nil || ctx.Err() != nil || fresh || !again {
			return reply, err
		}
	}
}

// connected returns the open connection, or a new one; fresh reports which.
func (s *streamServer) connected(ctx context.Context, by transport) (p *pipe, fresh bool, err error) {
	select {
	case s.dialling <- struct{}{}:
		defer func() { <-s.dialling }()
	case <-ctx.Done():
		return nil, false, ctx.Err()
	}
	s.mu.Lock()
	p = s.pipe
	s.mu.Unlock()
	if p != nil && p.open() {
		return p, false, nil
	}
	conn, err := s.connect(ctx, by)
	if err != nil {
		return nil, false, err
	}
	p = newPipe(conn)
	s.mu.Lock()
	s.pipe = p
	s.mu.Unlock()
	return p, true, nil
}

func (s *streamServer) connect(ctx context.Context, by transport) (net.Conn, error) {
	conn, err := by.dial(ctx, "tcp", s.address.String())
	if err != nil || !s.tls {
		return conn, err
	}
	name := s.name
	if name == "" {
		name = s.address.Addr().String()
	}
	secured := tls.Client(conn, &tls.Config{
		ServerName: name, RootCAs: by.roots, Time: by.now, MinVersion: tls.VersionTLS12,
	})
	if err := secured.HandshakeContext(ctx); err != nil {
		conn.Close()
		return nil, err
	}
	return secured, nil
}

var errHungUp = errors.New("the DNS server closed the connection")

// pipe is one connection with any number of open questions.
type pipe struct {
	conn *dns.Conn
	idle *time.Timer

	mu      sync.Mutex
	waiting map[uint16]chan *dns.Msg
	closed  bool
}

func newPipe(conn net.Conn) *pipe {
	p := &pipe{conn: &dns.Conn{Conn: conn}, waiting: map[uint16]chan *dns.Msg{}}
	p.idle = time.AfterFunc(idleTime, func() { conn.Close() })
	go p.read()
	return p
}

func (p *pipe) open() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.closed
}

// read delivers replies to the questions that wait for them, until the connection
// ends.
func (p *pipe) read() {
	for {
		reply, err := p.conn.ReadMsg()
		if reply != nil { // its head at least
			p.mu.Lock()
			if ch := p.waiting[reply.Id]; ch != nil {
				delete(p.waiting, reply.Id)
				if err != nil {
					close(ch)
				} else {
					ch <- reply
				}
			}
			p.mu.Unlock()
		}
		var malformed *dns.Error
		if err != nil && !errors.As(err, &malformed) {
			break
		}
	}
	p.conn.Close()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	for _, ch := range p.waiting {
		close(ch)
	}
	p.waiting = nil
	p.idle.Stop()
}

func (p *pipe) ask(ctx context.Context, m *dns.Msg) (*dns.Msg, error) {
	ch := make(chan *dns.Msg, 1)
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil, errHungUp
	}
	for p.waiting[m.Id] != nil {
		m.Id = dns.Id()
	}
	p.waiting[m.Id] = ch
	p.idle.Stop()
	p.conn.SetWriteDeadline(time.Now().Add(defaultTimeout))
	err := p.conn.WriteMsg(m) // in one piece, and never two at a time
	if err != nil {
		p.closed = true // read will notice too, but later
		p.conn.Close()
	}
	p.mu.Unlock()
	defer p.leave(ctx, m.Id)
	if err != nil {
		return nil, err
	}
	select {
	case reply, ok := <-ch:
		if !ok {
			return nil, errHungUp
		}
		return reply, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// leave ends the wait for a reply. The last one starts the connection's idle timer,
// or closes the connection where the context has ended.
func (p *pipe) leave(ctx context.Context, id uint16) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	delete(p.waiting, id)
	switch {
	case len(p.waiting) > 0:
	case ctx.Err() != nil:
		p.conn.Close()
	default:
		p.idle.Reset(idleTime)
	}
}
