package fact

import (
	"fmt"
	"strings"
)

// Position is a place in a file. Line and Column count from 1, the column in
// characters; 0 is unknown.
type Position struct{ Line, Column int }

// Note is one thing that is odd about a file that a domain publishes: a rule of
// its format that it breaks, or what mail programs stumble over.
type Note struct {
	// Rule names what it breaks. Rules are stable, like codes.
	Rule     Code
	Severity Severity
	// Position is where in the file; without a line it is about the whole of it.
	Position
	// Place is the element or member, with what it stands in:
	// "incomingServer imap/port", "protocols.imap.host".
	Place string
	// Value is the offending text, or what explains the note. It is fit to print.
	Value string
	// Dropped is set where what the note is about is not used for it.
	Dropped bool
}

// Problem is the note as an audit lists it.
func (n Note) Problem() Problem {
	return Problem{Code: n.Rule, Severity: n.Severity, Where: strings.TrimSpace(n.Place + " " + n.Value)}
}

// FileError is why a file, or an answer, in one of the formats in which settings
// are published is of no use.
type FileError struct {
	// Format is the name of the format.
	Format string
	Fault  LookupFault
	// Reason is one word for it, in kebab-case.
	Reason string
	// Line is where, from 1.
	Line int
	// Detail is the offending name, value or bound, or the parser's words; it is
	// fit to print.
	Detail string
	// Notes say why each part was dropped, where none is left.
	Notes []Note
}

func (e *FileError) Error() string {
	s := fmt.Sprintf("%s: line %d: %s", e.Format, e.Line, e.Reason)
	if e.Detail != "" {
		s += ": " + e.Detail
	}
	return s
}
