package discover

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
)

// srvSource is DNS SRV (RFC 6186; _submissions is RFC 8314, section 5.1). The
// records do not name the user: the full address is tried first, then its local part
// (RFC 6186, section 4).
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
	sink.RankBound(fact.RankNone) // guesses need not wait for services other than mail
	others.Wait()
}

// srvRank returns the rank of a host that unsigned DNS names. A host of the domain
// itself can prove by its certificate that it is meant; any other may be forged.
func srvRank(host, domain string) fact.Rank {
	if fact.Registrable(host) == fact.Registrable(domain) {
		return fact.RankSRV
	}
	return fact.RankSRVElsewhere
}

// joinRecords returns the records of an answer in one line. Its end may be cut off
// later, so it begins with how many records are left out.
func joinRecords(texts []string, answer dns.Answer) string {
	line := strings.Join(texts, ", ")
	if answer.LeftOut > 0 {
		line = fmt.Sprintf("%d more are left out: ", answer.LeftOut) + line
	}
	return line
}

// lookUpSRV looks up the records of one service.
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

// otherServices are the SRV labels of services that accompany mail servers: JMAP
// (RFC 8620, section 2.2), ManageSieve (RFC 5804, section 1.8), CalDAV and
// CardDAV (RFC 6764, section 3).
var otherServices = []struct{ label, kind, path string }{
	{"_jmap", "jmap", "/.well-known/jmap"},
	{"_sieve", "managesieve", ""},
	{"_caldavs", "caldav", "/.well-known/caldav"},
	{"_carddavs", "carddav", "/.well-known/carddav"},
}

// lookUpServices looks them all up at once. They are for information only, so that
// failures are not reported.
func lookUpServices(ctx context.Context, env *Env, sink *Sink) {
	var wg sync.WaitGroup
	for _, s := range otherServices {
		wg.Go(func() {
			records, look := lookUpSRV(ctx, env, s.label+"._tcp."+env.Address.Domain)
			if len(records) == 0 {
				return
			}
			sink.Lookup(look)
			for _, r := range records {
				if r.Host != "" {
					sink.Services(fact.Service{Kind: s.kind, Where: serviceAt(r, s.path), Place: look.What})
				}
			}
		})
	}
	wg.Wait()
}

// serviceAt returns the address that a record names, as a URL if the service has a
// path.
func serviceAt(r dns.SRV, path string) string {
	host := net.JoinHostPort(r.Host, strconv.Itoa(int(r.Port)))
	switch {
	case path == "":
		return host
	case r.Port == 443:
		return "https://" + r.Host + path
	default:
		return "https://" + host + path
	}
}
