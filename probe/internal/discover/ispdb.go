package discover

import (
	"context"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// DefaultISPDB is Thunderbird's public database of providers.
const DefaultISPDB = "https://live.thunderbird.net/autoconfig/v1.1/"

// ispdbSource is the public database, asked for the mail domain. It is told the
// domain and never the address.
type ispdbSource struct{}

func (ispdbSource) Name() fact.Source { return fact.SourceISPDB }

func (ispdbSource) Find(ctx context.Context, env *Env, sink *Sink) {
	if env.ISPDB == "" {
		sink.Skip(fact.LookupOff, "")
		return
	}
	found := readISPDB(ctx, env, sink, env.Address.Domain)
	if found.file.origin(hostName(env.ISPDB)) == fact.OriginDomain {
		found.setRank(fact.RankISPDB, fact.OriginISPDB)
	} else {
		found.setRank(fact.RankUnsigned, fact.OriginElsewhere)
	}
	sink.add(found)
}

// readISPDB reads the database's file for a domain, be it that of an address or
// of its MX. That the database itself cannot be found says nothing of a domain.
func readISPDB(ctx context.Context, env *Env, sink *Sink, domain string) published {
	found := fetchAutoconfig(ctx, env, env.ISPDB+domain)
	if l := &found.file.Lookup; l.Fault == fact.LookupNXDomain || l.Fault == fact.LookupIsolated || l.Fault == fact.LookupNoData {
		l.Fault = fact.LookupUnreachable
	}
	sink.Lookup(found.file.Lookup)
	return found
}
