package autoconfig

import (
	"fmt"
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// ID names one sort of finding. IDs are stable: reports and scripts hold them.
type ID string

// The file as a whole.
const (
	ByteOrderMark    ID = "byte-order-mark"
	LateDeclaration  ID = "late-declaration"
	TrailingBytes    ID = "trailing-bytes"
	EncodingNotUTF8  ID = "encoding-not-utf8"
	VersionMissing   ID = "version-missing"
	VersionUnknown   ID = "version-unknown"
	MoreNotes        ID = "more-notes"
	ProviderMissing  ID = "provider-missing"
	ProviderRepeated ID = "provider-repeated"
	IDMissing        ID = "id-missing"
	IDInvalid        ID = "id-invalid"
	DomainMissing    ID = "domain-missing"
	DomainInvalid    ID = "domain-invalid"
	DomainNotListed  ID = "domain-not-listed"
	NameMissing      ID = "name-missing"
	NameTooLong      ID = "name-too-long"
	NoIncoming       ID = "no-incoming"
	NoOutgoing       ID = "no-outgoing"
)

// Elements and values.
const (
	ElementUnknown     ID = "element-unknown"
	ElementMisplaced   ID = "element-misplaced"
	ElementRepeated    ID = "element-repeated"
	AttributeUnknown   ID = "attribute-unknown"
	ValueNotText       ID = "value-not-text"
	ValuePadded        ID = "value-padded"
	ValueSpelling      ID = "value-spelling"
	TextCleaned        ID = "text-cleaned"
	PlaceholderUnknown ID = "placeholder-unknown"
	PlaceholderUnfit   ID = "placeholder-unfit"
	URLInvalid         ID = "url-invalid"
	LinkInsecure       ID = "link-insecure"
)

// Servers.
const (
	TypeMissing          ID = "type-missing"
	TypeUnknown          ID = "type-unknown"
	TypeMisplaced        ID = "type-misplaced"
	HostnameMissing      ID = "hostname-missing"
	HostnameInvalid      ID = "hostname-invalid"
	HostnameInternat     ID = "hostname-international"
	HostnameAddress      ID = "hostname-address"
	HostnameSingleLabel  ID = "hostname-single-label"
	HostnamePlaceholder  ID = "hostname-placeholder"
	PortMissing          ID = "port-missing"
	PortInvalid          ID = "port-invalid"
	PortMode             ID = "port-mode"
	PortProtocol         ID = "port-protocol"
	PortUnusual          ID = "port-unusual"
	Port25               ID = "port-25"
	SocketMissing        ID = "socket-missing"
	SocketUnknown        ID = "socket-unknown"
	URLMissing           ID = "url-missing"
	UsernameMissing      ID = "username-missing"
	UsernameInvalid      ID = "username-invalid"
	UsernameLiteral      ID = "username-literal"
	PasswordPresent      ID = "password-present"
	AuthMissing          ID = "auth-missing"
	AuthUnknown          ID = "auth-unknown"
	AuthNotPortable      ID = "auth-not-portable"
	AuthDeprecated       ID = "auth-deprecated"
	OAuth2Undescribed    ID = "oauth2-undescribed"
	Plaintext            ID = "plaintext"
	OrderPlaintextFirst  ID = "order-plaintext-first"
	OrderSTARTTLSFirst   ID = "order-starttls-first"
	OrderPOP3First       ID = "order-pop3-first"
	OrderUnreadableFirst ID = "order-unreadable-first"
	ServerRepeated       ID = "server-repeated"
	TooManyServers       ID = "too-many-servers"
)

// entry is what is known of an ID without looking at a file.
type entry struct {
	id       ID
	severity fact.Severity
	phrase   string
}

// catalogue lists every ID. An error keeps a mail program in use from reading
// the file or the section as it was meant, or sends a password in the clear; a
// warning is unwise; info is odd or worth knowing.
func catalogue() []entry {
	return []entry{
		{ByteOrderMark, fact.Info, "the file begins with a byte-order mark"},
		{LateDeclaration, fact.Error, "white space before the XML declaration"},
		{TrailingBytes, fact.Error, "something follows the root element"},
		{EncodingNotUTF8, fact.Warning, "the file is not in UTF-8"},
		{VersionMissing, fact.Info, "no version"},
		{VersionUnknown, fact.Info, "a version other than 1.1 and 1.2"},
		{MoreNotes, fact.Info, "more findings of the sort are not shown"},
		{ProviderMissing, fact.Error, "no emailProvider element"},
		{ProviderRepeated, fact.Warning, "a second emailProvider element"},
		{IDMissing, fact.Error, "the emailProvider has no id"},
		{IDInvalid, fact.Error, "the id is no host name"},
		{DomainMissing, fact.Error, "no valid domain element"},
		{DomainInvalid, fact.Warning, "not a domain"},
		{DomainNotListed, fact.Warning, "the mail domain is not among the domain elements"},
		{NameMissing, fact.Warning, "no displayName"},
		{NameTooLong, fact.Warning, "longer than the draft allows"},
		{NoIncoming, fact.Error, "no IMAP or POP3 server"},
		{NoOutgoing, fact.Error, "no SMTP server"},

		{ElementUnknown, fact.Info, "an element that the format does not know"},
		{ElementMisplaced, fact.Error, "mail programs do not look for it here"},
		{ElementRepeated, fact.Warning, "given again; the first was taken"},
		{AttributeUnknown, fact.Error, "an unknown attribute; Thunderbird reads no value that has one"},
		{ValueNotText, fact.Error, "elements where text belongs"},
		{ValuePadded, fact.Warning, "white space around the value"},
		{ValueSpelling, fact.Warning, "spelt otherwise than mail programs read it"},
		{TextCleaned, fact.Info, "control characters were removed"},
		{PlaceholderUnknown, fact.Error, "a placeholder that does not exist or is not closed"},
		{PlaceholderUnfit, fact.Error, "the user's value does not fit here"},
		{URLInvalid, fact.Error, "not a URL that can be used"},
		{LinkInsecure, fact.Warning, "a link without TLS"},

		{TypeMissing, fact.Error, "the server has no type"},
		{TypeUnknown, fact.Info, "a type that the format does not know"},
		{TypeMisplaced, fact.Error, "the type belongs to another section"},
		{HostnameMissing, fact.Error, "no host name"},
		{HostnameInvalid, fact.Error, "not a host name"},
		{HostnameInternat, fact.Warning, "an international host name that is not written as A-labels"},
		{HostnameAddress, fact.Warning, "an IP address as host name"},
		{HostnameSingleLabel, fact.Warning, "a host name without a domain"},
		{HostnamePlaceholder, fact.Info, "a placeholder in a host name, which few programs fill in"},
		{PortMissing, fact.Error, "no port"},
		{PortInvalid, fact.Error, "not a port from 1 to 65535"},
		{PortMode, fact.Error, "the port is used with another way to TLS"},
		{PortProtocol, fact.Error, "the port belongs to another protocol"},
		{PortUnusual, fact.Info, "a port that is not standard"},
		{Port25, fact.Warning, "many networks block port 25"},
		{SocketMissing, fact.Error, "no socket type"},
		{SocketUnknown, fact.Error, "an unknown socket type"},
		{URLMissing, fact.Error, "no URL"},
		{UsernameMissing, fact.Error, "no user name"},
		{UsernameInvalid, fact.Error, "not a user name"},
		{UsernameLiteral, fact.Warning, "the same user name for everybody"},
		{PasswordPresent, fact.Error, "a password in a public file"},
		{AuthMissing, fact.Error, "no authentication method that is known"},
		{AuthUnknown, fact.Info, "an unknown authentication method"},
		{AuthNotPortable, fact.Warning, "no authentication method that every program can use"},
		{AuthDeprecated, fact.Info, "a deprecated authentication method"},
		{OAuth2Undescribed, fact.Info, "OAuth2 is asked for and not described"},
		{Plaintext, fact.Error, "no TLS; one such server makes Thunderbird for Android refuse the file"},
		{OrderPlaintextFirst, fact.Error, "a server without TLS stands before one with TLS"},
		{OrderSTARTTLSFirst, fact.Info, "STARTTLS stands before implicit TLS"},
		{OrderPOP3First, fact.Info, "POP3 stands before IMAP"},
		{OrderUnreadableFirst, fact.Info, "a protocol that few programs speak stands before IMAP and POP3"},
		{ServerRepeated, fact.Info, "the same server again"},
		{TooManyServers, fact.Warning, "more servers than are looked at"},
	}
}

// IDs lists every ID there is.
func IDs() []ID {
	var all []ID
	for _, e := range catalogue() {
		all = append(all, e.id)
	}
	return all
}

func (id ID) entry() entry {
	all := catalogue()
	if i := slices.IndexFunc(all, func(e entry) bool { return e.id == id }); i >= 0 {
		return all[i]
	}
	return entry{id: id, severity: fact.Info}
}

// Severity says how much findings of the sort matter to whoever publishes the
// file: an error keeps a mail program in use from reading it as it was meant,
// or bares a password.
func (id ID) Severity() fact.Severity { return id.entry().severity }

// Phrase is the finding in a few English words, without a full stop.
func (id ID) Phrase() string { return id.entry().phrase }

// Finding is one thing that is odd about a file.
type Finding struct {
	ID ID
	// Line is the one it is on, from 1; 0 if it is about the whole file.
	Line int
	// Place is the element, with its section and type where it has them:
	// "incomingServer imap/port".
	Place string
	// Value is the offending text, or the number, name, mode or ID that explains
	// the finding. It is fit to print.
	Value string
	// Dropped is set where what the finding is about is not in the Config: a
	// whole server section, or a link, a domain or a password.
	Dropped bool
}

func (f Finding) String() string {
	s := string(f.ID)
	if f.Line > 0 {
		s = fmt.Sprintf("line %d: %s", f.Line, s)
	}
	if f.Place != "" {
		s += " " + f.Place
	}
	if f.Value != "" {
		s += " " + f.Value
	}
	return s
}

// sortFindings puts them in the order of the file, and leaves those of one line
// as they came.
func sortFindings(all []Finding) {
	slices.SortStableFunc(all, func(a, b Finding) int { return a.Line - b.Line })
}

// maxNotes is how many findings of one sort are kept, lest a thousand trifles
// hide what matters.
const maxNotes = 20

// notes collects findings about a file that is being read or filled in.
type notes struct {
	all   []Finding
	count map[ID]int
}

func (n *notes) add(f Finding) {
	if n.count == nil {
		n.count = map[ID]int{}
	}
	n.count[f.ID]++
	switch count := n.count[f.ID]; {
	case count <= maxNotes:
		f.Value = fact.Printable(f.Value)
		n.all = append(n.all, f)
	case count == maxNotes+1:
		n.all = append(n.all, Finding{ID: MoreNotes, Line: f.Line, Value: string(f.ID)})
	}
}
