package render

import (
	"io"
	"strconv"
	"strings"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/phrases"
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
	p.wrap("", p.headline(r))
	if r.Incoming == nil && r.Outgoing == nil || r.Status == probe.Untested || r.Status == probe.NotFound {
		return p.err
	}
	p.line("")
	var rows [][]string
	for _, s := range []struct {
		label   text.Words
		setting *fact.Setting
	}{{phrases.Receive, r.Incoming}, {phrases.Send, r.Outgoing}} {
		if s.setting == nil {
			continue
		}
		set := s.setting
		rows = append(rows, []string{
			p.say(s.label), strings.ToUpper(string(set.Protocol)), shownHost(set.Host),
			strconv.Itoa(int(set.Port)), phrases.TLSWords[set.TLS], set.Username,
		})
	}
	p.settings(rows)
	p.line("")
	if note := p.provenance(r); note != "" {
		p.wrap("  ", note)
	}
	p.namings(r)
	for _, by := range exposures(r) {
		p.line("")
		p.wrap("  ", "  "+p.say(phrases.ExposureMeans[by]))
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
	parts := []string{text.Provenance(from.Source, provider, p.lang)}
	if r.Status == probe.Verified {
		proved := phrases.One
		if r.Incoming != nil && r.Outgoing != nil {
			proved = phrases.Both
		}
		parts = append(parts, p.say(proved))
	}
	if r.Proved > 0 {
		parts = append(parts, phrases.Seconds(r.Proved, p.lang))
	}
	return strings.Join(parts, ", ")
}

// Details writes the rest: everything that was tried, and each problem with its
// cause and remedy, which come first where something is wrong.
func (t Text) Details(w io.Writer, r *probe.Report) error {
	p := t.page(w)
	works := r.Status == probe.Verified || r.Status == probe.Reachable
	if !works {
		p.problems(r.Problems) // the cause is what the reader needs first
	}
	p.tried(r.Checks)
	p.leftOut(r)
	p.account(r)
	p.sources(r.Sources)
	p.services(r.Services)
	if works {
		p.problems(r.Problems)
	}
	p.notes(r)
	if t.Trace {
		p.trace(r.Checks)
	}
	return p.err
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
