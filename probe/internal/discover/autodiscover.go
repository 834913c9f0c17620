package discover

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/mailprobe/mailprobe/probe/autodiscover"
	"github.com/mailprobe/mailprobe/probe/fact"
)

// autodiscoverSource is Microsoft's Autodiscover, asked without a password: in its
// well-known places, in those that SRV records name, and by its JSON form for the
// URL of the mailbox, all at once.
type autodiscoverSource struct{}

func (autodiscoverSource) Name() fact.Source { return fact.SourceAutodiscover }

// maxRequests bounds the requests for one domain. Each chain of redirects is bounded
// as well, but an answer that names another address begins several.
const maxRequests = 30

func (autodiscoverSource) Find(ctx context.Context, env *Env, sink *Sink) {
	domain := env.Address.Domain
	places := autodiscover.Places(domain)
	if len(places) == 0 {
		return
	}
	a := &autodiscoverClient{env: env, sink: sink, left: maxRequests}
	var wg sync.WaitGroup
	for i, place := range places {
		wg.Go(func() { a.follow(ctx, redirects{priority: 2 * i}, place, env.Address) })
	}
	// Places from SRV records rank before the redirect over http.
	behind := 2*len(places) - 3
	wg.Go(func() {
		var each sync.WaitGroup
		for _, place := range srvPlaces(ctx, env, sink) {
			each.Go(func() { a.follow(ctx, redirects{priority: behind, record: true}, place, env.Address) })
		}
		each.Wait()
	})
	wg.Go(func() { a.askJSON(ctx, "autodiscover."+domain) })
	wg.Wait()
}

// maxPlaces bounds the places of SRV records that are asked.
const maxPlaces = 4

// srvPlaces returns the places that the domain's SRV records name.
func srvPlaces(ctx context.Context, env *Env, sink *Sink) []autodiscover.Place {
	records, look := lookUpSRV(ctx, env, autodiscover.SRVName(env.Address.Domain))
	defer func() { sink.Lookup(look) }()
	var places []autodiscover.Place
	for _, r := range records {
		place, err := autodiscover.PlaceAt(r.Host)
		switch {
		case err != nil:
		case len(places) == maxPlaces:
			look.Result = fmt.Sprintf("only the first %d are asked: ", maxPlaces) + look.Result
			return places
		default:
			places = append(places, place)
		}
	}
	if len(places) == 0 && look.Fault == "" {
		look.Fault = fact.LookupInvalid
		if len(records) > 0 && records[0].Host == "" {
			look.Fault = fact.LookupNotOffered
		}
	}
	return places
}

// autodiscoverClient makes the requests of all chains of redirects.
type autodiscoverClient struct {
	env  *Env
	sink *Sink

	mu             sync.Mutex
	left           int
	foundMicrosoft bool
}

// takeQuestion reports whether another request may be made, and counts it.
func (a *autodiscoverClient) takeQuestion() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.left--
	return a.left >= 0
}

// origin returns how far an answer at the end of the redirects can be trusted.
func (a *autodiscoverClient) origin(t redirects) fact.Origin {
	return autodiscover.Origin(a.env.Address.Domain, t.hops)
}

// steps returns the URLs of a chain of redirects, after the SRV record that began
// it if one did.
func (a *autodiscoverClient) steps(t redirects) []string {
	var steps []string
	if t.record {
		steps = append(steps, autodiscover.SRVName(a.env.Address.Domain)+" SRV")
	}
	for _, h := range t.hops {
		steps = append(steps, h.URL)
	}
	return steps
}

// request returns the request for an address to a place, without a password.
func request(place autodiscover.Place, address fact.Address) webRequest {
	q := webRequest{url: place.URL, once: true}
	if !place.RedirectOnly {
		q.body, q.contentType = autodiscover.Request(address), autodiscover.ContentType
	}
	return q
}

// follow asks one place, and follows the redirects in its answers.
func (a *autodiscoverClient) follow(ctx context.Context, t redirects, place autodiscover.Place, address fact.Address) {
	if !a.takeQuestion() {
		a.sink.Lookup(fact.Lookup{
			What: place.URL, Fault: fact.LookupRedirect,
			Result: fmt.Sprintf("not asked: this domain's answers lead to more than %d places", maxRequests),
		})
		return
	}
	file := a.env.Web.ask(ctx, request(place, address))
	t.hops = append(slices.Clone(t.hops), autodiscover.Hop{URL: place.URL, Address: address, Schemes: file.Schemes, Record: t.record})
	a.handle(ctx, t, place, address, file)
}

// handle reads an answer and follows it on.
func (a *autodiscoverClient) handle(ctx context.Context, t redirects, place autodiscover.Place, address fact.Address, file *fetched) {
	if file.Status == http.StatusUnauthorized && !place.RedirectOnly {
		a.challenge(t, place, address)
	}
	next, other := a.read(t, place, file)
	a.sink.Lookup(file.Lookup)
	switch {
	case other != nil:
		a.followAddress(ctx, t, file, *other)
	case next != "":
		a.follow(ctx, t, autodiscover.Place{URL: next}, address)
	}
}

// followAddress asks for another address, in the places of its domain.
func (a *autodiscoverClient) followAddress(ctx context.Context, t redirects, file *fetched, address fact.Address) {
	places, err := autodiscover.FollowAddress(t.hops, address)
	if err != nil {
		file.refuse(fact.LookupRedirect, "it "+err.Error())
		a.sink.Lookup(file.Lookup)
	}
	for _, place := range places {
		a.follow(ctx, t, place, address)
	}
}

// read reads one answer and returns where it redirects to, if it does: to a URL or
// to another address.
func (a *autodiscoverClient) read(t redirects, place autodiscover.Place, file *fetched) (next string, other *fact.Address) {
	switch {
	case file.Location != "" && file.Status/100 == 3:
		return a.redirect(t, file, absolute(place.URL, file.Location)), nil
	case place.RedirectOnly:
		if file.Lookup.Fault == "" {
			file.refuse(fact.LookupNoData, "no redirect")
		}
	case file.Status == http.StatusUnauthorized:
		wantsLogin(file)
		a.atMicrosoft(hostName(place.URL), place.URL, a.origin(t))
	case file.Lookup.Fault == "":
		return a.parse(t, place, file)
	}
	return "", nil
}

// redirect returns the URL to go on to, or empty where the rules forbid it.
func (a *autodiscoverClient) redirect(t redirects, file *fetched, to string) string {
	next, err := autodiscover.Follow(t.hops, to)
	if err != nil {
		file.refuse(fact.LookupRedirect, "it "+err.Error()+": "+to)
		return ""
	}
	file.Lookup.Fault, file.Lookup.Result = "", "leads to "+next
	return next
}

// parse reads an answer that has a body.
func (a *autodiscoverClient) parse(t redirects, place autodiscover.Place, file *fetched) (next string, other *fact.Address) {
	answer, err := autodiscover.Parse(file.Body)
	var refused *fact.FileError
	if errors.As(err, &refused) {
		file.Lookup.Notes = refused.Notes
		file.refuse(refused.Fault, err.Error())
		return "", nil
	}
	file.Lookup.Notes = autodiscover.Check(answer, a.env.Address.Domain)
	switch answer.Kind {
	case autodiscover.RedirectURL:
		return a.redirect(t, file, answer.URL), nil
	case autodiscover.RedirectAddress:
		file.Lookup.Result = "leads to " + answer.Address.ASCII()
		return "", &answer.Address
	case autodiscover.Failed:
		file.refuse(fact.LookupNoData, strings.TrimSpace("error "+answer.Failure.Code+" "+answer.Failure.Message))
		return "", nil
	}
	if answer.ExchangeOnly() {
		file.refuse(fact.LookupProprietary, "it names Exchange only")
	}
	if namesTooMany(answer.Notes) {
		file.Lookup.Result += tooManyServers
	}
	found := fromAutodiscover(answer, place.URL)
	found.setRank(fact.RankAutodiscover, a.origin(t))
	found.setPriority(t.priority)
	found.setWay(a.steps(t)...)
	a.sink.add(found)
	a.atMicrosoft(hostName(place.URL), place.URL, a.origin(t))
	return "", nil
}

// askJSON asks for the URL of the mailbox. The address is sent to the domain's own
// host only: Microsoft's would answer for any domain.
func (a *autodiscoverClient) askJSON(ctx context.Context, host string) {
	place := autodiscover.V2URL(host, a.env.Address, "AutodiscoverV1")
	file := a.env.Web.get(ctx, place)
	if file.Lookup.Fault == "" {
		answer, err := autodiscover.ParseJSON(file.Body)
		switch {
		case err != nil:
			file.refuse(fact.LookupNoData, "no answer in JSON")
		case answer.URL == "":
			file.refuse(fact.LookupNoData, answer.Failure.Code)
		default:
			file.Lookup.Result = answer.URL
			a.atMicrosoft(answer.Host, place, file.origin(a.env.Address.Domain))
		}
	}
	a.sink.Lookup(file.Lookup)
}

// absolute resolves a Location, which may be relative (RFC 9110, section 10.2.2).
// What is no URL is returned as it is, to be refused by the rules for redirects.
func absolute(base, location string) string {
	from, err := url.Parse(base)
	if err != nil {
		return location
	}
	to, err := from.Parse(location)
	if err != nil {
		return location
	}
	return to.String()
}

// exchangeOnline is a server of Exchange Online, to find its entry in the database.
const exchangeOnline = "outlook.office365.com"

// atMicrosoft reports the servers of Exchange Online from the database where the
// mailbox is at Microsoft: their answers show that, but never name IMAP or SMTP
// servers. The candidates are trusted as far as the redirects that led there.
func (a *autodiscoverClient) atMicrosoft(host, place string, origin fact.Origin) {
	if !autodiscover.Microsoft(host) {
		return
	}
	a.mu.Lock()
	before := a.foundMicrosoft
	a.foundMicrosoft = true
	a.mu.Unlock()
	p := a.env.Providers.ByServer(exchangeOnline)
	if before || p == nil {
		return
	}
	found := fromProvider(p, a.env.Address, "", fact.RankAutodiscover)
	for i := range found {
		found[i].Place, found[i].Origin = place, origin
	}
	a.sink.Candidates(found...)
}

// fromAutodiscover returns the servers of an answer.
func fromAutodiscover(answer *autodiscover.Answer, place string) published {
	var found published
	for _, s := range answer.Servers {
		found.servers = append(found.servers, fact.Candidate{
			Endpoint: s.Endpoint,
			Place:    place,
			Order:    len(found.servers),
			Username: s.Username(),
		})
	}
	for _, e := range answer.Exchange {
		for _, l := range e.Links {
			if kind := exchangeKind(l.Name); kind != "" {
				found.services = append(found.services, fact.Service{Kind: kind, Where: l.URL, Place: place})
			}
		}
	}
	return found
}

// exchangeKind returns the kind of service that a link of an answer leads to; empty
// where it is a web page.
func exchangeKind(link string) string {
	switch link {
	case "EwsUrl":
		return "ews"
	case "ASUrl":
		return "activesync"
	}
	return ""
}
