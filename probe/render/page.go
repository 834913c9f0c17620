package render

import (
	"io"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/phrases"
	"github.com/mailprobe/mailprobe/probe/text"
)

// page writes lines of a bounded width and remembers the first error.
type page struct {
	w      io.Writer
	lang   text.Lang
	width  int
	colour bool
	err    error
}

const narrowest = 60

func (t Text) page(w io.Writer) *page {
	p := &page{w: w, lang: t.Lang, width: t.Width, colour: t.Colour}
	switch {
	case p.width == 0:
		p.width = 80
	case p.width < narrowest:
		p.width = narrowest
	}
	return p
}

func (p *page) say(w text.Words, args ...string) string {
	filled := map[string]string{}
	for i := 0; i+1 < len(args); i += 2 {
		filled[args[i]] = args[i+1]
	}
	return w.In(p.lang, filled)
}

func (p *page) line(s string) {
	if p.err == nil {
		_, p.err = io.WriteString(p.w, inertLine(strings.TrimRight(s, " "))+"\n")
	}
}

// wrap writes a text in as many lines as it needs, the later ones indented. A
// word longer than a line stands alone and uncut: host names are not broken.
func (p *page) wrap(indent, s string) {
	lead := s[:len(s)-len(strings.TrimLeft(s, " "))]
	if lead == "" {
		lead = indent
	}
	line := ""
	for _, word := range strings.Fields(s) {
		switch {
		case line == "":
			line = lead + word
		case width(line)+1+width(word) > p.width:
			p.line(line)
			line = indent + word
		default:
			line += " " + word
		}
	}
	p.line(line)
}

// hang writes a text behind a lead, the later lines below its first word.
func (p *page) hang(lead, s string) {
	line, indent := lead, strings.Repeat(" ", width(lead))
	for i, word := range strings.Fields(s) {
		switch {
		case i == 0:
			line += word
		case width(line)+1+width(word) > p.width:
			p.line(line)
			line = indent + word
		default:
			line += " " + word
		}
	}
	p.line(line)
}

// gap is between the columns of a table.
const gap = "  "

// wide is between the columns of the settings.
const wide = "   "

// table writes rows with their columns aligned. A row of one cell stands across
// them all.
func (p *page) table(rows [][]string) {
	widths := columns(rows)
	for _, row := range rows {
		if len(row) == 1 {
			p.line("  " + row[0])
			continue
		}
		p.row(row, widths, gap)
	}
}

// settings writes what to type into a mail program. Where the last cell, the
// user name, does not fit, it goes to the next line.
func (p *page) settings(rows [][]string) {
	widths := columns(rows)
	fits := total(widths, wide) <= p.width
	for _, row := range rows {
		if fits {
			p.row(row, widths, wide)
			continue
		}
		last := len(row) - 1
		p.row(row[:last], widths[:last], wide)
		p.line("  " + strings.Repeat(" ", widths[0]) + wide + p.say(phrases.User, "name", row[last]))
	}
}

func (p *page) row(cells []string, widths []int, gap string) {
	line := " "
	for i, cell := range cells {
		if i == 0 {
			line += " "
		} else {
			line += gap
		}
		line += cell + strings.Repeat(" ", widths[i]-width(cell))
	}
	p.line(line)
}

// columns are the widths of the columns of a table, but for rows of one cell;
// total is what a row takes.
func columns(rows [][]string) []int {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		if len(row) == 1 {
			continue
		}
		for i, cell := range row {
			widths[i] = max(widths[i], width(cell))
		}
	}
	return widths
}

func total(widths []int, gap string) int {
	sum := 2 + len(gap)*(len(widths)-1)
	for _, w := range widths {
		sum += w
	}
	return sum
}

// width is the number of columns that a text takes, without colour codes.
func width(s string) int {
	for _, code := range []string{red, yellow, plain} {
		s = strings.ReplaceAll(s, code, "")
	}
	return runewidth.StringWidth(s)
}

const (
	red    = "\x1b[31m"
	yellow = "\x1b[33m"
	plain  = "\x1b[0m"
)

// strong colours the name of a problem.
func (p *page) strong(s fact.Severity, words string) string {
	switch {
	case !p.colour:
		return words
	case s == fact.Error:
		return red + words + plain
	default:
		return yellow + words + plain
	}
}

// shorten cuts a text to a number of columns, with an ellipsis.
func shorten(s string, columns int) string { return runewidth.Truncate(s, max(columns, 10), "…") }
