//go:build !windows

package connect

import "syscall"

// The errors of a socket, by the kind of failure that they are.
var (
	refused     = [...]error{syscall.ECONNREFUSED}
	reset       = [...]error{syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE}
	unreachable = [...]error{
		syscall.ENETUNREACH, syscall.EHOSTUNREACH, syscall.ENETDOWN, syscall.EHOSTDOWN, syscall.EADDRNOTAVAIL,
	}
)
