package policy

import (
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Endpoints that lead to one address and port share one connection: the first to
// come examines, and the others learn from it (safety rule 5).

// sharing says what the examination of one target means for another at the same
// address and port.
type sharing int

const (
	follows  sharing = iota // what was seen holds for it too; the first one stands in the report
	replaces                // the same, but it ranks better: it stands in the report instead
	separate                // it has to be examined by itself
)

// share decides what the examination of first means for other. trusts says how the
// names of the two compare: a front end may choose the server by the name that a
// connection was made for (RFC 9110, section 7.4), so that a name which is trusted
// more than that never makes do with the connection.
func share(first, other *Target, trusts int) sharing {
	better := compareCandidates(other.Candidate, first.Candidate) < 0
	same := follows
	if better {
		same = replaces
	}
	ok := first.Check.Outcome == fact.OutcomeOK
	switch {
	case first.Protocol != other.Protocol:
		return separate
	case first.Host != other.Host && trusts > 0:
		return separate
	case first.TLS != other.TLS && ok:
		return follows // the port is served; a second look would show how not to
	case first.TLS != other.TLS && other.unasked() && modeFits(first.Check):
		return follows // it is not the mode that is wrong
	case first.TLS != other.TLS:
		return separate
	case ok && first.Host != other.Host && !certified(first, other.Host):
		if better {
			return separate
		}
		return follows
	case ok:
		return same
	case first.Check.Failure == nil:
		return separate
	case first.Check.Failure.Step == fact.StepTLS:
		return separate // another name may bring another certificate
	default:
		return same
	}
}

// modeFits tells of a check that failed whether the server took its way to begin
// TLS: by a handshake that got as far as the server's answer, or by a greeting in
// the clear.
func modeFits(c fact.Check) bool {
	f := c.Failure
	switch {
	case f == nil:
		return false
	case c.TLS != fact.Implicit:
		return f.Step == fact.StepCapability || f.Step == fact.StepSTARTTLS || f.Step == fact.StepTLS
	case f.Step == fact.StepTLS:
		return f.Kind == fact.FailCertificate || f.Kind == fact.FailAlert || f.Kind == fact.FailVersion
	default:
		return f.Step != fact.StepDNS && f.Step != fact.StepTCP
	}
}

// certified reports whether the certificate that was shown is good for a name.
func certified(t *Target, name string) bool {
	return t.Check.Handshake.Certificate.Covers(name)
}

// sameAddress reports whether two targets lead to one address and port.
func (s *State) sameAddress(a, b *Target) bool {
	ha, hb := s.hosts[a.Host], s.hosts[b.Host]
	return a.Port == b.Port && ha.Known && hb.Known && slices.Equal(ha.IPs, hb.IPs)
}

// share decides what the examination of first means for other, by what is known
// and who is trusted now.
func (s *State) share(first, other *Target) sharing {
	return share(first, other, trustOrder(s.trust(first))-trustOrder(s.trust(other)))
}

// spared reports whether a target need not be examined: because another's
// connection stands for it, or because it has to wait until one can be judged.
func (s *State) spared(t *Target) bool {
	if t.separate {
		return false
	}
	var waitsFor *Target
	for _, first := range s.targets {
		if first == t || first.conn == 0 || first.Phase < Examining || !s.sameAddress(first, t) {
			continue
		}
		if first.Phase == Examining {
			waitsFor = first
			continue
		}
		switch s.share(first, t) {
		case follows:
			s.skip(t, first)
			return true
		case replaces:
			if first.untouched() {
				s.replace(first, t)
				return true
			}
		}
	}
	if waitsFor == nil {
		return false
	}
	t.Phase, t.waitsFor = Queued, waitsFor
	return true
}

// untouched reports whether the target's connection is as its examination left it.
func (t *Target) untouched() bool {
	return len(t.tried) == 0 && (t.Phase == Ready || t.Phase == Done)
}

// release lets those that waited for a target's examination decide again.
func (s *State) release(first *Target) {
	for _, t := range s.targets {
		if t.waitsFor == first {
			t.Phase, t.waitsFor = Resolving, nil
		}
	}
}

// replace lets a target take the place of the one that was examined, connection
// and all.
func (s *State) replace(first, t *Target) {
	t.Check, t.Phase, t.readyAt, t.conn, t.live = first.Check, first.Phase, first.readyAt, first.conn, first.live
	t.resting, t.rested = first.resting, first.rested
	t.Check.Endpoint, t.Check.Source, t.Check.Derived = t.Endpoint, t.Source, t.Derived
	if first.Host != t.Host {
		t.via = first
	}
	if first.via != nil {
		t.via = first.via
	}
	for _, other := range s.targets {
		if other.standIn == first {
			s.skip(other, t)
		}
	}
	s.skip(first, t)
}

// skip ends a target that another stands for, until something else is known.
func (s *State) skip(t, same *Target) {
	t.Phase, t.conn, t.live, t.standIn = Done, 0, false, same
	t.Check = same.Check
	t.Check.Endpoint, t.Check.Source, t.Check.Derived = t.Endpoint, t.Source, t.Derived
	t.Check.Outcome, t.Check.SameAs = fact.OutcomeSkipped, same.Endpoint.String()
	t.Check.Login, t.Check.Attempts, t.Check.Mailbox, t.Check.Wire = fact.LoginNotTried, nil, nil, nil
	t.Check.Sender = nil
}

// wakeSkipped looks again at the targets that others stand for. Who names them, and
// whom the user trusts, may have changed since.
func (s *State) wakeSkipped() {
	for _, t := range s.targets {
		first := t.standIn
		if first == nil || first.Phase == Examining {
			continue
		}
		switch s.share(first, t) {
		case replaces:
			t.separate = !first.untouched()
		case separate:
			t.separate = true
		default:
			continue
		}
		t.Phase, t.standIn, t.Check = Resolving, nil, fact.Check{}
		if first.via == t { // whose name is its own again
			first.via, first.renamed = nil, true
		}
	}
}

// vacate gives up the connections that stand in a target's way: a server sees one
// at a time (safety rule 5).
func (s *State) vacate(t *Target) {
	for _, other := range s.targets {
		if other != t && other.Phase == Ready && other.live && s.sameAddress(other, t) {
			s.rest(other)
		}
	}
}

// rest gives a target's connection up until it is needed.
func (s *State) rest(t *Target) {
	if !t.resting && t.live && t.Check.Login != fact.LoginAccepted {
		t.resting = true
		s.give(Rest{t.conn})
	}
}
