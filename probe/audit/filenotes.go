package audit

import (
	"cmp"
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// fileNotes are what is odd about the files that the domain publishes, each at its
// line. The same file in several places is judged in the first.
func (d *domain) fileNotes() []Problem {
	var found []Problem
	for _, s := range d.sources {
		if !ownSource(s.Source) {
			continue
		}
		var before [][]fact.Note
		for _, l := range d.filesOf(s) {
			if slices.ContainsFunc(before, func(b []fact.Note) bool { return slices.Equal(b, l.Notes) }) {
				continue
			}
			before = append(before, l.Notes)
			for _, n := range l.Notes {
				if !saidOfSource(n.Rule) {
					found = append(found, Problem{Problem: n.Problem(), File: cmp.Or(l.Answered, l.What), Line: n.Line, Column: n.Column})
				}
			}
		}
	}
	return found
}

// filesOf are the look-ups of a source that have notes: what came over https first,
// and of that the file that programs ask for first.
func (d *domain) filesOf(s fact.SourceReport) []fact.Lookup {
	files := slices.DeleteFunc(slices.Clone(s.Lookups), func(l fact.Lookup) bool { return len(l.Notes) == 0 })
	place := func(l fact.Lookup) int {
		switch {
		case l.What == autoconfigURL(d.name):
			return 0
		case strings.HasPrefix(l.What, "https://"):
			return 1
		}
		return 2
	}
	slices.SortStableFunc(files, func(a, b fact.Lookup) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a.What, b.What))
	})
	return files
}

// saidOfSource reports whether a rule of domains says the same, of all that the
// source publishes.
func saidOfSource(rule fact.Code) bool {
	return rule == fact.FileNoIncoming || rule == fact.FileNoOutgoing || rule == fact.FilePlaintext
}
