package engine

import (
	"context"
	"errors"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/internal/policy"
)

// lookUp asks for a host's addresses.
func lookUp(ctx context.Context, d *connect.Dialer, name string) policy.Host {
	ips, err := d.Addresses(ctx, name)
	h := policy.Host{Known: true, IPs: ips, Step: fact.Step{Name: fact.StepDNS, Took: d.Cache.Took(name)}}
	if err != nil {
		h.CutOff = errors.Is(err, context.Canceled)
		h.Failure = &fact.Failure{Step: fact.StepDNS, Kind: connect.KindOf(err), Detail: err.Error(), Clear: true}
	}
	return h
}
