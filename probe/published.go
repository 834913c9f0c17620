package probe

import (
	"context"
	"slices"
	"sync"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/discover"
)

// Published asks what is published for the query's address and examines no mail
// server. Of the query only Address, Sources, NoISPDB and Secrets count. The answers
// are in the order of a report; the error is the context's, and then the sources that
// had not ended are said to have failed.
func (p *Prober) Published(ctx context.Context, q Query) ([]fact.SourceReport, error) {
	in := p.inquiry(p.dialer(ctx, q.redactor(), false), &q, p.database())
	var (
		mu      sync.Mutex
		reports []fact.SourceReport
	)
	gone, stop := givenUp(ctx)
	defer stop()
	sources := q.chosen()
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
