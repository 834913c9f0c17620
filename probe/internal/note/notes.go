// Package note has what the readers of published files share: the collector of
// their notes, whose rules stand in package fact, and how they refuse a file.
package note

import (
	"errors"
	"net/netip"
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/jsontree"
	"github.com/mailprobe/mailprobe/probe/internal/xmltree"
)

// most is how many notes of one rule are kept, lest a thousand trifles hide what
// matters.
const most = 20

// Notes collects what is odd about a file. The zero value is ready for use.
type Notes struct {
	all   []fact.Note
	count map[fact.Code]int
}

// After is a collector that goes on behind earlier notes.
func After(earlier []fact.Note) *Notes { return &Notes{all: slices.Clone(earlier)} }

// Add notes something that was kept all the same.
func (n *Notes) Add(rule fact.Code, at fact.Position, place, value string) {
	n.add(fact.Note{Rule: rule, Position: at, Place: place, Value: value})
}

// Drop notes something that was left out.
func (n *Notes) Drop(rule fact.Code, at fact.Position, place, value string) {
	n.add(fact.Note{Rule: rule, Position: at, Place: place, Value: value, Dropped: true})
}

func (n *Notes) add(note fact.Note) {
	if n.count == nil {
		n.count = map[fact.Code]int{}
	}
	n.count[note.Rule]++
	switch count := n.count[note.Rule]; {
	case count == most+1:
		note = fact.Note{Rule: fact.FileMore, Position: note.Position, Value: string(note.Rule)}
	case count > most:
		return
	}
	cause, _ := fact.CauseOf(note.Rule)
	note.Severity = cause.Severity
	note.Place, note.Value = fact.Printable(note.Place), fact.Printable(note.Value)
	n.all = append(n.all, note)
}

// All are the notes in the order of the file; those of one place as they came.
func (n *Notes) All() []fact.Note {
	slices.SortStableFunc(n.all, func(a, b fact.Note) int { return a.Line - b.Line })
	return n.all
}

// Document notes what the reader of XML survived and others do not.
func (n *Notes) Document(doc *xmltree.Document) {
	first := fact.Position{Line: 1, Column: 1}
	if doc.ByteOrderMark {
		n.Add(fact.FileByteOrderMark, first, "", "")
	}
	if doc.LateDeclaration {
		n.Add(fact.FileLateDeclaration, first, "", "")
	}
	if doc.Encoding != "" {
		n.Add(fact.FileEncodingNotUTF8, first, "", doc.Encoding)
	}
	if doc.Trailing > 0 {
		n.Add(fact.FileTrailingBytes, fact.Position{Line: doc.Trailing}, "", "")
	}
}

// Hostname notes the names that few clients reach.
func (n *Notes) Hostname(at fact.Position, place, host string) {
	_, notAddress := netip.ParseAddr(host)
	switch {
	case notAddress == nil:
		n.Add(fact.FileHostnameAddress, at, place, host)
	case !strings.Contains(host, "."):
		n.Add(fact.FileHostnameSingleLabel, at, place, host)
	}
}

// Refuse makes the error of a format out of that of a tree's reader.
func Refuse(format string, err error) *fact.FileError {
	refused := &fact.FileError{Format: format, Fault: fact.LookupInvalid}
	var (
		markup *xmltree.Error
		object *jsontree.Error
	)
	switch {
	case errors.As(err, &markup):
		refused.Reason, refused.Line, refused.Detail = string(markup.Kind), markup.Line, fact.Printable(markup.Detail)
		switch markup.Kind {
		case xmltree.Empty, xmltree.WebPage, xmltree.NotXML:
			refused.Fault = fact.LookupNotXML
		}
	case errors.As(err, &object):
		refused.Reason, refused.Line, refused.Detail = string(object.Kind), object.Line, fact.Printable(object.Detail)
	}
	return refused
}
