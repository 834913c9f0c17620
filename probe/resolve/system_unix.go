//go:build !windows

package resolve

import (
	"net/netip"

	"github.com/miekg/dns"
)

// systemServers are the resolvers of resolv.conf. It is read at each question's
// start, so a laptop that changes networks keeps working.
func systemServers() []Server {
	config, err := dns.ClientConfigFromFile("/etc/resolv.conf")
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
