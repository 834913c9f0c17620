package autoconfig

import (
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/note"
)

// Check judges a file as Parse returned it: the notes of Parse, which are about
// single elements, and what only the whole shows. domain is the mail domain, as
// A-labels, whose file it is to be; empty if there is no such domain.
func Check(c *Config, domain string) []fact.Note {
	k := &checker{Config: c, Notes: note.After(c.Notes)}
	k.domains(domain)
	if k.DisplayName == "" {
		k.Add(fact.FileNameMissing, fact.Position{}, "displayName", "")
	}
	k.services()
	k.order(c.Incoming)
	k.order(c.Outgoing)
	k.repeated()
	k.oauth2()
	k.Servers(k.own(domain), k.open())
	return k.All()
}

type checker struct {
	*Config
	*note.Notes
}

func (k *checker) all() []Server { return slices.Concat(k.Incoming, k.Outgoing, k.Other) }

// domains wants the file's own among them, and none that mail cannot have.
func (k *checker) domains(own string) {
	seen := map[Domain]bool{}
	listed := false
	for _, d := range k.Domains {
		key := Domain{Name: d.Name, Purpose: d.Purpose}
		if seen[key] {
			k.Add(fact.FileDomainRepeated, d.Position, "domain", d.Name)
		}
		seen[key] = true
		listed = listed || d.Name == own || d.Name == holderDomain
		if d.Name != own && !hasHolder(d.Name) && !delegated(d.Name) {
			k.Add(fact.FileDomainUnknownSuffix, d.Position, "domain", d.Name)
		}
	}
	if own != "" && len(k.Domains) > 0 && !listed {
		k.Add(fact.FileDomainNotListed, k.Domains[0].Position, "domain", own)
	}
}

// delegated reports whether a name can be there: below a suffix that is on the
// public list, or one that is kept for examples (RFC 2606).
func delegated(domain string) bool {
	suffix, listed := publicsuffix.PublicSuffix(domain)
	return listed || slices.Contains([]string{"example", "test", "invalid", "localhost"}, suffix) || strings.Contains(suffix, ".")
}

func (k *checker) services() {
	speaks := func(s Server) bool { _, ok := s.Endpoint(); return ok }
	if !slices.ContainsFunc(k.Incoming, speaks) {
		k.Add(fact.FileNoIncoming, fact.Position{}, "", "")
	}
	if !slices.ContainsFunc(k.Outgoing, speaks) {
		k.Add(fact.FileNoOutgoing, fact.Position{}, "", "")
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
			k.Add(fact.FileOrderPlaintextFirst, s.Position, place(s), "")
		case s.SocketType == STARTTLS && sibling(SSL):
			k.Add(fact.FileOrderSTARTTLSFirst, s.Position, place(s), "")
		}
		switch {
		case s.Type == "pop3" && later(func(o Server) bool { return o.Type == "imap" }):
			k.Add(fact.FileOrderPOP3First, s.Position, place(s), "")
		case !open && later(func(o Server) bool { _, open := o.Endpoint(); return open }):
			k.Add(fact.FileOrderUnreadableFirst, s.Position, place(s), "")
		}
	}
}

// own are the domains that the file is for.
func (k *checker) own(domain string) []string {
	var all []string
	if domain != "" {
		all = append(all, domain)
	}
	for _, d := range k.Domains {
		if !hasHolder(d.Name) {
			all = append(all, d.Name)
		}
	}
	return all
}

// open are the servers that speak an open protocol.
func (k *checker) open() []note.Server {
	var all []note.Server
	for _, s := range slices.Concat(k.Incoming, k.Outgoing) {
		endpoint, open := s.Endpoint()
		if !open {
			continue
		}
		server := note.Server{Endpoint: endpoint, Username: s.Username, Position: s.Position, Place: place(s)}
		if s.NoLogin() {
			server.Username = ""
		}
		all = append(all, server)
	}
	return all
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
			k.Add(fact.FileServerRepeated, s.Position, place(s), s.Hostname+s.URL)
		}
		seen[d] = true
	}
}

// oauth2 holds what is said of tokens against the servers that take them.
func (k *checker) oauth2() {
	wants := func(s Server) bool {
		return slices.ContainsFunc(s.Authentication, func(a Authentication) bool { return a.method().credential == token })
	}
	i := slices.IndexFunc(k.all(), wants)
	if i < 0 && len(k.OAuth2) > 0 {
		k.Add(fact.FileOAuth2Unused, k.OAuth2[0].Position, "oAuth2", "")
	}
	if i >= 0 && len(k.OAuth2) == 0 {
		s := k.all()[i]
		k.Add(fact.FileOAuth2Undescribed, s.Position, place(s)+"/authentication", "")
	}
}
