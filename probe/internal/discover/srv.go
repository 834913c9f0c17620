package discover

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
)

// srvSource is DNS SRV (RFC 6186; _submissions is RFC 8314, section 5.1). The
// records say nothing of the user name: the full address is tried first, then
// its local part (RFC 6186, section 4).
type srvSource struct{}

func (srvSource) Name() fact.Source { return fact.SourceSRV }

func (srvSource) Find(ctx context.Context, env *Env, sink *Sink) {
	var (
		wg       sync.WaitGroup
		mu       sync.Mutex
		declined = map[fact.Protocol]bool{}
		offered  = map[fact.Protocol]bool{}
	)
	for _, service := range fact.SRVServices() {
		wg.Go(func() {
			records, look := lookUpSRV(ctx, env, service.Name(env.Address.Domain))
			if look.Fault != "" {
				sink.Lookup(look)
				return
			}
			var found []fact.Candidate
			refused := false
			for _, r := range records {
				if r.Host == "" {
					refused = true
					continue
				}
				found = append(found, fact.Candidate{
					Endpoint: fact.Endpoint{Protocol: service.Protocol, Host: r.Host, Port: r.Port, TLS: service.TLS},
					Rank:     srvRank(r.Host, env.Address.Domain),
					Origin:   fact.OriginDNS,
					Place:    look.What,
					Priority: int(r.Priority)<<16 | int(^r.Weight),
				})
			}
			mu.Lock()
			switch {
			case len(found) > 0:
				offered[service.Protocol] = true
			case refused:
				look.Fault = fact.LookupNotOffered
				declined[service.Protocol] = true
			default:
				look.Fault = fact.LookupInvalid // port 0, or a target that is no host name
			}
			mu.Unlock()
			sink.Lookup(look)
			sink.Candidates(found...)
		})
	}
	var others sync.WaitGroup
	others.Go(func() { lookUpServices(ctx, env, sink) })
	wg.Wait()
	for protocol := range declined {
		// "_imap … ." beside a real _imaps only declines the STARTTLS port.
		if !offered[protocol] {
			sink.NotOffered(protocol)
		}
	}
	sink.RankBound(fact.RankNone) // guesses need not wait for what stands beside mail
	others.Wait()
}

// srvRank: unsigned DNS can be believed about the domain's own hosts only as far
// as a certificate for them goes; a name beyond it may be anybody's.
func srvRank(host, domain string) fact.Rank {
	if fact.Registrable(host) == fact.Registrable(domain) {
		return fact.RankSRV
	}
	return fact.RankSRVElsewhere
}

// joinRecords are the records of an answer in one line, which may be cut at its end: so
// it begins with how many are left out.
func joinRecords(texts []string, answer dns.Answer) string {
	line := strings.Join(texts, ", ")
	if answer.LeftOut > 0 {
		line = fmt.Sprintf("%d more are left out: ", answer.LeftOut) + line
	}
	return line
}

// lookUpSRV asks for the records of one service.
func lookUpSRV(ctx context.Context, env *Env, name string) ([]dns.SRV, fact.Lookup) {
	start := time.Now()
	records, answer, err := env.DNS.SRV(ctx, name)
	texts := make([]string, len(records))
	for i, r := range records {
		texts[i] = fmt.Sprintf("%d %d %d %s.", r.Priority, r.Weight, r.Port, r.Host)
	}
	return records, fact.Lookup{
		What: name + " SRV", Result: joinRecords(texts, answer), Fault: dns.Fault(err),
		Took: time.Since(start), Authentic: answer.Authentic,
	}
}
