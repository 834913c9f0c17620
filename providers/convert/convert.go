// Package convert makes entries of the provider database from autoconfig files:
// single ones, and folders of them such as Thunderbird's provider database.
//
// An entry can hold less than an autoconfig file, and must be correct. So servers that
// no current mail program can use, and whatever an entry cannot express, are dropped,
// each with a finding that has the line and the reason. Nothing is invented: an odd
// port is kept as it is, for package lint to report.
package convert

import (
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/autoconfig"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/text"
	"github.com/mailprobe/mailprobe/providers"
)

// File makes an entry of one autoconfig file. The provider is nil where it holds
// nothing that an entry could be made of; the findings then say why. Any input is
// safe. The day goes into the entry as the one on which it was checked.
func File(name string, data []byte, today time.Time) (*providers.Provider, []fact.Finding) {
	c := &converter{file: name}
	p := c.entry(data, today)
	slices.SortStableFunc(c.found, func(a, b fact.Finding) int { return a.Line - b.Line })
	return p, c.found
}

func (c *converter) entry(data []byte, today time.Time) *providers.Provider {
	config, err := autoconfig.Parse(data)
	if err != nil {
		c.refuse(err)
		return nil
	}
	for _, n := range config.Notes {
		if n.Dropped {
			c.note(n)
		}
	}
	p := &providers.Provider{
		ID:       idOf(config.ID),
		Kind:     providers.Mailbox,
		Servers:  c.servers(config),
		Checked:  today.Format(time.DateOnly),
		Evidence: fmt.Sprintf("imported from the autoconfig file %s; not tried against the live servers", fact.Printable(filepath.Base(c.file))),
	}
	p.Name = c.name(config, p.ID)
	c.ways(config, p)
	c.pages(config, p)
	switch {
	case p.ID == "":
		c.report(noEntry, 0, "give the emailProvider an id", "nothing names the provider")
	case len(p.Domains) == 0 && len(p.MX) == 0:
		c.report(noEntry, 0, "add the domains of its addresses", "no domain leads to the provider")
	case len(p.Servers) == 0:
		c.report(noEntry, 0, "there is nothing to import", "no server is left")
	default:
		return p
	}
	return nil
}

// converter collects findings about one file.
type converter struct {
	file  string
	found []fact.Finding
}

func (c *converter) report(rule fact.Rule, line int, remedy, message string, args ...any) {
	c.found = append(c.found, fact.Finding{
		File: c.file, Line: line, Rule: rule.ID, Severity: rule.Severity,
		Message: fact.Printable(fmt.Sprintf(message, args...)), Remedy: fact.Printable(remedy),
	})
}

// refuse says why a file is of no use, section by section where it is that.
func (c *converter) refuse(err error) {
	var bad *fact.FileError
	if !errors.As(err, &bad) {
		c.report(noEntry, 0, "name an autoconfig file", "%v", err)
		return
	}
	for _, n := range bad.Notes {
		c.note(n)
	}
	c.report(noEntry, bad.Line, "name an autoconfig file with a server that can be used", "not usable as autoconfig: %s", strings.TrimSpace(bad.Reason+" "+bad.Detail))
}

// note passes on what the reader of the file dropped.
func (c *converter) note(n fact.Note) {
	problem := n.Problem()
	c.report(elementDropped, n.Line, "nothing to do, or correct the file and import it again",
		"dropped %s: %s", problem.Where, strings.TrimSuffix(text.Message(problem, text.English), "."))
}

// idOf makes an ID of the provider's host name.
func idOf(id string) string {
	words := strings.FieldsFunc(strings.ToLower(id), func(r rune) bool { return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789", r) })
	return strings.Join(words, "-")
}

func (c *converter) name(config *autoconfig.Config, id string) string {
	for _, name := range []string{config.DisplayName, config.ShortName} {
		name = strings.Join(strings.Fields(name), " ")
		if name != "" && !strings.Contains(name, "%") {
			return fact.Printable(name)
		}
	}
	c.report(nameMade, 0, "write the provider's name", "it has no name of its own; the entry is called %s", id)
	return id
}

// ways takes over the domains, and those of MX hosts as patterns.
func (c *converter) ways(config *autoconfig.Config, p *providers.Provider) {
	type way struct{ domain, purpose string }
	seen := map[way]bool{}
	for _, d := range config.Domains {
		domain, err := fact.ParseDomain(d.Name)
		found := way{domain, d.Purpose}
		if d.Purpose != "mx" {
			found.purpose = ""
		}
		switch {
		case strings.Contains(d.Name, "%"):
			c.report(domainDropped, d.Line, "list the domains", "dropped %s: an entry is for domains that it lists", d.Name)
		case err != nil:
			c.report(domainDropped, d.Line, "nothing to do, or correct the file", "dropped %s: not a mail domain", d.Name)
		case seen[found]:
		case d.Purpose == "mx":
			p.MX = append(p.MX, providers.MXPattern{Suffix: domain})
		default:
			p.Domains = append(p.Domains, domain)
		}
		seen[found] = true
	}
}

// pages takes over help pages, and the first page that says what to switch on.
func (c *converter) pages(config *autoconfig.Config, p *providers.Provider) {
	seen := map[string]bool{}
	for _, page := range config.Documentation {
		if c.link(page) && !seen[page.URL] {
			seen[page.URL] = true
			p.Help = append(p.Help, page.URL)
		}
	}
	for _, page := range config.Enable {
		if c.link(page) {
			p.Needs = append(p.Needs, providers.Need{Need: fact.NeedEnableAccess, Link: page.URL})
			break
		}
	}
	if slices.ContainsFunc(p.Servers, providers.Server.TokenOnly) {
		p.Needs = append(p.Needs, providers.Need{Need: fact.NeedOAuth2})
	}
}

func (c *converter) link(page autoconfig.Page) bool {
	if page.URL == "" {
		return false
	}
	u, err := url.Parse(page.URL)
	if err != nil || u.Scheme != "https" || u.User != nil || strings.ContainsAny(page.URL, " %{}") || !isHost(u.Hostname()) {
		c.report(linkDropped, page.Line, "look for the page's https address", "dropped the link %s: not an https link that holds for everybody", page.URL)
		return false
	}
	return true
}

func isHost(name string) bool {
	ascii, err := fact.ParseDomain(name)
	return err == nil && ascii == name
}
