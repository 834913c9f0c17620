package render

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/phrases"
	"github.com/mailprobe/mailprobe/probe/text"
)

// tried is the table of all endpoints that were looked at. Ports of a host that
// came to the same nothing share a row.
func (p *page) tried(checks []fact.Check) {
	var rows []*row
	for _, c := range checks {
		if c.Outcome != fact.OutcomeSkipped {
			rows = p.place(rows, c)
		}
	}
	if len(rows) == 0 {
		return
	}
	head := []string{"  " + p.say(phrases.Tried), p.say(phrases.Answer), p.say(phrases.Login), p.say(phrases.Time)}
	cells := [][]string{head}
	for _, r := range rows {
		cells = append(cells, r.cells(r.name()))
	}
	if total(columns(cells), gap) > p.width {
		cells = append([][]string{head}, byHost(rows)...)
	}
	p.line("")
	p.table(cells)
}

// byHost is the table for long names: each stands above the ports that it has.
func byHost(rows []*row) [][]string {
	var cells [][]string
	seen := map[string]bool{}
	for _, first := range rows {
		if seen[first.host] {
			continue
		}
		seen[first.host] = true
		above := ""
		for _, r := range rows {
			if r.host != first.host {
				continue
			}
			if len(r.ports) == 0 { // the name itself leads nowhere
				cells = append(cells, []string{r.mark + " " + r.host + ": " + r.answer})
				continue
			}
			if r.above() != above {
				above = r.above()
				cells = append(cells, []string{"  " + above})
			}
			cells = append(cells, r.cells(r.door()))
		}
	}
	return cells
}

// row is one line of the table.
type row struct {
	mark, scheme, host  string
	ports               []string
	answer, login, time string
	joins               bool
}

func (p *page) place(rows []*row, c fact.Check) []*row {
	r := &row{
		mark: mark(c), scheme: c.Scheme(), host: shownHost(c.Host), ports: []string{strconv.Itoa(int(c.Port))},
		answer: p.answerOf(c), login: p.loginOf(c), time: p.took(c),
		joins: c.Outcome != fact.OutcomeOK && len(c.Attempts) == 0,
	}
	if c.Failure != nil && c.Failure.Step == fact.StepDNS {
		r.ports = nil // the name itself leads nowhere
	}
	for _, other := range rows {
		if !r.joins || !other.joins || other.host != r.host || other.answer != r.answer {
			continue
		}
		if other.mark == r.mark || r.ports == nil {
			for _, port := range r.ports { // in one mode of TLS or another
				other.ports = withNew(other.ports, port)
			}
			return rows
		}
	}
	return append(rows, r)
}

func (r *row) cells(name string) []string { return []string{name, r.answer, r.login, r.time} }

// name is the row's server in one cell, door what of it stands below the host.
func (r *row) name() string {
	switch len(r.ports) {
	case 0:
		return r.mark + " " + r.host
	case 1:
		return r.mark + " " + r.scheme + " " + r.host + ":" + r.ports[0]
	default:
		return r.mark + " " + r.host + ":" + strings.Join(r.ports, ",")
	}
}

func (r *row) door() string {
	switch {
	case len(r.ports) == 1:
		return r.mark + " " + r.scheme + " " + r.ports[0]
	case len(r.ports) <= fewPorts:
		return r.mark + " " + strings.Join(r.ports, ",")
	default:
		return r.mark
	}
}

// fewPorts are as many as a narrow column takes.
const fewPorts = 2

// above is the line that the row stands below: the host, with its ports where
// these are many.
func (r *row) above() string {
	if len(r.ports) <= fewPorts {
		return r.host
	}
	return r.host + ":" + strings.Join(r.ports, ",")
}

// mark is the state of a row at a glance.
func mark(c fact.Check) string {
	switch {
	case c.Login == fact.LoginRefused, c.Outcome == fact.OutcomeFailed && c.Accepted(), c.Outcome == fact.OutcomeFailed && !c.Derived && c.Source != fact.SourceGuess:
		return "✗"
	case c.Outcome == fact.OutcomeOK:
		return "✓"
	default:
		return "–"
	}
}

// answerOf is a row's outcome in a few words.
func (p *page) answerOf(c fact.Check) string {
	switch {
	case c.Outcome == fact.OutcomeUnfinished:
		return p.say(phrases.Unended)
	case len(c.Problems) > 0 && c.Outcome == fact.OutcomeFailed:
		return text.Title(c.Problems[0], p.lang)
	case c.Handshake.Certificate != nil:
		return fmt.Sprintf("TLS %s, %s", tlsVersion(c.Handshake.Version),
			p.say(phrases.Until, "until", phrases.ShortDate(c.Handshake.Certificate.NotAfter, p.lang)))
	default:
		return ""
	}
}

// loginOf is what came of the login; where none was possible, why.
func (p *page) loginOf(c fact.Check) string {
	if c.Login == fact.LoginImpossible && c.Outcome == fact.OutcomeOK && len(c.Problems) > 0 {
		return text.Title(c.Problems[0], p.lang)
	}
	return phrases.LoginWords[c.Login].In(p.lang, nil)
}

func (p *page) took(c fact.Check) string {
	if c.Outcome == fact.OutcomeUnfinished {
		return ""
	}
	var sum time.Duration
	for _, s := range c.Steps {
		sum += s.Took
	}
	if sum == 0 {
		return ""
	}
	return phrases.Seconds(sum, p.lang)
}
