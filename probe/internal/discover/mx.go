package discover

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
	"github.com/mailprobe/mailprobe/providers"
)

// mxSource follows the domain's mail exchangers: to a provider that the
// database knows, else to the settings that the MX's own domain publishes.
type mxSource struct{}

func (mxSource) Name() fact.Source { return fact.SourceMX }

func (mxSource) Find(ctx context.Context, in *Inquiry, out *Out) {
	host, ok := bestMX(ctx, in, out)
	if !ok {
		return
	}
	if p, name := byMX(ctx, in, host); p != nil {
		out.Looked(fact.Lookup{What: name, Result: p.Name, Fault: kindFault(p)})
		out.Recognise(Recognised{Provider: p, MX: name})
		found := published{servers: fromProvider(p, in.Address, name, fact.RankMX)}
		found.led(in.Address.Domain+" MX", host)
		out.Name(found.servers...)
		return
	}
	out.MXHeard()
	places := mxPlaces(host, in)
	var wg sync.WaitGroup
	for priority, ask := range places {
		wg.Go(func() {
			found := ask(ctx, in, out)
			// The way to this file was unsigned DNS, however well it is kept.
			found.rank(fact.RankMX, fact.OriginDNS)
			found.led(in.Address.Domain + " MX")
			found.prefer(priority)
			out.Name(found.servers...)
		})
	}
	wg.Wait()
}

// byMX is the provider that an MX host belongs to, by its own name or by one that it
// is an alias of, and that name.
func byMX(ctx context.Context, in *Inquiry, host string) (*providers.Provider, string) {
	if p := in.Providers.ByMX(host); p != nil {
		return p, host
	}
	for _, name := range in.DNS.Aliases(ctx, host) {
		if p := in.Providers.ByMX(name); p != nil {
			return p, name
		}
	}
	return nil, ""
}

// mxPlaces are the files that may hold the settings of an MX host's customers,
// best first: what its own domain publishes, then what the public database has
// of it (draft-ietf-mailmaint-autoconfig, section 4.3).
func mxPlaces(host string, in *Inquiry) []place {
	var all []place
	for _, domain := range mxDomains(host, in.Address.Domain) {
		all = append(all, func(ctx context.Context, in *Inquiry, out *Out) published {
			return readAutoconfig(ctx, in, out, "https://autoconfig."+domain+autoconfigPath)
		})
		if in.ISPDB != "" {
			all = append(all, func(ctx context.Context, in *Inquiry, out *Out) published {
				return readISPDB(ctx, in, out, domain)
			})
		}
	}
	return all
}

// place reads one file.
type place func(context.Context, *Inquiry, *Out) published

// bestMX is the host that takes the domain's mail first. A lower preference is a
// back-up, which may be anybody's.
func bestMX(ctx context.Context, in *Inquiry, out *Out) (string, bool) {
	start := time.Now()
	records, answer, err := in.DNS.MX(ctx, in.Address.Domain)
	look := fact.Lookup{What: in.Address.Domain + " MX", Took: time.Since(start), Authentic: answer.Authentic}
	defer func() { out.Looked(look) }()
	if err != nil {
		look.Fault = dns.Fault(err)
		return "", false
	}
	var texts []string
	for _, r := range records {
		texts = append(texts, fmt.Sprintf("%d %s.", r.Preference, r.Host))
	}
	look.Result = listed(texts, answer)
	if len(records) == 1 && records[0].Host == "" { // RFC 7505: alone, or it means nothing
		look.Fault = fact.LookupNullMX
		return "", false
	}
	for _, r := range records {
		if r.Host != "" {
			return r.Host, true
		}
	}
	look.Fault = fact.LookupInvalid
	return "", false
}

// mxDomains are the domains whose settings may cover an MX host's customers:
// its name without the first label, and its registrable domain. A host of the
// mail domain itself leads nowhere new.
func mxDomains(host, domain string) []string {
	base := fact.Registrable(host)
	if base == fact.Registrable(domain) {
		return nil
	}
	_, full, _ := strings.Cut(host, ".")
	if full != base && strings.HasSuffix(full, "."+base) {
		return []string{full, base}
	}
	return []string{base}
}
