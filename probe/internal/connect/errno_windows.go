package connect

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// The errors of a socket, by the kind of failure that they are. Windows has numbers
// of its own for them, which package syscall does not match with those of other
// systems; a simulated network may return either.
var (
	refused = [...]error{windows.WSAECONNREFUSED, syscall.ECONNREFUSED}
	reset   = [...]error{
		windows.WSAECONNRESET, windows.WSAECONNABORTED, windows.WSAENETRESET,
		syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE,
	}
	unreachable = [...]error{
		windows.WSAENETUNREACH, windows.WSAEHOSTUNREACH, windows.WSAENETDOWN, windows.WSAEHOSTDOWN,
		windows.WSAEADDRNOTAVAIL,
		syscall.ENETUNREACH, syscall.EHOSTUNREACH, syscall.ENETDOWN, syscall.EHOSTDOWN, syscall.EADDRNOTAVAIL,
	}
)
