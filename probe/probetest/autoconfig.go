package probetest

import (
	"fmt"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Autoconfig is a file in the format of config-v1.1.xml that names servers for a
// domain, with the full address as the user name.
func Autoconfig(domain string, servers ...fact.Endpoint) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="%[1]s">
    <domain>%[1]s</domain>
    <displayName>%[1]s</displayName>
`, domain)
	for _, s := range servers {
		element := "incomingServer"
		if !s.Protocol.Incoming() {
			element = "outgoingServer"
		}
		socket := map[fact.TLSMode]string{fact.Implicit: "SSL", fact.STARTTLS: "STARTTLS", fact.NoTLS: "plain"}[s.TLS]
		fmt.Fprintf(&b, `    <%[1]s type="%[2]s">
      <hostname>%[3]s</hostname>
      <port>%[4]d</port>
      <socketType>%[5]s</socketType>
      <authentication>password-cleartext</authentication>
      <username>%%EMAILADDRESS%%</username>
    </%[1]s>
`, element, s.Protocol, s.Host, s.Port, socket)
	}
	b.WriteString("  </emailProvider>\n</clientConfig>\n")
	return b.String()
}
