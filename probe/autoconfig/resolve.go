package autoconfig

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/note"
)

// Resolve is the file for one user, without placeholders. The real name may be
// empty if it is not known. Where a value cannot be filled in, its user name is
// empty, and its server, link or domain is left out; [Config].Notes of the
// result says so, after what it said before. The receiver stays as it is.
func (c *Config) Resolve(addr fact.Address, realName string) *Config {
	r := &resolver{person: newPerson(addr, realName), Notes: note.After(c.Notes)}
	out := &Config{
		Version:       c.Version,
		ID:            r.id(c.ID),
		Domains:       r.domains(c.Domains),
		DisplayName:   r.words(c.DisplayName),
		ShortName:     r.words(c.ShortName),
		Incoming:      r.servers(c.Incoming),
		Outgoing:      r.servers(c.Outgoing),
		Other:         r.servers(c.Other),
		OAuth2:        r.oauth2(c.OAuth2),
		Documentation: r.pages(c.Documentation, "documentation"),
		Enable:        r.pages(c.Enable, "enable"),
		WebMail:       r.link(c.WebMail, fact.Position{}, "webMail"),
		UpdateURL:     r.link(c.UpdateURL, fact.Position{}, "clientConfigUpdate"),
	}
	out.Notes = r.All()
	return out
}

type resolver struct {
	person
	*note.Notes
}

func (r *resolver) id(template string) string {
	id, err := r.host(template)
	if err != nil {
		return "" // it names nothing that is asked
	}
	return id
}

func (r *resolver) domains(all []Domain) []Domain {
	var out []Domain
	for _, d := range all {
		name, err := r.host(d.Name)
		if err != nil {
			r.Drop(explain(err, fact.FileDomainInvalid), d.Position, "domain", d.Name)
			continue
		}
		d.Name = name
		out = append(out, d)
	}
	return out
}

// words keeps the template where it cannot be filled in: it is only shown, and
// Parse has noted it.
func (r *resolver) words(template string) string {
	s, err := r.text(template)
	if err != nil {
		return template
	}
	return s
}

func (r *resolver) servers(all []Server) []Server {
	var out []Server
	for _, s := range all {
		if s, ok := r.server(s); ok {
			out = append(out, s)
		}
	}
	return out
}

func (r *resolver) server(s Server) (Server, bool) {
	place := place(s)
	if s.Hostname != "" {
		host, err := r.host(s.Hostname)
		if err != nil {
			r.Drop(explain(err, fact.FileHostnameInvalid), s.Position, place+"/hostname", s.Hostname)
			return Server{}, false
		}
		s.Hostname = host
	}
	if s.URL != "" {
		url, err := r.url(s.URL)
		if err != nil {
			r.Drop(explain(err, fact.FileURLInvalid), s.Position, place+"/url", s.URL)
			return Server{}, false
		}
		s.URL = url
	}
	if s.Username != "" {
		name, err := r.username(s.Username)
		if err != nil {
			r.Add(explain(err, fact.FileUsernameInvalid), s.Position, place+"/username", s.Username)
			name = ""
		}
		s.Username = name
	}
	s.Authentication = slices.Clone(s.Authentication)
	s.Options = r.options(s.Options, s.Position, place)
	kind, _ := lookUpType(s.Type)
	return s, len(s.missing(kind.base)) == 0
}

func (r *resolver) options(all []Option, at fact.Position, place string) []Option {
	var out []Option
	for _, o := range all {
		if isLink(o.Name) {
			if o.Value = r.link(o.Value, at, place+"/"+o.Name); o.Value == "" {
				continue
			}
		}
		out = append(out, o)
	}
	return out
}

func (r *resolver) oauth2(all []OAuth2) []OAuth2 {
	out := slices.Clone(all)
	for i := range out {
		o := &out[i]
		o.AuthURL = r.link(o.AuthURL, o.Position, "oAuth2/authURL")
		o.TokenURL = r.link(o.TokenURL, o.Position, "oAuth2/tokenURL")
		if strings.Contains(o.Issuer, "://") {
			o.Issuer = r.link(o.Issuer, o.Position, "oAuth2/issuer")
		} else {
			o.Issuer = r.id(o.Issuer)
		}
	}
	return out
}

func (r *resolver) pages(all []Page, place string) []Page {
	var out []Page
	for _, p := range all {
		p.URL = r.link(p.URL, p.Position, place)
		p.Texts = slices.Clone(p.Texts)
		if p.URL != "" || len(p.Texts) > 0 {
			out = append(out, p)
		}
	}
	return out
}

func (r *resolver) link(template string, at fact.Position, place string) string {
	if template == "" {
		return ""
	}
	url, err := r.url(template)
	if err != nil {
		r.Drop(explain(err, fact.FileURLInvalid), at, place, template)
		return ""
	}
	return url
}
