package probe

import (
	"cmp"
	"context"
	"crypto/x509"
	"net/url"
	"time"

	"github.com/mailprobe/mailprobe/probe/connect"
	"github.com/mailprobe/mailprobe/probe/discover"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/resolve"
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
	Resolver *resolve.Resolver
	// Dial opens connections to literal addresses; nil means [net.Dialer].
	Dial resolve.DialFunc
	// Roots are the certificate authorities; nil means the system's.
	Roots *x509.CertPool
	// Now is the clock that certificates are held against; nil means [time.Now].
	Now func() time.Time
	// Providers is the database; nil means the built-in one.
	Providers *providers.Database
	// Families are the address families that may be used.
	Families resolve.Families
	// Proxy is the web proxy that files are fetched through, by URL; nil means
	// none. Mail servers are never reached by it: see [connect.SOCKS].
	Proxy func(*url.URL) (*url.URL, error)
	// ISPDB is the URL that the public database's files stand under, with its
	// slash; empty means [discover.DefaultISPDB].
	ISPDB string
}

// Query is what one run is to find out.
type Query struct {
	// Address may be zero where servers are given.
	Address fact.Address
	// Given are servers to try in place of looking for any; GivenOnly leaves out
	// the look at what else their hosts offer.
	Given     []Given
	GivenOnly bool
	// Password asks for the secret when it is known where it would go; nil
	// means that no login is tried. It is called at most once, beside the run,
	// and may wait for the user: the run's time stands still meanwhile. An empty
	// secret means that the user wants no login.
	Password func(ctx context.Context, ask Ask) (fact.Secret, error)
	// Token is an OAuth2 access token to log in with instead of the password,
	// which is not asked for then.
	Token fact.Secret
	// Username is the only name to log in with, if set; SendingUsername and
	// SendingPassword are other credentials for outgoing servers.
	Username        string
	SendingUsername string
	SendingPassword fact.Secret
	// CheckSender also asks outgoing servers, after the login, whether the address
	// may send and be sent to. No message is sent.
	CheckSender bool
	// Consent asks whether hosts of a registrable domain may see the password;
	// nil means no. It is called once a domain.
	Consent func(ctx context.Context, domain string) bool
	// Trust are registrable domains whose hosts may see the password.
	Trust []string
	// TrustAll lets every host see it whose certificate is valid.
	TrustAll bool
	// MaxLogins is how many refused logins the run may cost; 0 means
	// [DefaultMaxLogins], less than 0 none.
	MaxLogins int
	// Protocols limits the run; empty means all.
	Protocols []fact.Protocol
	// Sources limits the run; empty means all.
	Sources []fact.Source
	// NoISPDB keeps the domain from the public database, which is somebody else's.
	NoISPDB bool
	// All waits for every endpoint, also when the answer is proved.
	All bool
	// Timeout is the whole run's; 0 means [DefaultTimeout].
	Timeout time.Duration
	// EHLO is the name to give SMTP servers.
	EHLO string
	// AutodiscoverLogin lets Autodiscover have the password, where it tells nothing
	// without: over verified https, in the address's registrable domain or at
	// Microsoft, and where no mail server is left to try.
	AutodiscoverLogin bool
	// AllowCleartext and AllowBadCertificate also log in where rule 1 forbids
	// it, if the name is trusted by something else than TrustAll.
	AllowCleartext      bool
	AllowBadCertificate bool
	// Start is when the user began to wait, for Report.Proved; zero means now.
	Start time.Time
	// Proved is called, at most once, when the answer is known, long before the
	// run ends; Progress whenever something changed. Both may be nil.
	Proved   func(*Report)
	Progress func(Progress)
}

// Ask says where the password would go.
type Ask struct {
	// Host is the server that would see it first.
	Host string
	// Provider is set where the database knows whose server that is.
	Provider *providers.Provider
}

// Progress is how far a run is.
type Progress struct {
	Sources, SourcesDone     int
	Endpoints, EndpointsDone int
	LoggingIn                string // a host, or empty
}

// Run looks for the settings of an address and tries them. There is a report
// whatever is found; the error is only the context's, and then the report holds
// what was known by then.
func (p *Prober) Run(ctx context.Context, q Query) (*Report, error) {
	q.defaults()
	r := newRun(ctx, p, q)
	return r.conduct(ctx)
}

func (q *Query) defaults() {
	if q.Start.IsZero() {
		q.Start = time.Now()
	}
	if q.Timeout == 0 {
		q.Timeout = DefaultTimeout
	}
	if q.MaxLogins == 0 {
		q.MaxLogins = DefaultMaxLogins
	}
	if len(q.Given) > 0 {
		q.All = true // the user asks about each of them
		if len(q.Protocols) == 0 {
			q.Protocols = q.givenProtocols()
		}
	}
}

// dialer makes the run's own means to reach servers.
func (p *Prober) dialer(ctx context.Context, redactor *connect.Redactor, anyCertificate bool) *connect.Dialer {
	resolver := p.Resolver
	if resolver == nil {
		resolver = &resolve.Resolver{Dial: p.Dial}
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
func (p *Prober) inquiry(d *connect.Dialer, q *Query, db *providers.Database) *discover.Inquiry {
	ispdb := cmp.Or(p.ISPDB, discover.DefaultISPDB)
	if q.NoISPDB {
		ispdb = ""
	}
	return &discover.Inquiry{
		Address:   q.Address,
		ISPDB:     ispdb,
		DNS:       d.Cache,
		Families:  d.Families,
		Web:       &discover.Fetcher{Dial: d.DialContext, Trust: connect.Trust{Roots: p.Roots, Now: p.Now}, Proxy: p.Proxy},
		Providers: db,
	}
}
