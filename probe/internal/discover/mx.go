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

func (mxSource) Find(ctx context.Context, env *Env, sink *Sink) {
	host, ok := bestMX(ctx, env, sink)
	if !ok {
		return
	}
	if p, name := providerByMX(ctx, env, host); p != nil {
		sink.Lookup(fact.Lookup{What: name, Result: p.Name, Fault: kindFault(p)})
		sink.Provider(ProviderMatch{Provider: p, MX: name})
		found := published{servers: fromProvider(p, env.Address, name, fact.RankMX)}
		found.setWay(env.Address.Domain+" MX", host)
		sink.Candidates(found.servers...)
		return
	}
	sink.NoProvider()
	places := mxFiles(host, env)
	var wg sync.WaitGroup
	for priority, ask := range places {
		wg.Go(func() {
			found := ask(ctx, env, sink)
			// The way to this file was unsigned DNS, however well it is kept.
			found.setRank(fact.RankMX, fact.OriginDNS)
			found.setWay(env.Address.Domain + " MX")
			found.setPriority(priority)
			sink.Candidates(found.servers...)
		})
	}
	wg.Wait()
}

// providerByMX is the provider that an MX host belongs to, by its own name or by one that it
// is an alias of, and that name.
func providerByMX(ctx context.Context, env *Env, host string) (*providers.Provider, string) {
	if p := env.Providers.ByMX(host); p != nil {
		return p, host
	}
	for _, name := range env.DNS.Aliases(ctx, host) {
		if p := env.Providers.ByMX(name); p != nil {
			return p, name
		}
	}
	return nil, ""
}

// mxFiles are the files that may hold the settings of an MX host's customers,
// best first: what its own domain publishes, then what the public database has
// of it (draft-ietf-mailmaint-autoconfig, section 4.3).
func mxFiles(host string, env *Env) []readFunc {
	var all []readFunc
	for _, domain := range mxDomains(host, env.Address.Domain) {
		all = append(all, func(ctx context.Context, env *Env, sink *Sink) published {
			return readAutoconfig(ctx, env, sink, "https://autoconfig."+domain+autoconfigPath)
		})
		if env.ISPDB != "" {
			all = append(all, func(ctx context.Context, env *Env, sink *Sink) published {
				return readISPDB(ctx, env, sink, domain)
			})
		}
	}
	return all
}

// readFunc reads one file.
type readFunc func(context.Context, *Env, *Sink) published

// bestMX is the host that takes the domain's mail first. A lower preference is a
// back-up, which may be anybody's.
func bestMX(ctx context.Context, env *Env, sink *Sink) (string, bool) {
	start := time.Now()
	records, answer, err := env.DNS.MX(ctx, env.Address.Domain)
	look := fact.Lookup{What: env.Address.Domain + " MX", Took: time.Since(start), Authentic: answer.Authentic}
	defer func() { sink.Lookup(look) }()
	if err != nil {
		look.Fault = dns.Fault(err)
		return "", false
	}
	var texts []string
	for _, r := range records {
		texts = append(texts, fmt.Sprintf("%d %s.", r.Preference, r.Host))
	}
	look.Result = joinRecords(texts, answer)
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
