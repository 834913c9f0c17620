package lint

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
	"github.com/mailprobe/mailprobe/providers/file"
	"github.com/mailprobe/mailprobe/providers/internal/collect"
)

// Result is what came of a list of files.
type Result struct {
	// Entries are the sound ones, in the order of the files.
	Entries []*file.Entry
	// LeftOut are the files that are not among them.
	LeftOut []string
	// Findings are sorted by file and line.
	Findings []fact.Finding
}

// Providers are the sound entries as [providers.New] takes them.
func (r *Result) Providers() []*providers.Provider {
	var list []*providers.Provider
	for _, e := range r.Entries {
		list = append(list, e.Provider)
	}
	return list
}

// weigh reads and judges files. The age of entries is told by the day.
func weigh(files []collect.File, today time.Time) *Result {
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
		if unfit(found) {
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

func unfit(found []fact.Finding) bool {
	return slices.ContainsFunc(found, func(f fact.Finding) bool { return f.Severity == fact.Error })
}

func (r *Result) reject(name string, found ...fact.Finding) {
	r.LeftOut = append(r.LeftOut, name)
	r.Findings = append(r.Findings, found...)
}

// judge is what a rule sees: an entry, who else claims what it claims, the day.
type judge struct {
	*file.Entry
	claims claims
	today  time.Time

	rule  fact.Rule
	found []fact.Finding
}

func apply(e *file.Entry, all claims, today time.Time) []fact.Finding {
	j := &judge{Entry: e, claims: all, today: today}
	for _, r := range rules() {
		j.rule = fact.Rule{ID: r.id, Severity: r.severity, About: r.about}
		r.check(j)
	}
	return j.found
}

// report is a finding of the rule at a path such as "servers[0].host".
func (j *judge) report(path, remedy, message string, args ...any) {
	j.found = append(j.found, j.At(path, j.rule, fmt.Sprintf(message, args...), remedy))
}

// claims tell which entry has a key: "id gmx", "domain gmx.de", "mx gmx.net".
type claims map[string]*file.Entry

// claimsOf gives each key to the first entry that claims it and is sound by
// itself, else to the first, so that a broken file takes nothing from a sound one.
func claimsOf(entries []*file.Entry, today time.Time) claims {
	all, broken := claims{}, claims{}
	for _, e := range entries {
		holders := all
		if unfit(apply(e, nil, today)) {
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

func mxKey(m providers.MXPattern) string { return "mx " + m.Suffix + m.Pattern }

// holder is the entry that has a key, if it is another one than this.
func (j *judge) holder(key string) *file.Entry {
	if e := j.claims[key]; e != j.Entry {
		return e
	}
	return nil
}
