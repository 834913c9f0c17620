package probetest

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// PACC is a document of draft-ietf-mailmaint-pacc that names an IMAP and a
// submission server.
func PACC(incoming, outgoing string) string {
	return fmt.Sprintf(`{"protocols": {"imap": {"host": %q}, "submit": {"host": %q}}, "authentication": {"password": true}, "info": {"provider": {"name": "Example"}}}`, incoming, outgoing)
}

// pacc publishes a document with its digest.
func (b *builder) pacc(document string) {
	digest := sha256.Sum256([]byte(document))
	b.zone(fmt.Sprintf("_ua-auto-config.$ TXT \"v=UAAC1; a=sha256; d=%s\"", base64.StdEncoding.EncodeToString(digest[:])))
	b.try(func() error {
		return b.internet.Host(Site{Names: []string{b.name("ua-auto-config.$")}, Pages: map[string]http.Handler{
			"/.well-known/user-agent-configuration.json": File("application/json", document),
		}})
	})
}

// Autodiscover is an answer to Outlook's question that names servers.
func Autodiscover(servers ...fact.Endpoint) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
  <Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">
    <Account>
      <AccountType>email</AccountType>
      <Action>settings</Action>
`)
	for _, s := range servers {
		encryption := map[fact.TLSMode]string{fact.Implicit: "SSL", fact.STARTTLS: "TLS", fact.NoTLS: "None"}[s.TLS]
		fmt.Fprintf(&b, "      <Protocol><Type>%s</Type><Server>%s</Server><Port>%d</Port><Encryption>%s</Encryption><SPA>off</SPA></Protocol>\n",
			strings.ToUpper(string(s.Protocol)), s.Host, s.Port, encryption)
	}
	b.WriteString("    </Account>\n  </Response>\n</Autodiscover>\n")
	return b.String()
}

// ispdb puts up the public database, with the entries of all ready-made domains
// that are in it.
func (b *builder) ispdb() {
	if b.internet.claim("the public database") {
		return
	}
	at := func(domain, incoming, outgoing string) http.Handler {
		entry := builder{domain: domain}
		return File("text/xml", entry.settings(incoming, outgoing))
	}
	b.try(func() error {
		return b.internet.Host(Site{Names: []string{"live.thunderbird.net"}, Pages: map[string]http.Handler{
			"/autoconfig/v1.1/ispdb.example":    at("ispdb.example", "in1.$", "out1.$"),
			"/autoconfig/v1.1/disagree.example": at("disagree.example", "in3.$", "out3.$"),
		}})
	})
}
