//go:build !windows

package connect

import "syscall"

// The errors of a socket, by how they show.
var (
	refused     = [...]error{syscall.ECONNREFUSED}
	reset       = [...]error{syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE}
	unreachable = [...]error{
		syscall.ENETUNREACH, syscall.EHOSTUNREACH, syscall.ENETDOWN, syscall.EHOSTDOWN, syscall.EADDRNOTAVAIL,
	}
)
