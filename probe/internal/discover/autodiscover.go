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

// autodiscoverSource is Microsoft's Autodiscover, asked without a password: in
// its places and those that SRV records add, and for the URL of the mailbox in
// JSON, all at once.
type autodiscoverSource struct{}

func (autodiscoverSource) Name() fact.Source { return fact.SourceAutodiscover }
func (autodiscoverSource) Best() fact.Rank   { return fact.RankAutodiscover }

// maxQuestions bounds what one domain's redirects can make of a run, beside the
// bound on each trail: an answer that names another address begins several.
const maxQuestions = 30

func (autodiscoverSource) Find(ctx context.Context, in *Inquiry, out *Out) {
	domain := in.Address.Domain
	places := autodiscover.Places(domain)
	if len(places) == 0 {
		return
	}
	a := &inquirer{in: in, out: out, left: maxQuestions}
	var wg sync.WaitGroup
	for i, place := range places {
		wg.Go(func() { a.follow(ctx, trail{priority: 2 * i}, place, in.Address) })
	}
	// What the records name comes before the redirect in the clear.
	behind := 2*len(places) - 3
	wg.Go(func() {
		var each sync.WaitGroup
		for _, place := range askPlaces(ctx, in, out) {
			each.Go(func() { a.follow(ctx, trail{priority: behind, record: true}, place, in.Address) })
		}
		each.Wait()
	})
	wg.Go(func() { a.askJSON(ctx, "autodiscover."+domain) })
	wg.Wait()
}

// maxPlaces is how many places of SRV records are asked.
const maxPlaces = 4

// askPlaces are the places that the domain's SRV records name.
func askPlaces(ctx context.Context, in *Inquiry, out *Out) []autodiscover.Place {
	records, look := askSRV(ctx, in, autodiscover.SRVName(in.Address.Domain))
	defer func() { out.Looked(look) }()
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

// inquirer asks on behalf of all trails.
type inquirer struct {
	in  *Inquiry
	out *Out

	mu        sync.Mutex
	left      int
	microsoft bool
}

// spend takes one of the questions that are left.
func (a *inquirer) spend() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.left--
	return a.left >= 0
}

// trail is one way through the redirects, from a place to an answer.
type trail struct {
	priority int
	// record is set where an SRV record named the place.
	record bool
	hops   []autodiscover.Hop
}

// origin is whose word an answer at the end of the trail is.
func (a *inquirer) origin(t trail) fact.Origin {
	return autodiscover.Origin(a.in.Address.Domain, t.hops)
}

// way are the URLs of a trail, behind the record that began it if one did.
func (a *inquirer) way(t trail) []string {
	var steps []string
	if t.record {
		steps = append(steps, autodiscover.SRVName(a.in.Address.Domain)+" SRV")
	}
	for _, h := range t.hops {
		steps = append(steps, h.URL)
	}
	return steps
}

// ask is the question for an address to a place, without a password.
func ask(place autodiscover.Place, address fact.Address) question {
	q := question{url: place.URL, once: true}
	if !place.RedirectOnly {
		q.body, q.contentType = autodiscover.Request(address), autodiscover.ContentType
	}
	return q
}

// follow asks one place, and on to where the answers lead.
func (a *inquirer) follow(ctx context.Context, t trail, place autodiscover.Place, address fact.Address) {
	if !a.spend() {
		a.out.Looked(fact.Lookup{
			What: place.URL, Fault: fact.LookupRedirect,
			Result: fmt.Sprintf("not asked: this domain's answers lead to more than %d places", maxQuestions),
		})
		return
	}
	file := a.in.Web.ask(ctx, ask(place, address))
	t.hops = append(slices.Clone(t.hops), autodiscover.Hop{URL: place.URL, Address: address, Schemes: file.Schemes, Record: t.record})
	a.goOn(ctx, t, place, address, file)
}

// goOn takes what there is in an answer and follows it.
func (a *inquirer) goOn(ctx context.Context, t trail, place autodiscover.Place, address fact.Address, file *File) {
	if file.Status == http.StatusUnauthorized && !place.RedirectOnly {
		a.petition(t, place, address)
	}
	next, other := a.read(t, place, file)
	a.out.Looked(file.Lookup)
	switch {
	case other != nil:
		a.followAddress(ctx, t, file, *other)
	case next != "":
		a.follow(ctx, t, autodiscover.Place{URL: next}, address)
	}
}

// followAddress asks in the places of the domain that another address has.
func (a *inquirer) followAddress(ctx context.Context, t trail, file *File, address fact.Address) {
	places, err := autodiscover.FollowAddress(t.hops, address)
	if err != nil {
		file.refuse(fact.LookupRedirect, "it "+err.Error())
		a.out.Looked(file.Lookup)
	}
	for _, place := range places {
		a.follow(ctx, t, place, address)
	}
}

// read takes what there is in one answer and tells where it leads, if it leads
// anywhere: to a URL or to another address.
func (a *inquirer) read(t trail, place autodiscover.Place, file *File) (next string, other *fact.Address) {
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

// redirect is the URL to go on to, or empty where the rules forbid it.
func (a *inquirer) redirect(t trail, file *File, to string) string {
	next, err := autodiscover.Follow(t.hops, to)
	if err != nil {
		file.refuse(fact.LookupRedirect, "it "+err.Error()+": "+to)
		return ""
	}
	file.Lookup.Fault, file.Lookup.Result = "", "leads to "+next
	return next
}

// parse reads an answer that came with a body.
func (a *inquirer) parse(t trail, place autodiscover.Place, file *File) (next string, other *fact.Address) {
	answer, err := autodiscover.Parse(file.Body)
	var refused *fact.FileError
	if errors.As(err, &refused) {
		file.Lookup.Notes = refused.Notes
		file.refuse(refused.Fault, err.Error())
		return "", nil
	}
	file.Lookup.Notes = autodiscover.Check(answer, a.in.Address.Domain)
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
		file.Lookup.Result += manyServers
	}
	found := fromAutodiscover(answer, place.URL)
	found.rank(fact.RankAutodiscover, a.origin(t))
	found.prefer(t.priority)
	found.led(a.way(t)...)
	a.out.take(found)
	a.atMicrosoft(hostName(place.URL), place.URL, a.origin(t))
	return "", nil
}

// askJSON asks for the URL of the mailbox. The address goes to the domain's own
// host only: Microsoft would answer for everybody's.
func (a *inquirer) askJSON(ctx context.Context, host string) {
	place := autodiscover.V2URL(host, a.in.Address, "AutodiscoverV1")
	file := a.in.Web.Get(ctx, place)
	if file.Lookup.Fault == "" {
		answer, err := autodiscover.ParseJSON(file.Body)
		switch {
		case err != nil:
			file.refuse(fact.LookupNoData, "no answer in JSON")
		case answer.URL == "":
			file.refuse(fact.LookupNoData, answer.Failure.Code)
		default:
			file.Lookup.Result = answer.URL
			a.atMicrosoft(answer.Host, place, file.Origin(a.in.Address.Domain))
		}
	}
	a.out.Looked(file.Lookup)
}

// absolute is a Location as a URL, which it may be in part only (RFC 9110,
// section 10.2.2); what is none stays for the rules to refuse.
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

// exchangeOnline is the server by which the database knows Exchange Online.
const exchangeOnline = "outlook.office365.com"

// atMicrosoft takes the provider's servers where the mailbox is at Microsoft,
// whose answer says so and never names them. The word is that of whoever led there.
func (a *inquirer) atMicrosoft(host, place string, origin fact.Origin) {
	if !autodiscover.Microsoft(host) {
		return
	}
	a.mu.Lock()
	before := a.microsoft
	a.microsoft = true
	a.mu.Unlock()
	p := a.in.Providers.ByServer(exchangeOnline)
	if before || p == nil {
		return
	}
	found := fromProvider(p, a.in.Address, "", fact.RankAutodiscover)
	for i := range found {
		found[i].Place, found[i].Origin = place, origin
	}
	a.out.Name(found...)
}

// fromAutodiscover are the servers of an answer.
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
			if kind := exchangeService(l.Name); kind != "" {
				found.services = append(found.services, fact.Service{Kind: kind, Where: l.URL, Place: place})
			}
		}
	}
	return found
}

// exchangeService is the service behind a link of an answer, where it is one that
// a program speaks.
func exchangeService(link string) string {
	switch link {
	case "EwsUrl":
		return "ews"
	case "ASUrl":
		return "activesync"
	}
	return ""
}
