package xmltree

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/mailprobe/mailprobe/probe/fact"
)

const (
	byteOrderMark = "\ufeff"
	xmlSpace      = " \t\r\n"
)

// Parse reads a document whose root element is called root. The error is an
// *[Error]; there is a document or an error, never both.
func Parse(data []byte, root string) (*Document, error) {
	if len(data) > MaxBytes {
		return nil, &Error{Limit, 1, strconv.Itoa(MaxBytes) + " bytes"}
	}
	body := bytes.TrimLeft(data, xmlSpace+byteOrderMark)
	before := data[:len(data)-len(body)]
	if err := sniff(body); err != nil {
		err.Line = 1 + bytes.Count(before, []byte("\n"))
		return nil, err
	}
	r := &reader{
		root:     root,
		body:     body,
		skipped:  bytes.Count(before, []byte("\n")),
		declared: bytes.HasPrefix(body, []byte("<?xml")),
	}
	r.doc.ByteOrderMark = bytes.Contains(before, []byte(byteOrderMark))
	r.doc.LateDeclaration = r.declared && bytes.ContainsAny(before, xmlSpace)
	r.columns(bytes.ReplaceAll(before, []byte(byteOrderMark), nil))
	r.dec = xml.NewDecoder(bytes.NewReader(body))
	r.dec.CharsetReader = r.charset
	if err := r.read(); err != nil {
		return nil, err
	}
	return &r.doc, nil
}

// sniff refuses what its first bytes give away. The caller fills in the line.
func sniff(body []byte) *Error {
	head := body[:min(len(body), 64)]
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")),
		bytes.HasPrefix(head, []byte("<\x00")), bytes.HasPrefix(head, []byte("\x00<")):
		return &Error{Kind: Encoding, Detail: "UTF-16"}
	case len(body) == 0:
		return &Error{Kind: Empty}
	case body[0] != '<':
		return &Error{Kind: NotXML}
	case isHTMLDoctype(bytes.TrimPrefix(head[1:], []byte("!"))), bytes.HasPrefix(bytes.ToLower(head), []byte("<html")):
		return &Error{Kind: WebPage}
	}
	return nil
}

// isHTMLDoctype looks at a declaration without its first two characters.
func isHTMLDoctype(declaration []byte) bool {
	fields := bytes.Fields(bytes.ToLower(declaration))
	return len(fields) > 1 && string(fields[0]) == "doctype" && bytes.HasPrefix(fields[1], []byte("html"))
}

// isHTMLElement knows the elements that web pages, and the error messages of
// web frameworks, begin with.
func isHTMLElement(name string) bool {
	switch strings.ToLower(name) {
	case "html", "head", "body", "title", "meta", "script", "style", "div", "p", "br", "b", "i",
		"h1", "h2", "h3", "center", "font", "pre", "table", "a", "span", "form", "frameset":
		return true
	}
	return false
}

// reader builds the tree. Its stack holds the open elements and their text.
type reader struct {
	dec      *xml.Decoder
	doc      Document
	root     string
	body     []byte
	at       int  // how much of the body is behind the column
	before   int  // characters of the line before the decoder
	recoded  bool // the decoder does not see the body as it is
	skipped  int  // lines before the decoder's first
	declared bool // the document begins with an XML declaration
	tokens   int
	elements int
	stack    []open
}

type open struct {
	*Element
	text []byte
}

func (r *reader) read() error {
	for {
		line, column := r.line(), r.column()
		token, err := r.dec.Token()
		if err != nil {
			return r.refusal(err)
		}
		r.tokens++
		switch t := token.(type) {
		case xml.StartElement:
			if err := r.start(t, fact.Position{Line: line, Column: column}); err != nil {
				return err
			}
		case xml.EndElement:
			if r.end(); len(r.stack) == 0 {
				r.doc.Trailing = r.trailing()
				return nil
			}
		case xml.CharData:
			if err := r.text(t, line); err != nil {
				return err
			}
		case xml.Directive:
			if isHTMLDoctype(t) {
				return &Error{WebPage, line, ""}
			}
			return &Error{Doctype, line, ""}
		case xml.ProcInst:
			if strings.EqualFold(t.Target, "xml") && r.tokens > 1 {
				return &Error{Syntax, line, "misplaced XML declaration"}
			}
		}
	}
}

func (r *reader) line() int {
	line, _ := r.dec.InputPos()
	return line + r.skipped
}

// column is the decoder's, from 1; 0 where it does not know. Each byte is looked
// at once, however long the line.
func (r *reader) column() int {
	if r.recoded {
		return 0
	}
	to := int(r.dec.InputOffset())
	r.columns(r.body[r.at:to])
	r.at = to
	return r.before + 1
}

func (r *reader) columns(passed []byte) {
	if i := bytes.LastIndexByte(passed, '\n'); i >= 0 {
		r.before, passed = 0, passed[i+1:]
	}
	r.before += utf8.RuneCount(passed)
}

func (r *reader) start(t xml.StartElement, at fact.Position) error {
	name, line := t.Name.Local, at.Line
	switch {
	case len(r.stack) == 0 && name != r.root && isHTMLElement(name):
		return &Error{WebPage, line, ""}
	case len(r.stack) == 0 && name != r.root:
		return &Error{OtherRoot, line, name}
	case len(r.stack) == MaxDepth:
		return &Error{Limit, line, fmt.Sprintf("%d levels", MaxDepth)}
	case r.elements == MaxElements:
		return &Error{Limit, line, fmt.Sprintf("%d elements", MaxElements)}
	case len(t.Attr) > MaxAttributes:
		return &Error{Limit, line, fmt.Sprintf("%d attributes", MaxAttributes)}
	}
	r.elements++
	e := &Element{Space: t.Name.Space, Name: name, Position: at}
	for i, a := range t.Attr {
		for _, earlier := range t.Attr[:i] {
			if a.Name == earlier.Name {
				return &Error{Syntax, line, "attribute " + a.Name.Local + " given twice"}
			}
		}
		if a.Name.Space == "" && a.Name.Local != "xmlns" {
			e.Attrs = append(e.Attrs, Attr{a.Name.Local, a.Value})
		}
	}
	if len(r.stack) > 0 {
		parent := r.stack[len(r.stack)-1]
		parent.Children = append(parent.Children, e)
	} else {
		r.doc.Root = e
	}
	r.stack = append(r.stack, open{Element: e})
	return nil
}

func (r *reader) text(data []byte, line int) error {
	if len(r.stack) == 0 {
		if len(bytes.Trim(data, xmlSpace)) > 0 {
			return &Error{NotXML, line, ""}
		}
		return nil
	}
	top := &r.stack[len(r.stack)-1]
	if len(top.text)+len(data) > MaxText {
		return &Error{Limit, line, fmt.Sprintf("%d bytes of text", MaxText)}
	}
	top.text = append(top.text, data...)
	return nil
}

func (r *reader) end() {
	top := &r.stack[len(r.stack)-1]
	top.Text = string(top.text)
	r.stack = r.stack[:len(r.stack)-1]
}

// trailing is the line of the first thing behind the root that may not be
// there, or 0. It may be the beginning of anything, so errors do not count.
func (r *reader) trailing() int {
	for {
		line := r.line()
		token, err := r.dec.Token()
		if errors.Is(err, io.EOF) {
			return 0
		}
		if err != nil {
			return line
		}
		switch t := token.(type) {
		case xml.Comment:
		case xml.ProcInst:
			if strings.EqualFold(t.Target, "xml") {
				return line
			}
		case xml.CharData:
			if rest := bytes.TrimLeft(t, xmlSpace); len(rest) > 0 {
				return line + bytes.Count(t[:len(t)-len(rest)], []byte("\n"))
			}
		default:
			return line
		}
	}
}

// refusal sorts an error of the decoder.
func (r *reader) refusal(err error) *Error {
	line := r.line()
	var refused *Error
	if errors.As(err, &refused) {
		refused.Line = line
		return refused
	}
	detail := strings.TrimPrefix(err.Error(), "xml: ")
	if errors.Is(err, io.EOF) {
		detail = "no element"
	}
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		line, detail = syntax.Line+r.skipped, syntax.Msg
	}
	switch {
	case detail == "invalid UTF-8":
		return &Error{Encoding, line, detail}
	case r.doc.Root == nil && !r.declared:
		// It begins with an angle bracket and that is all.
		return &Error{NotXML, line, detail}
	}
	return &Error{Syntax, line, detail}
}

// charset serves the encodings that old editors leave behind. ISO-8859-1 is
// read as windows-1252, as browsers do: the two differ only where the former
// has control characters.
func (r *reader) charset(name string, input io.Reader) (io.Reader, error) {
	r.doc.Encoding = name
	switch strings.ToLower(name) {
	case "us-ascii", "ascii":
		return input, nil
	case "utf-16", "utf-16le", "utf-16be":
		// A declaration that can be read byte by byte is not in UTF-16. Some
		// frameworks write it above UTF-8, and browsers read on all the same.
		return input, nil
	case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "windows-1252", "cp1252":
		if r.doc.ByteOrderMark {
			return input, nil // the mark says UTF-8, and it knows better
		}
		r.recoded = true
		return charmap.Windows1252.NewDecoder().Reader(input), nil
	}
	return nil, &Error{Kind: Encoding, Detail: name}
}
