package autodiscover

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/checked"
	"github.com/mailprobe/mailprobe/probe/internal/note"
	"github.com/mailprobe/mailprobe/probe/internal/xmltree"
)

// maxText bounds names and messages, in characters.
const maxText = 200

// Parse reads an answer in XML. The error is a [fact.FileError], with the fault
// [fact.LookupNotXML] for what is no XML and [fact.LookupInvalid] else; there is an Answer or
// an error, never both. That the server reports an error is an Answer. Elements
// are known by their names alone: the two namespaces of the format are mixed up
// everywhere. Any input is safe: time and memory are bounded by its length, and
// inputs over 1 MiB are refused.
func Parse(data []byte) (*Answer, error) {
	doc, err := xmltree.Parse(data, "Autodiscover")
	if err != nil {
		return nil, note.Refuse(format, err)
	}
	r := &reader{answer: &Answer{}}
	r.Document(doc)
	if refused := r.response(doc.Root); refused != nil {
		refused.Format, refused.Fault, refused.Notes = format, fact.LookupInvalid, r.All()
		return nil, refused
	}
	r.answer.Notes = r.All()
	return r.answer, nil
}

const format = "autodiscover"

// Why an answer in the right form is of no use; the other reasons are those of the
// readers of XML and JSON.
const (
	noServer    = "no-server"    // settings without a section that can be used, or no answer at all
	badRedirect = "bad-redirect" // a redirect to what is no address or no web address
	badValue    = "bad-value"    // JSON without a URL or an error in it that can be used
)

// reader fills an Answer from a tree.
type reader struct {
	note.Notes
	answer *Answer
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
			r.Add(fact.FileElementRepeated, child.Position, name, checked.Text(child.Text, maxText))
		}
	}
	return first
}

// first is the first child of a name, or nil.
func first(e *xmltree.Element, name string) *xmltree.Element {
	if i := slices.IndexFunc(e.Children, func(child *xmltree.Element) bool { return child.Name == name }); i >= 0 {
		return e.Children[i]
	}
	return nil
}

// value is the trimmed text of a child and where it is; where there is none, it is
// empty and the position that of its parent.
func (r *reader) value(e *xmltree.Element, name string) (string, fact.Position) {
	if child := r.only(e, name); child != nil {
		return strings.TrimSpace(child.Text), child.Position
	}
	return "", e.Position
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
func (r *reader) response(root *xmltree.Element) *fact.FileError {
	response := r.only(root, "Response")
	if response == nil {
		return &fact.FileError{Reason: noServer, Line: root.Line}
	}
	r.answer.DisplayName = r.words(r.only(response, "User"), "DisplayName")
	account, failure := r.only(response, "Account"), r.only(response, "Error")
	if mobile := r.only(response, "Action"); account == nil && mobile != nil {
		return r.mobile(mobile)
	}
	var refused *fact.FileError
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
		refused = &fact.FileError{Reason: noServer, Line: response.Line}
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

func (r *reader) account(e *xmltree.Element) *fact.FileError {
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
	action, at := r.value(e, "Action")
	for _, k := range []Kind{Settings, RedirectAddress, RedirectURL} {
		if strings.EqualFold(action, string(k)) {
			return k
		}
	}
	if action == "" {
		r.Add(fact.FileActionMissing, at, "Account", "")
	} else {
		r.Add(fact.FileActionUnknown, at, "Account/Action", action)
	}
	switch {
	case first(e, "RedirectAddr") != nil:
		return RedirectAddress
	case first(e, "RedirectUrl") != nil:
		return RedirectURL
	}
	return Settings
}

// settings holds what was read against being of any use.
func (r *reader) settings(line int) *fact.FileError {
	if len(r.answer.Servers)+len(r.answer.Exchange) == 0 {
		return &fact.FileError{Reason: noServer, Line: line}
	}
	r.answer.Kind = Settings
	return nil
}

func (r *reader) redirectAddress(value string, at fact.Position) *fact.FileError {
	addr, err := fact.ParseAddress(value)
	if err != nil {
		return &fact.FileError{Reason: badRedirect, Line: at.Line, Detail: fact.Printable(value)}
	}
	r.answer.Kind, r.answer.Address = RedirectAddress, addr
	return nil
}

func (r *reader) redirectURL(value string, at fact.Position) *fact.FileError {
	u, err := checked.URL(value, "https", "http")
	if err != nil {
		return &fact.FileError{Reason: badRedirect, Line: at.Line, Detail: fact.Printable(value)}
	}
	r.answer.Kind, r.answer.URL = RedirectURL, u.String()
	return nil
}
