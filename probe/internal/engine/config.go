package engine

import (
	"context"
	"crypto/x509"
	"net/url"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/internal/discover"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
	"github.com/mailprobe/mailprobe/probe/internal/policy"
	"github.com/mailprobe/mailprobe/providers"
)

// sourceTimeout is the cap of one source.
const sourceTimeout = 8 * time.Second

// Network is how servers are reached and held against. Only Resolver, Now and
// Providers must be there.
type Network struct {
	Resolver  *dns.Resolver
	Dial      dns.DialFunc
	Families  dns.Families
	Proxy     func(*url.URL) (*url.URL, error)
	Roots     *x509.CertPool
	Now       func() time.Time
	Providers *providers.Database
	// ISPDB is the URL that the public database's files stand under, with its slash;
	// empty means that nobody there is told of the domain.
	ISPDB string
}

// Config is one run.
type Config struct {
	policy.Wish
	// Servers are those that the user named, in place of looking for any; ServersOnly
	// leaves out the look at what else their hosts offer.
	Servers     []fact.Candidate
	ServersOnly bool
	// Sources are those that may be asked.
	Sources []discover.Source
	// Token is an access token, SendingPassword another password for outgoing
	// servers; Secrets are others that must not be shown.
	Token, SendingPassword fact.Secret
	Secrets                []fact.Secret
	// EHLO is the name to give SMTP servers.
	EHLO string

	// AskPassword and AskTrust ask the user, beside the run; Announced is told when
	// the answer is known, Progress whenever something changed, both by the run's own
	// goroutine. The first two are called only where Wish says that they may be.
	AskPassword func(ctx context.Context, ask policy.AskPassword) (fact.Secret, error)
	AskTrust    func(ctx context.Context, ask policy.AskTrust) bool
	Announced   func(*Report)
	Progress    func(Progress)
}

// Progress is how far a run is.
type Progress struct {
	Sources, SourcesDone     int
	Endpoints, EndpointsDone int
	LoggingIn                string // a host, or empty
}

// Report is all that a run found out. Package probe has the same under its own name,
// with what each field means.
type Report struct {
	Address            fact.Address
	Status             fact.Status
	Provider           *providers.Provider
	Incoming, Outgoing *fact.Setting
	Alternatives       []fact.Setting
	Services           []fact.Service
	Sources            []fact.SourceReport
	Checks             []fact.Check
	Problems           []fact.Problem
	Logins             fact.Logins
	LeftOut            fact.LeftOut
	Proved             time.Duration
	Took               time.Duration
}

// dialer makes one run's own means to reach servers.
func (n *Network) dialer(ctx context.Context, redactor *connect.Redactor, anyCertificate bool) *connect.Dialer {
	return &connect.Dialer{
		Cache:    n.Resolver.Cache(ctx),
		Dial:     n.Dial,
		Families: n.Families,
		Trust:    connect.Trust{Roots: n.Roots, Now: n.Now, AnyCertificate: anyCertificate},
		Redactor: redactor,
	}
}

// env is what the sources are asked.
func (n *Network) env(d *connect.Dialer, address fact.Address) *discover.Env {
	return &discover.Env{
		Address:  address,
		ISPDB:    n.ISPDB,
		Redactor: d.Redactor,
		DNS:      d.Cache,
		Families: d.Families,
		Web: &discover.Fetcher{
			Dial: d.DialContext, Addresses: d.Addresses, Trust: connect.Trust{Roots: n.Roots, Now: n.Now}, Proxy: n.Proxy,
		},
		Providers: n.Providers,
	}
}
