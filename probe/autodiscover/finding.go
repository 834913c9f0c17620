package autodiscover

import (
	"fmt"
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// ID names one sort of finding. IDs are stable: reports and scripts hold them.
// Those that package autoconfig has too mean the same here.
type ID string

// What Parse finds.
const (
	ByteOrderMark     ID = "byte-order-mark"
	LateDeclaration   ID = "late-declaration"
	TrailingBytes     ID = "trailing-bytes"
	EncodingNotUTF8   ID = "encoding-not-utf8"
	MoreNotes         ID = "more-notes"
	ElementRepeated   ID = "element-repeated"
	ActionMissing     ID = "action-missing"
	ActionUnknown     ID = "action-unknown"
	TypeMissing       ID = "type-missing"
	TypeUnknown       ID = "type-unknown"
	HostnameMissing   ID = "hostname-missing"
	HostnameInvalid   ID = "hostname-invalid"
	PortMissing       ID = "port-missing"
	PortInvalid       ID = "port-invalid"
	PortMode          ID = "port-mode"
	SwitchUnknown     ID = "switch-unknown"
	EncryptionUnknown ID = "encryption-unknown"
	UsernameInvalid   ID = "username-invalid"
	TooManyServers    ID = "too-many-servers"
)

// What Check adds.
const (
	NoIncoming          ID = "no-incoming"
	NoOutgoing          ID = "no-outgoing"
	HostnameIsDomain    ID = "hostname-is-domain"
	HostnameAddress     ID = "hostname-address"
	HostnameSingleLabel ID = "hostname-single-label"
	Plaintext           ID = "plaintext"
	Port25              ID = "port-25"
	SPARequired         ID = "spa-required"
	NameIncomplete      ID = "name-incomplete"
)

// entry is what is known of an ID without looking at an answer.
type entry struct {
	id       ID
	severity fact.Severity
	phrase   string
}

// catalogue lists every ID. An error keeps mail programs from using what was
// meant, or sends a password in the clear; a warning is unwise; info is odd.
func catalogue() []entry {
	return []entry{
		{ByteOrderMark, fact.Info, "the answer begins with a byte-order mark"},
		{LateDeclaration, fact.Error, "white space before the XML declaration"},
		{TrailingBytes, fact.Error, "something follows the root element"},
		{EncodingNotUTF8, fact.Warning, "the answer is not in UTF-8"},
		{MoreNotes, fact.Info, "more findings of the sort are not shown"},
		{ElementRepeated, fact.Warning, "given again; the first was taken"},
		{ActionMissing, fact.Warning, "no Action element; what follows was taken for what it looks like"},
		{ActionUnknown, fact.Error, "an unknown action; what follows was taken for what it looks like"},
		{TypeMissing, fact.Error, "the section has no type"},
		{TypeUnknown, fact.Info, "an unknown protocol"},
		{HostnameMissing, fact.Error, "no server name"},
		{HostnameInvalid, fact.Error, "not a host name"},
		{PortMissing, fact.Info, "no port; the protocol's usual one was taken"},
		{PortInvalid, fact.Error, "not a port from 1 to 65535"},
		{PortMode, fact.Warning, "the port is used with another way to TLS, which was taken"},
		{SwitchUnknown, fact.Warning, "neither on nor off"},
		{EncryptionUnknown, fact.Warning, "an unknown sort of encryption"},
		{UsernameInvalid, fact.Error, "not a user name"},
		{TooManyServers, fact.Warning, "more sections than are looked at"},

		{NoIncoming, fact.Error, "no IMAP or POP3 server"},
		{NoOutgoing, fact.Error, "no SMTP server"},
		{HostnameIsDomain, fact.Warning, "the mail domain itself as server name, which is often the web server's"},
		{HostnameAddress, fact.Warning, "an IP address as server name"},
		{HostnameSingleLabel, fact.Warning, "a server name without a domain"},
		{Plaintext, fact.Error, "no TLS"},
		{Port25, fact.Warning, "many networks block port 25"},
		{SPARequired, fact.Warning, "a login by NTLM, which few programs have"},
		{NameIncomplete, fact.Warning, "the login needs a domain, and none is given"},
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

// Severity says how much findings of the sort matter to the publisher.
func (id ID) Severity() fact.Severity { return id.entry().severity }

// Phrase is the finding in a few English words, without a full stop.
func (id ID) Phrase() string { return id.entry().phrase }

// Finding is one thing that is odd about an answer.
type Finding struct {
	ID ID
	// Line is the one it is on, from 1; 0 if it is about the whole answer.
	Line int
	// Place is the element, with its section's type where it has one: "IMAP/Port".
	Place string
	// Value is the offending text, fit to print.
	Value string
	// Dropped is set where a whole section is not in the Answer for it.
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

// sortFindings puts them in the order of the answer, and leaves those of one
// line as they came.
func sortFindings(all []Finding) {
	slices.SortStableFunc(all, func(a, b Finding) int { return a.Line - b.Line })
}

// maxNotes is how many findings of one sort are kept, lest a thousand trifles
// hide what matters.
const maxNotes = 20

// notes collects findings about an answer that is being read.
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
