package autoconfig

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/mailprobe/mailprobe/probe/internal/checked"
	"github.com/mailprobe/mailprobe/probe/internal/xmltree"
)

// writer puts elements down, two spaces deeper for each level. It goes on after
// a refusal and keeps the first.
type writer struct {
	buf      bytes.Buffer
	names    []string // of the open elements
	elements int
	err      error
}

func (w *writer) refuse(place, value string) {
	if w.err == nil {
		w.err = fmt.Errorf("autoconfig: cannot write %s: %q", place, value)
	}
}

// tag begins a start tag. Attributes are names and values in turn; empty ones
// are left out.
func (w *writer) tag(name string, attrs []string) {
	w.elements++
	w.indent()
	w.buf.WriteString("<" + name)
	for pair := range slices.Chunk(attrs, 2) {
		if pair[1] != "" {
			w.prose(name+" "+pair[0], pair[1])
			w.buf.WriteString(" " + pair[0] + `="`)
			w.escape(pair[1])
			w.buf.WriteByte('"')
		}
	}
}

func (w *writer) indent() { w.buf.WriteString(strings.Repeat("  ", len(w.names))) }

// escape writes text. Writing to a buffer does not fail.
func (w *writer) escape(s string) { _ = xml.EscapeText(&w.buf, []byte(s)) }

func (w *writer) open(name string, attrs ...string) {
	w.tag(name, attrs)
	w.buf.WriteString(">\n")
	w.names = append(w.names, name)
}

func (w *writer) close() {
	last := len(w.names) - 1
	name := w.names[last]
	w.names = w.names[:last]
	w.indent()
	w.buf.WriteString("</" + name + ">\n")
}

func (w *writer) empty(name string, attrs ...string) {
	w.tag(name, attrs)
	w.buf.WriteString("/>\n")
}

func (w *writer) leaf(name, text string, attrs ...string) {
	if text == "" || len(text) > xmltree.MaxText {
		w.refuse(name, text)
	}
	w.tag(name, attrs)
	w.buf.WriteByte('>')
	w.escape(text)
	w.buf.WriteString("</" + name + ">\n")
}

// optional writes words for people, if there are any.
func (w *writer) optional(name, text string) {
	if text != "" {
		w.prose(name, text)
		w.leaf(name, text)
	}
}

// prose, host and link refuse what Parse would not read back as it is.

func (w *writer) prose(place, text string) {
	if checked.Line(text) != text {
		w.refuse(place, text)
	}
}

func (w *writer) host(place, name string) {
	if host, err := canonicalHost(name); err != nil || host != name {
		w.refuse(place, name)
	}
}

func (w *writer) link(place, url string) {
	if checkURL(url) != nil {
		w.refuse(place, url)
	}
}

func (w *writer) page(p Page, name, attr, text string) {
	if p.URL == "" && len(p.Texts) == 0 {
		w.refuse(name, "")
	}
	if p.URL != "" {
		w.link(name, p.URL)
	}
	w.open(name, attr, p.URL)
	for _, t := range p.Texts {
		w.prose(text, t.Text)
		w.leaf(text, t.Text, "lang", t.Lang)
	}
	w.close()
}

// server writes a section. placed reports whether it is in the list that its
// section belongs to.
func (w *writer) server(s Server, placed bool) {
	kind, ok := lookUpType(s.Type)
	if !placed || !ok || kind.name != s.Type || kind.section != s.Section || len(s.missing(kind.base)) > 0 {
		w.refuse(string(s.Section), s.Type)
		return
	}
	w.open(string(s.Section), "type", s.Type)
	if s.URL != "" {
		w.link("url", s.URL)
		w.leaf("url", s.URL)
	}
	if s.Hostname != "" {
		w.host("hostname", s.Hostname)
		w.leaf("hostname", s.Hostname)
	}
	if s.Port != 0 {
		w.leaf("port", strconv.Itoa(int(s.Port)))
	}
	if s.SocketType != "" {
		if s.SocketType.TLS() == "" {
			w.refuse("socketType", string(s.SocketType))
		}
		w.leaf("socketType", string(s.SocketType))
	}
	for i, a := range s.Authentication {
		known, _, ok := lookUpAuthentication(a.System, a.Method)
		if !ok || known != a || slices.Contains(s.Authentication[:i], a) {
			w.refuse("authentication", a.Method)
		}
		w.leaf("authentication", a.Method, "system", a.System)
	}
	if s.Username != "" {
		if _, err := anybody().username(s.Username); err != nil {
			w.refuse("username", s.Username)
		}
		w.leaf("username", s.Username)
	}
	w.options(s.Options)
	w.close()
}

// options writes those that share a parent and follow each other into one.
func (w *writer) options(all []Option) {
	inside := ""
	for i, o := range all {
		if !isOption(o.Name) || slices.ContainsFunc(all[:i], func(p Option) bool { return p.Name == o.Name }) {
			w.refuse("option", o.Name)
		}
		parent, name, nested := strings.Cut(o.Name, "/")
		if !nested {
			parent, name = "", o.Name
		}
		if parent != inside && inside != "" {
			w.close()
		}
		if parent != inside && parent != "" {
			w.open(parent)
		}
		inside = parent
		w.prose(o.Name, o.Value)
		if isLink(o.Name) {
			w.link(o.Name, o.Value)
		}
		if name == optCheckInterval && o.Value != "" {
			w.empty(name, "minutes", o.Value)
		} else {
			w.leaf(name, o.Value)
		}
	}
	if inside != "" {
		w.close()
	}
}

func (w *writer) oauth2(o OAuth2) {
	for _, url := range []string{o.AuthURL, o.TokenURL} {
		if url != "" {
			w.link("oAuth2", url)
		}
	}
	switch {
	case o.Issuer == "":
	case strings.Contains(o.Issuer, "://"):
		w.link("issuer", o.Issuer)
	default:
		w.host("issuer", o.Issuer)
	}
	if o == (OAuth2{Position: o.Position}) {
		w.refuse("oAuth2", "")
	}
	w.open("oAuth2")
	w.optional("authURL", o.AuthURL)
	w.optional("tokenURL", o.TokenURL)
	w.optional("issuer", o.Issuer)
	w.optional("scope", o.Scope)
	w.optional("clientID", o.ClientID)
	w.optional("clientSecret", o.ClientSecret)
	w.close()
}
