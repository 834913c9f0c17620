// Package discover asks the places where mail settings are published or kept
// and turns what they say into candidates. Each source is a file of its own
// behind the one small [Source] interface, and a line in [All].
//
// Sources say what they found the moment they find it, so that connecting can
// begin while the rest still looks, and a verdict in the end.
package discover

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
	"github.com/mailprobe/mailprobe/providers"
)

// Env is what a source is asked about, and by what means.
type Env struct {
	Address   fact.Address
	DNS       *dns.Cache
	Families  dns.Families
	Web       *Fetcher
	Providers *providers.Database
	// ISPDB is the URL that autoconfig files of the public database stand under,
	// with its slash; empty means that nobody there is told of the domain.
	ISPDB string
	// Redactor takes secrets out of what is kept of the answers; nil for none.
	Redactor *connect.Redactor
}

// Source is one place to look.
type Source interface {
	// Name is that of the source's row in [fact.Sources].
	Name() fact.Source
	// Find looks and reports to out. It returns when it has nothing to add, at
	// the latest when ctx ends.
	Find(ctx context.Context, env *Env, sink *Sink)
}

// All is the table of sources, in the order of their trust.
func All() []Source {
	return []Source{
		paccSource{},
		autoconfigSource{},
		providerSource{},
		ispdbSource{},
		srvSource{},
		mxSource{},
		autodiscoverSource{},
		txtSource{},
		guessSource{},
	}
}

// Event is something that a source has to say. Only the fields that it is about
// are set.
type Event struct {
	Source fact.Source
	// Candidates are servers that the source names.
	Candidates []fact.Candidate
	// Services are servers for something else than mail.
	Services []fact.Service
	// NotOffered is a protocol that the domain says it does not offer.
	NotOffered fact.Protocol
	// Provider is a provider that was recognised.
	Provider *ProviderMatch
	// NoProvider is set where the MX is known to lead to no provider of the database.
	NoProvider bool
	// Challenge is a question that wants the password first.
	Challenge *Challenge
	// RankBound is the best rank that the source may still speak at.
	RankBound fact.Rank
	// Report is set in the last event of a source.
	Report *fact.SourceReport
}

// ProviderMatch is a provider of the database, and how it was come by.
type ProviderMatch struct {
	Provider *providers.Provider
	// MX is the host that led to it; empty where the domain did.
	MX string
}

// Run asks all sources at once. Each may take as long as the limit; emit is
// called from many goroutines, and for the last time before Run returns.
func Run(ctx context.Context, env *Env, sources []Source, limit time.Duration, emit func(Event)) {
	var wg sync.WaitGroup
	for _, s := range sources {
		wg.Go(func() {
			ctx, cancel := context.WithTimeout(ctx, limit)
			defer cancel()
			start := time.Now()
			sink := &Sink{emit: emit, redactor: env.Redactor, report: fact.SourceReport{Source: s.Name()}}
			s.Find(ctx, env, sink)
			report := sink.close()
			report.Took = time.Since(start)
			emit(Event{Source: s.Name(), Report: &report})
		})
	}
	wg.Wait()
}

// Sink is where a source reports to. It is safe for concurrent use.
type Sink struct {
	emit func(Event)
	// redactor blots secrets out of what is kept; nil where there are none.
	redactor *connect.Redactor
	// sawPassword is set where those who are asked were shown the password.
	sawPassword bool

	mu     sync.Mutex
	report fact.SourceReport
	named  bool
}

// Lookup notes one question and its answer.
func (o *Sink) Lookup(l fact.Lookup) {
	o.mu.Lock()
	defer o.mu.Unlock()
	l.What, l.Answered = fact.Printable(o.redactor.Redact(l.What)), fact.Printable(o.redactor.Redact(l.Answered))
	l.Result = fact.Printable(o.redactor.Redact(l.Result))
	if o.sawPassword {
		l.Notes = nil // what is told to one user is no file that is published
	}
	for i := range l.Notes {
		n := &l.Notes[i]
		n.Place, n.Value = o.redactor.Redact(n.Place), o.redactor.Redact(n.Value)
	}
	o.report.Lookups = append(o.report.Lookups, l)
}

// Candidates passes on servers that the source names.
func (o *Sink) Candidates(candidates ...fact.Candidate) {
	if len(candidates) == 0 {
		return
	}
	source := o.report.Source
	for i := range candidates {
		c := &candidates[i]
		c.Source, c.Place = source, o.redactor.Redact(c.Place)
		c.Way = slices.Clone(c.Way)
		for i, step := range c.Way {
			c.Way[i] = fact.Printable(o.redactor.Redact(step))
		}
		if o.sawPassword && o.redactor.Redact(c.Username) != c.Username {
			c.Username = "" // whoever holds the password makes no name of it
		}
	}
	o.mu.Lock()
	o.named = true
	o.report.Named = append(o.report.Named, candidates...)
	o.mu.Unlock()
	o.emit(Event{Source: source, Candidates: candidates})
}

// Services passes on services that are no mail servers. They do not make the source
// one that found something.
func (o *Sink) Services(services ...fact.Service) {
	if len(services) == 0 {
		return
	}
	for i := range services {
		s := &services[i]
		s.Source, s.Where, s.Place = o.report.Source, o.redactor.Redact(s.Where), o.redactor.Redact(s.Place)
	}
	o.emit(Event{Source: o.report.Source, Services: services})
}

// NotOffered passes on that the domain declines a protocol.
func (o *Sink) NotOffered(p fact.Protocol) {
	o.emit(Event{Source: o.report.Source, NotOffered: p})
}

// Provider passes on a provider. One that has no servers to name is an answer
// all the same, unless it only stands before the real one.
func (o *Sink) Provider(r ProviderMatch) {
	o.mu.Lock()
	o.named = o.named || r.Provider.Kind != providers.Gateway
	o.mu.Unlock()
	o.emit(Event{Source: o.report.Source, Provider: &r})
}

// NoProvider passes on that the MX leads to nobody whom the database knows, as soon as
// that is known: whose hosts are trusted waits for it.
func (o *Sink) NoProvider() { o.emit(Event{Source: o.report.Source, NoProvider: true}) }

// Challenge passes on that a place wants the password.
func (o *Sink) Challenge(p *Challenge) {
	o.emit(Event{Source: o.report.Source, Challenge: p})
}

// RankBound says that nothing better than a rank can come any more.
func (o *Sink) RankBound(open fact.Rank) {
	o.emit(Event{Source: o.report.Source, RankBound: open})
}

// Skip ends a source that is not asked, with the reason.
func (o *Sink) Skip(f fact.LookupFault, detail string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.report.Verdict, o.report.Fault, o.report.Detail = fact.Skipped, f, detail
}

// close draws the verdict from what was looked up.
func (o *Sink) close() fact.SourceReport {
	o.mu.Lock()
	defer o.mu.Unlock()
	r := &o.report
	switch {
	case r.Verdict != "":
	case o.named:
		r.Verdict = fact.Found
	default:
		r.Verdict = fact.None
		if worst := mostTelling(r.Lookups); worst.Fault != "" {
			r.Fault, r.Detail = worst.Fault, worst.Result
			if !notPublished(worst.Fault) {
				r.Verdict = fact.Failed
			}
		}
	}
	return *r
}

// notPublished tells a fault that only says that nothing is published.
func notPublished(f fact.LookupFault) bool {
	return f == fact.LookupNXDomain || f == fact.LookupNoData || f == fact.LookupNotOffered ||
		f == fact.LookupNullMX || f == fact.LookupGateway || f == fact.LookupStatus || f == fact.LookupWantsLogin
}

// faultOrder is the order of faults by how much they tell of a source that named
// nothing: what is published but wrong comes before what could not be asked,
// and that before what is not there.
var faultOrder = []fact.LookupFault{
	fact.LookupDigest, fact.LookupInvalid, fact.LookupNotXML, fact.LookupTooLarge,
	fact.LookupProprietary, fact.LookupWantsLogin, fact.LookupNullMX, fact.LookupGateway, fact.LookupNotOffered,
	fact.LookupBadTLS, fact.LookupRedirect, fact.LookupServFail, fact.LookupDNSTimeout, fact.LookupNoNetwork, fact.LookupIsolated,
	fact.LookupCanceled, fact.LookupUnreachable, fact.LookupStatus, fact.LookupNoData, fact.LookupNXDomain,
}

func mostTelling(lookups []fact.Lookup) fact.Lookup {
	var found fact.Lookup
	best := len(faultOrder)
	for _, l := range lookups {
		if i := slices.Index(faultOrder, l.Fault); i >= 0 && i < best {
			found, best = l, i
		}
	}
	return found
}
