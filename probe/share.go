package probe

import (
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Endpoints that lead to one address and port share one connection: the first to
// come examines, and the others learn from it (safety rule 5).

// sharing says what the examination of one target means for another at the same
// door.
type sharing int

const (
	follows   sharing = iota // what was seen holds for it too; the first one stands in the report
	takesOver                // the same, but it ranks better: it stands in the report instead
	byItself                 // it has to be examined by itself
)

// share decides what the examination of first means for other.
func share(first, other *target) sharing {
	better := compareCandidates(other.Candidate, first.Candidate) < 0
	same := follows
	if better {
		same = takesOver
	}
	ok := first.check.Outcome == fact.OutcomeOK
	switch {
	case first.Protocol != other.Protocol:
		return byItself
	case first.TLS != other.TLS && ok:
		return follows // the door is served; a second look would show how not to
	case first.TLS != other.TLS && other.beside() && modeFits(first.check):
		return follows // it is not the mode that is wrong
	case first.TLS != other.TLS:
		return byItself
	case ok && first.Host != other.Host && !certified(first, other.Host):
		if better {
			return byItself
		}
		return follows
	case ok:
		return same
	case first.check.Failure == nil:
		return byItself
	case first.check.Failure.Step == fact.StepTLS:
		return byItself // another name may bring another certificate
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

// certified tells whether the certificate that was shown is good for a name.
func certified(t *target, name string) bool {
	c := t.check.Handshake.Certificate
	return c != nil && c.Leaf != nil && c.Leaf.VerifyHostname(name) == nil
}

// sameDoor tells whether two targets lead to one address and port.
func (r *run) sameDoor(a, b *target) bool {
	return a.Port == b.Port && slices.Equal(r.hosts[a.Host].ips, r.hosts[b.Host].ips)
}

// examiner is the target that examines a door already, if there is one.
func (r *run) examiner(t *target) *target {
	for _, other := range r.targets {
		if other == t || other.behind != nil || other.worker == nil || other.phase < examining {
			continue
		}
		if r.hosts[other.Host].known && r.hosts[t.Host].known && r.sameDoor(other, t) {
			return other
		}
	}
	return nil
}

// spread applies what the examination of a target showed to those that wait
// behind it. Where one must be examined by itself, the rest wait behind that.
func (r *run) spread(first *target) {
	if r.finishing {
		return
	}
	for _, t := range r.targets {
		if t.behind != first {
			continue
		}
		switch share(first, t) {
		case takesOver:
			t.check, t.phase, t.readyAt, t.worker = first.check, first.phase, first.readyAt, first.worker
			t.check.Endpoint, t.check.Source, t.check.Derived = t.Endpoint, t.Source, t.Derived
			t.behind = nil
			if r.lives(t) {
				r.workers[t.worker] = t
			}
			r.skip(first, t)
			r.requeue(first, t)
			first = t
		case follows:
			t.behind = nil
			r.skip(t, first)
		case byItself:
			if first.phase == ready {
				first.worker.orders <- order{rest: true}
			}
			t.behind = nil
			r.examine(t)
			r.requeue(first, t)
			return
		}
	}
}

// requeue lets those behind one target wait behind another.
func (r *run) requeue(from, to *target) {
	for _, t := range r.targets {
		if t.behind == from {
			t.behind = to
		}
	}
}

// skip ends a target that another stands for.
func (r *run) skip(t, same *target) {
	t.phase, t.worker = done, nil
	t.check = same.check
	t.check.Endpoint, t.check.Source, t.check.Derived = t.Endpoint, t.Source, t.Derived
	t.check.Outcome, t.check.SameAs = fact.OutcomeSkipped, same.Endpoint.String()
	t.check.Login, t.check.Attempts, t.check.Mailbox, t.check.Wire = fact.LoginNotTried, nil, nil, nil
	t.check.Sender = nil
}
