package render

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/text"
)

// Audit writes an audit for people: the subjects with findings, or with all also
// the others and every server; then the sum.
func (t Text) Audit(w io.Writer, r *audit.Report, all bool) error {
	p := t.page(w)
	for _, s := range r.Subjects {
		if all || s.Fails() || s.Untested {
			p.subject(s, all)
		}
	}
	p.sum(r)
	return p.err
}

func (p *page) subject(s audit.Result, all bool) {
	head := s.Name
	if s.File != "" {
		head += "  " + s.File
	}
	p.line(head)
	if s.Untested {
		p.wrap("  ", "  "+p.say(text.AuditUntested))
	}
	if all {
		p.sources(s.Sources)
		p.tried(s.Checks)
		p.line("")
	}
	notes := 0
	for _, f := range s.Findings {
		if f.Counts() || all {
			p.finding(f)
		} else {
			notes++
		}
	}
	p.notes(notes)
	p.publish(s)
	p.line("")
}

func (p *page) notes(n int) {
	switch {
	case n == 1:
		p.wrap("  ", "  "+p.say(text.AuditNote))
	case n > 1:
		p.wrap("  ", "  "+p.say(text.AuditNotes, "count", strconv.Itoa(n)))
	}
}

func (p *page) finding(f fact.Finding) {
	sign := "!"
	switch f.Severity {
	case fact.Error:
		sign = "✗"
	case fact.Info:
		sign = "–"
	}
	parts := []string{p.strong(f.Severity, sign+" "+f.Rule)}
	for _, part := range []string{place(f), f.Subject} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	p.line("  " + strings.Join(parts, "  "))
	p.wrap("    ", "    "+f.Message)
	if f.Remedy != "" {
		p.wrap("    ", "    "+f.Remedy)
	}
	if f.Evidence != "" && !strings.Contains(f.Message, f.Evidence) {
		p.wrap("    ", "    "+p.say(text.ServerSay, "evidence", runewidth.Truncate(f.Evidence, longestEvidence, "…")))
	}
}

// publish writes what is to be copied as it is, uncut and unindented.
func (p *page) publish(s audit.Result) {
	if s.Publish == nil {
		if s.File == "" && s.Fails() && len(s.Checks) > 0 && !anyAnswers(s.Checks) {
			p.line("")
			p.wrap("  ", "  "+p.say(text.PublishNothing))
		}
		return
	}
	part := func(head, body string) {
		if body == "" {
			return
		}
		p.line("")
		p.line("# " + head)
		for line := range strings.SplitSeq(strings.TrimRight(body, "\n"), "\n") {
			p.line(line)
		}
	}
	p.line("")
	p.line("  " + p.say(text.PublishHead) + ":")
	part(p.say(text.PublishWithdraw), strings.Join(s.Publish.Withdraw, "\n"))
	part(p.say(text.PublishRecords), records(s.Publish.Records))
	part(p.say(text.PublishFile, "url", s.Publish.FileURL), s.Publish.File)
	part(p.say(text.PublishPACC, "url", s.Publish.PACCURL), s.Publish.PACC)
	part(p.say(text.PublishNginx), s.Publish.Nginx)
	part(p.say(text.PublishApache), s.Publish.Apache)
}

func anyAnswers(checks []fact.Check) bool {
	return slices.ContainsFunc(checks, func(c fact.Check) bool { return c.Outcome == fact.OutcomeOK })
}

func records(all []audit.Record) string {
	var lines strings.Builder
	for _, r := range all {
		lines.WriteString(r.String() + "\n")
	}
	return lines.String()
}

func (p *page) sum(r *audit.Report) {
	for _, s := range r.Subjects {
		for _, m := range s.Gone {
			p.line(goneLine(m, p.lang))
		}
	}
	n := r.Sum()
	p.wrap("", p.say(text.AuditSum,
		"checked", strconv.Itoa(n.Checked), "clean", strconv.Itoa(n.Checked-n.Failed), "failed", strconv.Itoa(n.Failed),
		"errors", strconv.Itoa(n.Errors), "warnings", strconv.Itoa(n.Warnings)))
	if n.Untested > 0 {
		p.wrap("", p.say(text.AuditNotTested, "count", strconv.Itoa(n.Untested)))
	}
	if n.Known > 0 {
		p.wrap("", p.say(text.AuditKnown, "count", strconv.Itoa(n.Known)))
	}
}

func goneLine(m audit.Mark, l text.Lang) string {
	return strings.TrimRight(text.AuditGone.In(l, map[string]string{
		"name": m.Subject, "rule": m.Rule, "about": m.About,
	}), " ")
}
