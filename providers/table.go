package providers

import (
	"iter"
	"strings"
)

// table is a sorted text, one record a line, that is searched without being parsed, so
// that it costs nothing until it is used.
type table string

// with yields the lines that begin with a prefix, in order. It finds the first by
// a binary search.
func (t table) with(prefix string) iter.Seq[string] {
	return func(yield func(string) bool) {
		low, high := 0, len(t)
		for low < high {
			start := strings.LastIndexByte(string(t[:(low+high)/2]), '\n') + 1
			end := start + len(t.line(start)) + 1
			if t.line(start) < prefix {
				low = end
			} else {
				high = start
			}
		}
		for low < len(t) {
			line := t.line(low)
			if !strings.HasPrefix(line, prefix) || !yield(line) {
				return
			}
			low += len(line) + 1
		}
	}
}

// line returns the one that begins at a position, without its line end.
func (t table) line(start int) string {
	line, _, _ := strings.Cut(string(t[start:]), "\n")
	return line
}
