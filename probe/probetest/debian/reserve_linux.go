package debian

import (
	"errors"
	"fmt"
	"net/netip"
	"syscall"
)

// reserve finds a port that is free on all the hosts, and keeps others from
// being given it. The sockets are bound but do not listen: Linux hands their
// port to nobody who leaves the choice to it, yet lets a server bind it that
// asks for it with SO_REUSEADDR, as all of them do. What comes by UDP reaches
// either, so the port must be released before it is used.
func reserve(hosts, networks []string) (port int, release func(), err error) {
	const attempts = 20 // the first choice may be taken on another host
	for range attempts {
		port, release, err = reserveOnce(hosts, networks)
		if !errors.Is(err, syscall.EADDRINUSE) {
			break
		}
	}
	return port, release, err
}

func reserveOnce(hosts, networks []string) (int, func(), error) {
	var sockets []int
	release := func() {
		for _, s := range sockets {
			syscall.Close(s)
		}
	}
	port := 0
	for _, host := range hosts {
		for _, network := range networks {
			socket, bound, err := bind(network, host, port)
			if err != nil {
				release()
				return 0, nil, err
			}
			sockets, port = append(sockets, socket), bound
		}
	}
	return port, release, nil
}

// bind takes the port on the host, or any port if it is zero.
func bind(network, host string, port int) (socket, bound int, err error) {
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return 0, 0, err
	}
	family := syscall.AF_INET
	var sa syscall.Sockaddr = &syscall.SockaddrInet4{Port: port, Addr: as4(ip)}
	if ip.Is6() {
		family = syscall.AF_INET6
		sa = &syscall.SockaddrInet6{Port: port, Addr: ip.As16()}
	}
	kind := syscall.SOCK_STREAM
	if network == "udp" {
		kind = syscall.SOCK_DGRAM
	}
	socket, err = syscall.Socket(family, kind|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return 0, 0, fmt.Errorf("socket: %w", err)
	}
	bound, err = bindSocket(socket, sa)
	if err != nil {
		syscall.Close(socket)
		return 0, 0, err
	}
	return socket, bound, nil
}

func bindSocket(socket int, sa syscall.Sockaddr) (port int, err error) {
	if err := syscall.Bind(socket, sa); err != nil {
		return 0, fmt.Errorf("bind: %w", err)
	}
	// Only now, so that the port was nobody else's, not even a reservation.
	if err := syscall.SetsockoptInt(socket, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1); err != nil {
		return 0, fmt.Errorf("SO_REUSEADDR: %w", err)
	}
	own, err := syscall.Getsockname(socket)
	if err != nil {
		return 0, fmt.Errorf("getsockname: %w", err)
	}
	switch own := own.(type) {
	case *syscall.SockaddrInet4:
		return own.Port, nil
	case *syscall.SockaddrInet6:
		return own.Port, nil
	}
	return 0, fmt.Errorf("getsockname: %T", own)
}

func as4(ip netip.Addr) (four [4]byte) {
	if ip.Is4() {
		four = ip.As4()
	}
	return four
}
