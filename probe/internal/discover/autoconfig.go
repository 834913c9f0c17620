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

func (autoconfigSource) Find(ctx context.Context, in *Inquiry, out *Out) {
	domain := in.Address.Domain
	ask := func(places ...string) {
		var wg sync.WaitGroup
		for priority, place := range places {
			wg.Go(func() {
				found := readOwn(ctx, in, out, place)
				origin, rank := found.file.Origin(domain), fact.RankAutoconfig
				if origin == fact.OriginHTTP {
					rank = fact.RankUnsigned
				}
				found.rank(rank, origin)
				found.prefer(priority)
				out.take(found)
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

// readOwn reads a file of the domain's own. A server that makes the file for
// each user and refuses to without is told the address, over https and if
// nobody but the domain itself was asked.
func readOwn(ctx context.Context, in *Inquiry, out *Out, place string) published {
	found := readAutoconfig(ctx, in, out, place)
	if !wantsAddress(found.file) || found.file.Origin(in.Address.Domain) != fact.OriginDomain {
		return found
	}
	told := readAutoconfig(ctx, in, out, place+"?emailaddress="+url.QueryEscape(in.Address.ASCII()))
	if len(told.servers) == 0 {
		return found
	}
	return told
}

// wantsAddress tells the answers that the makers of such files give to a
// question without an address.
func wantsAddress(f *File) bool {
	return slices.Contains([]int{
		http.StatusBadRequest, http.StatusForbidden, http.StatusUnprocessableEntity, http.StatusInternalServerError,
	}, f.Status)
}
