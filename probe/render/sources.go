package render

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/phrases"
	"github.com/mailprobe/mailprobe/probe/text"
)

// sources sets what the sources say side by side: those that name a server with
// its host, the others with the reason why they do not.
func (p *page) sources(all []fact.SourceReport) {
	if len(all) == 0 {
		return
	}
	cells := [][]string{{"  " + p.say(phrases.Asked), p.say(phrases.Says), p.say(phrases.Time)}}
	var silent []string
	for _, s := range all {
		if nothingThere(s) {
			silent = append(silent, text.SourceLabel(s.Source, p.lang))
			continue
		}
		cells = append(cells, []string{
			verdictMark(s.Verdict) + " " + text.SourceLabel(s.Source, p.lang),
			p.saysOf(s),
			phrases.Seconds(s.Took, p.lang),
		})
	}
	// The middle column takes what the others leave; what does not fit goes on
	// below.
	widths := columns(cells)
	room := p.width - total([]int{widths[0], 0, widths[2]}, gap)
	var rows [][]string
	for _, row := range cells {
		for i, line := range folded(row[1], room) {
			if i == 0 {
				rows = append(rows, []string{row[0], line, row[2]})
			} else {
				rows = append(rows, []string{"", line, ""})
			}
		}
	}
	p.line("")
	if len(cells) > 1 {
		p.table(rows)
	}
	if len(silent) > 0 {
		p.wrap("    ", "  – "+p.say(phrases.NothingIn, "sources", strings.Join(silent, ", ")))
	}
}

// folded breaks a text into lines of so many columns at most, between words.
func folded(s string, columns int) []string {
	lines := []string{""}
	for word := range strings.FieldsSeq(s) {
		last := &lines[len(lines)-1]
		switch {
		case *last == "":
			*last = shorten(word, columns)
		case width(*last)+1+width(word) > columns:
			lines = append(lines, shorten(word, columns))
		default:
			*last += " " + word
		}
	}
	return lines
}

// services is what is published beside the mail servers.
func (p *page) services(all []fact.Service) {
	if len(all) == 0 {
		return
	}
	p.line("")
	p.line("  " + p.say(phrases.Beside))
	for _, s := range all {
		p.wrap("    ", s.Kind+"  "+s.Where)
	}
}

// nothingThere tells a source that was asked and simply has no entry, as most
// have none of most domains.
func nothingThere(s fact.SourceReport) bool {
	switch s.Fault {
	case fact.LookupNXDomain, fact.LookupNoData, fact.LookupStatus:
		return s.Verdict == fact.None
	}
	return false
}

func verdictMark(v fact.Verdict) string {
	switch v {
	case fact.Found:
		return "✓"
	case fact.Failed:
		return "✗"
	default:
		return "–"
	}
}

// saysOf is what a source says in one line: the host of each protocol, several
// of one protocol behind each other.
func (p *page) saysOf(s fact.SourceReport) string {
	if len(s.Named) == 0 {
		if s.Verdict == fact.Found {
			return p.say(phrases.Known)
		}
		return phrases.Reason(s, p.lang)
	}
	var parts []string
	for _, protocol := range []fact.Protocol{fact.IMAP, fact.POP3, fact.SMTP} {
		var hosts []string
		for _, c := range s.Named {
			if c.Protocol == protocol && !slices.Contains(hosts, c.Host) {
				hosts = append(hosts, c.Host)
			}
		}
		if len(hosts) > 0 {
			parts = append(parts, strings.ToUpper(string(protocol))+" "+strings.Join(hosts, " "))
		}
	}
	return strings.Join(parts, ", ")
}
