package discover

import (
	"context"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/checked"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
)

// txtSource is a TXT record "mailconf=URL" of the domain, which leads to an
// autoconfig file. Mail programs stopped asking for it; domains that were told
// to publish it still do.
type txtSource struct{}

func (txtSource) Name() fact.Source { return fact.SourceTXT }

const txtTag = "mailconf="

func (txtSource) Find(ctx context.Context, env *Env, sink *Sink) {
	url := lookUpTXT(ctx, env, sink)
	if url == "" {
		return
	}
	found := readAutoconfig(ctx, env, sink, url)
	// Unsigned DNS led to the file, so that it is nobody's word.
	origin := fact.OriginDNS
	if !found.file.Secure {
		origin = fact.OriginHTTP
	}
	found.setRank(fact.RankUnsigned, origin)
	found.setWay(env.Address.Domain + " TXT")
	sink.add(found)
}

// lookUpTXT is the URL that the domain's TXT records name. The domain has other
// records by the dozen, which are nobody's business here.
func lookUpTXT(ctx context.Context, env *Env, sink *Sink) string {
	start := time.Now()
	texts, answer, err := env.DNS.TXT(ctx, env.Address.Domain)
	look := fact.Lookup{What: env.Address.Domain + " TXT", Took: time.Since(start), Authentic: answer.Authentic}
	defer func() { sink.Lookup(look) }()
	if err != nil {
		look.Fault = dns.Fault(err)
		return ""
	}
	look.Fault = fact.LookupNoData
	for _, text := range texts {
		address, is := strings.CutPrefix(text, txtTag)
		if !is {
			continue
		}
		look.Fault, look.Result = "", text
		u, err := checked.URL(strings.TrimSpace(address), "https", "http")
		if err != nil || !checked.PublicHost(u.Hostname()) || env.Web.entersPrivateNetwork(ctx, nil, u) {
			look.Fault = fact.LookupInvalid
			return ""
		}
		return u.String()
	}
	return ""
}
