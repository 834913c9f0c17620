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

func (ispdbSource) Find(ctx context.Context, in *Inquiry, out *Out) {
	if in.ISPDB == "" {
		out.Skip(fact.LookupOff, "")
		return
	}
	found := readISPDB(ctx, in, out, in.Address.Domain)
	if found.file.Origin(hostName(in.ISPDB)) == fact.OriginDomain {
		found.rank(fact.RankISPDB, fact.OriginISPDB)
	} else {
		found.rank(fact.RankUnsigned, fact.OriginElsewhere)
	}
	out.take(found)
}

// readISPDB reads the database's file for a domain, be it that of an address or
// of its MX. That the database itself cannot be found says nothing of a domain.
func readISPDB(ctx context.Context, in *Inquiry, out *Out, domain string) published {
	found := fetchAutoconfig(ctx, in, in.ISPDB+domain)
	if l := &found.file.Lookup; l.Fault == fact.LookupNXDomain || l.Fault == fact.LookupIsolated || l.Fault == fact.LookupNoData {
		l.Fault = fact.LookupUnreachable
	}
	out.Looked(found.file.Lookup)
	return found
}
