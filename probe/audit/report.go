package audit

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Judged is a subject with what was found at it, in words.
type Judged struct {
	Subject
	Findings []fact.Finding
}

// Report is what was found at many subjects, held against what is known.
type Report struct {
	Subjects []Result
	// Start and Took are when the audit ran, and for how long.
	Start time.Time
	Took  time.Duration
}

// Result is what came of one subject.
type Result struct {
	Subject
	// Findings are those that the baseline does not know, and notes.
	Findings []fact.Finding
	// Known is how many it knows; Gone is what it knows and is no more.
	Known int
	Gone  []Mark
}

// NewReport holds what was found against a baseline, which may be nil, and makes
// it fit to print.
func NewReport(all []Judged, known *Baseline) *Report {
	if known == nil {
		known = &Baseline{}
	}
	r := &Report{}
	for _, j := range all {
		r.Subjects = append(r.Subjects, j.against(known))
	}
	return r
}

func (j Judged) against(known *Baseline) Result {
	findings := printable(j.Findings)
	counted := known.Compare(j.Name, j.File, findings)
	r := Result{Subject: j.Subject, Known: counted.Known}
	if !j.Untested { // of what was not looked at, nothing is gone
		for _, m := range counted.Gone {
			m.Subject, m.Rule, m.File, m.About = visible(m.Subject), visible(m.Rule), visible(m.File), visible(m.About)
			r.Gone = append(r.Gone, m)
		}
	}
	// What was read of a file's name is for people from here on.
	r.Name, r.File = visible(r.Name), visible(r.File)
	for i, f := range findings {
		if slices.Contains(counted.New, i) || !f.Counts() {
			r.Findings = append(r.Findings, f)
		}
	}
	return r
}

func printable(findings []fact.Finding) []fact.Finding {
	findings = slices.Clone(findings)
	for i := range findings {
		f := &findings[i]
		for _, part := range []*string{&f.File, &f.Subject, &f.Message, &f.Remedy, &f.Evidence} {
			*part = visible(*part)
		}
	}
	return findings
}

// visible replaces what no log and no page should get: control and format
// characters and the marks of commands, which servers and files could bring along.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\r', r == '\t':
			return ' '
		case !unicode.IsPrint(r):
			return unicode.ReplacementChar
		}
		return r
	}, fact.Unmarked(s))
}

// Sum is a report in numbers.
type Sum struct {
	Checked, Untested       int
	Errors, Warnings, Notes int // findings that are new, and notes
	Failed                  int // subjects with findings that count
	Known, Gone             int
}

// Sum counts.
func (r *Report) Sum() Sum {
	var n Sum
	for _, s := range r.Subjects {
		n.Checked++
		n.Known += s.Known
		n.Gone += len(s.Gone)
		if s.Untested {
			n.Untested++
		}
		if s.Fails() {
			n.Failed++
		}
		for _, f := range s.Findings {
			switch f.Severity {
			case fact.Error:
				n.Errors++
			case fact.Warning:
				n.Warnings++
			default:
				n.Notes++
			}
		}
	}
	return n
}

// Fails tells whether the subject has findings that count and are new.
func (r *Result) Fails() bool { return slices.ContainsFunc(r.Findings, fact.Finding.Counts) }

// Verdict is what came of an audit.
type Verdict string

// The verdicts, and what a command exits with: 0, 1 and 5.
const (
	Clean        Verdict = "clean"
	WithFindings Verdict = "findings"
	NotTested    Verdict = "untested" // nothing of it could be tested from here
)

// Verdict draws the one word.
func (r *Report) Verdict() Verdict {
	n := r.Sum()
	switch {
	case n.Checked > 0 && n.Untested == n.Checked:
		return NotTested
	case n.Failed > 0:
		return WithFindings
	default:
		return Clean
	}
}
