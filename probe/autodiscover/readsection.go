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
	name, line := r.value(e, "Type")
	if name == "" {
		// MAPI over http has it as an attribute.
		attr, _ := e.Attr("Type")
		name = strings.TrimSpace(attr)
	}
	switch p := fact.Protocol(strings.ToLower(name)); p {
	case "":
		r.drop(TypeMissing, e.Line, "Protocol", "")
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
	r.drop(TypeUnknown, line, "Protocol/Type", name)
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
		Line:           e.Line,
	}
	if len(r.answer.Servers) == maxSections {
		r.drop(TooManyServers, e.Line, place, "")
		return
	}
	r.answer.Servers = append(r.answer.Servers, s)
}

func (r *reader) host(e *xmltree.Element, place string) (string, bool) {
	name, line := r.value(e, "Server")
	if name == "" {
		r.drop(HostnameMissing, line, place+"/Server", "")
		return "", false
	}
	host, err := fact.ToASCII(name)
	if err != nil {
		r.drop(HostnameInvalid, line, place+"/Server", name)
		return "", false
	}
	return host, true
}

// endpoint is the one of the section without its host. A port may be missing,
// but not wrong.
func (r *reader) endpoint(e *xmltree.Element, place string, p fact.Protocol) (fact.Endpoint, bool) {
	digits, line := r.value(e, "Port")
	port, ok := checked.Port(digits)
	switch {
	case digits == "":
		r.note(PortMissing, line, place+"/Port", "")
	case !ok:
		r.drop(PortInvalid, line, place+"/Port", digits)
		return fact.Endpoint{}, false
	}
	endpoint, odd := settle(p, port, r.toggle(e, place, "SSL"), r.encryption(e, place))
	if odd {
		r.note(PortMode, line, place+"/Port", fmt.Sprintf("%d %s", endpoint.Port, endpoint.TLS))
	}
	return endpoint, true
}

// toggle reads an element that is on or off. Some write it as a boolean.
func (r *reader) toggle(e *xmltree.Element, place, name string) Switch {
	value, line := r.value(e, name)
	switch strings.ToLower(value) {
	case "":
	case "on", "true", "1":
		return On
	case "off", "false", "0":
		return Off
	default:
		r.note(SwitchUnknown, line, place+"/"+name, value)
	}
	return Unsaid
}

func (r *reader) encryption(e *xmltree.Element, place string) encryption {
	value, line := r.value(e, "Encryption")
	switch words := encryption(strings.ToLower(value)); words {
	case encryptionUnsaid, encryptionNone, encryptionSSL, encryptionTLS, encryptionAuto:
		return words
	case "starttls":
		return encryptionTLS
	}
	r.note(EncryptionUnknown, line, place+"/Encryption", value)
	return encryptionUnsaid
}

// login leaves out a name that cannot be right. The section stays: what it says
// of the server may be right all the same.
func (r *reader) login(e *xmltree.Element, place, element string) string {
	name, line := r.value(e, element)
	if name == "" {
		return ""
	}
	if checked.Login(name) != nil {
		r.note(UsernameInvalid, line, place+"/"+element, name)
		return ""
	}
	return name
}

// exchange keeps what can be shown of a section that mailprobe cannot use.
func (r *reader) exchange(e *xmltree.Element, name string) {
	x := Exchange{Type: name, Line: e.Line}
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
		r.drop(TooManyServers, x.Line, x.Type, "")
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
func (r *reader) mobile(action *xmltree.Element) *Error {
	if e := r.only(action, "Error"); e != nil {
		r.failure(e)
		return nil
	}
	if has(action, "Redirect") {
		return r.redirectAddress(r.value(action, "Redirect"))
	}
	if settings := r.only(action, "Settings"); settings != nil {
		for _, child := range settings.Children {
			if child.Name != "Server" || !strings.EqualFold(r.words(child, "Type"), mobileSync) {
				continue
			}
			x := Exchange{Type: mobileSync, Line: child.Line}
			for _, grandchild := range child.Children {
				x.link(grandchild, "")
			}
			r.keep(x)
		}
	}
	return r.settings(action.Line)
}
