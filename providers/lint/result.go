package lint

import (
	"cmp"
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
	"github.com/mailprobe/mailprobe/providers/file"
	"github.com/mailprobe/mailprobe/providers/internal/collect"
)

// Result is the result of checking a list of files.
type Result struct {
	// Entries are those without errors, in the order of the files.
	Entries []*file.Entry
	// LeftOut are the files that are not among them.
	LeftOut []string
	// Findings are sorted by file and line.
	Findings []fact.Finding
}

// Providers returns the entries as [providers.New] takes them.
func (r *Result) Providers() []*providers.Provider {
	var list []*providers.Provider
	for _, e := range r.Entries {
		list = append(list, e.Provider)
	}
	return list
}

// checkFiles reads files and applies all rules to them. The age of entries is that on
// the given day.
func checkFiles(files []collect.File, today time.Time) *Result {
	result := &Result{}
	var entries []*file.Entry
	for _, f := range files {
		if f.Err != nil {
			result.reject(f.Name, fact.Finding{
				File: f.Name, Rule: unreadable.ID, Severity: unreadable.Severity,
				Message: fact.Printable("cannot be read: " + f.Err.Error()), Remedy: "make it a plain file that may be read",
			})
			continue
		}
		e, found := file.Read(f.Name, f.Data)
		if len(found) > 0 {
			result.reject(f.Name, found...)
			continue
		}
		entries = append(entries, e)
	}
	all := claimsOf(entries, today)
	for _, e := range entries {
		found := apply(e, all, today)
		if hasErrors(found) {
			result.reject(e.Name, found...)
			continue
		}
		result.Entries = append(result.Entries, e)
		result.Findings = append(result.Findings, found...)
	}
	slices.SortStableFunc(result.Findings, func(a, b fact.Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	slices.Sort(result.LeftOut)
	return result
}

func hasErrors(found []fact.Finding) bool {
	return slices.ContainsFunc(found, func(f fact.Finding) bool { return f.Severity == fact.Error })
}

func (r *Result) reject(name string, found ...fact.Finding) {
	r.LeftOut = append(r.LeftOut, name)
	r.Findings = append(r.Findings, found...)
}

func apply(e *file.Entry, all claims, today time.Time) []fact.Finding {
	j := &entryCheck{Entry: e, claims: all, today: today}
	for _, r := range rules() {
		j.rule = fact.Rule{ID: r.id, Severity: r.severity, About: r.about}
		r.check(j)
	}
	return j.found
}

// claimsOf assigns each key to the first entry that claims it and has no errors of its
// own, or else to the first, so that a broken file takes no key from a valid one.
func claimsOf(entries []*file.Entry, today time.Time) claims {
	all, broken := claims{}, claims{}
	for _, e := range entries {
		holders := all
		if hasErrors(apply(e, nil, today)) {
			holders = broken
		}
		for _, key := range keysOf(e.Provider) {
			if holders[key] == nil {
				holders[key] = e
			}
		}
	}
	for key, e := range broken {
		if all[key] == nil {
			all[key] = e
		}
	}
	return all
}

func keysOf(p *providers.Provider) []string {
	keys := []string{"id " + p.ID}
	for _, domain := range p.Domains {
		keys = append(keys, "domain "+domain)
	}
	for _, m := range p.MX {
		keys = append(keys, mxKey(m))
	}
	return keys
}
