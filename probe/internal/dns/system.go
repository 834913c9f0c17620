package dns

import "net/netip"

// deprecated are the site-local resolver addresses that Windows lists on
// adapters without IPv6 resolvers; nobody answers there (RFC 3879).
var deprecated = netip.MustParsePrefix("fec0::/10")

// usable returns the servers at the addresses that an operating system lists,
// without repetitions and without those that never answer.
func usable(ips []netip.Addr) []Server {
	var servers []Server
	seen := map[netip.Addr]bool{}
	for _, ip := range ips {
		ip = ip.Unmap()
		if seen[ip] || !ip.IsValid() || ip.IsUnspecified() || deprecated.Contains(ip.WithZone("")) {
			continue
		}
		seen[ip] = true
		servers = append(servers, udpServer{netip.AddrPortFrom(ip, 53)})
	}
	return servers
}
