package policy

import (
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// incoming reports which of the two services the target belongs to.
func (t *Target) incoming() bool { return t.Protocol.Incoming() }

// namings are all ways in which the endpoint was named, the best first.
func (t *Target) namings() []fact.Candidate {
	return append([]fact.Candidate{t.Candidate}, t.others...)
}

// pending reports whether the target may still become usable.
func (t *Target) pending() bool {
	return t.Phase == Resolving || t.Phase == Queued || t.Phase == Examining
}

// alive reports whether the target has not failed.
func (t *Target) alive() bool {
	return t.Phase != Done || t.Check.Outcome == fact.OutcomeOK
}

// answered reports whether the server spoke its protocol as it should.
func (t *Target) answered() bool {
	return t.Check.Outcome == fact.OutcomeOK && t.Phase >= Ready
}

// accepted reports whether a login came through, and what lies behind it works: a
// mailbox that opens, a sender that may send.
func (t *Target) accepted() bool {
	if t.Check.Login != fact.LoginAccepted || !t.settled() {
		return false
	}
	if t.incoming() {
		return t.Check.Mailbox.Opened
	}
	return !t.notOwned
}

// sound reports whether the connection may carry a credential without a dangerous
// flag, proves whether an accepted login proves the target therefore (safety rule 10).
func (t *Target) sound() bool  { return t.Check.Exposure() == "" }
func (t *Target) proves() bool { return t.sound() && t.accepted() }

// connectedAs is the endpoint whose name the target's connection bears.
func (t *Target) connectedAs() fact.Endpoint {
	if t.via != nil {
		return t.via.Endpoint
	}
	return t.Endpoint
}

// loginAs is the endpoint by whose name a login would be sent now.
func (t *Target) loginAs() fact.Endpoint {
	if t.renamed {
		return t.Endpoint
	}
	return t.connectedAs()
}

// settled reports whether an accepted login has also been looked behind.
func (t *Target) settled() bool {
	switch {
	case t.Check.Login != fact.LoginAccepted:
		return true
	case t.incoming():
		return t.Check.Mailbox != nil
	default:
		return !t.sends || t.Check.Sender != nil
	}
}

// usernames are the forms to log in with, in order. Where no source gave the
// name it is the full address, then its local part (RFC 6186, section 4); an
// international domain as A-labels, which is what servers know, and only then as
// people write it. A source that nobody vouches for gives no name: it may be that
// of somebody else, whose account would pay for the refusals; it only decides
// which of the address's own forms comes first. There is no name where servers
// were given, but neither name nor address.
func (t *Target) usernames(w *Wish) []string {
	switch {
	case !t.incoming() && w.SendingUsername != "":
		return []string{w.SendingUsername}
	case w.Username != "":
		return []string{w.Username}
	}
	for _, c := range t.namings() {
		if c.Username != "" && believed(c.Origin) {
			return []string{c.Username}
		}
	}
	if w.Address.Domain == "" {
		return nil
	}
	names := []string{w.Address.ASCII()}
	if u := w.Address.Unicode(); u != names[0] {
		names = append(names, u)
	}
	names = append(names, w.Address.Local)
	if i := slices.Index(names, t.Username); i > 0 {
		names = slices.Insert(slices.Delete(names, i, i+1), 0, t.Username)
	}
	return names
}

// names reports whether a source names the target's host.
func (t *Target) names(s fact.Source) bool {
	return t.Source == s || slices.ContainsFunc(t.others, func(c fact.Candidate) bool { return c.Source == s })
}

// unasked reports that a target is only looked at beside what the user named.
func (t *Target) unasked() bool { return t.Derived && t.Source == fact.SourceUser }
