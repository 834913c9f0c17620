package pacc

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/checked"
	"github.com/mailprobe/mailprobe/probe/internal/jsontree"
	"github.com/mailprobe/mailprobe/probe/internal/note"
)

// Parse reads a file. The error is a [fact.FileError]
// with [fact.LookupInvalid]; there is a Document or an error,
// never both. Unknown members are passed over, and one of a wrong type is
// dropped alone; but a name given twice in one object refuses the whole file,
// because readers disagree about which counts. A file for calendars alone is one,
// though it has no Servers. Any input is safe: time and memory are bounded by
// its length, and inputs over 1 MiB are refused.
func Parse(data []byte) (*Document, error) {
	tree, err := jsontree.Parse(data)
	if err != nil {
		refused := note.Refuse(format, err)
		if refused.Reason == string(jsontree.WebPage) {
			refused.Detail = "a web page instead of JSON"
		}
		return nil, refused
	}
	r := &reader{doc: &Document{}}
	if tree.ByteOrderMark {
		r.Add(fact.FileByteOrderMark, tree.Root.Position, "", "")
	}
	root := tree.Root
	r.protocols(r.member(root, "", "protocols", jsontree.Object), root)
	r.authentication(r.member(root, "", "authentication", jsontree.Object), root)
	r.info(r.member(root, "", "info", jsontree.Object), root)
	if len(r.doc.Servers)+len(r.doc.Services) == 0 {
		return nil, &fact.FileError{Format: format, Fault: fact.LookupInvalid, Reason: "no-server", Line: 1, Notes: r.All()}
	}
	r.doc.Notes = r.All()
	return r.doc, nil
}

const format = "pacc"

// reader fills a Document from a tree.
type reader struct {
	note.Notes
	doc *Document
}

// position is that of a value, or where it is not there of what should hold it.
func position(v, around *jsontree.Value) fact.Position {
	if v == nil {
		v = around
	}
	return v.Position
}

func under(place, name string) string { return strings.TrimPrefix(place+"."+name, ".") }

// member is one of an object's if it is of the type, else nil.
func (r *reader) member(v *jsontree.Value, place, name string, t jsontree.Type) *jsontree.Value {
	m := v.Get(name)
	if m == nil || m.Type == t {
		return m
	}
	r.Drop(fact.FileMemberType, m.Position, under(place, name), string(m.Type))
	return nil
}

// text is a member that is a string, and whether there is one to read.
func (r *reader) text(v *jsontree.Value, place, name string) (string, bool) {
	m := r.member(v, place, name, jsontree.String)
	if m == nil {
		return "", false
	}
	return m.Text, true
}

func (r *reader) protocols(v, around *jsontree.Value) {
	const place = "protocols"
	for _, p := range []fact.Protocol{fact.IMAP, fact.POP3} {
		if host := r.host(v, place, string(p)); host != "" {
			r.serve(p, host)
		}
	}
	submit, smtp := r.host(v, place, "submit"), r.host(v, place, "smtp")
	switch {
	case submit == "" && smtp != "":
		r.Add(fact.FileOldName, v.Get("smtp").Position, place+".smtp", "")
		submit = smtp
	case smtp != "" && smtp != submit:
		r.Drop(fact.FileSubmitConflict, v.Get("smtp").Position, place+".smtp.host", smtp)
	}
	if submit != "" {
		r.serve(fact.SMTP, submit)
	}
	for _, name := range []string{"jmap", "caldav", "carddav", "webdav"} {
		if url := r.url(v, place, name); url != "" {
			r.doc.Services = append(r.doc.Services, Service{Protocol: name, URL: url})
		}
	}
	if host := r.host(v, place, "managesieve"); host != "" {
		r.doc.Services = append(r.doc.Services, Service{Protocol: "managesieve", Host: host})
	}
	if !slices.ContainsFunc(r.doc.Servers, func(e fact.Endpoint) bool { return e.Protocol.Incoming() }) {
		r.Add(fact.FileNoIncoming, position(v, around), place, "")
	}
	if !slices.ContainsFunc(r.doc.Servers, func(e fact.Endpoint) bool { return e.Protocol == fact.SMTP }) {
		r.Add(fact.FileNoOutgoing, position(v, around), place, "")
	}
}

// serve adds a server. The first of the standard ports is the one for implicit TLS.
func (r *reader) serve(p fact.Protocol, host string) {
	r.doc.Servers = append(r.doc.Servers, fact.StandardPorts(p)[0].At(host))
}

// host is the one of a protocol, as A-labels; empty where there is none to use.
func (r *reader) host(v *jsontree.Value, place, protocol string) string {
	server := r.member(v, place, protocol, jsontree.Object)
	if server == nil {
		return ""
	}
	place = under(place, protocol)
	if server.Get("host") == nil {
		r.Drop(fact.FileHostnameMissing, server.Position, place+".host", "")
	}
	name, ok := r.text(server, place, "host")
	if !ok {
		return ""
	}
	host, err := fact.ToASCII(name)
	if err != nil || !checked.PublicHost(host) {
		r.Drop(fact.FileHostnameInvalid, server.Get("host").Position, place+".host", name)
		return ""
	}
	return host
}

// url is the one of a protocol, empty where there is none to use.
func (r *reader) url(v *jsontree.Value, place, protocol string) string {
	server := r.member(v, place, protocol, jsontree.Object)
	if server == nil {
		return ""
	}
	place = under(place, protocol)
	if server.Get("url") == nil {
		r.Drop(fact.FileURLMissing, server.Position, place+".url", "")
	}
	return r.link(server, place, "url", "https")
}

// link is a URL of one of the schemes; empty where there is none to use.
func (r *reader) link(v *jsontree.Value, place, name string, schemes ...string) string {
	text, ok := r.text(v, place, name)
	if !ok {
		return ""
	}
	u, err := checked.URL(text, schemes...)
	if err != nil {
		r.Drop(fact.FileURLInvalid, v.Get(name).Position, under(place, name), text)
		return ""
	}
	if u.Scheme == "http" {
		r.Add(fact.FileLinkInsecure, v.Get(name).Position, under(place, name), text)
	}
	return u.String()
}

func (r *reader) authentication(v, around *jsontree.Value) {
	const place = "authentication"
	if password := r.member(v, place, "password", jsontree.Bool); password != nil {
		taken, err := strconv.ParseBool(password.Text)
		if err == nil {
			r.doc.Password = &taken
		}
	}
	if oauth := r.member(v, place, "oauth-public", jsontree.Object); oauth != nil {
		r.doc.Issuer = r.link(oauth, place+".oauth-public", "issuer", "https")
	}
	switch {
	case r.doc.Password == nil:
		r.Add(fact.FilePasswordUnsaid, position(v, around), place, "")
	case !*r.doc.Password && r.doc.Issuer == "":
		r.Add(fact.FileAuthMissing, position(v, around), place, "")
	}
}

// MaxName is how long the draft lets a provider's name be, in characters.
const MaxName = 60

const maxShortName = 20

// maxContacts is how many of the contacts are looked at.
const maxContacts = 8

func (r *reader) info(v, around *jsontree.Value) {
	web := []string{"https", "http"}
	provider := r.member(v, "info", "provider", jsontree.Object)
	r.doc.Name = r.name(provider, "name", MaxName)
	r.doc.ShortName = r.name(provider, "shortName", maxShortName)
	if r.doc.Name == "" {
		r.Add(fact.FileNameMissing, position(provider, around), "info.provider.name", "")
	}
	help := r.member(v, "info", "help", jsontree.Object)
	r.doc.Documentation = r.link(help, "info.help", "documentation", web...)
	r.doc.Developer = r.link(help, "info.help", "developer", web...)
	contact := r.member(help, "info.help", "contact", jsontree.Array)
	if contact == nil {
		return
	}
	for _, item := range contact.Items[:min(len(contact.Items), maxContacts)] {
		// Other ways to reach somebody than a page are no fault, but no link.
		if u, err := checked.URL(item.Text, web...); err == nil && item.Is(jsontree.String) {
			r.doc.Contacts = append(r.doc.Contacts, u.String())
		}
	}
}

func (r *reader) name(v *jsontree.Value, member string, limit int) string {
	text, ok := r.text(v, "info.provider", member)
	if !ok {
		return ""
	}
	if utf8.RuneCountInString(text) > limit {
		r.Add(fact.FileNameTooLong, v.Get(member).Position, "info.provider."+member, text)
	}
	return checked.Text(text, limit)
}
