package probe

import (
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
)

// phase is how far a target is.
type phase int

const (
	held      phase = iota // a guess that nobody needs yet
	named                  // there is no room for it yet, or its turn has not come
	resolving              // its host has no address yet
	queued                 // another target's connection to the same address and port decides
	examining
	ready // examined, and its connection waits for a login
	loggingIn
	done
)

// target is one endpoint of the run. Only the run's own goroutine touches it.
type target struct {
	fact.Candidate                  // the best-ranked naming of the endpoint
	others         []fact.Candidate // who else names it

	phase phase
	// readyAt is when the examination came out well, acceptedAt when a login did.
	readyAt    time.Time
	acceptedAt time.Time
	check      fact.Check
	worker     *worker
	// tried are the user names that were sent to it.
	tried []string
	// sent is how many mechanisms the login in flight may try.
	sent int
	// sends is set where the login is to be followed by the check of the sender.
	sends bool
	// waitsFor is the target whose connection decides, while queued.
	waitsFor *target
	// standIn is the target that was examined in place of this one.
	standIn *target
	// via is the target for whose name the connection was made, where that is not
	// this one's.
	via *target
	// renamed is set where the connection bears a name that it must not be used by.
	renamed bool
	// separate is set where the target has to be examined by itself, whoever leads
	// to the same address and port.
	separate bool
	// resting is set once the worker was told to give its connection up until it is
	// needed, rested when it has.
	resting, rested bool
}

// incoming tells which of the two services the target belongs to.
func (t *target) incoming() bool { return t.Protocol.Incoming() }

// namings are all ways in which the endpoint was named, the best first.
func (t *target) namings() []fact.Candidate {
	return append([]fact.Candidate{t.Candidate}, t.others...)
}

// pending tells whether the target may still become usable.
func (t *target) pending() bool {
	return t.phase == resolving || t.phase == queued || t.phase == examining
}

// alive tells whether the target has not failed.
func (t *target) alive() bool {
	return t.phase != done || t.check.Outcome == fact.OutcomeOK
}

// answered tells whether the server spoke its protocol as it should.
func (t *target) answered() bool {
	return t.check.Outcome == fact.OutcomeOK && t.phase >= ready
}

// accepted tells whether a login came through, and what lies behind it works: a
// mailbox that opens, a sender that may send.
func (t *target) accepted() bool {
	if t.check.Login != fact.LoginAccepted || !t.settled() {
		return false
	}
	if t.incoming() {
		return t.check.Mailbox.Opened
	}
	return t.check.Sender == nil || diagnose.Sender(*t.check.Sender) != fact.SenderNotOwned
}

// sound reports whether the connection may carry a credential without a dangerous
// flag, proves whether an accepted login proves the target therefore (safety rule 10).
func (t *target) sound() bool  { return t.check.Exposure() == "" }
func (t *target) proves() bool { return t.sound() && t.accepted() }

// settled tells whether an accepted login has also been looked behind.
func (t *target) settled() bool {
	switch {
	case t.check.Login != fact.LoginAccepted:
		return true
	case t.incoming():
		return t.check.Mailbox != nil
	default:
		return !t.sends || t.check.Sender != nil
	}
}

// usernames are the forms to log in with, in order. Where no source gave the
// name it is the full address, then its local part (RFC 6186, section 4); an
// international domain as A-labels, which is what servers know, and only then as
// people write it. A source that nobody vouches for gives no name: it may be that
// of somebody else, whose account would pay for the refusals; it only decides
// which of the address's own forms comes first. There is no name where servers
// were given, but neither name nor address.
func (t *target) usernames(q *Query) []string {
	switch {
	case !t.incoming() && q.SendingUsername != "":
		return []string{q.SendingUsername}
	case q.Username != "":
		return []string{q.Username}
	}
	for _, c := range t.namings() {
		if c.Username != "" && believed(c.Origin) {
			return []string{c.Username}
		}
	}
	if q.Address.Domain == "" {
		return nil
	}
	names := []string{q.Address.ASCII()}
	if u := q.Address.Unicode(); u != names[0] {
		names = append(names, u)
	}
	names = append(names, q.Address.Local)
	if i := slices.Index(names, t.Username); i > 0 {
		names = slices.Insert(slices.Delete(names, i, i+1), 0, t.Username)
	}
	return names
}

// connectedAs is the endpoint whose name the target's connection bears.
func (t *target) connectedAs() fact.Endpoint {
	if t.via != nil {
		return t.via.Endpoint
	}
	return t.Endpoint
}

// names tells whether a source names the target's host.
func (t *target) names(s fact.Source) bool {
	return t.Source == s || slices.ContainsFunc(t.others, func(c fact.Candidate) bool { return c.Source == s })
}
