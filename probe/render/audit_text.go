package render

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/phrases"
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

func (p *page) subject(s audit.SubjectReport, all bool) {
	head := s.Name
	if s.File != "" {
		head += "  " + s.File
	}
	p.line(head)
	if s.Untested {
		p.wrap("  ", "  "+p.say(phrases.AuditUntested))
	}
	if all {
		p.sources(s.Sources)
		p.checks(s.Checks)
		p.line("")
	}
	var shown []fact.Finding
	for _, f := range s.Findings {
		if f.Counts() || all && !styleOfFile(s, f) {
			shown = append(shown, f)
		}
	}
	unshown := len(s.Findings) - len(shown)
	for len(shown) > 0 {
		n := sameFix(shown)
		p.finding(shown[:n])
		shown = shown[n:]
	}
	p.unshown(unshown)
	p.publish(s)
	p.line("")
}

func (p *page) unshown(n int) {
	switch {
	case n == 1:
		p.wrap("  ", "  "+p.say(phrases.AuditNote))
	case n > 1:
		p.wrap("  ", "  "+p.say(phrases.AuditNotes, "count", strconv.Itoa(n)))
	}
}

// sameFix is how many findings at the head of a list break one rule and are mended
// in one way.
func sameFix(list []fact.Finding) int {
	n := 1
	for n < len(list) && list[n].Rule == list[0].Rule && list[n].Severity == list[0].Severity && list[n].Remedy == list[0].Remedy {
		n++
	}
	return n
}

// styleOfFile reports whether a finding is only about the style of a file that a
// domain publishes: there can be many, and they hide what matters.
func styleOfFile(s audit.SubjectReport, f fact.Finding) bool {
	return s.File == "" && onWeb(f.File) && !f.Counts()
}

// finding writes findings that are mended in one way: where they are, what is the
// matter, and once what to do.
func (p *page) finding(alike []fact.Finding) {
	var messages, evidence []string
	for _, f := range alike {
		p.line("  " + strings.Join(p.whereabouts(f), "  "))
		messages = withNew(messages, f.Message)
		if !strings.Contains(f.Message, f.Evidence) {
			evidence = withNew(evidence, runewidth.Truncate(f.Evidence, longestEvidence, "…"))
		}
	}
	for _, m := range append(messages, alike[0].Remedy) {
		if m != "" {
			p.wrap("    ", "    "+m)
		}
	}
	for i, e := range evidence {
		if i < mostEvidence {
			p.wrap("      ", "    "+p.say(phrases.ServerSay, "evidence", e))
		}
	}
}

// whereabouts is a finding's rule, place and subject.
func (p *page) whereabouts(f fact.Finding) []string {
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
	return parts
}

// publish writes what is to be copied as it is, uncut and unindented.
func (p *page) publish(s audit.SubjectReport) {
	if s.Publish == nil {
		if s.File == "" && s.Fails() && len(s.Checks) > 0 && !anyAnswers(s.Checks) {
			p.line("")
			p.wrap("  ", "  "+p.say(phrases.PublishNothing))
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
	p.line("  " + p.say(phrases.PublishHead) + ":")
	part(p.say(phrases.PublishWithdraw), strings.Join(s.Publish.Withdraw, "\n"))
	part(p.say(phrases.PublishRecords), records(s.Publish.Records))
	part(p.say(phrases.PublishFile, "url", s.Publish.FileURL), s.Publish.File)
	part(p.say(phrases.PublishPACC, "url", s.Publish.PACCURL), s.Publish.PACC)
	part(p.say(phrases.PublishNginx), s.Publish.Nginx)
	part(p.say(phrases.PublishApache), s.Publish.Apache)
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
	if n.Untested == n.Checked && n.Checked > 0 {
		p.wrap("", p.say(phrases.AuditNoneTested))
		return
	}
	p.wrap("", p.say(phrases.AuditSum,
		"checked", strconv.Itoa(n.Checked), "clean", strconv.Itoa(n.Checked-n.Failed), "failed", strconv.Itoa(n.Failed),
		"errors", strconv.Itoa(n.Errors), "warnings", strconv.Itoa(n.Warnings)))
	if n.Untested > 0 {
		p.wrap("", p.say(phrases.AuditNotTested, "count", strconv.Itoa(n.Untested)))
	}
	if n.Known > 0 {
		p.wrap("", p.say(phrases.AuditKnown, "count", strconv.Itoa(n.Known)))
	}
}

func goneLine(m audit.Mark, l text.Lang) string {
	return strings.TrimRight(phrases.AuditGone.In(l, map[string]string{
		"name": m.Subject, "rule": m.Rule, "about": m.About,
	}), " ")
}
