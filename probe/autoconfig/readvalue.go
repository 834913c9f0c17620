package autoconfig

import (
	"errors"
	"iter"
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/checked"
	"github.com/mailprobe/mailprobe/probe/internal/xmltree"
)

// children are the elements in e, less those of other namespaces.
func (r *reader) children(e *xmltree.Element) iter.Seq[*xmltree.Element] {
	return func(yield func(*xmltree.Element) bool) {
		for _, child := range e.Children {
			if child.Space != r.space {
				r.Add(fact.FileElementUnknown, child.Position, e.Name, child.Name)
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
			r.Add(fact.FileAttributeUnknown, e.Position, place, a.Name)
		}
	}
	if len(e.Children) > 0 {
		r.Add(fact.FileValueNotText, e.Position, place, e.Children[0].Name)
		return ""
	}
	s := strings.TrimSpace(e.Text)
	if s != "" && s != e.Text {
		r.Add(fact.FileValuePadded, e.Position, place, s)
	}
	return s
}

// prose is the value of an element that holds words for people or for a web
// form, where white space counts for nothing.
func (r *reader) prose(e *xmltree.Element) string {
	if len(e.Children) > 0 {
		r.Add(fact.FileValueNotText, e.Position, e.Name, e.Children[0].Name)
	}
	if strings.ContainsFunc(e.Text, isHidden) {
		r.Add(fact.FileTextCleaned, e.Position, e.Name, "")
	}
	return checked.Line(e.Text)
}

// link is a URL that is of use, or empty.
func (r *reader) link(e *xmltree.Element, place, url string) string {
	url = r.usable(e, place, url)
	if insecure(url) {
		r.Add(fact.FileLinkInsecure, e.Position, place, url)
	}
	return url
}

// tokenLink is a link that tokens, or the secrets for them, cross.
func (r *reader) tokenLink(e *xmltree.Element, place, url string) string {
	url = r.usable(e, place, url)
	if insecure(url) {
		r.Add(fact.FileOAuth2Insecure, e.Position, place, url)
	}
	return url
}

func (r *reader) usable(e *xmltree.Element, place, url string) string {
	if url == "" {
		return ""
	}
	if err := checkURL(url); err != nil {
		r.Drop(explain(err, fact.FileURLInvalid), e.Position, place, url)
		return ""
	}
	return url
}

func insecure(url string) bool { return len(url) >= 5 && strings.EqualFold(url[:5], "http:") }

// plainLink notes placeholders in a link that is shown to people: programs fill
// them in for servers alone.
func (r *reader) plainLink(e *xmltree.Element, place, url string) {
	pieces, _ := split(url, true)
	if slices.ContainsFunc(pieces, func(p piece) bool { return p.holder }) {
		r.Add(fact.FileLinkPlaceholder, e.Position, place, url)
	}
}

// spelling notes a host name that is written in capitals or with a final dot.
func (r *reader) spelling(e *xmltree.Element, place, written, host string) {
	if isASCII(written) && written != host {
		r.Add(fact.FileValueSpelling, e.Position, place, written)
	}
}

// unknown notes an element that is passed over, and whether another was meant.
func (r *reader) unknown(e *xmltree.Element, place, name string) {
	meant := slices.ContainsFunc(knownElements(), func(known string) bool {
		return !strings.Contains(name, "/") && name != known && letters(name) == letters(known)
	})
	if meant {
		r.Add(fact.FileElementMisspelt, e.Position, place, name)
		return
	}
	r.Add(fact.FileElementUnknown, e.Position, place, name)
}

// letters are those of a name in the order of the alphabet, whatever their case:
// "displayNameShort" has those of "displayShortName".
func letters(name string) string {
	all := []byte(strings.ToLower(name[:min(len(name), maxElementName)]))
	slices.Sort(all)
	return string(all)
}

// explain is the rule for an error of a template: that of a placeholder where one
// is to blame.
func explain(err error, otherwise fact.Code) fact.Code {
	var unknown unknownError
	switch {
	case errors.As(err, &unknown):
		return fact.FilePlaceholderUnknown
	case errors.Is(err, errUnfit):
		return fact.FilePlaceholderUnfit
	}
	return otherwise
}
