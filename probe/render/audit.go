package render

import (
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/text"
)

// Audit is what a check of many things found, with its words, as the writers for
// CI take it.
type Audit struct {
	// Command is what ran, such as "mailprobe providers check"; Version is whose.
	Command, Version string
	Lang             text.Lang
	Start            time.Time
	Took             time.Duration
	Subjects         []Audited
}

// Audited is one subject.
type Audited struct {
	audit.Subject
	// Findings are those that the baseline does not know, and notes.
	Findings []fact.Finding
	// Known is how many it knows; Gone is what it knows and is no more.
	Known int
	Gone  []audit.Mark
}

// Worded is a subject with what was found at it in words.
type Worded struct {
	audit.Subject
	Findings []fact.Finding
}

// Word puts what an audit found into words.
func Word(subjects []audit.Subject, l text.Lang) []Worded {
	var all []Worded
	for _, s := range subjects {
		w := Worded{Subject: s}
		for _, p := range s.Problems {
			w.Findings = append(w.Findings, fact.Finding{
				File: p.File, Line: p.Line, Column: p.Column,
				Rule: string(p.Code), Severity: p.Severity, Subject: p.Where,
				Message: text.Message(p.Problem, l), Remedy: text.Remedy(p.Problem, l), Evidence: p.Evidence,
			})
		}
		all = append(all, w)
	}
	return all
}

// NewAudit holds what was found against a baseline, which may be nil, and makes
// it fit to print.
func NewAudit(all []Worded, known *audit.Baseline, l text.Lang) *Audit {
	a := &Audit{Lang: l}
	for _, w := range all {
		a.Subjects = append(a.Subjects, compared(w, known))
	}
	return a
}

func compared(w Worded, known *audit.Baseline) Audited {
	if known == nil {
		known = &audit.Baseline{}
	}
	findings := printable(w.Findings)
	counted := known.Compare(w.Name, w.File, findings)
	d := Audited{Subject: w.Subject, Known: counted.Known}
	if !w.Untested {
		d.Gone = counted.Gone // of what was not looked at, nothing is gone
	}
	fresh := map[int]bool{}
	for _, i := range counted.New {
		fresh[i] = true
	}
	for i, f := range findings {
		if fresh[i] || !f.Counts() {
			d.Findings = append(d.Findings, f)
		}
	}
	return d
}

// Baseline is what a later audit is held against, so that it finds only what is
// new: all that this one found. Of what could not be tested, the old baseline
// still holds; it may be nil.
func Baseline(all []Worded, old *audit.Baseline) *audit.Baseline {
	b := &audit.Baseline{}
	for _, w := range all {
		if w.Untested {
			if old != nil {
				b.Marks = append(b.Marks, old.Of(w.Name, w.File)...)
			}
			continue
		}
		for _, f := range printable(w.Findings) {
			if f.Counts() {
				b.Marks = append(b.Marks, audit.MarkOf(w.Name, f))
			}
		}
	}
	return b
}

func printable(findings []fact.Finding) []fact.Finding {
	findings = slices.Clone(findings)
	for i := range findings {
		f := &findings[i]
		f.File, f.Subject = visible(f.File), visible(f.Subject)
		f.Message, f.Remedy, f.Evidence = visible(f.Message), visible(f.Remedy), visible(f.Evidence)
	}
	return findings
}

// visible replaces what no log and no page should get: control and format
// characters, which servers and files could bring along.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\r', r == '\t':
			return ' '
		case !unicode.IsPrint(r):
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// Sum is an audit in numbers.
type Sum struct {
	Checked, Untested       int
	Errors, Warnings, Notes int // findings that are new, and notes
	Failed                  int // subjects with findings that count
	Known, Gone             int
}

// Sum counts.
func (a *Audit) Sum() Sum {
	var n Sum
	for _, s := range a.Subjects {
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
func (s *Audited) Fails() bool {
	for _, f := range s.Findings {
		if f.Counts() {
			return true
		}
	}
	return false
}

// Verdict is what came of an audit.
type Verdict string

// The verdicts, and what a command exits with: 0, 1 and 5.
const (
	Clean        Verdict = "clean"
	WithFindings Verdict = "findings"
	NotTested    Verdict = "untested" // nothing of it could be tested from here
)

// Verdict draws the one word.
func (a *Audit) Verdict() Verdict {
	n := a.Sum()
	switch {
	case n.Checked > 0 && n.Untested == n.Checked:
		return NotTested
	case n.Failed > 0:
		return WithFindings
	default:
		return Clean
	}
}

// AuditFormat is one way to write an audit.
type AuditFormat struct {
	Name  string
	Write func(io.Writer, *Audit) error
}

// AuditFormats is the table of those that programs read. Text is apart: it has
// options of its own.
func AuditFormats() []AuditFormat {
	return []AuditFormat{
		{"json", auditJSON},
		{"jsonl", auditLines},
		{"junit", junit},
		{"github", github},
		{"sarif", sarif},
	}
}

// place is where a finding is, as compilers write it; empty without a file.
func place(f fact.Finding) string {
	if f.File == "" {
		return ""
	}
	s := f.File
	if f.Line > 0 {
		s += ":" + strconv.Itoa(f.Line)
		if f.Column > 0 {
			s += ":" + strconv.Itoa(f.Column)
		}
	}
	return s
}

// account is a finding in one paragraph: what, what to do, on what evidence.
func (a *Audit) account(f fact.Finding) string {
	parts := []string{f.Message}
	if f.Remedy != "" {
		parts = append(parts, f.Remedy)
	}
	if f.Evidence != "" && !strings.Contains(f.Message, f.Evidence) {
		parts = append(parts, text.ServerSay.In(a.Lang, map[string]string{"evidence": f.Evidence}))
	}
	return strings.Join(parts, " ")
}

// about is what the message is about, where the place does not say it.
func about(s Audited, f fact.Finding) string {
	subject := f.Subject
	if subject == "" {
		if f.File != "" {
			return ""
		}
		subject = s.Name
	}
	return subject + ": "
}
