package probe

import (
	"cmp"
	"context"
	"crypto/x509"
	"net/url"
	"time"

	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/internal/discover"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
	"github.com/mailprobe/mailprobe/providers"
)

// Times of a run.
const (
	// DefaultTimeout is the whole run's.
	DefaultTimeout = 30 * time.Second
	// sourceTimeout is the cap of one source.
	sourceTimeout = 8 * time.Second
	// patience is how long what could be proved waits for something better.
	patience = 300 * time.Millisecond
	// afterglow is how long the others have once the answer is proved.
	afterglow = 500 * time.Millisecond
	// askAfter is when the password is asked for at the latest, if it is known
	// by then where it would go.
	askAfter = time.Second
)

// Prober is what runs share: the network and the provider database. The zero
// value uses the system's resolvers, roots and clock, and the built-in
// database. It is safe for concurrent use.
type Prober struct {
	// Resolver answers for DNS; nil means the system's resolvers.
	Resolver *dns.Resolver
	// Dial opens connections to literal addresses; nil means [net.Dialer].
	Dial dns.DialFunc
	// Roots are the certificate authorities; nil means the system's.
	Roots *x509.CertPool
	// Now is the clock that certificates are held against; nil means [time.Now].
	Now func() time.Time
	// Providers is the database; nil means the built-in one.
	Providers *providers.Database
	// Families are the address families that may be used.
	Families dns.Families
	// Proxy is the web proxy that files are fetched through, by URL; nil means
	// none. Mail servers are never reached by it: see [connect.SOCKS].
	Proxy func(*url.URL) (*url.URL, error)
	// ISPDB is the URL that the public database's files stand under, with its
	// slash; empty means [discover.DefaultISPDB].
	ISPDB string
}

// Run looks for the settings of an address and tries them. There is a report
// whatever is found; the error is only the context's, and then the report holds
// what was known by then.
func (p *Prober) Run(ctx context.Context, q Query) (*Report, error) {
	q.setDefaults()
	r := newRun(ctx, p, q)
	return r.conduct(ctx)
}

// dialer makes the run's own means to reach servers.
func (p *Prober) dialer(ctx context.Context, redactor *connect.Redactor, anyCertificate bool) *connect.Dialer {
	resolver := p.Resolver
	if resolver == nil {
		resolver = &dns.Resolver{Dial: p.Dial}
	}
	return &connect.Dialer{
		Cache:    resolver.Cache(ctx),
		Dial:     p.Dial,
		Families: p.Families,
		Trust:    connect.Trust{Roots: p.Roots, Now: p.Now, AnyCertificate: anyCertificate},
		Redactor: redactor,
	}
}

func (p *Prober) database() *providers.Database {
	if p.Providers == nil {
		return providers.Builtin()
	}
	return p.Providers
}

// inquiry is what the sources are asked.
func (p *Prober) inquiry(d *connect.Dialer, q *Query, db *providers.Database) *discover.Env {
	ispdb := cmp.Or(p.ISPDB, discover.DefaultISPDB)
	if q.NoISPDB {
		ispdb = ""
	}
	return &discover.Env{
		Address:  q.Address,
		ISPDB:    ispdb,
		Redactor: d.Redactor,
		DNS:      d.Cache,
		Families: d.Families,
		Web: &discover.Fetcher{
			Dial: d.DialContext, Addresses: d.Addresses, Trust: connect.Trust{Roots: p.Roots, Now: p.Now}, Proxy: p.Proxy,
		},
		Providers: db,
	}
}
