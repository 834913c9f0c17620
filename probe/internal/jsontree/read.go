package jsontree

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mailprobe/mailprobe/probe/fact"
)

const (
	byteOrderMark = "\ufeff"
	jsonSpace     = " \t\r\n"
)

// Parse reads a document. The error is an *[Error]; there is a document or an
// error, never both. Time and memory are bounded by the length of the input,
// and nesting over the bound costs no more than reaching it.
func Parse(data []byte) (*Document, error) {
	if len(data) > MaxBytes {
		return nil, &Error{Limit, 1, strconv.Itoa(MaxBytes) + " bytes"}
	}
	body, marked := bytes.CutPrefix(data, []byte(byteOrderMark))
	if err := sniff(body); err != nil {
		return nil, err
	}
	r := &reader{body: body, dec: json.NewDecoder(bytes.NewReader(body)), position: fact.Position{Line: 1, Column: 1}}
	r.dec.UseNumber()
	root, err := r.root()
	if err != nil {
		return nil, err
	}
	return &Document{Root: root, ByteOrderMark: marked}, nil
}

// sniff refuses what can be told without parsing.
func sniff(body []byte) *Error {
	text := bytes.TrimLeft(body, jsonSpace)
	line := lineOf(body, len(body)-len(text))
	head := bytes.ToLower(text[:min(len(text), 8)])
	switch {
	case bytes.HasPrefix(text, []byte("\xff\xfe")), bytes.HasPrefix(text, []byte("\xfe\xff")),
		bytes.HasPrefix(text, []byte("{\x00")), bytes.HasPrefix(text, []byte("\x00{")):
		return &Error{Encoding, line, "UTF-16"}
	case len(text) == 0:
		return &Error{Empty, line, ""}
	case bytes.HasPrefix(head, []byte("<?xml")):
		return &Error{NotJSON, line, "XML"}
	case head[0] == '<':
		return &Error{WebPage, line, ""}
	}
	for at := 0; at < len(body); {
		r, size := utf8.DecodeRune(body[at:])
		if r == utf8.RuneError && size == 1 {
			return &Error{Encoding, lineOf(body, at), "invalid UTF-8"}
		}
		at += size
	}
	return nil
}

func lineOf(body []byte, offset int) int {
	return 1 + bytes.Count(body[:offset], []byte("\n"))
}

// reader builds the tree.
type reader struct {
	body   []byte
	dec    *json.Decoder
	values int
	// passed is how much of the body is behind the position.
	passed   int
	position fact.Position
}

func (r *reader) root() (*Value, error) {
	v, err := r.value(0)
	if err != nil {
		return nil, err
	}
	line := r.line()
	_, err = r.dec.Token()
	ended := errors.Is(err, io.EOF)
	switch {
	case v.Type != Object && v.Type != Array && !ended:
		// "404 page not found" begins with a number, and that is all.
		return nil, &Error{NotJSON, line, ""}
	case v.Type != Object:
		return nil, &Error{OtherRoot, line, string(v.Type)}
	case !ended:
		return nil, &Error{Syntax, r.line(), "something follows the root"}
	}
	return v, nil
}

// line is the one of the token that was read last, or that could not be read.
func (r *reader) line() int {
	at := min(int(r.dec.InputOffset()), len(r.body))
	rest := r.body[at:]
	return lineOf(r.body, at+len(rest)-len(bytes.TrimLeft(rest, jsonSpace)))
}

func (r *reader) limit(format string, bound int) *Error {
	return &Error{Limit, r.line(), fmt.Sprintf(format, bound)}
}

// next is where the value begins that is read next. Each byte is looked at once,
// however long the line.
func (r *reader) next() fact.Position {
	to := min(int(r.dec.InputOffset()), len(r.body))
	for to < len(r.body) && strings.IndexByte(jsonSpace+":,", r.body[to]) >= 0 {
		to++
	}
	passed := r.body[r.passed:to]
	if n := bytes.Count(passed, []byte("\n")); n > 0 {
		r.position.Line += n
		r.position.Column, passed = 1, passed[bytes.LastIndexByte(passed, '\n')+1:]
	}
	r.position.Column += utf8.RuneCount(passed)
	r.passed = to
	return r.position
}

// value reads one value that has depth others around it.
func (r *reader) value(depth int) (*Value, error) {
	at := r.next()
	token, err := r.token()
	if err != nil {
		return nil, err
	}
	if r.values++; r.values > MaxValues {
		return nil, r.limit("%d values", MaxValues)
	}
	switch t := token.(type) {
	case json.Delim:
		if depth == MaxDepth {
			return nil, r.limit("%d levels", MaxDepth)
		}
		if t == '{' {
			return r.object(depth+1, at)
		}
		return r.array(depth+1, at)
	case string:
		return r.text(String, t, at)
	case json.Number:
		return r.text(Number, t.String(), at)
	case bool:
		return &Value{Type: Bool, Text: strconv.FormatBool(t), Position: at}, nil
	}
	return &Value{Type: Null, Position: at}, nil
}

func (r *reader) text(t Type, s string, at fact.Position) (*Value, error) {
	if len(s) > MaxText {
		return nil, r.limit("%d bytes of text", MaxText)
	}
	return &Value{Type: t, Text: s, Position: at}, nil
}

func (r *reader) object(depth int, at fact.Position) (*Value, error) {
	v := &Value{Type: Object, Position: at}
	seen := map[string]bool{}
	for r.dec.More() {
		token, err := r.token()
		if err != nil {
			return nil, err
		}
		// The decoder lets nothing but a string stand here.
		name, _ := token.(string)
		switch {
		case len(name) > MaxText:
			return nil, r.limit("%d bytes of text", MaxText)
		case seen[name]:
			return nil, &Error{Duplicate, r.line(), name}
		}
		seen[name] = true
		value, err := r.value(depth)
		if err != nil {
			return nil, err
		}
		v.Members = append(v.Members, Member{name, value})
	}
	_, err := r.token()
	return v, err
}

func (r *reader) array(depth int, at fact.Position) (*Value, error) {
	v := &Value{Type: Array, Position: at}
	for r.dec.More() {
		item, err := r.value(depth)
		if err != nil {
			return nil, err
		}
		v.Items = append(v.Items, item)
	}
	_, err := r.token()
	return v, err
}

// token is the next one. An error before the first means that the input does
// not even begin as JSON does.
func (r *reader) token() (json.Token, error) {
	token, err := r.dec.Token()
	if err == nil {
		return token, nil
	}
	detail := strings.TrimPrefix(err.Error(), "json: ")
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		detail = "unexpected end"
	}
	kind := Syntax
	if r.values == 0 {
		kind = NotJSON
	}
	return nil, &Error{kind, r.line(), detail}
}
