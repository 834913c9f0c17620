package autoconfig

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/note/notetest"
)

// TestGolden reads every file of testdata and compares all that comes of it: what
// Parse makes of it, what Resolve makes of that for one user, and what Check says.
// Lines "address: …" and "realname: …" say for whom, where that matters.
func TestGolden(t *testing.T) { notetest.Golden(t, ".xml", 60, describe) }

// printer writes lines that are easy to review.
type printer struct{ notetest.Printer }

func describe(t *testing.T, header string, data []byte) string {
	typed, realName := "anna@example.com", ""
	for line := range strings.SplitSeq(header, "\n") {
		if v, ok := strings.CutPrefix(line, "address: "); ok {
			typed = v
		}
		if v, ok := strings.CutPrefix(line, "realname: "); ok {
			realName = v
		}
	}
	address, err := fact.ParseAddress(typed)
	if err != nil {
		t.Fatal(err)
	}
	p := &printer{}
	config, err := Parse(data)
	if err != nil {
		return p.Refused(t, err)
	}
	p.Line("version", config.Version)
	p.config(config)
	resolved := config.Resolve(address, realName)
	p.Line("for", address.Typed)
	p.resolved(resolved)
	p.Notes(resolved.Notes[countOf(config.Notes, resolved.Notes):])
	p.Line("check", address.Domain)
	p.Notes(Check(config, address.Domain))
	return p.String()
}

// countOf is 0 or all of the earlier notes: the new ones are printed by
// themselves where they stand behind the others, which is where no line mixes
// them; else all are.
func countOf(earlier, all []fact.Note) int {
	if len(all) >= len(earlier) && slices.Equal(earlier, all[:len(earlier)]) {
		return len(earlier)
	}
	return 0
}

func (p *printer) config(c *Config) {
	p.Line("id", c.ID)
	for _, d := range c.Domains {
		p.Line("domain", d.Name, d.Purpose)
	}
	p.Line("name", notetest.Field("long", c.DisplayName), notetest.Field("short", c.ShortName))
	for _, s := range slices.Concat(c.Incoming, c.Outgoing, c.Other) {
		p.server(s)
	}
	for _, o := range c.OAuth2 {
		p.Line("oauth2", notetest.Field("auth", o.AuthURL), notetest.Field("token", o.TokenURL), notetest.Field("issuer", o.Issuer),
			notetest.Field("scope", o.Scope), notetest.Field("client", o.ClientID), notetest.Field("secret", o.ClientSecret))
	}
	p.pages("documentation", c.Documentation)
	p.pages("enable", c.Enable)
	if c.WebMail+c.UpdateURL != "" {
		p.Line("links", notetest.Field("webmail", c.WebMail), notetest.Field("update", c.UpdateURL))
	}
}

func (p *printer) server(s Server) {
	var auth []string
	for _, a := range s.Authentication {
		auth = append(auth, strings.TrimPrefix(a.System+":"+a.Method, ":"))
	}
	where := ""
	if s.Hostname != "" {
		where = fmt.Sprintf("%s:%d %s", s.Hostname, s.Port, s.SocketType)
	}
	p.Line(string(s.Section), s.Type, where, s.URL, notetest.Field("user", s.Username), notetest.Field("auth", strings.Join(auth, " ")))
	for _, o := range s.Options {
		p.Line(" ", notetest.Field(o.Name, o.Value))
	}
}

func (p *printer) pages(name string, pages []Page) {
	for _, page := range pages {
		p.Line(name, page.URL)
		for _, text := range page.Texts {
			p.Line(" ", text.Lang, strconv.Quote(text.Text))
		}
	}
}

// resolved prints what a program would use, and everything that was filled in.
func (p *printer) resolved(c *Config) {
	for _, s := range slices.Concat(c.Incoming, c.Outgoing) {
		endpoint, ok := s.Endpoint()
		if !ok {
			p.Line(" ", s.Type, s.Hostname, s.URL, notetest.Field("user", s.Username))
			continue
		}
		flags := ""
		if s.TokenOnly() {
			flags = "(token only)"
		}
		if s.NoLogin() {
			flags = "(no login)"
		}
		p.Line(" ", endpoint.String(), notetest.Field("user", s.Username), strings.Join(s.Mechanisms(), ","), flags)
	}
}
