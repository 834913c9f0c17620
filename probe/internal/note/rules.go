// Package note has what the readers of published files share: the rules that
// their notes name, the collector of the notes, and how they refuse a file. The
// words for the rules are in package text.
package note

import "github.com/mailprobe/mailprobe/probe/fact"

// Of the file as a whole.
const (
	ByteOrderMark       fact.Code = "file-byte-order-mark"
	LateDeclaration     fact.Code = "file-late-declaration"
	TrailingBytes       fact.Code = "file-trailing-bytes"
	EncodingNotUTF8     fact.Code = "file-encoding-not-utf8"
	VersionMissing      fact.Code = "file-version-missing"
	VersionUnknown      fact.Code = "file-version-unknown"
	More                fact.Code = "file-more-notes" // of one rule than are kept
	ProviderMissing     fact.Code = "file-provider-missing"
	ProviderRepeated    fact.Code = "file-provider-repeated"
	IDMissing           fact.Code = "file-id-missing"
	IDInvalid           fact.Code = "file-id-invalid"
	DomainMissing       fact.Code = "file-domain-missing"
	DomainInvalid       fact.Code = "file-domain-invalid"
	DomainRepeated      fact.Code = "file-domain-repeated"
	DomainNotListed     fact.Code = "file-domain-not-listed"
	DomainUnknownSuffix fact.Code = "file-domain-unknown-suffix"
	NameMissing         fact.Code = "file-name-missing"
	NameTooLong         fact.Code = "file-name-too-long"
	NoIncoming          fact.Code = "file-no-incoming"
	NoOutgoing          fact.Code = "file-no-outgoing"
)

// Of elements, members and their values.
const (
	ElementUnknown     fact.Code = "file-element-unknown"
	ElementMisspelt    fact.Code = "file-element-misspelt"
	ElementMisplaced   fact.Code = "file-element-misplaced"
	ElementRepeated    fact.Code = "file-element-repeated"
	AttributeUnknown   fact.Code = "file-attribute-unknown"
	ValueNotText       fact.Code = "file-value-not-text"
	ValuePadded        fact.Code = "file-value-padded"
	ValueSpelling      fact.Code = "file-value-spelling"
	TextCleaned        fact.Code = "file-text-cleaned"
	PlaceholderUnknown fact.Code = "file-placeholder-unknown"
	PlaceholderUnfit   fact.Code = "file-placeholder-unfit"
	URLMissing         fact.Code = "file-url-missing"
	URLInvalid         fact.Code = "file-url-invalid"
	LinkInsecure       fact.Code = "file-link-insecure"
	LinkPlaceholder    fact.Code = "file-link-placeholder"
	MemberType         fact.Code = "file-member-type"        // JSON
	OldName            fact.Code = "file-old-name"           // PACC
	SubmitConflict     fact.Code = "file-submit-conflict"    // PACC
	ActionMissing      fact.Code = "file-action-missing"     // Autodiscover
	ActionUnknown      fact.Code = "file-action-unknown"     // Autodiscover
	SwitchUnknown      fact.Code = "file-switch-unknown"     // Autodiscover
	EncryptionUnknown  fact.Code = "file-encryption-unknown" // Autodiscover
)

// Of servers.
const (
	TypeMissing           fact.Code = "file-type-missing"
	TypeUnknown           fact.Code = "file-type-unknown"
	TypeMisplaced         fact.Code = "file-type-misplaced"
	HostnameMissing       fact.Code = "file-hostname-missing"
	HostnameInvalid       fact.Code = "file-hostname-invalid"
	HostnameInternational fact.Code = "file-hostname-international"
	HostnameAddress       fact.Code = "file-hostname-address"
	HostnameSingleLabel   fact.Code = "file-hostname-single-label"
	HostnamePlaceholder   fact.Code = "file-hostname-placeholder"
	HostnameIsDomain      fact.Code = "file-hostname-is-domain"
	PortMissing           fact.Code = "file-port-missing"
	PortUnsaid            fact.Code = "file-port-unsaid" // the usual one was taken
	PortInvalid           fact.Code = "file-port-invalid"
	PortMode              fact.Code = "file-port-mode"
	PortProtocol          fact.Code = "file-port-protocol"
	PortUnusual           fact.Code = "file-port-unusual"
	Port25                fact.Code = "file-port-25"
	SocketMissing         fact.Code = "file-socket-missing"
	SocketUnknown         fact.Code = "file-socket-unknown"
	UsernameMissing       fact.Code = "file-username-missing"
	UsernameInvalid       fact.Code = "file-username-invalid"
	UsernameLiteral       fact.Code = "file-username-literal"
	UsernameIncomplete    fact.Code = "file-username-incomplete"
	PasswordPresent       fact.Code = "file-password-present"
	PasswordUnsaid        fact.Code = "file-password-unsaid"
	AuthMissing           fact.Code = "file-auth-missing"
	AuthUnknown           fact.Code = "file-auth-unknown"
	AuthNotPortable       fact.Code = "file-auth-not-portable"
	AuthDeprecated        fact.Code = "file-auth-deprecated"
	SPARequired           fact.Code = "file-spa-required"
	OAuth2Undescribed     fact.Code = "file-oauth2-undescribed"
	OAuth2Unused          fact.Code = "file-oauth2-unused"
	OAuth2Insecure        fact.Code = "file-oauth2-insecure"
	Plaintext             fact.Code = "file-plaintext"
	OrderPlaintextFirst   fact.Code = "file-order-plaintext-first"
	OrderSTARTTLSFirst    fact.Code = "file-order-starttls-first"
	OrderPOP3First        fact.Code = "file-order-pop3-first"
	OrderUnreadableFirst  fact.Code = "file-order-unreadable-first"
	ServerRepeated        fact.Code = "file-server-repeated"
	TooManyServers        fact.Code = "file-too-many-servers"
)

// severityOf is how much a rule matters to whoever publishes the file. An error
// keeps a mail program in use from reading it as it was meant, or bares a
// password; a warning makes some program or some user fail; info is style.
func severityOf(rule fact.Code) fact.Severity {
	switch rule {
	case VersionMissing, VersionUnknown, More, DomainNotListed, NameTooLong,
		ElementUnknown, TextCleaned, OldName,
		TypeUnknown, HostnamePlaceholder, PortUnsaid, PortUnusual, AuthUnknown, AuthDeprecated,
		OAuth2Undescribed, OrderSTARTTLSFirst, OrderPOP3First, OrderUnreadableFirst, ServerRepeated:
		return fact.Info
	case ByteOrderMark, EncodingNotUTF8, ProviderRepeated, DomainInvalid, DomainRepeated, DomainUnknownSuffix, NameMissing,
		ElementMisspelt, ElementRepeated, ValuePadded, ValueSpelling, LinkInsecure, LinkPlaceholder,
		SubmitConflict, ActionMissing, SwitchUnknown, EncryptionUnknown,
		HostnameInternational, HostnameAddress, HostnameSingleLabel, HostnameIsDomain, PortMode, Port25,
		UsernameLiteral, UsernameIncomplete, PasswordUnsaid, AuthNotPortable, SPARequired, OAuth2Unused, Plaintext, TooManyServers:
		return fact.Warning
	}
	return fact.Error
}
