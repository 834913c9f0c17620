package autodiscover

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/checked"
	"github.com/mailprobe/mailprobe/probe/internal/jsontree"
	"github.com/mailprobe/mailprobe/probe/internal/xmltree"
)

// Reason is why an answer is of no use.
type Reason string

// The reasons. For an answer in XML the first three go with
// [fact.LookupNotXML]; all others, and all for one in JSON, with
// [fact.LookupInvalid].
const (
	Empty       = Reason(xmltree.Empty)      // nothing, or nothing but white space
	WebPage     = Reason(xmltree.WebPage)    // HTML, whole or in part
	NotXML      = Reason(xmltree.NotXML)     // anything else that is no XML
	NotJSON     = Reason(jsontree.NotJSON)   // anything else that is no JSON
	OtherRoot   = Reason(xmltree.OtherRoot)  // XML that is no Autodiscover, JSON that is no object
	Doctype     = Reason(xmltree.Doctype)    // a document type declaration, which may hold entities
	Duplicate   = Reason(jsontree.Duplicate) // a name given twice in one JSON object
	Encoding    = Reason(xmltree.Encoding)   // not in UTF-8 nor an encoding that is read
	TooLarge    = Reason(xmltree.Limit)      // too many bytes, levels, elements or attributes
	Syntax      = Reason(xmltree.Syntax)     // ill-formed
	NoServer    = Reason("no-server")        // settings without a section that can be used, or no answer at all
	BadRedirect = Reason("bad-redirect")     // a redirect to what is no address or no web address
	BadValue    = Reason("bad-value")        // JSON without a URL or an error in it that can be used
)

// Error is what [Parse] and [ParseJSON] return for an answer that is of no use.
type Error struct {
	// Fault is fact.LookupNotXML or fact.LookupInvalid.
	Fault  fact.LookupFault
	Reason Reason
	// Line is where, from 1.
	Line int
	// Detail is the offending name, value or bound, or the parser's words; it is
	// fit to print.
	Detail string
	// Notes tell for NoServer why each section was dropped.
	Notes []Finding
}

func (e *Error) Error() string {
	if e.Detail == "" {
		return fmt.Sprintf("autodiscover: line %d: %s", e.Line, e.Reason)
	}
	return fmt.Sprintf("autodiscover: line %d: %s: %s", e.Line, e.Reason, e.Detail)
}

func newError(err *xmltree.Error) *Error {
	fault := fact.LookupInvalid
	switch err.Kind {
	case xmltree.Empty, xmltree.WebPage, xmltree.NotXML:
		fault = fact.LookupNotXML
	}
	return &Error{Fault: fault, Reason: Reason(err.Kind), Line: err.Line, Detail: fact.Printable(err.Detail)}
}

// maxText bounds names and messages, in characters.
const maxText = 200

// Parse reads an answer in XML. The error is an *[Error]; there is an Answer or
// an error, never both. That the server reports an error is an Answer. Elements
// are known by their names alone: the two namespaces of the format are mixed up
// everywhere. Any input is safe: time and memory are bounded by its length, and
// inputs over 1 MiB are refused.
func Parse(data []byte) (*Answer, error) {
	doc, err := xmltree.Parse(data, "Autodiscover")
	if err != nil {
		var refused *xmltree.Error
		errors.As(err, &refused)
		return nil, newError(refused)
	}
	r := &reader{answer: &Answer{}}
	r.document(doc)
	refused := r.response(doc.Root)
	sortFindings(r.notes.all)
	if refused != nil {
		refused.Fault, refused.Notes = fact.LookupInvalid, r.notes.all
		return nil, refused
	}
	r.answer.Notes = r.notes.all
	return r.answer, nil
}

// reader fills an Answer from a tree.
type reader struct {
	answer *Answer
	notes  notes
}

func (r *reader) note(id ID, line int, place, value string) {
	r.notes.add(Finding{ID: id, Line: line, Place: place, Value: value})
}

func (r *reader) drop(id ID, line int, place, value string) {
	r.notes.add(Finding{ID: id, Line: line, Place: place, Value: value, Dropped: true})
}

// document notes what the XML reader survived and others do not.
func (r *reader) document(doc *xmltree.Document) {
	if doc.ByteOrderMark {
		r.note(ByteOrderMark, 1, "", "")
	}
	if doc.LateDeclaration {
		r.note(LateDeclaration, 1, "", "")
	}
	if doc.Encoding != "" {
		r.note(EncodingNotUTF8, 1, "", doc.Encoding)
	}
	if doc.Trailing > 0 {
		r.note(TrailingBytes, doc.Trailing, "", "")
	}
}

// only is the first child of a name, or nil. Further ones are noted.
func (r *reader) only(e *xmltree.Element, name string) *xmltree.Element {
	if e == nil {
		return nil
	}
	var first *xmltree.Element
	for _, child := range e.Children {
		switch {
		case child.Name != name:
		case first == nil:
			first = child
		default:
			r.note(ElementRepeated, child.Line, name, checked.Text(child.Text, maxText))
		}
	}
	return first
}

// has tells whether there is a child of a name.
func has(e *xmltree.Element, name string) bool {
	return slices.ContainsFunc(e.Children, func(child *xmltree.Element) bool { return child.Name == name })
}

// value is the trimmed text of a child and its line; where there is none, it is
// empty and the line that of its parent.
func (r *reader) value(e *xmltree.Element, name string) (string, int) {
	if child := r.only(e, name); child != nil {
		return strings.TrimSpace(child.Text), child.Line
	}
	return "", e.Line
}

// words is the text of a child made fit to print.
func (r *reader) words(e *xmltree.Element, name string) string {
	if child := r.only(e, name); child != nil {
		return checked.Text(child.Text, maxText)
	}
	return ""
}

// response reads the one answer in the document. What it returns lacks the
// fault and the notes.
func (r *reader) response(root *xmltree.Element) *Error {
	response := r.only(root, "Response")
	if response == nil {
		return &Error{Reason: NoServer, Line: root.Line}
	}
	r.answer.DisplayName = r.words(r.only(response, "User"), "DisplayName")
	account, failure := r.only(response, "Account"), r.only(response, "Error")
	if mobile := r.only(response, "Action"); account == nil && mobile != nil {
		return r.mobile(mobile)
	}
	var refused *Error
	if account != nil {
		if refused = r.account(account); refused == nil {
			return nil
		}
	}
	if failure != nil {
		r.failure(failure)
		return nil
	}
	if refused == nil {
		refused = &Error{Reason: NoServer, Line: response.Line}
	}
	return refused
}

// failure is what counts only where there is nothing else in the response.
func (r *reader) failure(e *xmltree.Element) {
	r.answer.Kind = Failed
	r.answer.Failure = Failure{
		Code:    r.words(e, "ErrorCode"),
		Message: r.words(e, "Message"),
	}
}

func (r *reader) account(e *xmltree.Element) *Error {
	switch r.kind(e) {
	case RedirectAddress:
		return r.redirectAddress(r.value(e, "RedirectAddr"))
	case RedirectURL:
		return r.redirectURL(r.value(e, "RedirectUrl"))
	}
	for _, child := range e.Children {
		if child.Name == "Protocol" {
			r.section(child)
		}
	}
	return r.settings(e.Line)
}

// kind is what the account says it is; else what it looks like.
func (r *reader) kind(e *xmltree.Element) Kind {
	action, line := r.value(e, "Action")
	for _, k := range []Kind{Settings, RedirectAddress, RedirectURL} {
		if strings.EqualFold(action, string(k)) {
			return k
		}
	}
	if action == "" {
		r.note(ActionMissing, line, "Account", "")
	} else {
		r.note(ActionUnknown, line, "Account/Action", action)
	}
	switch {
	case has(e, "RedirectAddr"):
		return RedirectAddress
	case has(e, "RedirectUrl"):
		return RedirectURL
	}
	return Settings
}

// settings holds what was read against being of any use.
func (r *reader) settings(line int) *Error {
	if len(r.answer.Servers)+len(r.answer.Exchange) == 0 {
		return &Error{Reason: NoServer, Line: line}
	}
	r.answer.Kind = Settings
	return nil
}

func (r *reader) redirectAddress(value string, line int) *Error {
	addr, err := fact.ParseAddress(value)
	if err != nil {
		return &Error{Reason: BadRedirect, Line: line, Detail: fact.Printable(value)}
	}
	r.answer.Kind, r.answer.Address = RedirectAddress, addr
	return nil
}

func (r *reader) redirectURL(value string, line int) *Error {
	u, err := checked.URL(value, "https", "http")
	if err != nil {
		return &Error{Reason: BadRedirect, Line: line, Detail: fact.Printable(value)}
	}
	r.answer.Kind, r.answer.URL = RedirectURL, u.String()
	return nil
}
