// Package discover looks mail settings up where they are published or collected,
// and turns them into candidates. Each source is a file of its own that implements
// [Source], and a line in [All].
//
// Sources report what they find as soon as they find it, so that connecting can
// begin while others are still looking, and a verdict at the end.
package discover

import (
	"context"
	"sync"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// All returns the sources, the most trusted first.
func All() []Source {
	return []Source{
		paccSource{},
		autoconfigSource{},
		providerSource{},
		ispdbSource{},
		srvSource{},
		mxSource{},
		autodiscoverSource{},
		txtSource{},
		guessSource{},
	}
}

// Run asks all sources at once, each for no longer than limit. emit is called from
// several goroutines, and for the last time before Run returns.
func Run(ctx context.Context, env *Env, sources []Source, limit time.Duration, emit func(Event)) {
	var wg sync.WaitGroup
	for _, s := range sources {
		wg.Go(func() {
			ctx, cancel := context.WithTimeout(ctx, limit)
			defer cancel()
			start := time.Now()
			sink := &Sink{emit: emit, redactor: env.Redactor, report: fact.SourceReport{Source: s.Name()}}
			s.Find(ctx, env, sink)
			report := sink.close()
			report.Took = time.Since(start)
			emit(Event{Source: s.Name(), Report: &report})
		})
	}
	wg.Wait()
}
