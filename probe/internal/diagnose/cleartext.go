package diagnose

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Cases of the problems of an endpoint without TLS.
const (
	// sentInTheClear: a dangerous flag let the credential go there.
	sentInTheClear = "sent"
	// tlsOffered: the endpoint offers STARTTLS, but is used without.
	tlsOffered = "offered"
)

// cleartext adjusts the problems of endpoints without TLS by what the others of the
// service offer: where none offers TLS at all it is cleartext-only, else the endpoint
// only lacks STARTTLS or is used without it.
func cleartext(in Input) {
	for _, incoming := range []bool{true, false} {
		offered := slices.ContainsFunc(in.Checks, func(c fact.Check) bool {
			return c.Protocol.Incoming() == incoming && c.Outcome != fact.OutcomeSkipped && (c.OfferedTLS() || couldSTARTTLS(c))
		})
		for i, c := range in.Checks {
			if c.Protocol.Incoming() != incoming {
				continue
			}
			for j := range c.Problems {
				p := &in.Checks[i].Problems[j]
				inTheClear(in, c, p, offered)
				if offered && c.TLS == fact.NoTLS && c.Derived && !exposed(c) {
					p.Severity = fact.Info // nobody named it, and nothing went there
				}
			}
		}
	}
}

// inTheClear adjusts one problem; offered reports whether the service offers TLS.
func inTheClear(in Input, c fact.Check, p *fact.Problem, offered bool) {
	switch {
	case p.Code != fact.STARTTLSMissing && p.Code != fact.CleartextOnly:
	case !offered:
		p.Code = fact.CleartextOnly
		if slices.ContainsFunc(in.Checks, func(o fact.Check) bool {
			return o.Host == c.Host && o.Protocol == c.Protocol && o.TLS == fact.NoTLS && exposed(o)
		}) {
			p.Case = sentInTheClear
		}
	case c.TLS != fact.NoTLS:
	case couldSTARTTLS(c):
		p.Case = tlsOffered
	default:
		p.Code = fact.STARTTLSMissing
		if exposed(c) {
			p.Case = sentInTheClear
		}
	}
}

// couldSTARTTLS reports whether an endpoint that is used without TLS offers it.
func couldSTARTTLS(c fact.Check) bool {
	name := "STARTTLS"
	if c.Protocol == fact.POP3 {
		name = "STLS" // RFC 2595, section 4
	}
	return c.TLS == fact.NoTLS && slices.ContainsFunc(c.ClearCapabilities, func(has string) bool { return strings.EqualFold(has, name) })
}
