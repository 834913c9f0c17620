package discover

import (
	"context"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
)

// guessSource makes up the names that servers usually have. A name that says
// what it is for is tried for that only.
type guessSource struct{}

func (guessSource) Name() fact.Source { return fact.SourceGuess }

var guesses = []struct {
	prefix    string
	protocols []fact.Protocol
}{
	{"imap.", []fact.Protocol{fact.IMAP}},
	{"smtp.", []fact.Protocol{fact.SMTP}},
	{"mail.", []fact.Protocol{fact.IMAP, fact.POP3, fact.SMTP}},
	{"", []fact.Protocol{fact.IMAP, fact.POP3, fact.SMTP}},
	{"pop3.", []fact.Protocol{fact.POP3}},
	{"pop.", []fact.Protocol{fact.POP3}},
}

// Find passes on those of the names that have an address.
func (guessSource) Find(ctx context.Context, env *Env, sink *Sink) {
	var wg sync.WaitGroup
	for order, g := range guesses {
		wg.Go(func() {
			host := g.prefix + env.Address.Domain
			start := time.Now()
			ips, err := env.DNS.Addresses(ctx, host, env.Families)
			look := fact.Lookup{What: host + " A, AAAA", Took: time.Since(start), Fault: dns.Fault(err)}
			if err == nil {
				look.Result = joinIPs(ips)
			}
			sink.Lookup(look)
			if err != nil {
				return
			}
			var found []fact.Candidate
			for _, protocol := range g.protocols {
				for _, e := range fact.StandardPorts(protocol) {
					found = append(found, fact.Candidate{
						Endpoint: e.At(host),
						Rank:     fact.RankGuess,
						Origin:   fact.OriginGuess,
						Order:    order,
					})
				}
			}
			sink.Candidates(found...)
		})
	}
	wg.Wait()
}

func joinIPs(ips []netip.Addr) string {
	texts := make([]string, len(ips))
	for i, ip := range ips {
		texts[i] = ip.String()
	}
	return strings.Join(texts, ", ")
}
