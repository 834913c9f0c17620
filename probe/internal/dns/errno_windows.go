package dns

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// noWay are the errors of a socket whose packets reach no resolver. Windows has
// numbers of its own for them, which package syscall does not match with those
// that it takes over from other systems; a network that is none of Windows' may
// return either. A reset is how UDP learns that a port is closed.
var noWay = [...]error{
	windows.WSAENETUNREACH, windows.WSAEHOSTUNREACH, windows.WSAENETDOWN, windows.WSAEHOSTDOWN,
	windows.WSAECONNREFUSED, windows.WSAECONNRESET, windows.WSAEACCES,
	syscall.ENETUNREACH, syscall.EHOSTUNREACH, syscall.ENETDOWN, syscall.EHOSTDOWN, syscall.ECONNREFUSED,
}
