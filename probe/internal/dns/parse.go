package dns

import (
	"fmt"
	"strings"
)

// schemes are the ways to ask a server, by the scheme of its URL.
var schemes = map[string]func(address string) (Server, error){
	"udp":   newUDP,
	"tcp":   newTCP,
	"tls":   newTLS,
	"https": newDoH,
}

// ParseServer reads a server as the user writes it: an address with or without
// a port (192.0.2.53, [2001:db8::53]:5353), with udp://, tcp:// or tls:// before
// it; with tls://, a name may follow that the server's certificate is for
// (tls://192.0.2.53#dns.example.com). Or a URL: https://dns.example.com/dns-query.
func ParseServer(text string) (Server, error) {
	scheme, rest, found := strings.Cut(text, "://")
	if !found {
		scheme, rest = "udp", text
	}
	parse, known := schemes[strings.ToLower(scheme)]
	if !known {
		return nil, fmt.Errorf("%q: there is no way %s:// to ask a resolver", text, scheme)
	}
	server, err := parse(rest)
	if err != nil {
		return nil, fmt.Errorf("%q is not the address of a resolver: %w", text, err)
	}
	return server, nil
}
