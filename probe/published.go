package probe

import (
	"context"
	"sync"

	"github.com/mailprobe/mailprobe/probe/discover"
	"github.com/mailprobe/mailprobe/probe/fact"
)

// Published asks what is published for the query's address and examines no mail
// server. Of the query only Address, Sources, NoISPDB
// and Secrets count. The answers are
// in the order of a report; the error is the context's.
func (p *Prober) Published(ctx context.Context, q Query) ([]fact.SourceReport, error) {
	in := p.inquiry(p.dialer(ctx, q.redactor(), false), &q, p.database())
	var (
		mu      sync.Mutex
		reports []fact.SourceReport
	)
	discover.Run(ctx, in, q.chosen(), sourceTimeout, func(e discover.Event) {
		mu.Lock()
		defer mu.Unlock()
		if e.Report != nil {
			reports = append(reports, *e.Report)
		}
	})
	sortSources(reports)
	return reports, ctx.Err()
}
