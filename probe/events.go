package probe

import (
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
	"github.com/mailprobe/mailprobe/probe/internal/discover"
)

// eventKind says what an event tells the run.
type eventKind int

const (
	discovered   eventKind = iota // a source has something to say
	resolved                      // a host's addresses are known, or why not
	examined                      // an endpoint was looked at
	judged                        // a credential was answered
	lookedBehind                  // more is known of what lies behind a login
	rested                        // a worker has given its connection up for now
	closed                        // a worker has ended
	answered                      // a place of Autodiscover took the password, or did not
	unlocked                      // the user gave a password, or none
	consented                     // the user answered for a domain
)

// event is what the run's goroutines tell it. Only the fields of its kind are set.
type event struct {
	kind eventKind

	source discover.Event

	name string
	host host

	worker   *worker
	check    fact.Check
	attempts []fact.Attempt

	web diagnose.WebLogin

	secret  fact.Secret
	domains []string
	yes     bool
}

// take notes what an event tells.
func (r *run) take(e event, now time.Time) {
	switch e.kind {
	case discovered:
		r.takeSource(e.source)
	case resolved:
		r.takeAddresses(e, now)
	case examined:
		r.takeExamined(e, now)
	case judged:
		r.takeJudged(e, now)
	case lookedBehind:
		r.see(e, now)
	case rested:
		if t := r.workers[e.worker]; t != nil && t.phase == ready {
			t.resting, t.rested = true, true
		}
	case closed:
		r.see(e, now)
		delete(r.workers, e.worker)
	case answered:
		r.takeAnswered(e.web)
	case unlocked:
		r.key.known, r.key.secret = true, e.secret
		r.clock.resume(now)
	case consented:
		for _, domain := range e.domains {
			r.trustees.granted[domain] = e.yes
		}
		r.reconsiderTrust()
		r.clock.resume(now)
	}
	r.progress()
}

// takeSource notes what a source says. New candidates are ranked with those that
// are there, and their hosts looked up.
func (r *run) takeSource(e discover.Event) {
	if e.Provider != nil {
		r.takeProvider(e.Provider)
	}
	if e.NotOffered != "" {
		r.notOffered[e.NotOffered] = true
	}
	if e.NoProvider {
		r.trustees.mxKnown = true
		r.reconsiderTrust()
	}
	if e.Challenge != nil {
		r.takePetition(e.Challenge)
	}
	if e.RankBound != 0 {
		r.open[e.Source] = e.RankBound
	}
	if e.Report != nil {
		delete(r.open, e.Source)
		r.addReport(*e.Report)
		if e.Source == fact.SourceMX {
			r.trustees.mxKnown = true
			r.reconsiderTrust()
		}
	}
	r.services = append(r.services, e.Services...)
	if len(e.Candidates) > 0 {
		r.name(e.Candidates)
	}
}

func (r *run) takeProvider(p *discover.ProviderMatch) {
	r.reconsiderTrust()
	if p.MX == "" {
		r.trustees.own = p.Provider
		r.provider = p
		return
	}
	r.trustees.mx, r.trustees.mxHost = p.Provider, p.MX
	if r.provider == nil {
		r.provider = p
	}
	// What was ranked before the MX was known may now be somebody else's.
	for _, t := range r.targets {
		t.Rank = r.trustees.demoted(t.Candidate)
	}
	r.sort()
}

// addReport joins what a source says later to what it said before.
func (r *run) addReport(report fact.SourceReport) {
	i := slices.IndexFunc(r.reports, func(s fact.SourceReport) bool { return s.Source == report.Source })
	if i < 0 {
		r.reports = append(r.reports, report)
		return
	}
	first := &r.reports[i]
	first.Verdict, first.Fault, first.Detail = report.Verdict, report.Fault, report.Detail
	first.Took += report.Took
	first.Lookups = append(first.Lookups, report.Lookups...)
	first.Named = append(first.Named, report.Named...)
}
