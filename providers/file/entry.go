package file

import (
	"strconv"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// Entry is a file that was read.
type Entry struct {
	// Name is the path of the file, as [Read] was given it.
	Name string
	// Provider is what could be read. It is whole only where [Read] found nothing.
	Provider *providers.Provider

	at map[string]position
}

// position counts lines and characters from 1.
type position struct{ line, column int }

// Has reports whether the file itself has a value: "kind", "servers[0].remark".
func (e *Entry) Has(path string) bool {
	_, has := e.at[path]
	return has
}

// Place is where a value stands, named as in "servers[0].host" or "mx[1]": line
// and column, in characters, from 1. Where the file has no such value, it is the
// place of the nearest one around it.
func (e *Entry) Place(path string) (line, column int) {
	pos, known := e.at[path]
	for !known && path != "" {
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
		pos, known = e.at[path]
	}
	return pos.line, pos.column
}

// At is a finding about a value, named as for [Entry.Place].
func (e *Entry) At(path string, rule fact.Rule, message, remedy string) fact.Finding {
	line, column := e.Place(path)
	return finding(e.Name, position{line, column}, rule, message, remedy)
}

// Item is the path of an item of a list.
func Item(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

func finding(name string, pos position, rule fact.Rule, message, remedy string) fact.Finding {
	return fact.Finding{
		File: name, Line: pos.line, Column: pos.column,
		Rule: rule.ID, Severity: rule.Severity,
		Message: fact.Printable(message), Remedy: fact.Printable(remedy),
	}
}
