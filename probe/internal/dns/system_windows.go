package dns

import (
	"net/netip"
	"strconv"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// systemServers are the resolvers of the adapters that are up, in the order in
// which Windows lists them.
func systemServers() []Server {
	var found []netip.Addr
	for a := firstAdapter(); a != nil; a = a.Next {
		if a.OperStatus != windows.IfOperStatusUp {
			continue
		}
		for d := a.FirstDnsServerAddress; d != nil; d = d.Next {
			if ip, ok := sockaddrIP(d.Address.Sockaddr); ok {
				found = append(found, ip)
			}
		}
	}
	return usable(found)
}

// firstAdapter asks for the list of adapters; the buffer grows until it fits.
func firstAdapter() *windows.IpAdapterAddresses {
	const flags = windows.GAA_FLAG_SKIP_UNICAST | windows.GAA_FLAG_SKIP_ANYCAST |
		windows.GAA_FLAG_SKIP_MULTICAST | windows.GAA_FLAG_SKIP_FRIENDLY_NAME
	size := uint32(16 << 10)
	for range 4 {
		buffer := make([]byte, size)
		first := (*windows.IpAdapterAddresses)(unsafe.Pointer(&buffer[0]))
		err := windows.GetAdaptersAddresses(syscall.AF_UNSPEC, flags, 0, first, &size)
		switch err {
		case nil:
			return first
		case windows.ERROR_BUFFER_OVERFLOW:
			continue
		default:
			return nil
		}
	}
	return nil
}

func sockaddrIP(raw *syscall.RawSockaddrAny) (netip.Addr, bool) {
	sockaddr, err := raw.Sockaddr()
	if err != nil {
		return netip.Addr{}, false
	}
	switch s := sockaddr.(type) {
	case *syscall.SockaddrInet4:
		return netip.AddrFrom4(s.Addr), true
	case *syscall.SockaddrInet6:
		ip := netip.AddrFrom16(s.Addr)
		if ip.IsLinkLocalUnicast() && s.ZoneId != 0 { // a home router, often; nowhere without its adapter
			ip = ip.WithZone(strconv.FormatUint(uint64(s.ZoneId), 10))
		}
		return ip, true
	}
	return netip.Addr{}, false
}
