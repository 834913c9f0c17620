package engine

import (
	"context"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/internal/discover"
	"github.com/mailprobe/mailprobe/probe/internal/policy"
)

// Run looks for the settings of an address, or takes those that the user named, and
// tries them. There is a report whatever is found; the error is the context's, and
// then the report holds what was known by then, or else that of the password's question.
func Run(ctx context.Context, network *Network, c Config) (*Report, error) {
	r := newRun(ctx, network, c)
	defer r.cancel()
	r.begin()
	for {
		orders, wake, over := r.state.Decide(time.Now())
		for _, order := range orders {
			r.carryOut(order)
		}
		if over || r.await(ctx, wake) != nil {
			break
		}
	}
	err := ctx.Err()
	r.finish()
	if err == nil {
		err = r.passwordErr
	}
	return r.report(), err
}

// begin notes the servers that the user named, or has all sources asked.
func (r *run) begin() {
	if len(r.Servers) > 0 {
		r.state.ServersNamed(r.Servers, r.ServersOnly)
		return
	}
	for _, s := range r.Sources {
		row, _ := fact.SourceOf(s.Name())
		r.state.Opened(row.Name, row.Best)
	}
	r.state.AllOpened()
	r.work.Go(func() {
		discover.Run(r.ctx, r.env, r.Sources, sourceTimeout, func(e discover.Event) { r.events <- discovered{e} })
	})
}

// carryOut does what was decided.
func (r *run) carryOut(order policy.Order) {
	switch o := order.(type) {
	case policy.LookUp:
		r.lookUp(o.Host)
	case policy.Examine:
		r.examine(o)
	case policy.Rest:
		r.workers[o.Conn].orders <- rest{}
	case policy.LogIn:
		r.logIn(o)
	case policy.AskPassword:
		r.askPassword(o)
	case policy.AskTrust:
		r.askTrust(o)
	case policy.Answer:
		r.answerChallenge(o)
	case policy.TimeUp:
		r.endTime()
	case policy.Announce:
		if r.Announced != nil {
			r.Announced(r.report())
		}
	}
}

// await notes the next events, or returns when it is time to look again. The
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
		r.note(e)
		r.drain() // what to do is decided by all that is known
	case <-alarm:
	case <-ctx.Done():
	}
	return ctx.Err()
}

// drain notes all that has been told by now.
func (r *run) drain() {
	for {
		select {
		case e := <-r.events:
			r.note(e)
		default:
			return
		}
	}
}

func (r *run) note(e event) {
	e.note(r, time.Now())
	r.progress()
}

func newRun(ctx context.Context, network *Network, c Config) *run {
	r := &run{
		Config:     c,
		network:    network,
		state:      policy.New(c.Wish, network.Providers, time.Now()),
		redactor:   c.redactor(),
		events:     make(chan event, 16),
		secret:     c.Token,
		workers:    map[policy.ConnID]*worker{},
		challenges: map[string]*discover.Challenge{},
		declined:   map[fact.Protocol]bool{},
	}
	r.ctx, r.cancel = context.WithCancel(ctx)
	r.timeUp, r.endTime = context.WithCancel(r.ctx)
	// TrustAll vouches for no connection that a certificate does not: not for one
	// that is made anew after the examination, either.
	r.dialer = network.dialer(r.ctx, r.redactor, c.AllowBadCertificate && !c.TrustAll)
	r.dialer.Intake = &connect.Intake{}
	r.env = network.env(r.dialer, c.Address)
	return r
}
