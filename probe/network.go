package probe

import (
	"context"
	"net"
	"net/url"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/internal/discover"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
)

// DialFunc opens connections to literal addresses, as [net.Dialer.DialContext] does.
type DialFunc = func(ctx context.Context, network, address string) (net.Conn, error)

// Resolver, Server and Families are those of the package that asks DNS.
type (
	Resolver = dns.Resolver
	Server   = dns.Server
	Families = dns.Families
)

// ParseServer reads the name of a DNS server: an address, tls://…, https://….
func ParseServer(address string) (Server, error) { return dns.ParseServer(address) }

// SOCKS is a DialFunc through a SOCKS5 proxy that is reached by dial.
func SOCKS(proxy *url.URL, dial DialFunc) (DialFunc, error) { return connect.SOCKS(proxy, dial) }

// Sources are all that can be asked, in the order of their trust.
func Sources() []fact.Source {
	var names []fact.Source
	for _, s := range discover.All() {
		names = append(names, s.Name())
	}
	return names
}
