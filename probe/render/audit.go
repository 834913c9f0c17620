package render

import (
	"strconv"
	"strings"

	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/phrases"
	"github.com/mailprobe/mailprobe/probe/text"
)

// Audit writes what an audit found as programs take it, CI systems above all.
// People are served by [Text.Audit].
type Audit struct {
	Lang text.Lang
	// Command is what ran, such as "mailprobe providers check"; Version is whose.
	Command, Version string
}

// Word puts what an audit found into words.
func Word(subjects []audit.Subject, l text.Lang) []audit.Judged {
	var all []audit.Judged
	for _, s := range subjects {
		j := audit.Judged{Subject: s}
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
func (a Audit) account(f fact.Finding) string {
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

// about is what the message is about, where the place does not say it.
func about(s audit.Result, f fact.Finding) string {
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
