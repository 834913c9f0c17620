//go:build !windows

package dns

import "syscall"

// unreachableErrors are the errors of a socket whose packets reach no resolver. A
// firewall on this computer shows as EPERM.
var unreachableErrors = [...]error{
	syscall.ENETUNREACH, syscall.EHOSTUNREACH, syscall.ENETDOWN, syscall.EHOSTDOWN,
	syscall.ECONNREFUSED, syscall.EPERM,
}
