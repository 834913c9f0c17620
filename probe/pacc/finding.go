package pacc

import (
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// ID names one sort of finding. IDs are stable: reports and scripts hold them.
// Those that package autoconfig has too mean the same here.
type ID string

// The findings.
const (
	ByteOrderMark   ID = "byte-order-mark"
	MemberType      ID = "member-type"
	HostnameMissing ID = "hostname-missing"
	HostnameInvalid ID = "hostname-invalid"
	URLMissing      ID = "url-missing"
	URLInvalid      ID = "url-invalid"
	LinkInsecure    ID = "link-insecure"
	OldName         ID = "old-name"
	SubmitConflict  ID = "submit-conflict"
	NoIncoming      ID = "no-incoming"
	NoOutgoing      ID = "no-outgoing"
	PasswordUnsaid  ID = "password-unsaid"
	AuthMissing     ID = "auth-missing"
	NameMissing     ID = "name-missing"
	NameTooLong     ID = "name-too-long"
)

// entry is what is known of an ID without looking at a file.
type entry struct {
	id       ID
	severity fact.Severity
	phrase   string
}

// catalogue lists every ID. An error keeps mail programs from using what was
// meant; a warning is unwise or against the draft; info is odd.
func catalogue() []entry {
	return []entry{
		{ByteOrderMark, fact.Warning, "the file begins with a byte-order mark"},
		{MemberType, fact.Error, "a value of another type than the draft demands"},
		{HostnameMissing, fact.Error, "no host"},
		{HostnameInvalid, fact.Error, "not the name of a host on the internet"},
		{URLMissing, fact.Error, "no URL"},
		{URLInvalid, fact.Error, "not a URL that can be used"},
		{LinkInsecure, fact.Warning, "a link without TLS"},
		{OldName, fact.Info, "smtp, which is called submit since version -03 of the draft"},
		{SubmitConflict, fact.Warning, "smtp names another host than submit, which was taken"},
		{NoIncoming, fact.Warning, "no IMAP or POP3 server"},
		{NoOutgoing, fact.Warning, "no server for submission"},
		{PasswordUnsaid, fact.Warning, "it does not say whether passwords are taken"},
		{AuthMissing, fact.Error, "neither passwords nor tokens are taken"},
		{NameMissing, fact.Warning, "no provider name"},
		{NameTooLong, fact.Warning, "longer than the draft allows"},
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

// Finding is one thing that is odd about a file. There are at most two for each
// member that is read, however large the file.
type Finding struct {
	ID ID
	// Place is the member, with those around it: "protocols.imap.host".
	Place string
	// Value is the offending text, or the type that was found, fit to print.
	Value string
	// Dropped is set where the member is not in the Document for it.
	Dropped bool
}

func (f Finding) String() string {
	s := string(f.ID)
	if f.Place != "" {
		s += " " + f.Place
	}
	if f.Value != "" {
		s += " " + f.Value
	}
	return s
}
