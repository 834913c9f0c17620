package probe

import (
	"context"
	"sync"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/internal/discover"
)

// run is one run in progress. Its state belongs to one goroutine, the conductor;
// everything else works beside it and reports by events. What to do next is
// decided by functions of that state and of the time, which do nothing else.
type run struct {
	query    Query
	prober   *Prober
	redactor *connect.Redactor
	dialer   *connect.Dialer
	inquiry  *discover.Inquiry

	// ctx ends every connection and look-up of the run.
	ctx    context.Context
	cancel context.CancelFunc
	// timeUp is over when the run's time is, endTime makes it so.
	timeUp  context.Context
	endTime context.CancelFunc
	events  chan event
	work    sync.WaitGroup
	clock   clock

	// What has been found.
	reports    []fact.SourceReport
	services   []fact.Service
	open       map[fact.Source]fact.Rank // sources that may still speak, and the best rank they may speak at
	targets    []*target                 // best first
	hosts      map[string]host
	trustees   trustees
	trusted    map[string]fact.Trust // what was decided about hosts
	provider   *discover.Recognised
	notOffered map[fact.Protocol]bool
	guessFrom  time.Time // when guesses are connected to, whatever is pending

	// What has been tried.
	budget budget
	key    key
	// receiving and sending are the user's two accounts; the second counts only
	// where other credentials are for sending.
	receiving, sending account
	asked              map[string]bool // registrable domains that the user was asked to trust
	questions          int             // that were asked about trust
	petitions          petitions

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

func newRun(ctx context.Context, p *Prober, q Query) *run {
	db := p.database()
	r := &run{
		query:      q,
		prober:     p,
		redactor:   q.redactor(),
		events:     make(chan event, 16),
		open:       map[fact.Source]fact.Rank{},
		hosts:      map[string]host{},
		notOffered: map[fact.Protocol]bool{},
		asked:      map[string]bool{},
		trusted:    map[string]fact.Trust{},
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
	r.query.Password = r.learning(q.Password)
	if !q.Token.Empty() {
		r.key = key{asked: true, known: true, secret: q.Token}
	}
	r.ctx, r.cancel = context.WithCancel(ctx)
	r.timeUp, r.endTime = context.WithCancel(r.ctx)
	// TrustAll vouches for no connection that a certificate does not: not for one
	// that is made anew after the examination, either.
	r.dialer = p.dialer(r.ctx, r.redactor, q.AllowBadCertificate && !q.TrustAll)
	r.dialer.Intake = &connect.Intake{}
	r.inquiry = p.inquiry(r.dialer, &q, db)
	r.clock.start(time.Now(), q.Timeout)
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

// await takes the next events, or returns when it is time to look again. The
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
		r.take(e, time.Now())
		r.drain() // what to do is decided by all that is known
	case <-alarm:
	case <-ctx.Done():
	}
	return ctx.Err()
}

// discover starts all sources that the run may ask.
func (r *run) discover() {
	sources := r.query.chosen()
	for _, s := range sources {
		row, _ := fact.SourceOf(s.Name())
		r.open[row.Name] = row.Best
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
