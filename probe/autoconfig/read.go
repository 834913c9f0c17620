package autoconfig

import (
	"strings"
	"unicode/utf8"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/checked"
	"github.com/mailprobe/mailprobe/probe/internal/note"
	"github.com/mailprobe/mailprobe/probe/internal/xmltree"
)

// Parse reads a file. The error is a [fact.FileError], with the fault
// [fact.LookupNotXML] for what is no XML and [fact.LookupInvalid] else; there is a
// Config or an error, never both. Any input is safe: time and memory are bounded by its length, and
// inputs over 1 MiB are refused.
func Parse(data []byte) (*Config, error) {
	doc, err := xmltree.Parse(data, "clientConfig")
	if err != nil {
		return nil, note.Refuse(format, err)
	}
	r := &reader{config: &Config{}, space: doc.Root.Space}
	r.Document(doc)
	r.root(doc.Root)
	if len(r.config.Incoming)+len(r.config.Outgoing) == 0 {
		return nil, &fact.FileError{Format: format, Fault: fact.LookupInvalid, Reason: "no-server", Line: doc.Root.Line, Notes: r.All()}
	}
	r.config.Notes = r.All()
	return r.config, nil
}

const format = "autoconfig"

// reader fills a Config from a tree.
type reader struct {
	note.Notes
	config *Config
	// space is the namespace of the root. Elements of others are unknown ones.
	space string
}

func (r *reader) root(e *xmltree.Element) {
	r.config.Version = r.attr(e, "version")
	switch r.config.Version {
	case "":
		r.Add(fact.FileVersionMissing, e.Position, e.Name, "")
	case "1.1", "1.2":
	default:
		r.Add(fact.FileVersionUnknown, e.Position, e.Name, r.config.Version)
	}
	var provider *xmltree.Element
	for child := range r.children(e) {
		switch {
		case child.Name != "emailProvider":
			r.element(child, true)
		case provider != nil:
			r.Drop(fact.FileProviderRepeated, child.Position, child.Name, r.attr(child, "id"))
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
		r.Add(fact.FileDomainMissing, root.Position, "", "")
	} else {
		r.config.ID = r.config.Domains[0].Name
	}
	if e == nil {
		r.Add(fact.FileProviderMissing, root.Position, "", "")
		return
	}
	id := r.attr(e, "id")
	if id == "" {
		r.Add(fact.FileIDMissing, e.Position, e.Name, "")
	} else if host, err := canonicalHost(id); err != nil {
		r.Add(fact.FileIDInvalid, e.Position, e.Name, id)
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
			r.Add(fact.FileElementMisplaced, e.Position, e.Name, "")
		}
		r.section(e, section)
		return
	}
	switch e.Name {
	case "domain":
		r.domain(e, atRoot)
	case "displayName":
		r.inside(e, atRoot)
		r.once(&c.DisplayName, e, r.name(e))
	case "displayShortName":
		r.inside(e, atRoot)
		r.once(&c.ShortName, e, r.name(e))
	case "documentation":
		r.inside(e, atRoot)
		r.page(&c.Documentation, e, "url", "descr")
	case "enable":
		r.page(&c.Enable, e, "visiturl", "instruction")
	case "instruction":
		if texts := r.words(nil, e); texts != nil {
			c.Enable = append(c.Enable, Page{Texts: texts, Position: e.Position})
		}
	case "webMail":
		r.webMail(e)
	case "oAuth2":
		r.oauth2(e)
	case "clientConfigUpdate":
		r.once(&c.UpdateURL, e, r.link(e, e.Name, r.attr(e, "url")))
	default:
		r.unknown(e, "", e.Name)
	}
}

func (r *reader) domain(e *xmltree.Element, atRoot bool) {
	r.inside(e, atRoot)
	name := r.text(e, e.Name)
	host, err := canonicalHost(name)
	if err != nil {
		r.Drop(fact.FileDomainInvalid, e.Position, e.Name, name)
		return
	}
	r.spelling(e, e.Name, name, host)
	r.config.Domains = append(r.config.Domains, Domain{host, checked.Line(r.attr(e, "purpose")), e.Position})
}

// inside notes what belongs into emailProvider and stands beside it.
func (r *reader) inside(e *xmltree.Element, atRoot bool) {
	if atRoot {
		r.Add(fact.FileElementMisplaced, e.Position, e.Name, "")
	}
}

// name is a name of the provider, which may hold placeholders.
func (r *reader) name(e *xmltree.Element) string {
	s := r.prose(e)
	if _, err := anybody().text(s); err != nil {
		r.Add(fact.FilePlaceholderUnknown, e.Position, e.Name, s)
	}
	limit := maxDisplayName
	if e.Name == "displayShortName" {
		limit = maxShortName
	}
	if utf8.RuneCountInString(s) > limit {
		r.Add(fact.FileNameTooLong, e.Position, e.Name, s)
	}
	return s
}

// once sets a value that is not set yet.
func (r *reader) once(to *string, e *xmltree.Element, value string) {
	switch {
	case *to == "":
		*to = value
	case value != "":
		r.Add(fact.FileElementRepeated, e.Position, e.Name, value)
	}
}

func (r *reader) page(to *[]Page, e *xmltree.Element, attr, text string) {
	page := Page{URL: r.link(e, e.Name, r.attr(e, attr)), Position: e.Position}
	r.plainLink(e, e.Name, page.URL)
	for child := range r.children(e) {
		if child.Name != text {
			r.unknown(child, e.Name, child.Name)
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
			url := r.link(child, e.Name+"/"+child.Name, r.attr(child, "url"))
			r.plainLink(child, e.Name+"/"+child.Name, url)
			if r.config.WebMail == "" {
				r.config.WebMail = url
			}
		default:
			r.unknown(child, e.Name, child.Name)
		}
	}
}

func (r *reader) oauth2(e *xmltree.Element) {
	o := OAuth2{Position: e.Position}
	for child := range r.children(e) {
		place := e.Name + "/" + child.Name
		switch child.Name {
		case "authURL":
			r.once(&o.AuthURL, child, r.tokenLink(child, place, r.text(child, place)))
		case "tokenURL":
			r.once(&o.TokenURL, child, r.tokenLink(child, place, r.text(child, place)))
		case "issuer":
			r.once(&o.Issuer, child, r.issuer(child, place))
		case "scope":
			r.once(&o.Scope, child, r.prose(child))
		case "clientID":
			r.once(&o.ClientID, child, r.prose(child))
		case "clientSecret":
			r.once(&o.ClientSecret, child, r.prose(child))
		default:
			r.unknown(child, e.Name, child.Name)
		}
	}
	if o != (OAuth2{Position: e.Position}) {
		r.config.OAuth2 = append(r.config.OAuth2, o)
	}
}

func (r *reader) issuer(e *xmltree.Element, place string) string {
	s := r.text(e, place)
	if strings.Contains(s, "://") {
		return r.tokenLink(e, place, s)
	}
	if s == "" {
		return ""
	}
	host, err := canonicalHost(s)
	if err != nil {
		r.Drop(fact.FileHostnameInvalid, e.Position, place, s)
		return ""
	}
	return host
}
