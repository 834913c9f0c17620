package probe

import (
	"context"
	"errors"
	"net/netip"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
)

// host is one name that endpoints stand on. It is looked up once; until that is
// known it is the zero value.
type host struct {
	known bool
	ips   []netip.Addr
	err   error
	step  fact.Step
}

// lookUp asks for a host's addresses.
func lookUp(ctx context.Context, d *connect.Dialer, name string) host {
	ips, err := d.Addresses(ctx, name)
	step := fact.Step{Name: fact.StepDNS, Took: d.Cache.Took(name)}
	return host{known: true, ips: ips, err: err, step: step}
}

// cutOff tells that the look-up ended with the run.
func (h host) cutOff() bool { return !h.known || errors.Is(h.err, context.Canceled) }

// unresolved is the check of an endpoint whose host has no address.
func (h host) unresolved(c fact.Candidate) fact.Check {
	return fact.Check{
		Endpoint: c.Endpoint, Source: c.Source, Derived: c.Derived,
		Steps:   []fact.Step{h.step},
		Outcome: fact.OutcomeFailed,
		Login:   fact.LoginImpossible,
		Failure: &fact.Failure{Step: fact.StepDNS, Kind: connect.KindOf(h.err), Detail: h.err.Error(), Clear: true},
	}
}
