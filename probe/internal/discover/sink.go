package discover

import (
	"slices"
	"sync"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/providers"
)

// Sink is what a source reports to. It emits events and collects the source's
// report. It is safe for concurrent use.
type Sink struct {
	emit func(Event)
	// redactor removes secrets from what is kept; nil where there are none.
	redactor *connect.Redactor
	// sawPassword is set where the server that answers was sent the password.
	sawPassword bool

	mu     sync.Mutex
	report fact.SourceReport
	named  bool
}

// Lookup records one question and its answer.
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

// Candidates reports servers that the source names.
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
			c.Username = "" // a server may not turn the password into a user name
		}
	}
	o.mu.Lock()
	o.named = true
	o.report.Named = append(o.report.Named, candidates...)
	o.mu.Unlock()
	o.emit(Event{Source: source, Candidates: candidates})
}

// Services reports servers for something other than mail. They do not count as
// having found settings.
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

// NotOffered reports that the domain declares a protocol as not offered.
func (o *Sink) NotOffered(p fact.Protocol) {
	o.emit(Event{Source: o.report.Source, NotOffered: p})
}

// Provider reports a provider. It counts as having found something even if its
// entry names no servers, unless it is only a gateway in front of the real one.
func (o *Sink) Provider(r ProviderMatch) {
	o.mu.Lock()
	o.named = o.named || r.Provider.Kind != providers.Gateway
	o.mu.Unlock()
	o.emit(Event{Source: o.report.Source, Provider: &r})
}

// NoProvider reports that the MX belongs to no provider of the database. It is sent
// as soon as that is known, because the decision whom to trust waits for it.
func (o *Sink) NoProvider() { o.emit(Event{Source: o.report.Source, NoProvider: true}) }

// Challenge reports a URL that asks for the password.
func (o *Sink) Challenge(p *Challenge) {
	o.emit(Event{Source: o.report.Source, Challenge: p})
}

// RankBound reports that no candidate of a better rank can follow.
func (o *Sink) RankBound(open fact.Rank) {
	o.emit(Event{Source: o.report.Source, RankBound: open})
}

// Skip records why a source is not asked.
func (o *Sink) Skip(f fact.LookupFault, detail string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.report.Verdict, o.report.Fault, o.report.Detail = fact.Skipped, f, detail
}

// close returns the report, with the verdict that follows from the look-ups.
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

// notPublished reports whether a fault only means that nothing is published.
func notPublished(f fact.LookupFault) bool {
	return f == fact.LookupNXDomain || f == fact.LookupNoData || f == fact.LookupNotOffered ||
		f == fact.LookupNullMX || f == fact.LookupGateway || f == fact.LookupStatus || f == fact.LookupWantsLogin
}

// faultOrder orders the faults of a source that named nothing, the most telling
// first: something is published but wrong, then it could not be looked up, then
// nothing is published.
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
