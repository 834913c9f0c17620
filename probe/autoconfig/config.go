package autoconfig

import "github.com/mailprobe/mailprobe/probe/fact"

// Config is what an autoconfig file says. Host names in it are A-labels in lower
// case unless they hold a placeholder.
type Config struct {
	// Version is the file's own, as written; empty if it names none. Nothing
	// depends on it, and [Write] chooses its own.
	Version string
	// ID names the provider: a host name, usually its main domain. Where the
	// file has none that is legal, it is the first domain.
	ID string
	// Domains are the mail domains the file is for, and those of MX hosts that
	// lead to it.
	Domains     []Domain
	DisplayName string
	ShortName   string

	// Incoming and Outgoing are the mail servers in file order, best first by
	// the provider's word. Not all speak an open protocol: see
	// [Server.Endpoint] and [Server.Proprietary].
	Incoming []Server
	Outgoing []Server
	// Other are the servers for calendars, address books, files, chat, video and
	// filter rules, in file order.
	Other []Server

	// OAuth2 are the ways to get a token. One serves all servers of the file.
	OAuth2 []OAuth2
	// Documentation are the provider's help pages, Enable the pages and
	// instructions to follow before the settings work at all.
	Documentation []Page
	Enable        []Page
	// WebMail is where one logs in with a browser.
	WebMail string
	// UpdateURL is where newer versions of the file are.
	UpdateURL string

	// Notes is what Parse, and after it Resolve, dropped or found odd, in the order
	// of the file.
	Notes []fact.Note
}

// Domain is a name that the file is for.
type Domain struct {
	// Name is A-labels, or a template with %EMAILDOMAIN%.
	Name string
	// Purpose is "mx" for the domain of MX hosts, else usually empty.
	Purpose string
	fact.Position
}

// Section is the sort of a server: the name of its element.
type Section string

// The sections of mail servers, which stand in emailProvider.
const (
	IncomingServer Section = "incomingServer"
	OutgoingServer Section = "outgoingServer"
)

// The other sections, which stand beside it.
const (
	calendar        Section = "calendar"
	addressBook     Section = "addressbook"
	fileShare       Section = "fileShare"
	chatServer      Section = "chatServer"
	videoConference Section = "videoConference"
	setupServer     Section = "setupServer"
)

// SocketType is how TLS begins, in the format's words.
type SocketType string

// The socket types.
const (
	SSL      SocketType = "SSL"
	STARTTLS SocketType = "STARTTLS"
	Plain    SocketType = "plain"
)

// TLS is the mode that the socket type stands for; empty for an unknown one.
func (t SocketType) TLS() fact.TLSMode {
	switch t {
	case SSL:
		return fact.Implicit
	case STARTTLS:
		return fact.STARTTLS
	case Plain:
		return fact.NoTLS
	}
	return ""
}

// Server is one server section. It has a host name, port and socket type, or a
// URL, as its type demands; Exchange and XMPP may have either or both.
type Server struct {
	Section Section
	// Type is the protocol in the draft's spelling: "imap", "activeSync".
	Type       string
	Hostname   string
	Port       uint16
	SocketType SocketType
	URL        string
	// Username may be empty: the file does not say, or does not say it well.
	Username string
	// Authentication is every known method, best first by the provider's word.
	Authentication []Authentication
	Options        []Option
	// Position is where the section begins.
	fact.Position
}

// Option is a setting that finds no server but may be worth showing. Name is
// one of the few that are kept, with its parent element where it has one:
// "pop3/leaveMessagesOnServer", "restriction". The value of checkInterval is
// minutes.
type Option struct{ Name, Value string }

// Endpoint is the server's door if it speaks IMAP, POP3 or SMTP. The host name
// is fit for use only after [Config.Resolve].
func (s Server) Endpoint() (fact.Endpoint, bool) {
	switch p := fact.Protocol(s.Type); p {
	case fact.IMAP, fact.POP3, fact.SMTP:
		return fact.Endpoint{Protocol: p, Host: s.Hostname, Port: s.Port, TLS: s.SocketType.TLS()}, true
	}
	return fact.Endpoint{}, false
}

// Proprietary reports whether the server speaks one of Microsoft's protocols.
func (s Server) Proprietary() bool {
	switch s.Type {
	case "exchange", "ews", "activeSync", "graph":
		return true
	}
	return false
}

// OAuth2 is how a program that nobody registered gets a token.
type OAuth2 struct {
	AuthURL  string
	TokenURL string
	// Issuer is a host name or a URL.
	Issuer string
	// Scope is a list separated by spaces.
	Scope    string
	ClientID string
	// ClientSecret is public like the file, so it is no secret.
	ClientSecret string
	fact.Position
}

// Page is a link with what is said about it. One of the two may be missing.
type Page struct {
	URL   string
	Texts []Text
	fact.Position
}

// Text is words in one language. Lang is as in HTML; empty if not said.
type Text struct{ Lang, Text string }
