package probe

import (
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// name takes in what a source named, and what else its hosts may offer.
func (r *run) name(candidates []fact.Candidate) {
	candidates = slices.DeleteFunc(slices.Clone(candidates), func(c fact.Candidate) bool {
		return !r.query.wanted(c.Protocol)
	})
	all := expand(candidates)
	if r.query.AllowCleartext {
		all = inTheClear(all)
	}
	for _, c := range all {
		c.Rank = r.trustees.demoted(c)
		r.add(c)
	}
	r.sort()
	r.reconsiderTrust()
}

// add makes a target of a candidate, or joins it to the one that is there.
func (r *run) add(c fact.Candidate) {
	i := slices.IndexFunc(r.targets, func(t *target) bool { return t.Endpoint == c.Endpoint })
	if i < 0 {
		t := &target{Candidate: c, phase: named}
		if c.Rank == fact.RankGuess {
			t.phase = held
		}
		r.targets = append(r.targets, t)
		return
	}
	t := r.targets[i]
	if compareCandidates(c, t.Candidate) < 0 {
		c, t.Candidate = t.Candidate, c
	}
	t.others = append(t.others, c)
	if t.phase == held && t.Rank != fact.RankGuess {
		t.phase = named // not a mere guess any more
	}
}

func (r *run) sort() {
	slices.SortStableFunc(r.targets, func(a, b *target) int {
		return compareCandidates(a.Candidate, b.Candidate)
	})
}

// lookUp asks for a host's addresses, once.
func (r *run) lookUp(name string) {
	if _, asked := r.hosts[name]; asked {
		return
	}
	r.hosts[name] = host{}
	r.work.Go(func() {
		r.events <- event{kind: resolved, name: name, host: lookUp(r.ctx, r.dialer, name)}
	})
}

// takeAddresses notes a host's addresses. Targets on a host without any are
// done; the others begin when act comes to them.
func (r *run) takeAddresses(e event, now time.Time) {
	r.hosts[e.name] = e.host
	if e.host.err == nil {
		if r.guessFrom.IsZero() {
			r.guessFrom = now.Add(patience)
		}
		return
	}
	for _, t := range r.targets {
		if t.Host == e.name && t.phase == resolving {
			t.phase, t.check = done, e.host.unresolved(t.Candidate)
		}
	}
}
