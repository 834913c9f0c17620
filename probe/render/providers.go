package render

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/phrases"
	"github.com/mailprobe/mailprobe/probe/text"
	"github.com/mailprobe/mailprobe/providers"
)

// Provider writes an entry of the provider database. With the address or the
// domain that led to it, placeholders are filled; both may be empty.
func (t Text) Provider(w io.Writer, entry *providers.Provider, address fact.Address, domain string) error {
	p := t.page(w)
	p.wrap("", fmt.Sprintf("%s (%s)", entry.Name, entry.ID))
	if words := p.say(phrases.KindWords[entry.Kind]); words != "" {
		p.wrap("  ", "  "+words)
	}
	p.line("")
	if len(entry.Servers) > 0 {
		var rows [][]string
		for _, s := range entry.Servers {
			label := phrases.Send
			if s.Protocol.Incoming() {
				label = phrases.Receive
			}
			rows = append(rows, []string{
				p.say(label), strings.ToUpper(string(s.Protocol)), p.host(s, domain),
				strconv.Itoa(int(s.Port)), phrases.TLSWords[s.TLS], p.username(s.Username, address),
			})
		}
		p.settings(rows)
		p.line("")
	}
	for _, s := range entry.Servers {
		if s.Remark != "" {
			p.wrap("    ", fmt.Sprintf("  %s %d: %s", strings.ToUpper(string(s.Protocol)), s.Port, s.Remark))
		}
	}
	for _, n := range entry.Needs {
		p.wrap("    ", "  ! "+text.Need(n.Need, entry.Name, t.Lang))
		if n.Link != "" {
			p.line("    " + n.Link)
		}
	}
	for _, list := range []struct {
		words text.Words
		items []string
	}{{phrases.EntryDomains, shownHosts(entry.Domains)}, {phrases.EntryMX, mxNames(entry.MX)}} {
		if len(list.items) > 0 {
			p.wrap("    ", "  "+p.say(list.words, "list", strings.Join(list.items, ", ")))
		}
	}
	for _, link := range entry.Help {
		p.wrap("    ", "  "+p.say(phrases.EntryHelp, "link", link))
	}
	p.wrap("    ", "  "+p.say(phrases.EntryChecked, "until", entry.Checked, "evidence", entry.Evidence))
	return p.err
}

func (p *page) host(s providers.Server, domain string) string {
	if domain == "" {
		domain = p.say(phrases.EntryDomain)
	}
	host := strings.ReplaceAll(s.Host, "{domain}", domain)
	return strings.ReplaceAll(host, "{mx}", p.say(phrases.EntryMXHost))
}

func (p *page) username(form providers.UsernameForm, address fact.Address) string {
	switch {
	case form == "":
		return p.say(phrases.EntryNoForm)
	case address.Domain != "":
		return form.For(address)
	case form == "address":
		return p.say(phrases.EntryAddress)
	case form == "local":
		return p.say(phrases.EntryLocal)
	}
	return string(form)
}

func shownHosts(names []string) []string {
	var shown []string
	for _, name := range names {
		shown = append(shown, shownHost(name))
	}
	return shown
}

func mxNames(all []providers.MXPattern) []string {
	var names []string
	for _, m := range all {
		names = append(names, m.Suffix+m.Pattern)
	}
	return names
}

// Providers writes a line for each entry: ID, name, and its domains, or what it is
// where it is no mailbox.
func (t Text) Providers(w io.Writer, list []*providers.Provider) error {
	p := t.page(w)
	var rows [][]string
	for _, entry := range list {
		rows = append(rows, []string{entry.ID, shorten(entry.Name, 28), domains(entry)})
	}
	if len(rows) > 0 {
		p.table(rows)
	}
	return p.err
}

func domains(entry *providers.Provider) string {
	switch count := len(entry.Domains); {
	case entry.Kind != providers.Mailbox:
		return "(" + string(entry.Kind) + ")"
	case count == 0:
		return ""
	case count == 1:
		return shownHost(entry.Domains[0])
	default:
		return fmt.Sprintf("%s +%d", shownHost(entry.Domains[0]), count-1)
	}
}

// ProvidersTSV writes a line for each server of each domain, with tabs between
// the columns, which the first line names.
func ProvidersTSV(w io.Writer, list []*providers.Provider) error {
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, "domain\tproto\thost\tport\ttls")
	for _, p := range list {
		for _, domain := range p.Domains {
			for _, s := range p.ServersFor(domain, "") {
				fmt.Fprintf(out, "%s\t%s\t%s\t%d\t%s\n", domain, s.Protocol, s.Host, s.Port, s.TLS)
			}
		}
	}
	return out.Flush()
}

// ProvidersJSON writes entries as one JSON array.
func ProvidersJSON(w io.Writer, list []*providers.Provider) error { return encodeJSON(w, list, "  ") }

// ProviderJSON writes an entry as a JSON object.
func ProviderJSON(w io.Writer, p *providers.Provider) error { return encodeJSON(w, p, "  ") }
