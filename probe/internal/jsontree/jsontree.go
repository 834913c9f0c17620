// Package jsontree reads a small JSON document, whose root is an object, into a
// tree. It is the counterpart of package xmltree: for files that strangers
// publish, with everything bounded, and with refusals that say where and of
// what sort.
//
// It is stricter than encoding/json, on which it stands. A name given twice in
// one object is refused (RFC 8259, section 4, leaves open which of the two
// counts, and RFC 7493, section 2.3, forbids it), so that no two readers of the
// document see different servers in it; so are bytes that are no UTF-8 and
// anything behind the root. A byte-order mark alone is survived, which RFC 8259,
// section 8.1, allows.
package jsontree

import (
	"fmt"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// The bounds of a document. They hold whatever the caller's own limits are.
const (
	MaxBytes  = 1 << 20  // of the whole input
	MaxDepth  = 32       // objects and arrays in each other, the root being the first
	MaxValues = 20_000   // of the whole document, objects and arrays included
	MaxText   = 64 << 10 // bytes of one string, name or number, decoded
)

// Document is what was read.
type Document struct {
	Root *Value // an object
	// ByteOrderMark is set where U+FEFF came first.
	ByteOrderMark bool
}

// Type is the sort of a value, in words for people.
type Type string

// The types.
const (
	Object Type = "object"
	Array  Type = "array"
	String Type = "string"
	Number Type = "number"
	Bool   Type = "boolean"
	Null   Type = "null"
)

// Value is one value. Its methods take a nil Value for one that is not there.
type Value struct {
	Type Type
	// Text is a string's value, a number as written, or "true" or "false".
	// Escaped surrogates without their pair are U+FFFD in it.
	Text string
	// Members are an object's, in document order, each name once.
	Members []Member
	// Items are an array's.
	Items []*Value
	// Position is where the value begins.
	fact.Position
}

// Member is one name of an object with its value.
type Member struct {
	Name  string
	Value *Value
}

// Get is an object's member, or nil.
func (v *Value) Get(name string) *Value {
	if v == nil {
		return nil
	}
	for _, m := range v.Members {
		if m.Name == name {
			return m.Value
		}
	}
	return nil
}

// Is reports whether the value is there and of a type.
func (v *Value) Is(t Type) bool { return v != nil && v.Type == t }

// Kind is the sort of a refusal.
type Kind string

// The refusals. The first three mean that the input is no JSON at all.
const (
	Empty     Kind = "empty"      // nothing, or nothing but white space
	WebPage   Kind = "web-page"   // HTML, whole or in part
	NotJSON   Kind = "not-json"   // anything else that is no JSON
	OtherRoot Kind = "other-root" // JSON that is no object
	Duplicate Kind = "duplicate"  // a name given twice in one object
	Encoding  Kind = "encoding"   // not UTF-8
	Limit     Kind = "limit"      // over one of the bounds
	Syntax    Kind = "syntax"     // ill-formed
)

// Error is a refusal.
type Error struct {
	Kind Kind
	// Line is where, from 1.
	Line int
	// Detail is the offending name, type or bound, or what the parser said. It
	// may hold bytes of the input.
	Detail string
}

func (e *Error) Error() string {
	if e.Detail == "" {
		return fmt.Sprintf("line %d: %s", e.Line, e.Kind)
	}
	return fmt.Sprintf("line %d: %s: %s", e.Line, e.Kind, e.Detail)
}
