package discover

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"sync"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// autoconfigSource is the domain's own autoconfig file, in the four places where
// mail programs look (draft-ietf-mailmaint-autoconfig, section 4). All are asked
// at once and every answer is read before one is chosen: a web server that
// answers everything with a page must not hide the file in the next place.
type autoconfigSource struct{}

func (autoconfigSource) Name() fact.Source { return fact.SourceAutoconfig }

const (
	autoconfigPath  = "/mail/config-v1.1.xml"
	autoconfigKnown = "/.well-known/autoconfig/mail/config-v1.1.xml"
)

func (autoconfigSource) Find(ctx context.Context, env *Env, sink *Sink) {
	domain := env.Address.Domain
	ask := func(places ...string) {
		var wg sync.WaitGroup
		for priority, place := range places {
			wg.Go(func() {
				found := readDomainFile(ctx, env, sink, place)
				origin, rank := found.file.origin(domain), fact.RankAutoconfig
				if origin == fact.OriginHTTP {
					rank = fact.RankUnsigned
				}
				found.setRank(rank, origin)
				found.setPriority(priority)
				sink.add(found)
			})
		}
		wg.Wait()
	}
	var clear sync.WaitGroup
	clear.Go(func() {
		ask("http://autoconfig."+domain+autoconfigPath, "http://"+domain+autoconfigKnown)
	})
	ask("https://autoconfig."+domain+autoconfigPath, "https://"+domain+autoconfigKnown)
	sink.RankBound(fact.RankUnsigned)
	clear.Wait()
}

// readDomainFile reads a file of the domain's own. A server that makes the file for
// each user and refuses to without is told the address, over https and if
// nobody but the domain itself was asked.
func readDomainFile(ctx context.Context, env *Env, sink *Sink, place string) published {
	found := readAutoconfig(ctx, env, sink, place)
	if !wantsAddress(found.file) || found.file.origin(env.Address.Domain) != fact.OriginDomain {
		return found
	}
	told := readAutoconfig(ctx, env, sink, place+"?emailaddress="+url.QueryEscape(env.Address.ASCII()))
	if len(told.servers) == 0 {
		return found
	}
	return told
}

// wantsAddress tells the answers that the makers of such files give to a
// question without an address.
func wantsAddress(f *fetched) bool {
	return slices.Contains([]int{
		http.StatusBadRequest, http.StatusForbidden, http.StatusUnprocessableEntity, http.StatusInternalServerError,
	}, f.Status)
}
