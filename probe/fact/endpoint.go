package fact

import (
	"net"
	"net/url"
	"strconv"
)

// Protocol is a mail protocol that a client speaks.
type Protocol string

// The protocols that are examined.
const (
	IMAP Protocol = "imap"
	POP3 Protocol = "pop3"
	SMTP Protocol = "smtp"
)

// Incoming reports whether mail is read through the protocol; the other way is sending.
func (p Protocol) Incoming() bool { return p == IMAP || p == POP3 }

// TLSMode is how a connection becomes private.
type TLSMode string

// The modes of RFC 8314: TLS from the first byte, TLS after a command in the
// clear, and none at all.
const (
	Implicit TLSMode = "implicit"
	STARTTLS TLSMode = "starttls"
	NoTLS    TLSMode = "none"
)

// Endpoint is a server's door: what is spoken where, and how TLS begins there.
type Endpoint struct {
	Protocol Protocol
	Host     string
	Port     uint16
	TLS      TLSMode
}

// StandardPorts are the ports a protocol is served on, best first, each with
// the mode that belongs to it (RFC 8314, section 3). Port 25 is for servers;
// some providers take their customers' mail there none the less.
func StandardPorts(p Protocol) []Endpoint {
	switch p {
	case IMAP:
		return []Endpoint{{IMAP, "", 993, Implicit}, {IMAP, "", 143, STARTTLS}}
	case POP3:
		return []Endpoint{{POP3, "", 995, Implicit}, {POP3, "", 110, STARTTLS}}
	case SMTP:
		return []Endpoint{{SMTP, "", 465, Implicit}, {SMTP, "", 587, STARTTLS}, {SMTP, "", 25, STARTTLS}}
	}
	return nil
}

// MailPort reports whether the port is one of the seven that mail is served on: 25,
// 110, 143, 465, 587, 993 and 995.
func MailPort(port uint16) bool {
	for _, p := range []Protocol{IMAP, POP3, SMTP} {
		for _, e := range StandardPorts(p) {
			if e.Port == port {
				return true
			}
		}
	}
	return false
}

// At is the endpoint on another host.
func (e Endpoint) At(host string) Endpoint {
	e.Host = host
	return e
}

// Scheme is the protocol as a URL names it, with an s for implicit TLS.
func (e Endpoint) Scheme() string {
	if e.TLS == Implicit {
		return string(e.Protocol) + "s"
	}
	return string(e.Protocol)
}

// Address is host:port as [net.Dial] takes it.
func (e Endpoint) Address() string {
	return net.JoinHostPort(e.Host, strconv.Itoa(int(e.Port)))
}

// String is the endpoint as a URL, in the form that `mailprobe check` reads:
// imaps://imap.example.com:993, smtp://smtp.example.com:587 (STARTTLS),
// pop3://pop.example.com:110?tls=none.
func (e Endpoint) String() string {
	u := url.URL{Scheme: e.Scheme(), Host: e.Address()}
	if e.TLS == NoTLS {
		u.RawQuery = "tls=none"
	}
	return u.String()
}
