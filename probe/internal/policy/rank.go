package policy

import (
	"cmp"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// compareCandidates orders candidates by how much their source's word counts,
// then by what the source prefers, then by what is better in general: what is
// published of a host before what it offers besides, IMAP before POP3, implicit
// TLS before STARTTLS, cleartext last (RFC 8314, section 3).
func compareCandidates(a, b fact.Candidate) int {
	return cmp.Or(
		cmp.Compare(a.Rank, b.Rank),
		boolOrder(a.Derived, b.Derived),
		cmp.Compare(a.Priority, b.Priority),
		cmp.Compare(protocolOrder(a.Protocol), protocolOrder(b.Protocol)),
		cmp.Compare(modeOrder(a.TLS), modeOrder(b.TLS)),
		cmp.Compare(a.Order, b.Order),
		cmp.Compare(portOrder(a.Endpoint), portOrder(b.Endpoint)),
		cmp.Compare(a.Host, b.Host),
		cmp.Compare(a.Port, b.Port),
	)
}

func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}

func protocolOrder(p fact.Protocol) int {
	switch p {
	case fact.IMAP:
		return 0
	case fact.POP3:
		return 1
	default:
		return 2
	}
}

func modeOrder(m fact.TLSMode) int {
	switch m {
	case fact.Implicit:
		return 0
	case fact.STARTTLS:
		return 1
	default:
		return 2
	}
}

// portOrder is the place of a port among the protocol's standard ones.
func portOrder(e fact.Endpoint) int {
	standard := fact.StandardPorts(e.Protocol)
	for i, s := range standard {
		if s.Port == e.Port {
			return i
		}
	}
	return len(standard)
}
