package dns

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// unreachableErrors are the errors of a socket whose packets reach no resolver.
// Windows has numbers of its own for them, which package syscall does not match
// with those of other systems; a simulated network may return either. A reset is
// how UDP learns that a port is closed.
var unreachableErrors = [...]error{
	windows.WSAENETUNREACH, windows.WSAEHOSTUNREACH, windows.WSAENETDOWN, windows.WSAEHOSTDOWN,
	windows.WSAECONNREFUSED, windows.WSAECONNRESET, windows.WSAEACCES,
	syscall.ENETUNREACH, syscall.EHOSTUNREACH, syscall.ENETDOWN, syscall.EHOSTDOWN, syscall.ECONNREFUSED,
}
