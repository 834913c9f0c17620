// Package providers is the built-in database of mail providers: one YAML file a
// provider, embedded in the program, found by mail domain, by MX host or by the
// name of a server. docs/providers.md describes the files.
//
// A look-up parses the one file it leads to and nothing else; which file that is
// stands in an index that a test holds against the files.
package providers

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"

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

// Provider is one entry.
type Provider struct {
	// ID is the name of the file without its ending.
	ID   string `yaml:"-"`
	Name string `yaml:"name"`
	// Kind is Mailbox where the file leaves it out.
	Kind Kind `yaml:"kind"`
	// Domains are those of mail addresses, as A-labels in lower case.
	Domains []string `yaml:"domains"`
	// MX tells the provider by the hosts that take its mail.
	MX []MXPattern `yaml:"mx"`
	// Username is the user name form of all servers that have none of their own.
	Username UsernameForm `yaml:"username"`
	// Auth is what all servers take that say nothing themselves, best first.
	Auth    []Auth   `yaml:"auth"`
	Servers []Server `yaml:"servers"`
	// Needs are what a user must do before a mail program can log in.
	Needs []Need `yaml:"needs"`
	// Help are pages for the user.
	Help []string `yaml:"help"`
	// Checked is the day on which the entry was last held against its evidence.
	Checked string `yaml:"checked"`
	// Evidence says what the entry rests on.
	Evidence string `yaml:"evidence"`
}

// MXPattern matches MX hosts: those below a suffix, or those that a regular
// expression describes whole. Where the mailbox server is the MX host itself,
// only an expression may match: below a hoster's suffix stand customers' own
// machines too.
type MXPattern struct {
	Suffix  string `yaml:"suffix"`
	Pattern string `yaml:"pattern"`
}

// UnmarshalYAML reads a plain string as a suffix.
func (m *MXPattern) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		return node.Decode(&m.Suffix)
	}
	type plain MXPattern
	return node.Decode((*plain)(m))
}

// Matches tells whether an MX host fits.
func (m MXPattern) Matches(host string) bool {
	if m.Pattern != "" {
		re, err := regexp.Compile("^(?:" + m.Pattern + ")$")
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

// Server is one server of a provider. Host may hold {domain}, the domain of the
// address, and {mx}, the MX host that led to the provider.
type Server struct {
	Protocol fact.Protocol `yaml:"protocol"`
	Host     string        `yaml:"host"`
	Port     uint16        `yaml:"port"`
	TLS      fact.TLSMode  `yaml:"tls"`
	Username UsernameForm  `yaml:"username"`
	Auth     []Auth        `yaml:"auth"`
}

// Need is a thing that a user must do first.
type Need struct {
	// Need is one of the words that package text explains.
	Need NeedCode `yaml:"need"`
	Link string   `yaml:"link"`
}

// NeedCode names a need.
type NeedCode string

// The needs.
const (
	NeedAppPassword       NeedCode = "app-password"            // the account's own password is never taken
	NeedAppPassword2FA    NeedCode = "app-password-two-factor" // … while two-factor sign-in is on
	NeedMailPassword      NeedCode = "mail-password"           // a password of its own for mail programs
	NeedEnableAccess      NeedCode = "enable-access"           // IMAP and POP3 are off until switched on in the web settings
	NeedOAuth2            NeedCode = "oauth2"                  // sign-in by browser only
	NeedBridge            NeedCode = "bridge"                  // the provider's own program on the computer
	NeedPaidPlan          NeedCode = "paid-plan"               // mail programs are for paying customers
	NeedAuthorizationCode NeedCode = "authorization-code"      // a code from the web settings in place of the password
)

// Parse reads one entry. Unknown keys are errors.
func Parse(id string, data []byte) (*Provider, error) {
	p := &Provider{ID: id, Kind: Mailbox}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	if err := decoder.Decode(p); err != nil {
		return nil, fmt.Errorf("provider %s: %w", id, err)
	}
	for i := range p.Servers {
		s := &p.Servers[i]
		if s.Username == "" {
			s.Username = p.Username
		}
		if len(s.Auth) == 0 {
			s.Auth = p.Auth
		}
	}
	return p, nil
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
		s.Host = strings.NewReplacer("{domain}", domain, "{mx}", mx).Replace(s.Host)
		found = append(found, s)
	}
	return found
}

// TokenOnly tells whether the server takes OAuth2 and no password (design rule 6).
func (s Server) TokenOnly() bool {
	for _, a := range s.Auth {
		if a == Password {
			return false
		}
	}
	return len(s.Auth) > 0
}
