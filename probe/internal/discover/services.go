package discover

import (
	"context"
	"net"
	"strconv"
	"sync"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
)

// otherServices are the SRV labels of what stands beside the mail servers: JMAP
// (RFC 8620, section 2.2), ManageSieve (RFC 5804, section 1.8), CalDAV and
// CardDAV (RFC 6764, section 3).
var otherServices = []struct{ label, kind, path string }{
	{"_jmap", "jmap", "/.well-known/jmap"},
	{"_sieve", "managesieve", ""},
	{"_caldavs", "caldav", "/.well-known/caldav"},
	{"_carddavs", "carddav", "/.well-known/carddav"},
}

// lookUpServices asks for them all at once. They are for the report alone, so that
// a failure is not worth a word.
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

// serviceAt is where a record leads, as a URL if the service has a path.
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
