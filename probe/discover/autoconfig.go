package discover

import (
	"context"
	"errors"
	"sync"

	"github.com/mailprobe/mailprobe/probe/autoconfig"
	"github.com/mailprobe/mailprobe/probe/fact"
)

// autoconfigSource is the domain's own autoconfig file, in the four places where
// mail programs look (draft-ietf-mailmaint-autoconfig, section 4). All are asked
// at once and every answer is read before one is chosen: a web server that
// answers everything with a page must not hide the file in the next place.
type autoconfigSource struct{}

func (autoconfigSource) Name() fact.Source { return fact.SourceAutoconfig }
func (autoconfigSource) Best() fact.Rank   { return fact.RankAutoconfig }

const (
	autoconfigPath  = "/mail/config-v1.1.xml"
	autoconfigKnown = "/.well-known/autoconfig/mail/config-v1.1.xml"
)

func (autoconfigSource) Find(ctx context.Context, in *Inquiry, out *Out) {
	domain := in.Address.Domain
	ask := func(places ...string) {
		var wg sync.WaitGroup
		for priority, place := range places {
			wg.Go(func() {
				found, file := readAutoconfig(ctx, in, out, place)
				for i := range found {
					found[i].Priority = priority
					found[i].Origin = file.Origin(domain)
					found[i].Rank = fact.RankAutoconfig
					if found[i].Origin == fact.OriginHTTP {
						found[i].Rank = fact.RankUnsigned
					}
				}
				out.Name(found...)
			})
		}
		wg.Wait()
	}
	var clear sync.WaitGroup
	clear.Go(func() {
		ask("http://autoconfig."+domain+autoconfigPath, "http://"+domain+autoconfigKnown)
	})
	ask("https://autoconfig."+domain+autoconfigPath, "https://"+domain+autoconfigKnown)
	out.Settled(fact.RankUnsigned)
	clear.Wait()
}

// readAutoconfig fetches and reads one file, notes the look-up, and returns the
// mail servers in it.
func readAutoconfig(ctx context.Context, in *Inquiry, out *Out, place string) ([]fact.Candidate, *File) {
	file := in.Web.Get(ctx, place)
	defer func() { out.Looked(file.Lookup) }()
	if file.Lookup.Fault != "" {
		return nil, file
	}
	config, err := autoconfig.Parse(file.Body)
	var refused *autoconfig.Error
	switch {
	case errors.As(err, &refused):
		file.Lookup.Fault, file.Lookup.Result = refused.Fault, err.Error()
		return nil, file
	}
	found := fromAutoconfig(config.Resolve(in.Address, ""), place)
	switch {
	case len(found) == 0:
		file.Lookup.Fault, file.Lookup.Result = fact.LookupInvalid, "it names no IMAP, POP3 or SMTP server"
	case !file.Secure:
		file.Lookup.Fault = fact.LookupInsecure
	}
	return found, file
}

// fromAutoconfig are the servers of a file as candidates.
func fromAutoconfig(config *autoconfig.Config, place string) []fact.Candidate {
	var found []fact.Candidate
	for _, servers := range [][]autoconfig.Server{config.Incoming, config.Outgoing} {
		for _, s := range servers {
			e, ok := s.Endpoint()
			if !ok {
				continue
			}
			found = append(found, fact.Candidate{
				Endpoint:   e,
				Place:      place,
				Order:      len(found),
				Username:   s.Username,
				Mechanisms: s.Mechanisms(),
				TokenOnly:  s.TokenOnly(),
			})
		}
	}
	return found
}
