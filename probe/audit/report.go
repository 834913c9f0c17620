package audit

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// WordedSubject is a subject with its problems as findings in a language.
type WordedSubject struct {
	Subject
	Findings []fact.Finding
}

// Report is the result of an audit, compared with a baseline.
type Report struct {
	Subjects []SubjectReport
	// Start and Took are when the audit ran, and for how long.
	Start time.Time
	Took  time.Duration
}

// SubjectReport is the result for one subject, compared with a baseline.
type SubjectReport struct {
	Subject
	// Findings are those that are not in the baseline, and notes.
	Findings []fact.Finding
	// Known counts those that are in it; Gone are its marks without a finding.
	Known int
	Gone  []Mark
}

// NewReport compares findings with a baseline, which may be nil, and makes their texts
// printable.
func NewReport(all []WordedSubject, known *Baseline) *Report {
	if known == nil {
		known = &Baseline{}
	}
	r := &Report{}
	for _, j := range all {
		r.Subjects = append(r.Subjects, j.compare(known))
	}
	return r
}

func (j WordedSubject) compare(known *Baseline) SubjectReport {
	findings := printable(j.Findings)
	counted := known.compare(j.Name, j.File, findings)
	r := SubjectReport{Subject: j.Subject, Known: counted.Known}
	if !j.Untested { // nothing is known to be gone where nothing was examined
		for _, m := range counted.Gone {
			m.Subject, m.Rule, m.File, m.About = visible(m.Subject), visible(m.Rule), visible(m.File), visible(m.About)
			r.Gone = append(r.Gone, m)
		}
	}
	// Names are only displayed from here on.
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

// visible replaces control and format characters, and the markers of CI commands, which
// texts of servers and files may contain.
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

// Sum counts the subjects and findings of a report.
type Sum struct {
	Checked, Untested       int
	Errors, Warnings, Notes int // findings that are new, and notes
	Failed                  int // subjects with findings that count
	Known, Gone             int
}

// Sum returns the counts of the report.
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

// Fails reports whether the subject has findings that count and are new.
func (r *SubjectReport) Fails() bool { return slices.ContainsFunc(r.Findings, fact.Finding.Counts) }

// Verdict is the outcome of an audit.
type Verdict string

// The verdicts, and what a command exits with: 0, 1 and 5.
const (
	Clean        Verdict = "clean"
	WithFindings Verdict = "findings"
	NotTested    Verdict = "untested" // nothing of it could be tested from here
)

// Verdict returns the outcome.
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
