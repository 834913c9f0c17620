//go:build !windows

package dns

import "syscall"

// noWay are the errors of a socket whose packets reach no resolver. EPERM is how
// a firewall on this computer shows.
var noWay = [...]error{
	syscall.ENETUNREACH, syscall.EHOSTUNREACH, syscall.ENETDOWN, syscall.EHOSTDOWN,
	syscall.ECONNREFUSED, syscall.EPERM,
}
