package pacc

import "github.com/mailprobe/mailprobe/probe/fact"

// Document is what the file says.
type Document struct {
	// Servers are those for IMAP, POP3 and SMTP, in this order and each at most
	// once: the file has no order of its own. All use implicit TLS.
	Servers []fact.Endpoint
	// Services are the others, in the order of the draft.
	Services []Service

	// Password says whether a password is taken; nil where the file does not say.
	Password *bool
	// Issuer is the URL of the authorization server whose metadata (RFC 8414)
	// tell how a program that nobody registered gets a token; empty if none.
	Issuer string

	// Name and ShortName are the provider's, fit to print.
	Name      string
	ShortName string
	// Documentation, Developer and Contacts are links to pages for help.
	Documentation string
	Developer     string
	Contacts      []string

	// Notes is what was dropped or is odd, in the order of the file.
	Notes []fact.Note
}

// Service is something else than mail by IMAP, POP3 and SMTP.
type Service struct {
	// Protocol is the draft's name: jmap, caldav, carddav, webdav, managesieve.
	Protocol string
	// URL is where it is served, over https; empty for managesieve.
	URL string
	// Host is set for managesieve only. The draft says implicit TLS, but no port
	// is registered for that.
	Host string
}

// TokenOnly reports whether logins take a token and no password. A file that names
// an issuer and does not speak of passwords, as the draft demands, is read so,
// for the account's sake.
func (d *Document) TokenOnly() bool {
	if d.Password != nil {
		return !*d.Password
	}
	return d.Issuer != ""
}
