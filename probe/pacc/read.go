package pacc

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/checked"
	"github.com/mailprobe/mailprobe/probe/internal/jsontree"
)

// Reason is why a file is of no use.
type Reason string

// The reasons.
const (
	Empty     = Reason(jsontree.Empty)     // nothing, or nothing but white space
	WebPage   = Reason(jsontree.WebPage)   // HTML, whole or in part
	NotJSON   = Reason(jsontree.NotJSON)   // anything else that is no JSON
	OtherRoot = Reason(jsontree.OtherRoot) // JSON that is no object
	Duplicate = Reason(jsontree.Duplicate) // a name given twice in one object
	Encoding  = Reason(jsontree.Encoding)  // not in UTF-8
	TooLarge  = Reason(jsontree.Limit)     // too many bytes, levels or values
	Syntax    = Reason(jsontree.Syntax)    // ill-formed JSON
	NoServer  = Reason("no-server")        // an object without one server that can be used
)

// Error is what [Parse] returns for a file that is of no use.
type Error struct {
	// Fault is always fact.LookupInvalid: the other fault is for XML.
	Fault  fact.LookupFault
	Reason Reason
	// Line is where, from 1.
	Line int
	// Detail says more about the reason; it is fit to print.
	Detail string
	// Notes tell for NoServer why each member was dropped.
	Notes []Finding
}

func (e *Error) Error() string {
	if e.Detail == "" {
		return fmt.Sprintf("pacc: line %d: %s", e.Line, e.Reason)
	}
	return fmt.Sprintf("pacc: line %d: %s: %s", e.Line, e.Reason, e.Detail)
}

func newError(err *jsontree.Error) *Error {
	detail := fact.Printable(err.Detail)
	if err.Kind == jsontree.WebPage {
		detail = "a web page instead of JSON"
	}
	return &Error{Fault: fact.LookupInvalid, Reason: Reason(err.Kind), Line: err.Line, Detail: detail}
}

// Parse reads a file. The error is an *[Error]; there is a Document or an error,
// never both. Unknown members are passed over, and one of a wrong type is
// dropped alone; but a name given twice in one object refuses the whole file,
// because readers disagree about which counts. A file for calendars alone is one,
// though it has no Servers. Any input is safe: time and memory are bounded by
// its length, and inputs over 1 MiB are refused.
func Parse(data []byte) (*Document, error) {
	tree, err := jsontree.Parse(data)
	if err != nil {
		var refused *jsontree.Error
		errors.As(err, &refused)
		return nil, newError(refused)
	}
	r := &reader{doc: &Document{}}
	if tree.ByteOrderMark {
		r.note(ByteOrderMark, "", "")
	}
	r.protocols(r.member(tree.Root, "", "protocols", jsontree.Object))
	r.authentication(r.member(tree.Root, "", "authentication", jsontree.Object))
	r.info(r.member(tree.Root, "", "info", jsontree.Object))
	if len(r.doc.Servers)+len(r.doc.Services) == 0 {
		return nil, &Error{Fault: fact.LookupInvalid, Reason: NoServer, Line: 1, Notes: r.doc.Notes}
	}
	return r.doc, nil
}

// reader fills a Document from a tree.
type reader struct{ doc *Document }

func (r *reader) note(id ID, place, value string) {
	r.doc.Notes = append(r.doc.Notes, Finding{ID: id, Place: place, Value: fact.Printable(value)})
}

func (r *reader) drop(id ID, place, value string) {
	r.doc.Notes = append(r.doc.Notes, Finding{ID: id, Place: place, Value: fact.Printable(value), Dropped: true})
}

func under(place, name string) string { return strings.TrimPrefix(place+"."+name, ".") }

// member is one of an object's if it is of the type, else nil.
func (r *reader) member(v *jsontree.Value, place, name string, t jsontree.Type) *jsontree.Value {
	m := v.Get(name)
	if m == nil || m.Type == t {
		return m
	}
	r.drop(MemberType, under(place, name), string(m.Type))
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

func (r *reader) protocols(v *jsontree.Value) {
	const place = "protocols"
	for _, p := range []fact.Protocol{fact.IMAP, fact.POP3} {
		if host := r.host(v, place, string(p)); host != "" {
			r.serve(p, host)
		}
	}
	submit, smtp := r.host(v, place, "submit"), r.host(v, place, "smtp")
	switch {
	case submit == "" && smtp != "":
		r.note(OldName, place+".smtp", "")
		submit = smtp
	case smtp != "" && smtp != submit:
		r.drop(SubmitConflict, place+".smtp.host", smtp)
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
		r.note(NoIncoming, place, "")
	}
	if !slices.ContainsFunc(r.doc.Servers, func(e fact.Endpoint) bool { return e.Protocol == fact.SMTP }) {
		r.note(NoOutgoing, place, "")
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
		r.drop(HostnameMissing, place+".host", "")
	}
	name, ok := r.text(server, place, "host")
	if !ok {
		return ""
	}
	host, err := fact.ToASCII(name)
	if err != nil || !checked.PublicHost(host) {
		r.drop(HostnameInvalid, place+".host", name)
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
		r.drop(URLMissing, place+".url", "")
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
		r.drop(URLInvalid, under(place, name), text)
		return ""
	}
	if u.Scheme == "http" {
		r.note(LinkInsecure, under(place, name), text)
	}
	return u.String()
}

func (r *reader) authentication(v *jsontree.Value) {
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
		r.note(PasswordUnsaid, place, "")
	case !*r.doc.Password && r.doc.Issuer == "":
		r.note(AuthMissing, place, "")
	}
}

// MaxName is how long the draft lets a provider's name be, in characters.
const MaxName = 60

const maxShortName = 20

// maxContacts is how many of the contacts are looked at.
const maxContacts = 8

func (r *reader) info(v *jsontree.Value) {
	web := []string{"https", "http"}
	provider := r.member(v, "info", "provider", jsontree.Object)
	r.doc.Name = r.name(provider, "name", MaxName)
	r.doc.ShortName = r.name(provider, "shortName", maxShortName)
	if r.doc.Name == "" {
		r.note(NameMissing, "info.provider.name", "")
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
		r.note(NameTooLong, "info.provider."+member, text)
	}
	return checked.Text(text, limit)
}
