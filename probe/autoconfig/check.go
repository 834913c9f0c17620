package autoconfig

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// The draft's limits ("displayName and displayShortName"), in characters.
const (
	maxDisplayName = 60
	maxShortName   = 20
)

// Check judges a file as Parse returned it: the notes of Parse and what else
// its publisher should know, by line. domain is the mail domain, as A-labels,
// whose file it is to be; empty if there is no such domain.
func Check(c *Config, domain string) []Finding {
	k := &checker{Config: c, found: slices.Clone(c.Notes)}
	k.provider(domain)
	for _, s := range k.all() {
		k.server(s)
	}
	k.services()
	k.order(c.Incoming)
	k.order(c.Outgoing)
	k.repeated()
	k.oauth2()
	k.links()
	sortFindings(k.found)
	return k.found
}

type checker struct {
	*Config
	found []Finding
}

func (k *checker) add(id ID, line int, place, value string) {
	k.found = append(k.found, Finding{ID: id, Line: line, Place: place, Value: fact.Printable(value)})
}

func (k *checker) all() []Server { return slices.Concat(k.Incoming, k.Outgoing, k.Other) }

func (k *checker) provider(domain string) {
	listed := slices.ContainsFunc(k.Domains, func(d Domain) bool {
		return d.Name == domain || d.Name == holderDomain
	})
	if domain != "" && len(k.Domains) > 0 && !listed {
		k.add(DomainNotListed, k.Domains[0].Line, "domain", domain)
	}
	if k.DisplayName == "" {
		k.add(NameMissing, 0, "displayName", "")
	}
	for _, name := range []struct {
		place, value string
		limit        int
	}{{"displayName", k.DisplayName, maxDisplayName}, {"displayShortName", k.ShortName, maxShortName}} {
		if utf8.RuneCountInString(name.value) > name.limit {
			k.add(NameTooLong, 0, name.place, name.value)
		}
	}
}

func place(s Server) string { return string(s.Section) + " " + s.Type }

func (k *checker) server(s Server) {
	k.hostname(s)
	if s.Username != "" && !hasHolder(s.Username) {
		k.add(UsernameLiteral, s.Line, place(s)+"/username", s.Username)
	}
	endpoint, ok := s.Endpoint()
	if !ok {
		return
	}
	if id, value := judgePort(endpoint); id != "" {
		k.add(id, s.Line, place(s)+"/port", value)
	}
	if s.SocketType == Plain {
		k.add(Plaintext, s.Line, place(s)+"/socketType", string(Plain))
	}
	k.authentication(s)
}

func (k *checker) hostname(s Server) {
	at := place(s) + "/hostname"
	_, notAddress := netip.ParseAddr(s.Hostname)
	switch {
	case s.Hostname == "":
	case strings.Contains(s.Hostname, "%"):
		k.add(HostnamePlaceholder, s.Line, at, s.Hostname)
	case notAddress == nil:
		k.add(HostnameAddress, s.Line, at, s.Hostname)
	case !strings.Contains(s.Hostname, "."):
		k.add(HostnameSingleLabel, s.Line, at, s.Hostname)
	}
}

func hasHolder(template string) bool {
	pieces, _ := split(template, false)
	return slices.ContainsFunc(pieces, func(p piece) bool { return p.holder })
}

// judgePort compares a port with the standard ones. The value is the port and,
// where it is known, the mode or protocol that belongs to it.
func judgePort(e fact.Endpoint) (id ID, value string) {
	port := fmt.Sprint(e.Port)
	for _, standard := range fact.StandardPorts(e.Protocol) {
		switch {
		case standard.Port != e.Port:
		case e.TLS != standard.TLS && (e.TLS != fact.NoTLS || standard.TLS == fact.Implicit):
			return PortMode, port + " " + string(standard.TLS)
		case e.Port == 25:
			return Port25, port
		default:
			return "", ""
		}
	}
	for _, p := range []fact.Protocol{fact.IMAP, fact.POP3, fact.SMTP} {
		for _, standard := range fact.StandardPorts(p) {
			if standard.Port == e.Port {
				return PortProtocol, port + " " + string(p)
			}
		}
	}
	return PortUnusual, port
}

// authentication wants a method that needs nothing special. OAuth2 does not
// count: programs have it for the few providers that they know by name.
func (k *checker) authentication(s Server) {
	at := place(s) + "/authentication"
	portable := false
	for _, a := range s.Authentication {
		if a.System == "" {
			switch a.Method {
			case "password-cleartext", "password-encrypted":
				portable = true
			}
		}
		if a.method().credential == noCredential {
			k.add(AuthDeprecated, s.Line, at, a.Method)
		}
	}
	if len(s.Authentication) > 0 && !portable {
		k.add(AuthNotPortable, s.Line, at, s.Authentication[0].Method)
	}
}

func (k *checker) services() {
	speaks := func(s Server) bool { _, ok := s.Endpoint(); return ok }
	if !slices.ContainsFunc(k.Incoming, speaks) {
		k.add(NoIncoming, 0, "", "")
	}
	if !slices.ContainsFunc(k.Outgoing, speaks) {
		k.add(NoOutgoing, 0, "", "")
	}
}

// order judges what stands before what, for programs take the first.
func (k *checker) order(all []Server) {
	for i, s := range all {
		later := func(better func(Server) bool) bool { return slices.ContainsFunc(all[i+1:], better) }
		sibling := func(t SocketType) bool {
			return later(func(o Server) bool { return o.Type == s.Type && o.SocketType == t })
		}
		_, open := s.Endpoint()
		switch {
		case s.SocketType == Plain && (sibling(SSL) || sibling(STARTTLS)):
			k.add(OrderPlaintextFirst, s.Line, place(s), "")
		case s.SocketType == STARTTLS && sibling(SSL):
			k.add(OrderSTARTTLSFirst, s.Line, place(s), "")
		}
		switch {
		case s.Type == "pop3" && later(func(o Server) bool { return o.Type == "imap" }):
			k.add(OrderPOP3First, s.Line, place(s), "")
		case !open && later(func(o Server) bool { _, open := o.Endpoint(); return open }):
			k.add(OrderUnreadableFirst, s.Line, place(s), "")
		}
	}
}

func (k *checker) repeated() {
	type door struct {
		section    Section
		typ, host  string
		port       uint16
		socketType SocketType
		url, user  string
	}
	seen := map[door]bool{}
	for _, s := range k.all() {
		d := door{s.Section, s.Type, s.Hostname, s.Port, s.SocketType, s.URL, s.Username}
		if seen[d] {
			k.add(ServerRepeated, s.Line, place(s), s.Hostname+s.URL)
		}
		seen[d] = true
	}
}

func (k *checker) oauth2() {
	wants := func(s Server) bool {
		return slices.ContainsFunc(s.Authentication, func(a Authentication) bool { return a.method().credential == token })
	}
	if i := slices.IndexFunc(k.all(), wants); i >= 0 && len(k.OAuth2) == 0 {
		s := k.all()[i]
		k.add(OAuth2Undescribed, s.Line, place(s)+"/authentication", "")
	}
}

func (k *checker) links() {
	link := func(url string, line int, place string) {
		if len(url) >= 5 && strings.EqualFold(url[:5], "http:") {
			k.add(LinkInsecure, line, place, url)
		}
	}
	for _, s := range k.all() {
		link(s.URL, s.Line, place(s)+"/url")
	}
	for _, o := range k.OAuth2 {
		link(o.AuthURL, o.Line, "oAuth2/authURL")
		link(o.TokenURL, o.Line, "oAuth2/tokenURL")
		link(o.Issuer, o.Line, "oAuth2/issuer")
	}
	for _, p := range k.Documentation {
		link(p.URL, p.Line, "documentation")
	}
	for _, p := range k.Enable {
		link(p.URL, p.Line, "enable")
	}
	link(k.WebMail, 0, "webMail")
	link(k.UpdateURL, 0, "clientConfigUpdate")
}
