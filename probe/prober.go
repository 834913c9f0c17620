package probe

import (
	"cmp"
	"context"
	"crypto/x509"
	"fmt"
	"net"
	"net/url"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/internal/discover"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
	"github.com/mailprobe/mailprobe/probe/internal/engine"
	"github.com/mailprobe/mailprobe/providers"
)

// Prober is what runs share: the network and the provider database. The zero
// value uses the system's resolvers, roots and clock, and the built-in
// database. It is safe for concurrent use.
type Prober struct {
	// Resolver is the DNS server to ask, by its address (192.0.2.53,
	// [2001:db8::53]:5353), with udp://, tcp:// or tls:// before it, or by URL
	// (https://dns.example.com/dns-query); behind tls:// a name may follow that its
	// certificate is for (tls://192.0.2.53#dns.example.com). Empty means the system's.
	Resolver string
	// Dial opens connections to literal addresses, as [net.Dialer.DialContext] does;
	// one for "udp" must be a [net.PacketConn]. Nil means [net.Dialer].
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// SOCKS is a proxy, socks5://[user:password@]host:port, that all TCP connections go
	// through, but those to the system's resolvers; empty means none.
	SOCKS string
	// WebProxy is the proxy that files are fetched through, by URL; nil, and nil from
	// it, means none. Where SOCKS is set it is not asked.
	WebProxy func(*url.URL) (*url.URL, error)
	// NoIPv4 and NoIPv6 leave out an address family.
	NoIPv4, NoIPv6 bool
	// Roots are the certificate authorities; nil means the system's.
	Roots *x509.CertPool
	// Now is the clock that certificates are held against; nil means [time.Now].
	Now func() time.Time
	// Providers is the database; nil means the built-in one.
	Providers *providers.Database
	// ISPDB is the URL that the files of a public database stand under, with its
	// slash; empty means Thunderbird's.
	ISPDB string
}

// Valid reports, by its error, whether Resolver and SOCKS are of their form. The error
// holds no password.
func (p *Prober) Valid() error {
	_, err := p.network(false)
	return err
}

// Run looks for the settings of an address, or takes the servers that the query names,
// and tries them. The error is the context's, that of [Query.Password], or that of
// [Prober.Valid]; but for the last there is a report all the same, which holds what was
// known by then.
func (p *Prober) Run(ctx context.Context, q Query) (*Report, error) {
	network, err := p.network(q.NoISPDB)
	if err != nil {
		return nil, err
	}
	q.setDefaults()
	report, err := engine.Run(ctx, network, q.config())
	return (*Report)(report), err
}

// network is what a run needs of the Prober.
func (p *Prober) network(noISPDB bool) (*engine.Network, error) {
	n := &engine.Network{
		Dial:      p.Dial,
		Families:  dns.Families{NoV4: p.NoIPv4, NoV6: p.NoIPv6},
		Proxy:     p.WebProxy,
		Roots:     p.Roots,
		Now:       p.Now,
		Providers: p.Providers,
		ISPDB:     cmp.Or(p.ISPDB, discover.DefaultISPDB),
	}
	if n.Now == nil {
		n.Now = time.Now
	}
	if n.Providers == nil {
		n.Providers = providers.Builtin()
	}
	if noISPDB {
		n.ISPDB = ""
	}
	// The system's resolvers may be on this computer, and a proxy takes no UDP.
	n.Resolver = &dns.Resolver{Dial: p.Dial}
	if p.SOCKS != "" {
		u, err := url.Parse(p.SOCKS)
		if err != nil { // whose text would hold the address, and that a password
			return nil, fmt.Errorf("the proxy is no web address")
		}
		if n.Dial, err = connect.SOCKS(u, p.Dial); err != nil {
			return nil, err
		}
		n.Proxy = nil
	}
	if p.Resolver != "" {
		server, err := dns.ParseServer(p.Resolver)
		if err != nil {
			return nil, err
		}
		n.Resolver = &dns.Resolver{Servers: []dns.Server{server}, Dial: n.Dial, Roots: p.Roots, Now: p.Now}
	}
	return n, nil
}

// Sources are all that a run can ask, in the order of their trust.
func Sources() []fact.Source {
	var names []fact.Source
	for _, s := range discover.All() {
		names = append(names, s.Name())
	}
	return names
}
