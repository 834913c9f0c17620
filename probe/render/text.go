package render

import (
	"io"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/text"
)

// Text writes a report for people. Its zero value writes English for 80 columns
// without colour.
type Text struct {
	Lang text.Lang
	// Width is how many columns there are; less than 60 counts as 60.
	Width int
	// Colour sends the terminal's colour codes along.
	Colour bool
	// Trace adds the dialogue of each connection.
	Trace bool
}

// Answer writes the first part: what to type into a mail program, or that there
// is nothing. It can be written as soon as the answer is known.
func (t Text) Answer(w io.Writer, r *probe.Report) error {
	p := t.page(w)
	head := map[probe.Status]text.Words{
		probe.Verified:  text.Works,
		probe.Reachable: text.Answers,
		probe.Failed:    text.Fails,
		probe.Refused:   text.Declined,
		probe.NotFound:  text.NotFound,
		probe.Untested:  text.Untested,
	}[r.Status]
	p.wrap("", p.say(head, "address", shownAddress(r.Address)))
	if r.Incoming == nil && r.Outgoing == nil || r.Status == probe.Untested || r.Status == probe.NotFound {
		return p.err
	}
	p.line("")
	var rows [][]string
	for _, s := range []struct {
		label   text.Words
		setting *probe.Setting
	}{{text.Receive, r.Incoming}, {text.Send, r.Outgoing}} {
		if s.setting == nil {
			continue
		}
		set := s.setting
		rows = append(rows, []string{
			p.say(s.label), strings.ToUpper(string(set.Protocol)), shownHost(set.Host),
			strconv.Itoa(int(set.Port)), text.TLSWords[set.TLS], set.Username,
		})
	}
	p.settings(rows)
	p.line("")
	if note := p.provenance(r); note != "" {
		p.wrap("  ", note)
	}
	return p.err
}

// provenance says where the settings come from and what was proved.
func (p *page) provenance(r *probe.Report) string {
	from := r.Incoming
	if from == nil {
		from = r.Outgoing
	}
	provider := ""
	if r.Provider != nil {
		provider = r.Provider.Name
	}
	parts := []string{text.SourceWords[from.Source].In(p.lang, map[string]string{"provider": provider})}
	if r.Status == probe.Verified {
		proved := text.One
		if r.Incoming != nil && r.Outgoing != nil {
			proved = text.Both
		}
		parts = append(parts, p.say(proved))
	}
	if r.Proved > 0 {
		parts = append(parts, text.Seconds(r.Proved, p.lang))
	}
	return strings.Join(parts, ", ")
}

// Details writes the rest: everything that was tried, and each problem with its
// cause and remedy.
func (t Text) Details(w io.Writer, r *probe.Report) error {
	p := t.page(w)
	p.tried(r.Checks)
	p.account(r)
	p.sources(r.Sources)
	p.services(r.Services)
	p.problems(r.Problems)
	if t.Trace {
		p.trace(r.Checks)
	}
	return p.err
}

// problems are the errors and warnings, those of one kind at one host together;
// the rest is only counted.
func (p *page) problems(all []fact.Problem) {
	notes := 0
	var groups []group
	for _, problem := range all {
		if problem.Severity == fact.Info {
			notes++
			continue
		}
		groups = join(groups, problem)
	}
	for _, g := range groups {
		p.problem(g)
	}
	switch {
	case notes == 1:
		p.line("")
		p.wrap("  ", p.say(text.Note))
	case notes > 1:
		p.line("")
		p.wrap("  ", p.say(text.Notes, "count", strconv.Itoa(notes)))
	}
}

// longestEvidence is how much of a server's words a page shows; JSON has more.
const longestEvidence = 200

// group is one cause that shows at several endpoints of a host.
type group struct {
	fact.Problem
	places []string
}

func join(groups []group, p fact.Problem) []group {
	for i, g := range groups {
		if g.Code == p.Code && g.Args["host"] == p.Args["host"] && g.Args["host"] != "" {
			groups[i].places = append(groups[i].places, p.Where)
			return groups
		}
	}
	return append(groups, group{p, []string{p.Where}})
}

func (p *page) problem(g group) {
	p.line("")
	sign := "!"
	if g.Severity == fact.Error {
		sign = "✗"
	}
	p.line("  " + p.strong(g.Severity, sign+" "+string(g.Code)))
	p.wrap("    ", text.Message(g.Problem, p.lang))
	p.advice(g.Problem)
	if len(g.places) > 1 {
		p.wrap("    ", p.say(text.At, "where", strings.Join(g.places, ", ")))
	}
	if g.Evidence != "" && !strings.Contains(text.Message(g.Problem, p.lang), g.Evidence) {
		p.wrap("    ", p.say(text.ServerSay, "evidence", runewidth.Truncate(g.Evidence, longestEvidence, "…")))
	}
}

// advice is what to do, as a list where there are several things to check.
func (p *page) advice(problem fact.Problem) {
	lead, steps := text.Advice(problem, p.lang)
	p.wrap("    ", lead)
	for i, step := range steps {
		number := strconv.Itoa(i+1) + ". "
		p.hang("    "+number, step)
	}
}

// shownAddress and shownHost show both forms of an international name: people
// read the one, and mail programs and certificates hold the other.
func shownAddress(a fact.Address) string {
	if u := a.Unicode(); u != a.ASCII() {
		return u + " (" + a.ASCII() + ")"
	}
	return a.Typed
}

func shownHost(host string) string {
	if u := fact.ToUnicode(host); u != host {
		return host + " (" + u + ")"
	}
	return host
}
