package probe

import (
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/discover"
)

// Given is a server that the user named, to be tried as it is.
type Given struct {
	fact.Endpoint
	// Username is the name to log in with; empty means the query's, or the
	// address's usual forms.
	Username string
}

// given makes the run's targets of the servers that the user named. Nothing is
// looked for; but where the query does not forbid it, what else the same hosts
// offer is looked at, so that the report can say what would work instead. Such
// servers are never logged in to and never the answer: the user asked about
// others.
func (r *run) given() {
	r.trustees.mxKnown = true
	var named []fact.Candidate
	for i, g := range r.query.Given {
		named = append(named, fact.Candidate{
			Endpoint: g.Endpoint, Username: g.Username, Order: i,
			Source: fact.SourceUser, Rank: fact.RankUser, Origin: fact.OriginUser,
		})
		if p := r.trustees.providers.ByServer(g.Host); p != nil && r.provider == nil {
			r.provider = &discover.ProviderMatch{Provider: p}
		}
	}
	all := named
	if !r.query.GivenOnly {
		all = expand(otherModes(named))
	}
	for _, c := range all {
		r.add(c)
	}
	r.reconsiderTrust()
	r.sort()
}

// otherModes adds to every port the ways of TLS that were not asked for, since
// the wrong one is what most often fails.
func otherModes(named []fact.Candidate) []fact.Candidate {
	all := slices.Clone(named)
	for _, c := range named {
		for _, mode := range []fact.TLSMode{fact.Implicit, fact.STARTTLS} {
			other := c
			other.TLS, other.Derived = mode, true
			if !slices.ContainsFunc(all, func(c fact.Candidate) bool { return c.Endpoint == other.Endpoint }) {
				all = append(all, other)
			}
		}
	}
	return all
}

// beside tells that a target is only looked at beside what the user named.
func (t *target) beside() bool { return t.Derived && t.Source == fact.SourceUser }

// allGivenWork tells whether no server that the user named is without a proof.
func (r *run) allGivenWork() bool {
	return !slices.ContainsFunc(r.targets, func(t *target) bool {
		works, _ := r.works(t)
		return t.Source == fact.SourceUser && !t.Derived && !works && t.check.Outcome != fact.OutcomeSkipped
	})
}
