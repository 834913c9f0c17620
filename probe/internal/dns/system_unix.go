//go:build !windows

package dns

import (
	"net/netip"

	"github.com/miekg/dns"
)

// systemServers returns the resolvers of resolv.conf. It is read for each question,
// so that a change of networks is noticed.
func systemServers() []Server { return serversIn("/etc/resolv.conf") }

// serversIn are the resolvers in a file of that form (resolv.conf(5)); none where
// it cannot be read.
func serversIn(path string) []Server {
	config, err := dns.ClientConfigFromFile(path)
	if err != nil {
		return nil
	}
	var ips []netip.Addr
	for _, s := range config.Servers {
		if ip, err := netip.ParseAddr(s); err == nil {
			ips = append(ips, ip)
		}
	}
	return usable(ips)
}
