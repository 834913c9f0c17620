package probe

import (
	"context"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/engine"
	"github.com/mailprobe/mailprobe/probe/internal/policy"
)

// Survey is a list of endpoints to examine without a login, many at a time.
type Survey struct {
	Endpoints []fact.Endpoint
	// PerHost is how many connections a host may see at once; names that share
	// an address are one host. Servers count them, and some lock out who has more than
	// a handful. 0 means 2.
	PerHost int
	// AtOnce is how many endpoints are examined at once; 0 means 64.
	AtOnce int
	// EHLO is the name to give SMTP servers.
	EHLO string
	// Secrets are never shown in a check: those of [Query].
	Secrets []fact.Secret
	// Progress, which may be nil, is called whenever an endpoint is done, on the
	// goroutine of Examine.
	Progress func(done, total int)
}

// Examine examines the endpoints and returns a check for each, in their order. An
// endpoint that is named twice is examined once; where its failure leaves the
// cause open, it is looked at a second time. Checks hold facts only: no problems. The
// error is that of [Prober.Valid] or the context's; what was not examined by then is
// unfinished.
func (p *Prober) Examine(ctx context.Context, s Survey) ([]fact.Check, error) {
	network, err := p.network(false)
	if err != nil {
		return nil, err
	}
	return engine.Examine(ctx, network, engine.Survey(s))
}

// Published asks what is published for the query's address and examines no mail
// server. Of the query only Address, Sources, NoISPDB and Secrets count. The answers
// are in the order of a report; the error is as that of Examine, and then the sources
// that had not ended are said to have failed.
func (p *Prober) Published(ctx context.Context, q Query) ([]fact.SourceReport, error) {
	network, err := p.network(q.NoISPDB)
	if err != nil {
		return nil, err
	}
	return engine.Published(ctx, network, q.Address, q.sources(), q.Secrets)
}

// Room is how much of the bounds of one run is taken, for those who examine what a
// domain names by a [Survey]: at most 24 hosts and 64 endpoints. The zero value has
// nothing taken.
type Room struct{ room policy.Room }

// Take takes the room for an endpoint of a host, and reports whether there was any.
func (r *Room) Take(host string) bool { return r.room.Take(host) }

// MaxConnections is how many servers a run talks to at a time.
const MaxConnections = policy.MaxConnections
