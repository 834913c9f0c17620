package debian

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// Host is where the mail servers listen unless told otherwise. It is not
// 127.0.0.1, because clients on Linux reach it from there: Dovecot holds a
// client for secure that comes from the very address it connects to, and would
// allow it cleartext logins that no client of another machine may do.
const Host = "127.0.0.2"

// NameHost is where BIND listens unless told otherwise: it looks for addresses
// that an interface has, and finds no other of its loopback network.
const NameHost = "127.0.0.1"

// defaultHostname is what the mail servers call themselves unless told otherwise.
const defaultHostname = "mail.example.com"

// Off as a port means that the service is not offered.
const Off = -1

// listen turns each zero port into one that is free on all the hosts. It stays
// reserved until release is called, once the server listens.
func listen(t testing.TB, hosts, networks []string, ports ...*int) (release func()) {
	t.Helper()
	var releases []func()
	release = sync.OnceFunc(func() {
		for _, release := range releases {
			release()
		}
	})
	t.Cleanup(release)
	for _, port := range ports {
		if *port != 0 {
			continue
		}
		free, release, err := reserve(hosts, networks)
		if err != nil {
			t.Fatalf("finding a free port on %s: %v", strings.Join(hosts, ", "), err)
		}
		*port, releases = free, append(releases, release)
	}
	return release
}

// hostsOr is the addresses of a configuration, or else the usual one.
func hostsOr(hosts []string, usual string) []string {
	if len(hosts) == 0 {
		return []string{usual}
	}
	return slices.Clone(hosts)
}

// address is host:port as net.Dial takes it.
func address(host string, port int) string {
	return net.JoinHostPort(host, strconv.Itoa(port))
}

// greeting connects as a client does and reads the first line, to be sure that
// the server answers. How good its TLS and certificate are does not matter here.
func greeting(ctx context.Context, addr string, implicit bool) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var dialer interface {
		DialContext(ctx context.Context, network, addr string) (net.Conn, error)
	} = &net.Dialer{}
	if implicit {
		dialer = &tls.Dialer{Config: &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS10}}
	}
	conn, err := dialer.DialContext(ctx, "tcp", addr)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return "", err
	}
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil {
		return "", fmt.Errorf("reading the greeting of %s: %w", addr, err)
	}
	return line, nil
}

// touch connects, closes, and returns the port that it came from.
func touch(ctx context.Context, addr string) (local int, err error) {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", addr)
	if err != nil {
		return 0, err
	}
	local = conn.LocalAddr().(*net.TCPAddr).Port
	return local, conn.Close()
}

// families sorts addresses.
func families(hosts []string) (four, six []string) {
	for _, host := range hosts {
		if ip, err := netip.ParseAddr(host); err == nil && ip.Is6() {
			six = append(six, host)
		} else {
			four = append(four, host)
		}
	}
	return four, six
}
