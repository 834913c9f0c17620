package debian

import (
	"strings"
	"testing"
	"text/template"
)

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
	var conf strings.Builder
	err := template.Must(template.New("unbound.conf").Parse(unboundConf)).Execute(&conf, map[string]any{
		"Dir": dir, "Hosts": u.Hosts, "Port": u.Port, "TLS": u.TLSPort, "HTTPS": u.HTTPSPort,
		"Upstream": strings.Replace(c.Upstream, ":", "@", 1), "TCPOnly": c.TCPOnly,
	})
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, dir+"/unbound.conf", []byte(conf.String()), 0o644)

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

const unboundConf = `server:
  directory: "{{.Dir}}"
  username: ""
  chroot: ""
  use-syslog: no
  verbosity: 1
{{- range .Hosts}}
  interface: {{.}}@{{$.Port}}
  interface: {{.}}@{{$.TLS}}
  interface: {{.}}@{{$.HTTPS}}
{{- end}}
  tls-port: {{.TLS}}
  https-port: {{.HTTPS}}
  tls-service-key: "{{.Dir}}/key.pem"
  tls-service-pem: "{{.Dir}}/cert.pem"
  do-not-query-localhost: no
  module-config: "iterator"
{{- if .TCPOnly}}
  do-udp: no
  tcp-upstream: yes
{{- end}}
forward-zone:
  name: "."
  forward-addr: {{.Upstream}}
remote-control:
  control-enable: no
`
