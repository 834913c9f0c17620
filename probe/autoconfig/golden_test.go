package autoconfig

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/testkit"
)

// TestGolden reads every file of testdata and compares all that comes of it: what
// Parse makes of it, what Resolve makes of that for one user, and what Check says.
// Beside each name.xml stands name.want: a line on what the case is for, lines
// "address: …" and "realname: …" where they matter, an empty line, and the result.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.xml")
	if err != nil || len(files) < 60 {
		t.Fatalf("%d cases, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".xml"), func(t *testing.T) {
			c := readCase(t, file)
			testkit.GoldenCase(t, c.file, c.describe(t))
		})
	}
}

type goldenCase struct {
	file     string // with the expectation
	header   string
	address  fact.Address
	realName string
	in       []byte
	want     string
}

func readCase(t *testing.T, file string) goldenCase {
	t.Helper()
	c := goldenCase{file: strings.TrimSuffix(file, ".xml") + ".want"}
	var err error
	if c.in, err = os.ReadFile(file); err != nil {
		t.Fatal(err)
	}
	expectation, err := os.ReadFile(c.file)
	if err != nil {
		t.Fatal(err)
	}
	c.header, c.want, _ = strings.Cut(string(expectation), "\n\n")
	c.header = strings.TrimSpace(c.header)
	if c.header == "" {
		t.Fatal("no line that says what the case is for")
	}
	address := "anna@example.com"
	for _, line := range strings.Split(c.header, "\n") {
		if v, ok := strings.CutPrefix(line, "address: "); ok {
			address = v
		}
		if v, ok := strings.CutPrefix(line, "realname: "); ok {
			c.realName = v
		}
	}
	if c.address, err = fact.ParseAddress(address); err != nil {
		t.Fatal(err)
	}
	return c
}

// printer writes lines that are easy to review.
type printer struct{ strings.Builder }

func (p *printer) line(parts ...string) {
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	p.WriteString(strings.Join(parts, " ") + "\n")
}

func field(name, value string) string {
	if value == "" {
		return ""
	}
	return fmt.Sprintf("%s=%q", name, value)
}

func (p *printer) findings(all []Finding) {
	for _, f := range all {
		dropped := ""
		if f.Dropped {
			dropped = "(dropped)"
		}
		p.line(" ", string(f.ID.Severity()), f.String(), dropped)
	}
}

func (c goldenCase) describe(t *testing.T) string {
	p := &printer{}
	config, err := Parse(c.in)
	if err != nil {
		var refused *Error
		if !errors.As(err, &refused) || config != nil {
			t.Fatalf("Parse: %v, %v", config, err)
		}
		p.line("refused:", string(refused.Fault))
		p.line(" ", refused.Error())
		p.findings(refused.Notes)
		return p.String()
	}
	p.line("version", config.Version)
	p.config(config)
	resolved := config.Resolve(c.address, c.realName)
	p.line("for", c.address.Typed)
	p.resolved(resolved)
	p.findings(resolved.Notes[countOf(config.Notes, resolved.Notes):])
	p.line("check", c.address.Domain)
	p.findings(Check(config, c.address.Domain))
	return p.String()
}

// countOf is 0 or all of the earlier notes: the new ones are printed by
// themselves where they stand behind the others, which is where no line mixes
// them; else all are.
func countOf(earlier, all []Finding) int {
	if len(all) >= len(earlier) && slices.Equal(earlier, all[:len(earlier)]) {
		return len(earlier)
	}
	return 0
}

func (p *printer) config(c *Config) {
	p.line("id", c.ID)
	for _, d := range c.Domains {
		p.line("domain", d.Name, d.Purpose)
	}
	p.line("name", field("long", c.DisplayName), field("short", c.ShortName))
	for _, s := range slices.Concat(c.Incoming, c.Outgoing, c.Other) {
		p.server(s)
	}
	for _, o := range c.OAuth2 {
		p.line("oauth2", field("auth", o.AuthURL), field("token", o.TokenURL), field("issuer", o.Issuer),
			field("scope", o.Scope), field("client", o.ClientID), field("secret", o.ClientSecret))
	}
	p.pages("documentation", c.Documentation)
	p.pages("enable", c.Enable)
	if c.WebMail+c.UpdateURL != "" {
		p.line("links", field("webmail", c.WebMail), field("update", c.UpdateURL))
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
	p.line(string(s.Section), s.Type, where, s.URL, field("user", s.Username), field("auth", strings.Join(auth, " ")))
	for _, o := range s.Options {
		p.line(" ", field(o.Name, o.Value))
	}
}

func (p *printer) pages(name string, pages []Page) {
	for _, page := range pages {
		p.line(name, page.URL)
		for _, text := range page.Texts {
			p.line(" ", text.Lang, strconv.Quote(text.Text))
		}
	}
}

// resolved prints what a program would use, and everything that was filled in.
func (p *printer) resolved(c *Config) {
	for _, s := range slices.Concat(c.Incoming, c.Outgoing) {
		endpoint, ok := s.Endpoint()
		if !ok {
			p.line(" ", s.Type, s.Hostname, s.URL, field("user", s.Username))
			continue
		}
		flags := ""
		if s.TokenOnly() {
			flags = "(token only)"
		}
		if s.NoLogin() {
			flags = "(no login)"
		}
		p.line(" ", endpoint.String(), field("user", s.Username), strings.Join(s.Mechanisms(), ","), flags)
	}
}
