package debian

import "github.com/mailprobe/mailprobe/probe/fact"

// endpoint picks the port by mode: ports are the one without TLS, where
// STARTTLS is, and the one with it.
func endpoint(p fact.Protocol, host string, mode fact.TLSMode, ports [2]int) fact.Endpoint {
	port := ports[0]
	if mode == fact.Implicit {
		port = ports[1]
	}
	return fact.Endpoint{Protocol: p, Host: host, Port: uint16(max(port, 0)), TLS: mode}
}
