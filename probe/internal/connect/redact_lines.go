package connect

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// RedactLines is [Redactor.Redact] for consecutive lines: a secret that is spread
// over several of them is masked too, whatever white space and beginnings of replies
// ("535-5.7.8 ", "* NO ", "-ERR ") stand between its parts. It is not found where
// other words do. The slice is a new one, of the same length.
func (r *Redactor) RedactLines(lines []string) []string {
	if r == nil {
		return append([]string(nil), lines...)
	}
	r.mu.RLock()
	defer r.mu.RUnlock()
	hidden := make([][]bool, len(lines))
	for i, line := range lines {
		hidden[i] = r.marked(line)
	}
	r.markAcross(lines, hidden)
	clean := make([]string, len(lines))
	for i, line := range lines {
		clean[i] = masked(line, hidden[i])
	}
	return clean
}

// markAcross marks secrets that are spread over several lines.
func (r *Redactor) markAcross(lines []string, hidden [][]bool) {
	if len(r.compact) == 0 || len(lines) < 2 {
		return
	}
	type place struct{ line, at int }
	var joined strings.Builder
	var places []place
	var offsets []int // bytes of different lines are not together
	begin := 0
	for i, line := range lines {
		skip := len(replyBegins.FindString(line))
		tight, at := withoutSpace(line[skip:])
		joined.WriteString(tight)
		for _, a := range at {
			places, offsets = append(places, place{i, skip + a}), append(offsets, begin+skip+a)
		}
		begin += len(line) + 1
	}
	all := joined.String()
	for _, n := range r.compact {
		done := 0
		n.each(all, offsets, func(from, to int) {
			for done = max(done, from); done < to; done++ {
				p, begin := places[done], places[done].at
				if done > from && places[done-1].line == p.line {
					begin = places[done-1].at + 1 // with the white space before it
				}
				marker(&hidden[p.line], len(lines[p.line]))(begin, p.at+1)
			}
		})
	}
}

// replyBegins matches what a reply begins with in each protocol, with the enhanced
// status code and the response code.
var replyBegins = regexp.MustCompile(`^(?:\d{3}[ -]|[*] (?:OK|NO|BAD|BYE) |[-+](?:OK|ERR) |[+] |[A-Za-z]{0,3}\d{1,5} (?:OK|NO|BAD) )(?:\[[^\]]{0,64}\] )?(?:\d\.\d{1,3}\.\d{1,3} )?`)

// withoutSpace returns a text without its white space, and the offset that each
// byte had.
func withoutSpace(text string) (string, []int) {
	var b strings.Builder
	var at []int
	for i := 0; i < len(text); {
		c, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsSpace(c) {
			b.WriteString(text[i : i+size])
			for k := range size {
				at = append(at, i+k)
			}
		}
		i += size
	}
	return b.String(), at
}

// cutEnd is how [fact.Printable] ends what it has cut.
const cutEnd = "…"

// cutShort returns the offset of a secret whose end [fact.Printable] cut off before
// the secret was known; -1 for none. Less of it than shortest reveals nothing.
func (r *Redactor) cutShort(text string) int {
	body, is := strings.CutSuffix(text, cutEnd)
	if !is {
		return -1
	}
	first := -1
	for _, n := range r.patterns {
		for size := min(len(n.text)-1, len(body)); size >= shortest && n.lead == 0; size-- {
			if strings.HasSuffix(body, n.text[:size]) {
				if at := len(body) - size; first < 0 || at < first {
					first = at
				}
				break
			}
		}
	}
	return first
}
