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

func (srvSource) Find(ctx context.Context, in *Inquiry, out *Out) {
	var (
		wg       sync.WaitGroup
		mu       sync.Mutex
		declined = map[fact.Protocol]bool{}
		offered  = map[fact.Protocol]bool{}
	)
	for _, service := range fact.SRVServices() {
		wg.Go(func() {
			records, look := askSRV(ctx, in, service.Name(in.Address.Domain))
			if look.Fault != "" {
				out.Looked(look)
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
					Rank:     srvRank(r.Host, in.Address.Domain),
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
			out.Looked(look)
			out.Name(found...)
		})
	}
	var others sync.WaitGroup
	others.Go(func() { askServices(ctx, in, out) })
	wg.Wait()
	for protocol := range declined {
		// "_imap … ." beside a real _imaps only declines the STARTTLS port.
		if !offered[protocol] {
			out.NotOffered(protocol)
		}
	}
	out.Settled(fact.RankNone) // guesses need not wait for what stands beside mail
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

// listed are the records of an answer in one line, which may be cut at its end: so
// it begins with how many are left out.
func listed(texts []string, answer dns.Answer) string {
	line := strings.Join(texts, ", ")
	if answer.LeftOut > 0 {
		line = fmt.Sprintf("%d more are left out: ", answer.LeftOut) + line
	}
	return line
}

// askSRV asks for the records of one service.
func askSRV(ctx context.Context, in *Inquiry, name string) ([]dns.SRV, fact.Lookup) {
	start := time.Now()
	records, answer, err := in.DNS.SRV(ctx, name)
	texts := make([]string, len(records))
	for i, r := range records {
		texts[i] = fmt.Sprintf("%d %d %d %s.", r.Priority, r.Weight, r.Port, r.Host)
	}
	return records, fact.Lookup{
		What: name + " SRV", Result: listed(texts, answer), Fault: dns.Fault(err),
		Took: time.Since(start), Authentic: answer.Authentic,
	}
}
