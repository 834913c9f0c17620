package discover

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
	"github.com/mailprobe/mailprobe/probe/pacc"
)

// paccSource is the file of draft-ietf-mailmaint-pacc, which is valid only with its
// digest in the domain's DNS. Both are looked up at once. The user name is the full
// address.
type paccSource struct{}

func (paccSource) Name() fact.Source { return fact.SourcePACC }

func (paccSource) Find(ctx context.Context, env *Env, sink *Sink) {
	var (
		records []string
		file    *fetched
		both    sync.WaitGroup
	)
	both.Go(func() { records = lookUpDigests(ctx, env, sink) })
	both.Go(func() { file = env.Web.get(ctx, pacc.URL(env.Address.Domain)) })
	both.Wait()
	found := readPACC(env.Address, file, records)
	sink.Lookup(file.Lookup)
	sink.add(found)
}

// lookUpDigests returns the TXT records that may hold the digest.
func lookUpDigests(ctx context.Context, env *Env, sink *Sink) []string {
	name := pacc.RecordName(env.Address.Domain)
	start := time.Now()
	texts, answer, err := env.DNS.TXT(ctx, name)
	look := fact.Lookup{What: name + " TXT", Took: time.Since(start), Authentic: answer.Authentic, Fault: dns.Fault(err)}
	if len(texts) > 0 {
		look.Result = texts[0]
	}
	sink.Lookup(look)
	return texts
}

// readPACC reads the file, if one of the records holds its digest.
func readPACC(address fact.Address, file *fetched, records []string) published {
	none := published{file: file}
	if file.Lookup.Fault != "" {
		return none
	}
	doc, err := pacc.Parse(file.Body)
	var refused *fact.FileError
	if errors.As(err, &refused) {
		file.Lookup.Notes = refused.Notes
		file.refuse(refused.Fault, err.Error())
		return none
	}
	file.Lookup.Notes = pacc.Check(doc, address.Domain)
	switch match, published := pacc.Matches(records, file.Body); {
	case match:
	case published:
		file.refuse(fact.LookupDigest, "its digest is not the one at "+pacc.RecordName(address.Domain))
		return none
	default:
		file.refuse(fact.LookupDigest, "no TXT record at "+pacc.RecordName(address.Domain)+" holds its digest")
		return none
	}
	found := published{file: file}
	for i, e := range doc.Servers {
		found.servers = append(found.servers, fact.Candidate{
			Endpoint:  e,
			Place:     file.Lookup.What,
			Order:     i,
			Username:  address.ASCII(),
			TokenOnly: doc.TokenOnly(),
		})
	}
	for _, s := range doc.Services {
		where := s.URL
		if where == "" {
			where = s.Host
		}
		found.services = append(found.services, fact.Service{Kind: s.Protocol, Where: where, Place: file.Lookup.What})
	}
	if len(found.servers) == 0 {
		file.refuse(fact.LookupInvalid, "it names no IMAP, POP3 or SMTP server")
	}
	// The digest proves that the domain means this file, wherever it is hosted.
	found.setRank(fact.RankPACC, file.origin(address.Domain))
	found.setWay()
	return found
}
