package policy

import (
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// expand adds to what a source names of a host what else that host may offer:
// the protocol's other standard ports, so that the report can say what works
// where the published setting does not. A published cleartext port is looked at
// with STARTTLS too.
func expand(named []fact.Candidate) []fact.Candidate {
	seen := map[fact.Endpoint]bool{}
	for _, c := range named {
		seen[c.Endpoint] = true
	}
	all := append([]fact.Candidate(nil), named...)
	derive := func(from fact.Candidate, e fact.Endpoint) {
		if seen[e] {
			return
		}
		seen[e] = true
		from.Endpoint, from.Derived, from.Priority = e, true, 0
		all = append(all, from)
	}
	for _, c := range named {
		if c.TLS == fact.NoTLS {
			e := c.Endpoint
			e.TLS = fact.STARTTLS
			derive(c, e)
		}
	}
	for _, c := range named {
		for _, e := range fact.StandardPorts(c.Protocol) {
			if !portTaken(named, c, e.Port) {
				derive(c, e.At(c.Host))
			}
		}
	}
	return all
}

// inTheClear adds to every port with STARTTLS the same without, for runs that may
// log in there.
func inTheClear(all []fact.Candidate) []fact.Candidate {
	for _, c := range all {
		if c.TLS == fact.STARTTLS {
			c.TLS, c.Derived = fact.NoTLS, true
			all = append(all, c)
		}
	}
	return all
}

// portTaken reports whether the host's port is named for the protocol already, in
// whatever mode.
func portTaken(named []fact.Candidate, c fact.Candidate, port uint16) bool {
	for _, n := range named {
		if n.Host == c.Host && n.Protocol == c.Protocol && n.Port == port {
			return true
		}
	}
	return false
}

// otherModes adds to every port the ways of TLS that were not asked for, since
// the wrong one is what most often fails.
func otherModes(named []fact.Candidate) []fact.Candidate {
	all := slices.Clone(named)
	for _, c := range named {
		for _, mode := range []fact.TLSMode{fact.Implicit, fact.STARTTLS} {
			other := c
			other.TLS, other.Derived = mode, true
			if !slices.ContainsFunc(all, func(c fact.Candidate) bool { return c.Endpoint == other.Endpoint }) {
				all = append(all, other)
			}
		}
	}
	return all
}
