package probe

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/mailprobe/mailprobe/probe/connect"
	"github.com/mailprobe/mailprobe/probe/discover"
	"github.com/mailprobe/mailprobe/probe/fact"
)

// run is one run in progress. Its state belongs to one goroutine, the conductor;
// everything else works beside it and reports by events. What to do next is
// decided by pure functions over the state, in schedule.go and share.go.
type run struct {
	query    Query
	prober   *Prober
	redactor *connect.Redactor
	dialer   *connect.Dialer
	inquiry  *discover.Inquiry

	// ctx ends every connection and look-up of the run.
	ctx    context.Context
	cancel context.CancelFunc
	events chan event
	work   sync.WaitGroup
	clock  clock

	// What has been found.
	reports    []fact.SourceReport
	services   []fact.Service
	open       map[fact.Source]fact.Rank // sources that may still speak, and the best rank they may speak at
	targets    []*target                 // best first
	hosts      map[string]host
	trustees   trustees
	provider   *discover.Recognised
	notOffered map[fact.Protocol]bool
	guessFrom  time.Time // when guesses are connected to, whatever is pending

	// What has been tried.
	budget  budget
	key     key
	consent map[string]consent
	// ended is set once no more logins may be tried.
	ended     bool
	winner    *target // whose login proved the password
	username  string  // that it was proved with
	proof     string  // the mechanism that it was proved with
	second    *login  // the one more try of design rule 3
	petitions petitions

	proved  *pair
	workers map[*worker]*target // those that have not ended
	// finishing is set once nothing new may start.
	finishing bool
}

// key is the password or token, and how far it is away.
type key struct {
	asked  bool
	known  bool
	secret fact.Secret
}

// consent is the user's answer for one registrable domain.
type consent struct{ asked, answered bool }

func newRun(ctx context.Context, p *Prober, q Query) *run {
	db := p.database()
	r := &run{
		query:      q,
		prober:     p,
		redactor:   &connect.Redactor{},
		events:     make(chan event, 16),
		open:       map[fact.Source]fact.Rank{},
		hosts:      map[string]host{},
		notOffered: map[fact.Protocol]bool{},
		consent:    map[string]consent{},
		workers:    map[*worker]*target{},
		budget:     budget{limit: max(0, q.MaxLogins)},
		trustees: trustees{
			domain:     q.Address.Domain,
			providers:  db,
			granted:    map[string]bool{},
			everything: q.TrustAll,
		},
	}
	for _, domain := range q.Trust {
		r.trustees.granted[fact.Registrable(domain)] = true
	}
	r.redactor.Add(q.SendingPassword.Reveal())
	if !q.Token.Empty() {
		r.key = key{asked: true, known: true, secret: q.Token}
		r.redactor.Add(q.Token.Reveal())
	}
	r.ctx, r.cancel = context.WithCancel(ctx)
	r.dialer = p.dialer(r.ctx, r.redactor, q.AllowBadCertificate)
	r.inquiry = p.inquiry(r.dialer, &q, db)
	r.clock.start(q.Timeout)
	return r
}

// conduct is the run: it starts the sources, then acts on events until nothing
// is left to wait for.
func (r *run) conduct(ctx context.Context) (*Report, error) {
	defer r.cancel()
	if len(r.query.Given) > 0 {
		r.given()
	} else {
		r.discover()
	}
	for {
		wake, over := r.act(time.Now())
		if over {
			break
		}
		if r.await(ctx, wake) != nil {
			break
		}
	}
	interrupted := ctx.Err()
	r.finish()
	return r.report(), interrupted
}

// await takes the next event, or returns when it is time to look again. The
// error is the context's.
func (r *run) await(ctx context.Context, wake time.Time) error {
	var alarm <-chan time.Time
	if !wake.IsZero() {
		timer := time.NewTimer(time.Until(wake))
		defer timer.Stop()
		alarm = timer.C
	}
	select {
	case e := <-r.events:
		r.take(e)
	case <-alarm:
	case <-ctx.Done():
	}
	return ctx.Err()
}

// discover starts all sources that the run may ask.
func (r *run) discover() {
	var sources []discover.Source
	for _, s := range discover.All() {
		if len(r.query.Sources) > 0 && !slices.Contains(r.query.Sources, s.Name()) {
			continue
		}
		sources = append(sources, s)
		r.open[s.Name()] = s.Best()
	}
	if _, asked := r.open[fact.SourceMX]; !asked {
		r.trustees.mxKnown = true // nobody will ask: the rule about it cannot hold
	}
	r.work.Go(func() {
		discover.Run(r.ctx, r.inquiry, sources, sourceTimeout, func(e discover.Event) {
			r.events <- event{kind: discovered, source: e}
		})
	})
}

// take notes what an event tells.
func (r *run) take(e event) {
	switch e.kind {
	case discovered:
		r.takeSource(e.source)
	case resolved:
		r.takeAddresses(e)
	case examined:
		r.takeExamined(e)
	case judged:
		r.takeJudged(e)
	case lookedBehind:
		r.see(e)
	case closed:
		r.see(e)
		delete(r.workers, e.worker)
	case answered:
		r.takeAnswered(e.web)
	case unlocked:
		r.key.known, r.key.secret = true, e.secret
		r.redactor.Add(e.secret.Reveal())
		r.clock.resume()
	case consented:
		r.consent[e.domain] = consent{asked: true, answered: true}
		r.trustees.granted[e.domain] = e.yes
		r.clock.resume()
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
	if e.Petition != nil {
		r.takePetition(e.Petition)
	}
	if e.Open != 0 {
		r.open[e.Source] = e.Open
	}
	if e.Report != nil {
		delete(r.open, e.Source)
		r.addReport(*e.Report)
		if e.Source == fact.SourceMX {
			r.trustees.mxKnown = true
		}
	}
	r.services = append(r.services, e.Services...)
	if len(e.Candidates) > 0 {
		r.name(e.Candidates)
	}
}

func (r *run) takeProvider(p *discover.Recognised) {
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
