package autoconfig

import "strings"

// base is what a server needs to be found.
type base int

const (
	byHost base = iota // a host name, a port and a socket type
	byURL
	byEither
)

// serverType is one protocol of the format.
type serverType struct {
	name    string
	section Section
	base    base
}

// serverTypes is the draft's table, with Thunderbird's own exchange and nntp.
func serverTypes() []serverType {
	return []serverType{
		{"imap", IncomingServer, byHost},
		{"pop3", IncomingServer, byHost},
		{"smtp", OutgoingServer, byHost},
		{"jmap", IncomingServer, byURL},
		{"ews", IncomingServer, byURL},
		{"activeSync", IncomingServer, byURL},
		{"graph", IncomingServer, byURL},
		{"exchange", IncomingServer, byEither},
		{"nntp", IncomingServer, byHost},
		{"caldav", calendar, byURL},
		{"carddav", addressBook, byURL},
		{"webdav", fileShare, byURL},
		{"xmpp", chatServer, byEither},
		{"xmpptcp", chatServer, byHost},
		{"matrix", chatServer, byURL},
		{"opentalk", videoConference, byURL},
		{"managesieve", setupServer, byHost},
	}
}

// lookUpType finds a type whatever the case of its letters.
func lookUpType(name string) (serverType, bool) {
	for _, t := range serverTypes() {
		if strings.EqualFold(t.name, name) {
			return t, true
		}
	}
	return serverType{}, false
}

// lookUpSection finds the section that an element stands for. addressBook is
// how earlier drafts spelt it.
func lookUpSection(element string) (Section, bool) {
	switch s := Section(element); s {
	case IncomingServer, OutgoingServer, calendar, addressBook, fileShare, chatServer,
		videoConference, setupServer:
		return s, true
	case "addressBook":
		return addressBook, true
	}
	return "", false
}

// lookUpSocketType finds a socket type and reports whether it is spelt as mail
// programs read it. The draft's own example says TLS for SSL.
func lookUpSocketType(value string) (t SocketType, exact, ok bool) {
	for _, t := range []SocketType{SSL, STARTTLS, Plain} {
		if strings.EqualFold(string(t), value) {
			return t, string(t) == value, true
		}
	}
	if strings.EqualFold(value, "TLS") {
		return SSL, false, true
	}
	return "", false, false
}

// maxElementName is longer than any element of the format.
const maxElementName = 64

// knownElements are those that are worth recognising when misspelt.
func knownElements() []string {
	return []string{
		"emailProvider", "domain", "displayName", "displayShortName", "documentation", "incomingServer", "outgoingServer",
		"hostname", "port", "socketType", "username", "authentication", "oAuth2", "webMail", "authURL", "tokenURL", "issuer", "scope",
	}
}

const optCheckInterval = "checkInterval"

// isOption tells which options are kept. Those with a slash stand in the
// element before it.
func isOption(name string) bool {
	switch name {
	case "useGlobalPreferredServer", "addThisServer", "restriction", "owaURL", "ewsURL", "easURL",
		"pop3/leaveMessagesOnServer", "pop3/daysToLeaveMessagesOnServer", "pop3/downloadOnBiff",
		"pop3/" + optCheckInterval, "imap/" + optCheckInterval, "imap/rootFolder":
		return true
	}
	return false
}

// isLink tells which options are URLs.
func isLink(option string) bool { return strings.HasSuffix(option, "URL") }
