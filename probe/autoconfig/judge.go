package autoconfig

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// The draft's limits ("displayName and displayShortName"), in characters.
const (
	maxDisplayName = 60
	maxShortName   = 20
)

func place(s Server) string { return string(s.Section) + " " + s.Type }

// judge notes what is unwise about a section that can be used, at the element
// that says it.
func (s *serverReader) judge() {
	server := s.server
	add := func(rule fact.Code, element, value string) {
		at, known := s.at[element]
		if !known {
			at = server.Position
		}
		s.Add(rule, at, s.place+"/"+element, value)
	}
	switch {
	case server.Hostname == "":
	case strings.Contains(server.Hostname, "%"):
		add(fact.FileHostnamePlaceholder, "hostname", server.Hostname)
	default:
		s.Hostname(s.at["hostname"], s.place+"/hostname", server.Hostname)
	}
	if insecure(server.URL) {
		add(fact.FileLinkInsecure, "url", server.URL)
	}
	if server.Username != "" && !hasHolder(server.Username) {
		add(fact.FileUsernameLiteral, "username", server.Username)
	}
	endpoint, ok := server.Endpoint()
	if !ok {
		return
	}
	if rule, value := judgePort(endpoint); rule != "" {
		add(rule, "port", value)
	}
	if server.SocketType == Plain {
		add(fact.FilePlaintext, "socketType", string(Plain))
	}
	judgeAuth(server.Authentication, func(rule fact.Code, value string) { add(rule, "authentication", value) })
}

func hasHolder(template string) bool {
	pieces, _ := split(template, false)
	return slices.ContainsFunc(pieces, func(p piece) bool { return p.holder })
}

// judgePort compares a port with the standard ones. The value is the port and,
// where it is known, the mode or protocol that belongs to it.
func judgePort(e fact.Endpoint) (rule fact.Code, value string) {
	port := fmt.Sprint(e.Port)
	for _, standard := range fact.StandardPorts(e.Protocol) {
		switch {
		case standard.Port != e.Port:
		case e.TLS != standard.TLS && (e.TLS != fact.NoTLS || standard.TLS == fact.Implicit):
			return fact.FilePortMode, port + " " + string(standard.TLS)
		case e.Port == 25:
			return fact.FilePort25, port
		default:
			return "", ""
		}
	}
	for _, p := range []fact.Protocol{fact.IMAP, fact.POP3, fact.SMTP} {
		for _, standard := range fact.StandardPorts(p) {
			if standard.Port == e.Port {
				return fact.FilePortProtocol, port + " " + string(p)
			}
		}
	}
	return fact.FilePortUnusual, port
}

// judgeAuth wants a method that needs nothing special. Where a server takes
// tokens and nothing else that is meant, and no password is there to name.
func judgeAuth(all []Authentication, add func(rule fact.Code, value string)) {
	portable, tokens := false, true
	for _, a := range all {
		portable = portable || a.System == "" && (a.Method == "password-cleartext" || a.Method == "password-encrypted")
		tokens = tokens && a.method().credential == token
		if a.method().credential == noCredential {
			add(fact.FileAuthDeprecated, a.Method)
		}
	}
	if len(all) > 0 && !portable && !tokens {
		add(fact.FileAuthNotPortable, all[0].Method)
	}
}
