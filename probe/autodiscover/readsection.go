package autodiscover

import (
	"fmt"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/checked"
	"github.com/mailprobe/mailprobe/probe/internal/xmltree"
)

// How much of an answer is kept. Each server costs connections; Exchange itself
// sends no more than a handful of sections with two dozen links.
const (
	maxSections = 32
	maxLinks    = 64
)

const mobileSync = "MobileSync"

// section reads one Protocol element and keeps it if it is complete.
func (r *reader) section(e *xmltree.Element) {
	name, at := r.value(e, "Type")
	if name == "" {
		// MAPI over http has it as an attribute.
		attr, _ := e.Attr("Type")
		name = strings.TrimSpace(attr)
	}
	switch p := fact.Protocol(strings.ToLower(name)); p {
	case "":
		r.Drop(fact.FileTypeMissing, e.Position, "Protocol", "")
		return
	case fact.IMAP, fact.POP3, fact.SMTP:
		r.server(e, p)
		return
	}
	for _, known := range []string{"EXCH", "EXPR", "EXHTTP", "WEB", "mapiHttp"} {
		if strings.EqualFold(name, known) {
			r.exchange(e, known)
			return
		}
	}
	r.Drop(fact.FileTypeUnknown, at, "Protocol/Type", name)
}

// server reads the section of an open protocol.
func (r *reader) server(e *xmltree.Element, p fact.Protocol) {
	place := strings.ToUpper(string(p))
	host, ok := r.host(e, place)
	if !ok {
		return
	}
	endpoint, ok := r.endpoint(e, place, p)
	if !ok {
		return
	}
	s := Server{
		Endpoint:       endpoint.At(host),
		Login:          r.login(e, place, "LoginName"),
		DomainName:     r.login(e, place, "DomainName"),
		DomainRequired: r.toggle(e, place, "DomainRequired"),
		SPA:            r.toggle(e, place, "SPA"),
		AuthRequired:   r.toggle(e, place, "AuthRequired"),
		Position:       e.Position,
	}
	if len(r.answer.Servers) == maxSections {
		r.Drop(fact.FileTooManyServers, e.Position, place, "")
		return
	}
	r.answer.Servers = append(r.answer.Servers, s)
	r.judge(e, place, s)
}

// judge notes what is unwise about a section that can be used.
func (r *reader) judge(e *xmltree.Element, place string, s Server) {
	at := func(name string) fact.Position {
		if child := first(e, name); child != nil {
			return child.Position
		}
		return e.Position
	}
	r.Hostname(at("Server"), place+"/Server", s.Host)
	if s.TLS == fact.NoTLS {
		r.Add(fact.FilePlaintext, at("SSL"), place+"/SSL", "")
	}
	if s.Port == 25 {
		r.Add(fact.FilePort25, at("Port"), place+"/Port", "25")
	}
	if s.SPA == on {
		r.Add(fact.FileSPARequired, at("SPA"), place+"/SPA", "")
	}
	if s.DomainRequired == on && s.DomainName == "" && !s.qualified() {
		r.Add(fact.FileUsernameIncomplete, at("LoginName"), place+"/LoginName", s.Login)
	}
}

func (r *reader) host(e *xmltree.Element, place string) (string, bool) {
	name, at := r.value(e, "Server")
	if name == "" {
		r.Drop(fact.FileHostnameMissing, at, place+"/Server", "")
		return "", false
	}
	host, err := fact.ToASCII(name)
	if err != nil {
		r.Drop(fact.FileHostnameInvalid, at, place+"/Server", name)
		return "", false
	}
	return host, true
}

// endpoint is the one of the section without its host. A port may be missing,
// but not wrong.
func (r *reader) endpoint(e *xmltree.Element, place string, p fact.Protocol) (fact.Endpoint, bool) {
	digits, at := r.value(e, "Port")
	port, ok := checked.Port(digits)
	switch {
	case digits == "":
		r.Add(fact.FilePortUnsaid, at, place+"/Port", "")
	case !ok:
		r.Drop(fact.FilePortInvalid, at, place+"/Port", digits)
		return fact.Endpoint{}, false
	}
	endpoint, odd := settle(p, port, r.toggle(e, place, "SSL"), r.encryption(e, place))
	if odd {
		r.Add(fact.FilePortMode, at, place+"/Port", fmt.Sprintf("%d %s", endpoint.Port, endpoint.TLS))
	}
	return endpoint, true
}

// toggle reads an element that is on or off. Some write it as a boolean.
func (r *reader) toggle(e *xmltree.Element, place, name string) onOff {
	value, at := r.value(e, name)
	switch strings.ToLower(value) {
	case "":
	case "on", "true", "1":
		return on
	case "off", "false", "0":
		return off
	default:
		r.Add(fact.FileSwitchUnknown, at, place+"/"+name, value)
	}
	return unsaid
}

func (r *reader) encryption(e *xmltree.Element, place string) encryption {
	value, at := r.value(e, "Encryption")
	switch words := encryption(strings.ToLower(value)); words {
	case encryptionUnsaid, encryptionNone, encryptionSSL, encryptionTLS, encryptionAuto:
		return words
	case "starttls":
		return encryptionTLS
	}
	r.Add(fact.FileEncryptionUnknown, at, place+"/Encryption", value)
	return encryptionUnsaid
}

// login leaves out a name that cannot be right. The section stays: what it says
// of the server may be right all the same.
func (r *reader) login(e *xmltree.Element, place, element string) string {
	name, at := r.value(e, element)
	if name == "" {
		return ""
	}
	if checked.Login(name) != nil {
		r.Add(fact.FileUsernameInvalid, at, place+"/"+element, name)
		return ""
	}
	return name
}

// exchange keeps what can be shown of a section that mailprobe cannot use.
func (r *reader) exchange(e *xmltree.Element, name string) {
	x := Exchange{Type: name, Position: e.Position}
	name, _ = r.value(e, "Server")
	if host, err := fact.ToASCII(name); err == nil {
		x.Server = host
	}
	for _, child := range e.Children {
		switch child.Name {
		case "Internal", "External", "MailStore", "AddressBook":
			for _, grandchild := range child.Children {
				x.link(grandchild, child.Name+"/")
			}
		default:
			x.link(child, "")
		}
	}
	r.keep(x)
}

func (r *reader) keep(x Exchange) {
	if len(r.answer.Exchange) == maxSections {
		r.Drop(fact.FileTooManyServers, x.Position, x.Type, "")
		return
	}
	r.answer.Exchange = append(r.answer.Exchange, x)
}

// link keeps a URL. An OABUrl may say "Public Folder", so what is none is no
// finding.
func (x *Exchange) link(e *xmltree.Element, prefix string) {
	switch e.Name {
	case "ASUrl", "EwsUrl", "EmwsUrl", "EwsPartnerUrl", "EcpUrl", "OOFUrl", "UMUrl", "OABUrl", "SharingUrl",
		"OWAUrl", "InternalUrl", "ExternalUrl", "Url":
	default:
		return
	}
	u, err := checked.URL(strings.TrimSpace(e.Text), "https", "http")
	if err == nil && len(x.Links) < maxLinks {
		x.Links = append(x.Links, Link{prefix + e.Name, u.String()})
	}
}

// mobile reads an answer for ActiveSync (MS-ASCMD, section 2.2.1.1), which is
// not what was asked for; some servers have no other.
func (r *reader) mobile(action *xmltree.Element) *fact.FileError {
	if e := r.only(action, "Error"); e != nil {
		r.failure(e)
		return nil
	}
	if first(action, "Redirect") != nil {
		return r.redirectAddress(r.value(action, "Redirect"))
	}
	if settings := r.only(action, "Settings"); settings != nil {
		for _, child := range settings.Children {
			if child.Name != "Server" || !strings.EqualFold(r.words(child, "Type"), mobileSync) {
				continue
			}
			x := Exchange{Type: mobileSync, Position: child.Position}
			for _, grandchild := range child.Children {
				x.link(grandchild, "")
			}
			r.keep(x)
		}
	}
	return r.settings(action.Line)
}
