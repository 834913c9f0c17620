package autoconfig

import (
	"errors"
	"iter"
	"strings"

	"github.com/mailprobe/mailprobe/probe/internal/checked"
	"github.com/mailprobe/mailprobe/probe/internal/xmltree"
)

// children are the elements in e, less those of other namespaces.
func (r *reader) children(e *xmltree.Element) iter.Seq[*xmltree.Element] {
	return func(yield func(*xmltree.Element) bool) {
		for _, child := range e.Children {
			if child.Space != r.space {
				r.note(ElementUnknown, child.Line, e.Name, child.Name)
			} else if !yield(child) {
				return
			}
		}
	}
}

func (r *reader) attr(e *xmltree.Element, name string) string {
	value, _ := e.Attr(name)
	return strings.TrimSpace(value)
}

// text is the value of an element that holds only text, without the white space
// around it. Thunderbird for Android trims nothing, and the desktop little.
func (r *reader) text(e *xmltree.Element, place string) string {
	for _, a := range e.Attrs {
		if e.Name+" "+a.Name != "domain purpose" && e.Name+" "+a.Name != "authentication system" {
			r.note(AttributeUnknown, e.Line, place, a.Name)
		}
	}
	if len(e.Children) > 0 {
		r.note(ValueNotText, e.Line, place, e.Children[0].Name)
		return ""
	}
	s := strings.TrimSpace(e.Text)
	if s != "" && s != e.Text {
		r.note(ValuePadded, e.Line, place, s)
	}
	return s
}

// prose is the value of an element that holds words for people or for a web
// form, where white space counts for nothing.
func (r *reader) prose(e *xmltree.Element) string {
	if len(e.Children) > 0 {
		r.note(ValueNotText, e.Line, e.Name, e.Children[0].Name)
	}
	if strings.ContainsFunc(e.Text, isHidden) {
		r.note(TextCleaned, e.Line, e.Name, "")
	}
	return checked.Line(e.Text)
}

// link is a URL that is of use, or empty.
func (r *reader) link(e *xmltree.Element, place, url string) string {
	if url == "" {
		return ""
	}
	if err := checkURL(url); err != nil {
		r.drop(explain(err, URLInvalid), e.Line, place, url)
		return ""
	}
	return url
}

// explain is the ID for an error of a template: that of a placeholder where one
// is to blame.
func explain(err error, otherwise ID) ID {
	var unknown unknownError
	switch {
	case errors.As(err, &unknown):
		return PlaceholderUnknown
	case errors.Is(err, errUnfit):
		return PlaceholderUnfit
	}
	return otherwise
}
