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

func (txtSource) Find(ctx context.Context, in *Inquiry, out *Out) {
	url := askTXT(ctx, in, out)
	if url == "" {
		return
	}
	found := readAutoconfig(ctx, in, out, url)
	// Unsigned DNS led to the file, so that it is nobody's word.
	origin := fact.OriginDNS
	if !found.file.Secure {
		origin = fact.OriginHTTP
	}
	found.rank(fact.RankUnsigned, origin)
	found.led(in.Address.Domain + " TXT")
	out.take(found)
}

// askTXT is the URL that the domain's TXT records name. The domain has other
// records by the dozen, which are nobody's business here.
func askTXT(ctx context.Context, in *Inquiry, out *Out) string {
	start := time.Now()
	texts, answer, err := in.DNS.TXT(ctx, in.Address.Domain)
	look := fact.Lookup{What: in.Address.Domain + " TXT", Took: time.Since(start), Authentic: answer.Authentic}
	defer func() { out.Looked(look) }()
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
		if err != nil || !checked.PublicHost(u.Hostname()) || in.Web.leadsInward(ctx, nil, u) {
			look.Fault = fact.LookupInvalid
			return ""
		}
		return u.String()
	}
	return ""
}
