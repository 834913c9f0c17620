package probe_test

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// fileServer is a server as a file names it: its user name as it stands there.
type fileServer struct {
	fact.Endpoint
	username  string // with the placeholders of autoconfig
	tokenOnly bool
}

// resolved is the user name that a program makes of the one in a file.
func (s fileServer) resolved(domain string) string {
	return strings.NewReplacer(
		"%EMAILADDRESS%", probetest.User+"@"+domain, "%EMAILLOCALPART%", probetest.User, "%EMAILDOMAIN%", domain,
	).Replace(s.username)
}

// autoconfigFile is a file in the format of config-v1.1.xml.
func autoconfigFile(domain string, servers []fileServer) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\"?>\n<clientConfig version=\"1.1\"><emailProvider id=%q><domain>%s</domain>\n", domain, domain)
	for _, s := range servers {
		element, auth := "incomingServer", "password-cleartext"
		if !s.Protocol.Incoming() {
			element = "outgoingServer"
		}
		if s.tokenOnly {
			auth = "OAuth2"
		}
		socket := map[fact.TLSMode]string{fact.Implicit: "SSL", fact.STARTTLS: "STARTTLS", fact.NoTLS: "plain"}[s.TLS]
		fmt.Fprintf(&b, "<%s type=%q><hostname>%s</hostname><port>%d</port><socketType>%s</socketType><authentication>%s</authentication>", element, s.Protocol, s.Host, s.Port, socket, auth)
		if s.username != "" {
			fmt.Fprintf(&b, "<username>%s</username>", s.username)
		}
		fmt.Fprintf(&b, "</%s>\n", element)
	}
	b.WriteString("</emailProvider></clientConfig>\n")
	return b.String()
}

// autodiscoverAnswer names servers to Outlook. A user name stands there as it is.
func autodiscoverAnswer(domain string, servers []fileServer) string {
	var endpoints []fact.Endpoint
	for _, s := range servers {
		endpoints = append(endpoints, s.Endpoint)
	}
	answer := probetest.Autodiscover(endpoints...)
	for _, s := range servers {
		port := fmt.Sprintf("<Server>%s</Server><Port>%d</Port>", s.Host, s.Port)
		if s.username != "" {
			answer = strings.Replace(answer, port, port+"<LoginName>"+s.resolved(domain)+"</LoginName>", 1)
		}
	}
	return answer
}

// autodiscoverRedirect sends the program on to another URL.
func autodiscoverRedirect(to string) string {
	return `<?xml version="1.0"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
<Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"><Account>
<Action>redirectUrl</Action><RedirectUrl>` + to + `</RedirectUrl></Account></Response></Autodiscover>`
}

// paccRecord is the TXT record with a file's digest.
func paccRecord(domain, file string) string {
	digest := sha256.Sum256([]byte(file))
	return fmt.Sprintf("_ua-auto-config.%s TXT \"v=UAAC1; a=sha256; d=%s\"", domain, base64.StdEncoding.EncodeToString(digest[:]))
}
