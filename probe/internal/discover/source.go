package discover

import (
	"context"

	"github.com/mailprobe/mailprobe/probe/autodiscover"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
	"github.com/mailprobe/mailprobe/providers"
)

// Env is what a source is asked about, and what it looks things up with.
type Env struct {
	Address   fact.Address
	DNS       *dns.Cache
	Families  dns.Families
	Web       *Fetcher
	Providers *providers.Database
	// ISPDB is the base URL of the public database's autoconfig files, with its
	// slash; empty means that the database is not told of the domain.
	ISPDB string
	// Redactor removes secrets from what is kept of the answers; nil for none.
	Redactor *connect.Redactor
}

// Source is one kind of place where settings are looked up.
type Source interface {
	// Name is that of the source's row in [fact.Sources].
	Name() fact.Source
	// Find looks settings up and reports to sink. It returns when it has nothing
	// to add, at the latest when ctx ends.
	Find(ctx context.Context, env *Env, sink *Sink)
}

// Event is what a source reports. Only the fields that it is about are set.
type Event struct {
	Source fact.Source
	// Candidates are servers that the source names.
	Candidates []fact.Candidate
	// Services are servers for something other than mail.
	Services []fact.Service
	// NotOffered is a protocol that the domain declares it does not offer.
	NotOffered fact.Protocol
	// Provider is a provider that was recognised.
	Provider *ProviderMatch
	// NoProvider reports that the MX belongs to no provider of the database.
	NoProvider bool
	// Challenge is a URL that answers only once it has the password.
	Challenge *Challenge
	// RankBound is the best rank that later candidates of the source can have.
	RankBound fact.Rank
	// Report is set in the last event of a source.
	Report *fact.SourceReport
}

// ProviderMatch is a provider of the database, and how it was recognised.
type ProviderMatch struct {
	Provider *providers.Provider
	// MX is the host that belongs to it; empty where the mail domain does.
	MX string
}

// Challenge is a URL of Autodiscover that answers only with the password, and that
// the protocol's rules allow to be sent it. Whether it is sent is for the caller to
// decide: it costs a login.
type Challenge struct {
	// URL is where the password would be sent, in answer to a 401; Host is its host.
	URL, Host string
	// Priority is that of the URL among those of the source; lower is better.
	Priority int
	// Provider is Microsoft where the host is theirs; nil for the domain's own hosts,
	// and where the database has no entry for Microsoft.
	Provider *providers.Provider

	redirects redirects
	address   fact.Address
}

// redirects is one chain of redirects, from a well-known place to an answer.
type redirects struct {
	priority int
	// record is set where an SRV record named the place.
	record bool
	hops   []autodiscover.Hop
}
