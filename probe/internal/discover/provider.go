package discover

import (
	"context"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// providerSource is the built-in database, asked for the mail domain.
type providerSource struct{}

func (providerSource) Name() fact.Source { return fact.SourceProvider }

func (providerSource) Find(_ context.Context, env *Env, sink *Sink) {
	p := env.Providers.ByDomain(env.Address.Domain)
	if p == nil {
		sink.Lookup(fact.Lookup{What: env.Address.Domain, Fault: fact.LookupNoData})
		return
	}
	sink.Lookup(fact.Lookup{What: env.Address.Domain, Result: p.Name, Fault: kindFault(p)})
	sink.Provider(ProviderMatch{Provider: p})
	sink.Candidates(fromProvider(p, env.Address, "", fact.RankProvider)...)
}

// fromProvider are the servers of an entry as candidates.
func fromProvider(p *providers.Provider, a fact.Address, mx string, rank fact.Rank) []fact.Candidate {
	var found []fact.Candidate
	for _, s := range p.ServersFor(a.Domain, mx) {
		found = append(found, fact.Candidate{
			Endpoint:  fact.Endpoint{Protocol: s.Protocol, Host: s.Host, Port: s.Port, TLS: s.TLS},
			Rank:      rank,
			Order:     len(found),
			Origin:    fact.OriginDatabase,
			Place:     p.Name,
			Username:  s.Username.For(a),
			TokenOnly: s.TokenOnly(),
		})
	}
	return found
}

// kindFault is why an entry names no server, where it does not.
func kindFault(p *providers.Provider) fact.LookupFault {
	switch p.Kind {
	case providers.Gateway, providers.Forwarding:
		return fact.LookupGateway
	case providers.Proprietary:
		return fact.LookupProprietary
	}
	return ""
}
