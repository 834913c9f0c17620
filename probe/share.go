package probe

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
func share(first, other *target, trusts int) sharing {
	better := compareCandidates(other.Candidate, first.Candidate) < 0
	same := follows
	if better {
		same = replaces
	}
	ok := first.check.Outcome == fact.OutcomeOK
	switch {
	case first.Protocol != other.Protocol:
		return separate
	case first.Host != other.Host && trusts > 0:
		return separate
	case first.TLS != other.TLS && ok:
		return follows // the port is served; a second look would show how not to
	case first.TLS != other.TLS && other.beside() && modeFits(first.check):
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
	case first.check.Failure == nil:
		return separate
	case first.check.Failure.Step == fact.StepTLS:
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
func certified(t *target, name string) bool {
	return t.check.Handshake.Certificate.Covers(name)
}

// sameAddress reports whether two targets lead to one address and port.
func (r *run) sameAddress(a, b *target) bool {
	ha, hb := r.hosts[a.Host], r.hosts[b.Host]
	return a.Port == b.Port && ha.known && hb.known && slices.Equal(ha.ips, hb.ips)
}

// share decides what the examination of first means for other, by what is known
// and who is trusted now.
func (r *run) share(first, other *target) sharing {
	return share(first, other, trustOrder(r.trust(first))-trustOrder(r.trust(other)))
}

// spared reports whether a target need not be examined: because another's
// connection stands for it, or because it has to wait until one can be judged.
func (r *run) spared(t *target) bool {
	if t.separate {
		return false
	}
	var waitsFor *target
	for _, first := range r.targets {
		if first == t || first.worker == nil || first.phase < examining || !r.sameAddress(first, t) {
			continue
		}
		if first.phase == examining {
			waitsFor = first
			continue
		}
		switch r.share(first, t) {
		case follows:
			r.skip(t, first)
			return true
		case replaces:
			if first.untouched() {
				r.replace(first, t)
				return true
			}
		}
	}
	if waitsFor == nil {
		return false
	}
	t.phase, t.waitsFor = queued, waitsFor
	return true
}

// untouched reports whether the target's connection is as its examination left it.
func (t *target) untouched() bool {
	return len(t.tried) == 0 && (t.phase == ready || t.phase == done)
}

// release lets those that waited for a target's examination decide again.
func (r *run) release(first *target) {
	for _, t := range r.targets {
		if t.waitsFor == first {
			t.phase, t.waitsFor = resolving, nil
		}
	}
}

// replace lets a target take the place of the one that was examined, connection
// and all.
func (r *run) replace(first, t *target) {
	t.check, t.phase, t.readyAt, t.worker = first.check, first.phase, first.readyAt, first.worker
	t.resting, t.rested = first.resting, first.rested
	t.check.Endpoint, t.check.Source, t.check.Derived = t.Endpoint, t.Source, t.Derived
	if first.Host != t.Host {
		t.via = first
	}
	if first.via != nil {
		t.via = first.via
	}
	if r.lives(t) {
		r.workers[t.worker] = t
	}
	for _, other := range r.targets {
		if other.standIn == first {
			r.skip(other, t)
		}
	}
	r.skip(first, t)
}

// skip ends a target that another stands for, until something else is known.
func (r *run) skip(t, same *target) {
	t.phase, t.worker, t.standIn = done, nil, same
	t.check = same.check
	t.check.Endpoint, t.check.Source, t.check.Derived = t.Endpoint, t.Source, t.Derived
	t.check.Outcome, t.check.SameAs = fact.OutcomeSkipped, same.Endpoint.String()
	t.check.Login, t.check.Attempts, t.check.Mailbox, t.check.Wire = fact.LoginNotTried, nil, nil, nil
	t.check.Sender = nil
}

// wakeSkipped looks again at the targets that others stand for. Who names them, and
// whom the user trusts, may have changed since.
func (r *run) wakeSkipped() {
	for _, t := range r.targets {
		first := t.standIn
		if first == nil || first.phase == examining {
			continue
		}
		switch r.share(first, t) {
		case replaces:
			t.separate = !first.untouched()
		case separate:
			t.separate = true
		default:
			continue
		}
		t.phase, t.standIn, t.check = resolving, nil, fact.Check{}
		if first.via == t { // whose name is its own again
			first.via, first.renamed = nil, true
		}
	}
}

// vacate gives up the connections that stand in a target's way: a server sees one
// at a time (safety rule 5).
func (r *run) vacate(t *target) {
	for _, other := range r.targets {
		if other != t && other.phase == ready && other.worker != nil && r.sameAddress(other, t) {
			r.rest(other)
		}
	}
}

// rest gives a target's connection up until it is needed.
func (r *run) rest(t *target) {
	if !t.resting && r.lives(t) && t.check.Login != fact.LoginAccepted {
		t.resting = true
		t.worker.orders <- order{rest: true}
	}
}
