package debian

import (
	_ "embed"
	"strings"
	"testing"
)

//go:embed unbound.conf.tmpl
var unboundConf string

// UnboundConfig says how Unbound is to run. Certificate and Key must be given.
type UnboundConfig struct {
	// Listen are the IP addresses; none means [NameHost].
	Listen []string
	// Certificate, the leaf first, and Key are PEM.
	Certificate, Key []byte
	// Upstream is the name server that is asked for everything, as host:port.
	Upstream string
	// TCPOnly refuses UDP.
	TCPOnly bool
}

// Unbound is a running resolver. It serves the same answers by UDP and TCP on
// Port, over TLS on TLSPort and over HTTPS (at /dns-query) on HTTPSPort.
type Unbound struct {
	Hosts                    []string
	Port, TLSPort, HTTPSPort int

	process *process
}

// StartUnbound runs Unbound until the test ends.
func StartUnbound(t testing.TB, c UnboundConfig) *Unbound {
	t.Helper()
	Require(t, NeedUnbound)
	note(t, string(NeedUnbound))

	dir := tempDir(t)
	u := &Unbound{Hosts: hostsOr(c.Listen, NameHost)}
	release := listen(t, u.Hosts, []string{"tcp", "udp"}, &u.Port, &u.TLSPort, &u.HTTPSPort)
	writeFile(t, dir+"/cert.pem", c.Certificate, 0o644)
	writeFile(t, dir+"/key.pem", c.Key, 0o600)
	conf := filled(t, unboundConf, map[string]any{
		"Dir": dir, "Hosts": u.Hosts, "Port": u.Port, "TLS": u.TLSPort, "HTTPS": u.HTTPSPort,
		"Upstream": strings.Replace(c.Upstream, ":", "@", 1), "TCPOnly": c.TCPOnly,
	})
	writeFile(t, dir+"/unbound.conf", []byte(conf), 0o644)

	path, err := program("unbound")
	if err != nil {
		t.Fatal(err)
	}
	u.process = start(t, "Unbound", nil, path, "-d", "-p", "-c", dir+"/unbound.conf")
	u.process.ready(t, "start of service")
	release()
	return u
}

// Address is the host:port of one of the resolver's ports, on its first address.
func (u *Unbound) Address(port int) string { return address(u.Hosts[0], port) }
