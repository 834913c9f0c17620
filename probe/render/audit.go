package render

import (
	"strconv"
	"strings"

	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/phrases"
	"github.com/mailprobe/mailprobe/probe/text"
)

// Audit writes the result of an audit for programs, CI systems above all. [Text.Audit]
// writes it for people.
type Audit struct {
	Lang text.Lang
	// Command is what ran, such as "mailprobe providers check"; Version is whose.
	Command, Version string
}

// Word returns the subjects with their problems as findings in a language.
func Word(subjects []audit.Subject, l text.Lang) []audit.WordedSubject {
	var all []audit.WordedSubject
	for _, s := range subjects {
		j := audit.WordedSubject{Subject: s}
		for _, p := range s.Problems {
			j.Findings = append(j.Findings, fact.Finding{
				File: p.File, Line: p.Line, Column: p.Column,
				Rule: string(p.Code), Severity: p.Severity, Subject: p.Where,
				Message: text.Message(p.Problem, l), Remedy: text.Remedy(p.Problem, l), Evidence: p.Evidence,
			})
		}
		all = append(all, j)
	}
	return all
}

// place returns where a finding is, as compilers write it; empty without a file.
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

// paragraph returns a finding in one paragraph: message, remedy and evidence.
func (a Audit) paragraph(f fact.Finding) string {
	message := f.Message
	if !strings.HasSuffix(message, ".") && f.Remedy != "" {
		message += ";" // the rules of files speak in half sentences
	}
	parts := []string{message}
	if f.Remedy != "" {
		parts = append(parts, f.Remedy)
	}
	if f.Evidence != "" && !strings.Contains(f.Message, f.Evidence) {
		parts = append(parts, phrases.ServerSay.In(a.Lang, map[string]string{"evidence": f.Evidence}))
	}
	return strings.Join(parts, " ")
}

// onWeb reports whether a file is one that a domain publishes.
func onWeb(file string) bool {
	return strings.HasPrefix(file, "https://") || strings.HasPrefix(file, "http://")
}

// about returns what the message is about, where the place does not say it.
func about(s audit.SubjectReport, f fact.Finding) string {
	subject := f.Subject
	if onWeb(f.File) { // no checkout has it, so that CI systems show the message alone
		subject = strings.TrimSpace(place(f) + " " + subject)
	}
	if subject == "" {
		if f.File != "" {
			return ""
		}
		subject = s.Name
	}
	return subject + ": "
}
