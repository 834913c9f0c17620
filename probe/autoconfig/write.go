package autoconfig

import (
	"encoding/xml"
	"errors"
	"slices"
	"strconv"

	"github.com/mailprobe/mailprobe/probe/internal/xmltree"
)

// Write makes a file as the draft wants it: UTF-8, its elements in the draft's
// order and spelling, which are also those that Thunderbird reads. [Parse] reads
// back the same Config, but for Version, Notes and lines.
//
// Whatever Parse would drop or change is refused instead: a Config without an
// id, a domain or a server, a section that lacks something, text with control
// characters or white space around it. Write does not judge; that is for [Check].
func Write(c *Config) ([]byte, error) {
	if len(c.Incoming)+len(c.Outgoing) == 0 {
		return nil, errors.New("autoconfig: no server to write")
	}
	if len(c.Domains) == 0 {
		return nil, errors.New("autoconfig: no domain to write")
	}
	w := &writer{}
	for _, list := range [][]Server{c.Incoming, c.Outgoing, c.Other} {
		if len(list) > maxServers {
			w.refuse("servers", strconv.Itoa(len(list)))
		}
	}
	w.buf.WriteString(xml.Header)
	w.open("clientConfig", "version", version(c))
	w.provider(c)
	for _, s := range c.Other {
		w.server(s, s.Section != IncomingServer && s.Section != OutgoingServer)
	}
	for _, o := range c.OAuth2 {
		w.oauth2(o)
	}
	if c.WebMail != "" {
		w.open("webMail")
		w.link("loginPage", c.WebMail)
		w.empty("loginPage", "url", c.WebMail)
		w.close()
	}
	if c.UpdateURL != "" {
		w.link("clientConfigUpdate", c.UpdateURL)
		w.empty("clientConfigUpdate", "url", c.UpdateURL)
	}
	w.close()
	if w.elements > xmltree.MaxElements || w.buf.Len() > xmltree.MaxBytes {
		w.refuse("clientConfig", "too large")
	}
	if w.err != nil {
		return nil, w.err
	}
	return w.buf.Bytes(), nil
}

// version is 1.1 for what Mozilla's format already had.
func version(c *Config) string {
	newer := func(s Server) bool {
		return s.URL != "" || slices.ContainsFunc(s.Authentication, func(a Authentication) bool { return a.System != "" })
	}
	mx := func(d Domain) bool { return d.Purpose != "" }
	if len(c.Other) > 0 || slices.ContainsFunc(c.Domains, mx) ||
		slices.ContainsFunc(c.Incoming, newer) || slices.ContainsFunc(c.Outgoing, newer) {
		return "1.2"
	}
	return "1.1"
}

func (w *writer) provider(c *Config) {
	w.host("emailProvider id", c.ID)
	w.open("emailProvider", "id", c.ID)
	for _, d := range c.Domains {
		w.host("domain", d.Name)
		w.leaf("domain", d.Name, "purpose", d.Purpose)
	}
	w.optional("displayName", c.DisplayName)
	w.optional("displayShortName", c.ShortName)
	for _, s := range c.Incoming {
		w.server(s, s.Section == IncomingServer)
	}
	for _, s := range c.Outgoing {
		w.server(s, s.Section == OutgoingServer)
	}
	for _, p := range c.Documentation {
		w.page(p, "documentation", "url", "descr")
	}
	for _, p := range c.Enable {
		w.page(p, "enable", "visiturl", "instruction")
	}
	w.close()
}
