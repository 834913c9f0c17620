// Package providers is the built-in database of mail providers: one YAML file a
// provider, embedded in the program, found by mail domain, by MX host or by the
// name of a server. docs/providers.md describes the files.
//
// The program never reads the YAML to look something up: `go generate` makes of
// it a compiled form, one line an entry, and an index, and tests hold both to the
// files. A look-up searches the two as they stand and reads the one line it leads
// to. Package [github.com/mailprobe/mailprobe/providers/file] reads the YAML.
package providers

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Kind is what sort of service an entry is.
type Kind string

// The kinds. Only a mailbox has servers that a mail program can use.
const (
	Mailbox     Kind = "mailbox"
	Gateway     Kind = "gateway"     // filters mail on its way to a mailbox elsewhere
	Forwarding  Kind = "forwarding"  // passes mail on and keeps none
	Proprietary Kind = "proprietary" // read only with the provider's own programs
)

// Kinds are all of them.
func Kinds() []Kind { return []Kind{Mailbox, Gateway, Forwarding, Proprietary} }

// Provider is one entry.
type Provider struct {
	// ID is the name of the file without its ending.
	ID   string `json:"id"`
	Name string `json:"name"`
	// Kind is Mailbox where the file leaves it out.
	Kind Kind `json:"kind"`
	// Domains are those of mail addresses, as A-labels in lower case.
	Domains []string `json:"domains,omitempty"`
	// MX are patterns of the hosts that take the provider's mail.
	MX []MXPattern `json:"mx,omitempty"`
	// Servers are in order of preference: IMAP, POP3, SMTP, and within each
	// implicit TLS, STARTTLS, cleartext. What the file says once for all servers
	// stands at each.
	Servers []Server `json:"servers,omitempty"`
	// Needs are what a user must do before a mail program can log in.
	Needs []Need `json:"needs,omitempty"`
	// Help are pages for the user.
	Help []string `json:"help,omitempty"`
	// Checked is the day on which the entry was last held against its evidence,
	// as in 2026-11-21.
	Checked string `json:"checked"`
	// Evidence says what the entry rests on.
	Evidence string `json:"evidence"`
}

// MXPattern matches MX hosts: those below a suffix, or those that a regular
// expression describes whole. Where the mailbox server is the MX host itself,
// only an expression may match: below a hoster's suffix stand customers' own
// machines too.
type MXPattern struct {
	Suffix  string `json:"suffix,omitempty"`
	Pattern string `json:"pattern,omitempty"`
}

// Matches reports whether an MX host fits.
func (m MXPattern) Matches(host string) bool {
	if m.Pattern != "" {
		re, err := m.Regexp()
		return err == nil && re.MatchString(host)
	}
	return host == m.Suffix || strings.HasSuffix(host, "."+m.Suffix)
}

// UsernameForm is how a provider's users log in: "address", "local" (the part
// before the @), or a template with {address}, {local} and {domain}. Empty means
// that the user has a name of another kind.
type UsernameForm string

// For is the user name of an address, or empty.
func (f UsernameForm) For(a fact.Address) string {
	switch f {
	case "":
		return ""
	case "address":
		return a.ASCII()
	case "local":
		return a.Local
	}
	return strings.NewReplacer("{address}", a.ASCII(), "{local}", a.Local, "{domain}", a.Domain).Replace(string(f))
}

// Auth is what a server takes as proof.
type Auth string

// The sorts of proof.
const (
	Password Auth = "password"
	OAuth2   Auth = "oauth2"
)

// Auths are all sorts of proof.
func Auths() []Auth { return []Auth{Password, OAuth2} }

// Server is one server of a provider. Host may hold {domain}, the domain of the
// address, and {mx}, the MX host that led to the provider.
type Server struct {
	Protocol fact.Protocol `json:"protocol"`
	Host     string        `json:"host"`
	Port     uint16        `json:"port"`
	TLS      fact.TLSMode  `json:"tls"`
	Username UsernameForm  `json:"username,omitempty"`
	// Auth is what the server takes, best first.
	Auth []Auth `json:"auth"`
	// Remark says why the server is as odd as it is; empty for an ordinary one.
	Remark string `json:"remark,omitempty"`
}

// Endpoint is the server's door. Its host is fit for use only where it holds no
// placeholder: see [Provider.ServersFor].
func (s Server) Endpoint() fact.Endpoint {
	return fact.Endpoint{Protocol: s.Protocol, Host: s.Host, Port: s.Port, TLS: s.TLS}
}

// Preference orders servers: IMAP, POP3, SMTP; in each implicit TLS, STARTTLS,
// cleartext. Less comes first.
func (s Server) Preference() int {
	return 3*slices.Index([]fact.Protocol{fact.IMAP, fact.POP3, fact.SMTP}, s.Protocol) +
		slices.Index([]fact.TLSMode{fact.Implicit, fact.STARTTLS, fact.NoTLS}, s.TLS)
}

// Need is a thing that a user must do first.
type Need struct {
	// Need is one of the words that package text explains.
	Need fact.NeedCode `json:"need"`
	Link string        `json:"link,omitempty"`
}

// ServersFor are the servers of one address, with their placeholders filled.
// mx is the MX host that led here, or empty; servers that need one are then
// left out.
func (p *Provider) ServersFor(domain, mx string) []Server {
	var found []Server
	for _, s := range p.Servers {
		if mx == "" && strings.Contains(s.Host, "{mx}") {
			continue
		}
		if strings.Contains(s.Host, "{") {
			s.Host = strings.NewReplacer("{domain}", domain, "{mx}", mx).Replace(s.Host)
		}
		found = append(found, s)
	}
	return found
}

// TokenOnly reports whether the server takes OAuth2 and no password.
func (s Server) TokenOnly() bool {
	return len(s.Auth) > 0 && !slices.Contains(s.Auth, Password)
}

// ReadsByTokenOnly reports whether the provider has servers to read mail from, and
// none of them takes a password. Then none is for its web pages either, whatever
// its servers for sending take.
func (p *Provider) ReadsByTokenOnly() bool {
	reads := func(s Server) bool { return s.Protocol.Incoming() }
	return slices.ContainsFunc(p.Servers, reads) &&
		!slices.ContainsFunc(p.Servers, func(s Server) bool { return reads(s) && !s.TokenOnly() })
}

// TokenOnly reports whether the provider has servers and none of them takes a
// password.
func (p *Provider) TokenOnly() bool {
	return len(p.Servers) > 0 && !slices.ContainsFunc(p.Servers, func(s Server) bool { return !s.TokenOnly() })
}
