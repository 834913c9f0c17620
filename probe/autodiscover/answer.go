package autodiscover

import (
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Kind is what sort of answer it is.
type Kind string

// The kinds, in the words of the format where it has any.
const (
	Settings        Kind = "settings"
	RedirectAddress Kind = "redirectAddr"
	RedirectURL     Kind = "redirectUrl"
	Failed          Kind = "error"
)

// Answer is what a server said about one mailbox.
type Answer struct {
	Kind Kind
	// DisplayName is the user's name, often the address; it is fit to print.
	DisplayName string

	// Servers are those for IMAP, POP3 and SMTP in file order, and Exchange the
	// sections for Microsoft's own protocols. One of the two is there for
	// Settings.
	Servers  []Server
	Exchange []Exchange

	// Address is the one to ask about instead, for RedirectAddress. It may be of
	// any domain: see [FollowAddress].
	Address fact.Address
	// URL is the one to ask instead, for RedirectURL. It may lead anywhere, and
	// to http: see [Follow].
	URL string
	// Failure is what the server had to say, for Failed.
	Failure Failure

	// Notes is what Parse dropped or found odd, in the order of the answer.
	Notes []fact.Note
}

// ExchangeOnly reports whether the answer has settings, but none for an open
// protocol.
func (a *Answer) ExchangeOnly() bool {
	return a.Kind == Settings && len(a.Servers) == 0
}

// Server is the section of one server that speaks an open protocol.
type Server struct {
	// Endpoint is complete: where the section names no port it has the
	// protocol's usual one.
	fact.Endpoint
	// Login is the user name; empty if the section gives none that can be right.
	Login string
	// DomainName is the Windows domain of the login, usually empty.
	DomainName     string
	DomainRequired onOff
	// SPA asks for Secure Password Authentication, which is NTLM. By the
	// reference it is on where the section says nothing, which nobody who
	// publishes such files means: only on counts.
	SPA onOff
	// AuthRequired is on where the section says nothing.
	AuthRequired onOff
	// Position is where the section begins.
	fact.Position
}

// Username is what to log in with: Login, with the Windows domain before it
// where that is required and not there yet. It is empty if the section gives no
// login.
func (s Server) Username() string {
	if s.Login == "" || s.DomainName == "" || s.DomainRequired != on || s.qualified() {
		return s.Login
	}
	return s.DomainName + `\` + s.Login
}

// qualified reports whether the login has a domain in it.
func (s Server) qualified() bool { return strings.ContainsAny(s.Login, `\@`) }

// onOff is a value of the format's that is on or off.
type onOff string

// The values of a onOff.
const (
	unsaid onOff = ""
	on     onOff = "on"
	off    onOff = "off"
)

// Exchange is the section of one of Microsoft's own protocols.
type Exchange struct {
	// Type is the protocol: EXCH, EXPR or mapiHttp (Outlook's, within the
	// company, over http, and the newest), EXHTTP (newer Outlooks over http), WEB
	// (for browsers) or MobileSync (ActiveSync).
	Type string
	// Server is a host name, or empty: newer EXCH sections have the mailbox's
	// own number in its place.
	Server string
	// Links are the URLs in the section, such as EwsUrl and OWAUrl.
	Links []Link
	// Position is where the section begins.
	fact.Position
}

// Link is a URL with the element that it stood in.
type Link struct{ Name, URL string }

// Failure is an error that a server reports. Both parts are fit to print.
type Failure struct {
	// Code is 500 (no such mailbox here), 501 and 602 (one without settings), 600
	// (the question was malformed: to a GET, the proof that an Autodiscover
	// service is there), 601 (not this sort of settings), 603 (an internal
	// error), or something else (MS-OXDSCLI, section 2.2.4.1.1.3.2).
	Code string
	// Message is in the server's own words and language.
	Message string
}
