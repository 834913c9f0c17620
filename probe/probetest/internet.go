package probetest

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/netip"
	"sync"
	"time"
)

// Options shape an [Internet]. The zero value is a fast one.
type Options struct {
	// RTT is the round-trip time between any two addresses.
	RTT time.Duration
}

// Internet is a mail internet: a network with a resolver, an authority, web
// sites and mail servers on it. What clients do on it is in Network.Traffic,
// Zone.Questions, Web.Requests and Log.
//
// Its goroutines belong to the testing/synctest bubble in which it was made.
type Internet struct {
	Network   *Network
	Zone      *Zone
	Authority *Authority
	Web       *Web
	Log       *Log

	ctx     context.Context
	cancel  context.CancelFunc
	running sync.WaitGroup

	mu       sync.Mutex
	lastIPv4 netip.Addr
	lastIPv6 netip.Addr
	built    map[string]bool // what [Internet.Build] has built
}

// The ranges that fresh addresses come from, less one: RFC 2544 and RFC 3849.
const (
	freshIPv4 = "198.18.0.0"
	freshIPv6 = "2001:db8:f::"
)

// New makes an internet with nothing on it but a resolver. It has to be closed.
func New(o Options) (*Internet, error) {
	authority, err := NewAuthority()
	if err != nil {
		return nil, err
	}
	i := &Internet{
		Network:   NewNetwork(o.RTT),
		Zone:      newZone(),
		Authority: authority,
		Web:       &Web{},
		Log:       &Log{},
		lastIPv4:  netip.MustParseAddr(freshIPv4),
		lastIPv6:  netip.MustParseAddr(freshIPv6),
		built:     make(map[string]bool),
	}
	i.ctx, i.cancel = context.WithCancel(context.Background())
	if err := i.serveDNS(); err != nil {
		i.Close()
		return nil, err
	}
	return i, nil
}

// Close breaks every connection off and waits until no goroutine of a server is
// left. A second Close does nothing.
func (i *Internet) Close() {
	i.cancel()
	_ = i.Network.Close() // it only says that it was closed before
	i.running.Wait()
}

// DialContext connects as [Network.DialContext] does.
func (i *Internet) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	return i.Network.DialContext(ctx, network, address)
}

// ResolverAddr is where the resolver answers, by UDP and TCP.
func (i *Internet) ResolverAddr() netip.AddrPort { return netip.MustParseAddrPort(resolverIPv4) }

// ResolverAddr6 is the same resolver by IPv6.
func (i *Internet) ResolverAddr6() netip.AddrPort { return netip.MustParseAddrPort(resolverIPv6) }

// Roots is the pool of authorities that clients trust.
func (i *Internet) Roots() *x509.CertPool { return i.Authority.Roots() }

// NewIPv4 returns an address that nobody has yet.
func (i *Internet) NewIPv4() netip.Addr {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.lastIPv4 = i.lastIPv4.Next()
	return i.lastIPv4
}

// NewIPv6 returns an address that nobody has yet.
func (i *Internet) NewIPv6() netip.Addr {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.lastIPv6 = i.lastIPv6.Next()
	return i.lastIPv6
}

// addresses gives names their addresses in the zone: the ones given, or else a fresh one.
func (i *Internet) addresses(names []string, ips []netip.Addr) ([]netip.Addr, error) {
	if len(ips) == 0 {
		ips = []netip.Addr{i.NewIPv4()}
	}
	for _, name := range names {
		for _, ip := range ips {
			kind := "A"
			if ip.Is6() {
				kind = "AAAA"
			}
			if err := i.Zone.Add(fmt.Sprintf("%s %s %s", name, kind, ip)); err != nil {
				return nil, err
			}
		}
	}
	return ips, nil
}

// issueFor makes the certificate of a host: as described, or a good one, for
// the host's names unless it is described with others.
func (i *Internet) issueFor(described *Cert, names []string) (*tls.Certificate, error) {
	var c Cert
	if described != nil {
		c = *described
	}
	if len(c.Names) == 0 {
		c.Names = names
	}
	cert, err := i.Authority.Issue(c)
	if err != nil {
		return nil, fmt.Errorf("certificate for %s: %w", names[0], err)
	}
	return &cert, nil
}
