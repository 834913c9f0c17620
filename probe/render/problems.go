package render

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/phrases"
	"github.com/mailprobe/mailprobe/probe/text"
)

// problems are the errors and warnings, those of one kind and with one remedy
// together.
func (p *page) problems(all []fact.Problem) {
	var groups []*group
	for _, problem := range all {
		if problem.Severity != fact.Info {
			groups = p.join(groups, problem)
		}
	}
	for _, g := range groups {
		p.problem(g)
	}
}

// notes counts what is left unsaid: all that is only worth knowing and that no
// table shows.
func (p *page) notes(r *probe.Report) {
	notes := 0
	for _, problem := range r.Problems {
		if problem.Severity == fact.Info && !inTable(r.Checks, problem) {
			notes++
		}
	}
	switch {
	case notes == 1:
		p.line("")
		p.wrap("  ", p.say(phrases.Note))
	case notes > 1:
		p.line("")
		p.wrap("  ", p.say(phrases.Notes, "count", strconv.Itoa(notes)))
	}
}

// inTable tells whether the table of what was tried says a cause already.
func inTable(checks []fact.Check, problem fact.Problem) bool {
	return slices.ContainsFunc(checks, func(c fact.Check) bool {
		return c.Endpoint.String() == problem.Where && c.Outcome == fact.OutcomeFailed && len(c.Problems) > 0 && c.Problems[0].Code == problem.Code
	})
}

// group is one cause that shows in several places and is mended in one way.
type group struct {
	fact.Problem
	remedy                     string
	messages, places, evidence []string
}

// join adds a problem to the group of its kind, or begins one.
func (p *page) join(groups []*group, problem fact.Problem) []*group {
	remedy := text.Remedy(problem, p.lang)
	i := slices.IndexFunc(groups, func(g *group) bool { return g.Code == problem.Code && g.remedy == remedy })
	if i < 0 {
		i = len(groups)
		groups = append(groups, &group{Problem: problem, remedy: remedy})
	}
	g := groups[i]
	g.messages = withNew(g.messages, text.Message(problem, p.lang))
	g.places = withNew(g.places, problem.Where)
	g.evidence = withNew(g.evidence, shownEvidence(problem))
	return groups
}

func withNew(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// Limits of what a page shows; JSON has more.
const (
	longestEvidence = 200
	longestBinary   = 60
	mostEvidence    = 3
)

// shownEvidence is what goes into a ticket: of a record or file, with its name;
// of bytes that mean nothing, the first.
func shownEvidence(problem fact.Problem) string {
	if problem.Code == fact.SourcesDisagree || problem.Code == fact.StaleConfig {
		return "" // it is what the message says, in the words of JSON
	}
	limit := longestEvidence
	if strings.Count(problem.Evidence, `\x`) > 8 {
		limit = longestBinary
	}
	for word := range strings.FieldsSeq(problem.Evidence) {
		if width(word) > longestEvidence {
			limit = longestBinary // no words, but bytes without an end
		}
	}
	evidence := runewidth.Truncate(problem.Evidence, limit, "…")
	if record := strings.Contains(problem.Where, " "); record && evidence != "" {
		return problem.Where + ": " + evidence
	}
	return evidence
}

func (p *page) problem(g *group) {
	p.line("")
	sign := "!"
	if g.Severity == fact.Error {
		sign = "✗"
	}
	p.line("  " + p.strong(g.Severity, sign+" "+string(g.Code)))
	for _, message := range g.messages {
		p.wrap("    ", "    "+message)
	}
	p.advice(g.Problem)
	if len(g.places) > len(g.messages) { // else the messages name them
		p.wrap("    ", "    "+p.say(phrases.At, "where", strings.Join(g.places, ", ")))
	}
	said := strings.Join(g.messages, "\n")
	for i, evidence := range g.evidence {
		if i < mostEvidence && !strings.Contains(said, evidence) {
			p.wrap("      ", "    "+p.say(phrases.ServerSay, "evidence", evidence))
		}
	}
}

// advice is what to do, as a list where there are several things to check.
func (p *page) advice(problem fact.Problem) {
	lead, steps := text.Advice(problem, p.lang)
	p.wrap("    ", "    "+lead)
	for i, step := range steps {
		p.hang("    "+strconv.Itoa(i+1)+". ", step)
	}
}
