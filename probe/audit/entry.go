package audit

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// Entry is an entry of a provider list, with the places of its parts in a file.
type Entry struct {
	Provider *providers.Provider
	// ID is the provider's; it stands here too for an entry that cannot be read.
	ID string
	// File is where the entry stands, with slashes; Line is its first line.
	File string
	Line int
	// ServerAt are the lines and columns of its servers, in their order; missing
	// ones are unknown.
	ServerAt []Place
	// Err is why it cannot be read; Provider is then nil. ErrAt is where.
	Err   error
	ErrAt Place
}

// Place is a position in a file; both count from 1, and 0 is unknown.
type Place struct{ Line, Column int }

// claim is one server of an entry that can be examined.
type claim struct {
	fact.Endpoint
	providers.Server
	at Place
}

// claims are the servers of an entry whose host is known without a customer's MX;
// {domain} is the provider's own, where it has one, else a test account's.
func (e Entry) claims(accounts []Account) []claim {
	domain := ""
	if len(e.Provider.Domains) > 0 {
		domain = e.Provider.Domains[0]
	} else if at := slices.IndexFunc(accounts, func(a Account) bool { return a.Provider == e.ID }); at >= 0 {
		domain = accounts[at].Address.Domain
	}
	var found []claim
	for i, s := range e.Provider.Servers {
		host := s.Host
		if domain != "" {
			host = strings.ReplaceAll(host, "{domain}", domain)
		}
		if strings.Contains(host, "{") {
			continue
		}
		c := claim{Endpoint: fact.Endpoint{Protocol: s.Protocol, Host: host, Port: s.Port, TLS: s.TLS}, Server: s}
		if i < len(e.ServerAt) {
			c.at = e.ServerAt[i]
		}
		found = append(found, c)
	}
	return found
}

// problem puts a problem at its place: the server that it is about, or else the
// entry.
func (e Entry) problem(p fact.Problem, at Place) Problem {
	if at.Line == 0 {
		at = Place{Line: e.Line}
	}
	return Problem{Problem: p, File: e.File, Line: at.Line, Column: at.Column}
}

// postmaster is the address that what is published is asked for: every domain
// has it (RFC 5321, section 4.5.1).
func postmaster(domain string) fact.Address {
	return fact.Address{Typed: "postmaster@" + domain, Local: "postmaster", Domain: domain}
}

// given are the servers of a login test: the first of each service that
// answered.
func given(claims []claim, checks []fact.Check) []probe.Server {
	var found []probe.Server
	for _, incoming := range []bool{true, false} {
		for i, c := range claims {
			if c.Endpoint.Protocol.Incoming() == incoming && checks[i].Outcome == fact.OutcomeOK && !c.TokenOnly() {
				found = append(found, probe.Server{Endpoint: c.Endpoint})
				break
			}
		}
	}
	return found
}
