// Package xmltree reads a small XML document of a known root element into a
// tree. It is for files that strangers publish: everything is bounded, nothing
// is expanded or fetched, and a refusal says where and of what sort.
//
// It is stricter than encoding/xml, on which it stands: a document type
// declaration is refused, whatever it holds, as are an attribute given twice
// and an XML declaration in the wrong place. It is more lenient in three things
// that publishers get wrong and that hurt nobody: byte-order marks and white
// space before the document, and bytes behind its root element. The [Document]
// tells of each, since mail programs with other readers do refuse them.
package xmltree

import (
	"fmt"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// The bounds of a document. They hold whatever the caller's own limits are.
const (
	MaxBytes      = 1 << 20  // of the whole input
	MaxDepth      = 32       // elements in elements, the root being the first
	MaxElements   = 20_000   // of the whole document
	MaxAttributes = 32       // of one element, namespace declarations included
	MaxText       = 64 << 10 // bytes of character data directly in one element
)

// Document is what was read.
type Document struct {
	Root *Element
	// ByteOrderMark is set where U+FEFF came first.
	ByteOrderMark bool
	// LateDeclaration is set where white space came before the XML declaration,
	// which XML forbids.
	LateDeclaration bool
	// Encoding is the declared one if it is not UTF-8, as declared; else empty.
	Encoding string
	// Trailing is the line on which something other than white space, comments
	// and processing instructions follows the root element; 0 if nothing does.
	Trailing int
}

// Element is one element with what it holds. Comments and processing
// instructions are left out.
type Element struct {
	// Space is the namespace of the name, empty where there is none.
	Space string
	// Name is the name without its prefix.
	Name  string
	Attrs []Attr
	// Children are the elements directly inside, in document order.
	Children []*Element
	// Text is the character data directly inside, joined, with its white space.
	Text string
	// Position is where its start tag begins; the column is unknown in a document
	// that is not in UTF-8.
	fact.Position
}

// Attr is an attribute without a namespace. Others are dropped.
type Attr struct{ Name, Value string }

// Attr is the value of an attribute as written, and whether there is one.
func (e *Element) Attr(name string) (string, bool) {
	for _, a := range e.Attrs {
		if a.Name == name {
			return a.Value, true
		}
	}
	return "", false
}

// Kind is the sort of a refusal.
type Kind string

// The refusals. The first three mean that the input is no XML at all.
const (
	Empty     Kind = "empty"      // nothing, or nothing but white space
	WebPage   Kind = "web-page"   // HTML or XHTML, whole or in part
	NotXML    Kind = "not-xml"    // anything else that is no XML
	OtherRoot Kind = "other-root" // XML of another kind
	Doctype   Kind = "doctype"    // a document type declaration
	Encoding  Kind = "encoding"   // one that is not read here
	Limit     Kind = "limit"      // over one of the bounds
	Syntax    Kind = "syntax"     // ill-formed
)

// Error is a refusal.
type Error struct {
	Kind Kind
	// Line is where, from 1.
	Line int
	// Detail is the offending name, encoding or bound, or what the parser said.
	// It may hold bytes of the input.
	Detail string
}

func (e *Error) Error() string {
	if e.Detail == "" {
		return fmt.Sprintf("line %d: %s", e.Line, e.Kind)
	}
	return fmt.Sprintf("line %d: %s: %s", e.Line, e.Kind, e.Detail)
}
