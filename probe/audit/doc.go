// Package audit judges many settings at once, on top of the engine: the entries
// of a provider list, held against the servers that they name and against what
// the providers themselves publish ([Lists.Check]), and all that a mail domain
// publishes ([Domains.Check]).
//
// It examines without a login, and it names causes as package diagnose does;
// what only an audit can see has rules of its own, beside the codes in package
// fact. It has no words: package text words its problems.
package audit

import (
	"cmp"
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Subject is one thing that was judged: an entry of a list, a domain.
type Subject struct {
	// Name is the entry's id or the domain.
	Name string
	// File and Line are where an entry stands; empty and 0 for a domain.
	File string
	Line int
	// Untested is set where nothing of the subject could be looked at from here,
	// so that its having no problems means nothing.
	Untested bool
	Problems []Problem
	// Checks are the servers, as they were found; Sources is what is published.
	Checks  []fact.Check
	Sources []fact.SourceReport
	// Publish is what the domain ought to publish; nil for entries, and where no
	// server works that could be published.
	Publish *Publication
}

// Problem is a problem and the place in a file that it is about.
type Problem struct {
	fact.Problem
	// File, Line and Column are those of [fact.Finding].
	File         string
	Line, Column int
}

// sortProblems puts problems in the order of their places, then of their weight.
func sortProblems(all []Problem) {
	order := []fact.Severity{fact.Error, fact.Warning, fact.Info}
	slices.SortStableFunc(all, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(slices.Index(order, a.Severity), slices.Index(order, b.Severity)),
		)
	})
}
