package engine

import (
	"context"
	"slices"
	"sync"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/discover"
)

// Published asks sources what is published for an address and examines no mail server.
// The answers are in the order of a report; the error is the context's, and then the
// sources that had not ended are said to have failed.
func Published(ctx context.Context, network *Network, address fact.Address, sources []discover.Source, secrets []fact.Secret) ([]fact.SourceReport, error) {
	c := Config{Secrets: secrets}
	c.Address = address
	in := network.env(network.dialer(ctx, c.redactor(), false), address)
	var (
		mu      sync.Mutex
		reports []fact.SourceReport
	)
	gone, stop := givenUp(ctx)
	defer stop()
	waitFor(func() {
		discover.Run(ctx, in, sources, sourceTimeout, func(e discover.Event) {
			mu.Lock()
			defer mu.Unlock()
			if e.Report != nil {
				reports = append(reports, *e.Report)
			}
		})
	}, gone)
	mu.Lock()
	defer mu.Unlock()
	found := slices.Clone(reports) // who is left behind may still add to the others
	for _, s := range sources {
		if !slices.ContainsFunc(found, func(r fact.SourceReport) bool { return r.Source == s.Name() }) {
			found = append(found, fact.SourceReport{Source: s.Name(), Verdict: fact.Failed, Fault: fact.LookupCanceled})
		}
	}
	sortSources(found)
	return found, ctx.Err()
}
