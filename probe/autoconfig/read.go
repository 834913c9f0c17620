package autoconfig

import (
	"errors"
	"fmt"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/checked"
	"github.com/mailprobe/mailprobe/probe/internal/xmltree"
)

// Reason is why a file is of no use.
type Reason string

// The reasons. The first three go with [fact.LookupNotXML], the others with
// [fact.LookupInvalid].
const (
	Empty     = Reason(xmltree.Empty)     // nothing, or nothing but white space
	WebPage   = Reason(xmltree.WebPage)   // HTML, whole or in part
	NotXML    = Reason(xmltree.NotXML)    // anything else that is no XML
	OtherRoot = Reason(xmltree.OtherRoot) // XML that is no clientConfig
	Doctype   = Reason(xmltree.Doctype)   // a document type declaration, which may hold entities
	Encoding  = Reason(xmltree.Encoding)  // not in UTF-8 nor an encoding that is read, or not in the one it declares
	TooLarge  = Reason(xmltree.Limit)     // too many bytes, levels, elements or attributes
	Syntax    = Reason(xmltree.Syntax)    // ill-formed XML
	NoServer  = Reason("no-server")       // a clientConfig without one incoming or outgoing server that can be used
)

// Error is what [Parse] returns for a file that is of no use.
type Error struct {
	// Fault is fact.LookupNotXML or fact.LookupInvalid.
	Fault  fact.LookupFault
	Reason Reason
	// Line is where, from 1.
	Line int
	// Detail is the offending name, encoding or bound, or the XML parser's
	// words; it is fit to print.
	Detail string
	// Notes tell for NoServer why each section was dropped.
	Notes []Finding
}

func (e *Error) Error() string {
	if e.Detail == "" {
		return fmt.Sprintf("autoconfig: line %d: %s", e.Line, e.Reason)
	}
	return fmt.Sprintf("autoconfig: line %d: %s: %s", e.Line, e.Reason, e.Detail)
}

func newError(err *xmltree.Error) *Error {
	fault := fact.LookupInvalid
	switch err.Kind {
	case xmltree.Empty, xmltree.WebPage, xmltree.NotXML:
		fault = fact.LookupNotXML
	}
	return &Error{Fault: fault, Reason: Reason(err.Kind), Line: err.Line, Detail: fact.Printable(err.Detail)}
}

// Parse reads a file. The error is an *[Error]; there is a Config or an error,
// never both. Any input is safe: time and memory are bounded by its length, and
// inputs over 1 MiB are refused.
func Parse(data []byte) (*Config, error) {
	doc, err := xmltree.Parse(data, "clientConfig")
	if err != nil {
		var refused *xmltree.Error
		errors.As(err, &refused)
		return nil, newError(refused)
	}
	r := &reader{config: &Config{}, space: doc.Root.Space}
	r.document(doc)
	r.root(doc.Root)
	sortFindings(r.notes.all)
	if len(r.config.Incoming)+len(r.config.Outgoing) == 0 {
		return nil, &Error{Fault: fact.LookupInvalid, Reason: NoServer, Line: doc.Root.Line, Notes: r.notes.all}
	}
	r.config.Notes = r.notes.all
	return r.config, nil
}

// reader fills a Config from a tree.
type reader struct {
	config *Config
	notes  notes
	// space is the namespace of the root. Elements of others are unknown ones.
	space string
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

func (r *reader) root(e *xmltree.Element) {
	r.config.Version = r.attr(e, "version")
	switch r.config.Version {
	case "":
		r.note(VersionMissing, e.Line, e.Name, "")
	case "1.1", "1.2":
	default:
		r.note(VersionUnknown, e.Line, e.Name, r.config.Version)
	}
	var provider *xmltree.Element
	for child := range r.children(e) {
		switch {
		case child.Name != "emailProvider":
			r.element(child, true)
		case provider != nil:
			r.drop(ProviderRepeated, child.Line, child.Name, r.attr(child, "id"))
		default:
			provider = child
			for grandchild := range r.children(child) {
				r.element(grandchild, false)
			}
		}
	}
	r.provider(e, provider)
}

// provider settles the id once the domains are known.
func (r *reader) provider(root, e *xmltree.Element) {
	if len(r.config.Domains) == 0 {
		r.note(DomainMissing, root.Line, "", "")
	} else {
		r.config.ID = r.config.Domains[0].Name
	}
	if e == nil {
		r.note(ProviderMissing, root.Line, "", "")
		return
	}
	id := r.attr(e, "id")
	if id == "" {
		r.note(IDMissing, e.Line, e.Name, "")
	} else if host, err := canonicalHost(id); err != nil {
		r.note(IDInvalid, e.Line, e.Name, id)
	} else {
		r.config.ID = host
	}
}

// element reads one child of the root or of emailProvider. The draft gives no
// meaning to the difference, but programs look only where it puts things.
func (r *reader) element(e *xmltree.Element, atRoot bool) {
	c := r.config
	if section, ok := lookUpSection(e.Name); ok {
		inProvider := section == IncomingServer || section == OutgoingServer
		if inProvider == atRoot {
			r.note(ElementMisplaced, e.Line, e.Name, "")
		}
		r.section(e, section)
		return
	}
	switch e.Name {
	case "domain":
		r.domain(e, atRoot)
	case "displayName":
		r.once(&c.DisplayName, e, r.name(e))
	case "displayShortName":
		r.once(&c.ShortName, e, r.name(e))
	case "documentation":
		r.page(&c.Documentation, e, "url", "descr")
	case "enable":
		r.page(&c.Enable, e, "visiturl", "instruction")
	case "instruction":
		if texts := r.words(nil, e); texts != nil {
			c.Enable = append(c.Enable, Page{Texts: texts, Line: e.Line})
		}
	case "webMail":
		r.webMail(e)
	case "oAuth2":
		r.oauth2(e)
	case "clientConfigUpdate":
		r.once(&c.UpdateURL, e, r.link(e, e.Name, r.attr(e, "url")))
	default:
		r.note(ElementUnknown, e.Line, "", e.Name)
	}
}

func (r *reader) domain(e *xmltree.Element, atRoot bool) {
	if atRoot {
		r.note(ElementMisplaced, e.Line, e.Name, "")
	}
	name := r.text(e, e.Name)
	host, err := canonicalHost(name)
	if err != nil {
		r.drop(DomainInvalid, e.Line, e.Name, name)
		return
	}
	r.config.Domains = append(r.config.Domains, Domain{host, checked.Line(r.attr(e, "purpose")), e.Line})
}

// name is a name of the provider, which may hold placeholders.
func (r *reader) name(e *xmltree.Element) string {
	s := r.prose(e)
	if _, err := anybody().text(s); err != nil {
		r.note(PlaceholderUnknown, e.Line, e.Name, s)
	}
	return s
}

// once sets a value that is not set yet.
func (r *reader) once(to *string, e *xmltree.Element, value string) {
	switch {
	case *to == "":
		*to = value
	case value != "":
		r.note(ElementRepeated, e.Line, e.Name, value)
	}
}

func (r *reader) page(to *[]Page, e *xmltree.Element, attr, text string) {
	page := Page{URL: r.link(e, e.Name, r.attr(e, attr)), Line: e.Line}
	for child := range r.children(e) {
		if child.Name != text {
			r.note(ElementUnknown, child.Line, e.Name, child.Name)
			continue
		}
		page.Texts = r.words(page.Texts, child)
	}
	if page.URL != "" || len(page.Texts) > 0 {
		*to = append(*to, page)
	}
}

// words appends what an element says, if it says anything.
func (r *reader) words(texts []Text, e *xmltree.Element) []Text {
	if s := r.prose(e); s != "" {
		texts = append(texts, Text{checked.Line(r.attr(e, "lang")), s})
	}
	return texts
}

// webMail keeps the page to log in at. What follows in loginPageInfo is for
// programs that fill in forms.
func (r *reader) webMail(e *xmltree.Element) {
	for child := range r.children(e) {
		switch child.Name {
		case "loginPage", "loginPageInfo":
			if url := r.link(child, e.Name+"/"+child.Name, r.attr(child, "url")); r.config.WebMail == "" {
				r.config.WebMail = url
			}
		default:
			r.note(ElementUnknown, child.Line, e.Name, child.Name)
		}
	}
}

func (r *reader) oauth2(e *xmltree.Element) {
	o := OAuth2{Line: e.Line}
	for child := range r.children(e) {
		place := e.Name + "/" + child.Name
		switch child.Name {
		case "authURL":
			r.once(&o.AuthURL, child, r.link(child, place, r.text(child, place)))
		case "tokenURL":
			r.once(&o.TokenURL, child, r.link(child, place, r.text(child, place)))
		case "issuer":
			r.once(&o.Issuer, child, r.issuer(child, place))
		case "scope":
			r.once(&o.Scope, child, r.prose(child))
		case "clientID":
			r.once(&o.ClientID, child, r.prose(child))
		case "clientSecret":
			r.once(&o.ClientSecret, child, r.prose(child))
		default:
			r.note(ElementUnknown, child.Line, e.Name, child.Name)
		}
	}
	if o != (OAuth2{Line: e.Line}) {
		r.config.OAuth2 = append(r.config.OAuth2, o)
	}
}

func (r *reader) issuer(e *xmltree.Element, place string) string {
	s := r.text(e, place)
	if strings.Contains(s, "://") {
		return r.link(e, place, s)
	}
	if s == "" {
		return ""
	}
	host, err := canonicalHost(s)
	if err != nil {
		r.drop(HostnameInvalid, e.Line, place, s)
		return ""
	}
	return host
}
