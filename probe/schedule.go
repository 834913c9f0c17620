package probe

import (
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// login is one credential to be tried at one target.
type login struct {
	target     *target
	username   string
	mechanisms []string
}

// act starts all that may start now. It returns when to look again if nothing
// happens until then, and whether the run is over.
func (r *run) act(now time.Time) (wake time.Time, over bool) {
	if r.clock.over(now) {
		r.endTime()
	}
	wake = r.startAll(now)
	wake = earlier(wake, r.tryLogins(now))
	proving := r.prove(now)
	over, later := r.over(now, !proving.IsZero())
	wake = earlier(earlier(wake, proving), later)
	return earlier(wake, r.clock.wake(now)), over
}

// tryLogins asks for what is needed to log in, and logs in where it may be done.
func (r *run) tryLogins(now time.Time) (wake time.Time) {
	if !r.mayLogIn() {
		return wake
	}
	for {
		next, later := r.next(now)
		if next == nil {
			wake = earlier(wake, later)
			break
		}
		if !r.unlock(next.target.Host, now) {
			return wake
		}
		r.start(next)
	}
	if p := r.petition(now); p != nil && r.unlock(p.Host, now) {
		r.hear(p)
	}
	wake = earlier(wake, r.askEarly(now))
	return earlier(wake, r.askConsent(now))
}

// mayLogIn reports whether the run tries logins, or still does.
func (r *run) mayLogIn() bool {
	over := r.budget.over() && r.budget.inFlight == 0
	for _, a := range r.accounts() {
		if !a.ended {
			return !over && !r.withoutLogin()
		}
	}
	return false
}

// next is the login that may be tried now, or when to look again. Safety rule 3
// is here: until a secret is proved, one login with it is in flight, at the best
// target that may see it; then the others that the winning source names.
func (r *run) next(now time.Time) (next *login, wake time.Time) {
	for _, a := range r.accounts() {
		l, later := r.nextOf(a, now)
		if l != nil {
			return l, time.Time{}
		}
		wake = earlier(wake, later)
	}
	return nil, wake
}

func (r *run) nextOf(a *account, now time.Time) (*login, time.Time) {
	switch {
	case a.ended || !r.budget.free():
		return nil, time.Time{}
	case a.second != nil:
		if a.inFlight > 0 {
			return nil, time.Time{}
		}
		return a.second, time.Time{}
	case a.winner == nil:
		return r.nextUnproved(a, now)
	default:
		return r.nextProved(a, now)
	}
}

func (r *run) nextUnproved(a *account, now time.Time) (*login, time.Time) {
	if a.inFlight > 0 {
		return nil, time.Time{}
	}
	better := false
	for _, t := range soundFirst(r.targets) {
		if r.account(t) != a {
			continue
		}
		if !r.loginable(t) {
			better = better || r.mayBecome(t)
			continue
		}
		if better || r.sourceOpen(t.Rank) {
			if until := t.readyAt.Add(patience); now.Before(until) {
				return nil, until
			}
		}
		return r.firstLogin(t), time.Time{}
	}
	return nil, time.Time{}
}

// soundFirst are the targets in their order, but last those that only a dangerous
// flag opens to a login: whatever can do without it is better.
func soundFirst(targets []*target) []*target {
	ordered := slices.Clone(targets)
	slices.SortStableFunc(ordered, func(a, b *target) int {
		return compareBool(a.TLS == fact.NoTLS || !a.sound(), b.TLS == fact.NoTLS || !b.sound())
	})
	return ordered
}

// nextProved picks among what is left once the account is proved, as long as the
// budget lasts.
func (r *run) nextProved(a *account, now time.Time) (*login, time.Time) {
	var wake time.Time
	for _, t := range r.lackingFirst() {
		if r.account(t) != a || !r.loginable(t) || len(t.tried) > 0 {
			continue
		}
		if t.incoming() && r.occupied(t.Protocol) {
			continue
		}
		if t.names(a.winner.Source) {
			return r.provedLogin(t), wake
		}
		if may, later := r.fillsIn(t, now); may {
			return r.provedLogin(t), wake
		} else if !later.IsZero() {
			wake = earlier(wake, later)
		}
	}
	return nil, wake
}

// lackingFirst are all targets, those first whose service has no server that works
// yet: the answer waits for them, and there may be one token only.
func (r *run) lackingFirst() []*target {
	served := func(incoming bool) bool {
		return slices.ContainsFunc(r.targets, func(t *target) bool { return t.incoming() == incoming && t.proves() })
	}
	in, out := served(true), served(false)
	all := slices.Clone(r.targets)
	slices.SortStableFunc(all, func(a, b *target) int {
		return compareBool(a.incoming() && in || !a.incoming() && out, b.incoming() && in || !b.incoming() && out)
	})
	return all
}

// fillsIn tells whether a target of another source may be tried because the
// winning source leaves its service without a server that works. A guess may
// not, once a higher source's server for the service answered.
func (r *run) fillsIn(t *target, now time.Time) (bool, time.Time) {
	better := r.sourceOpen(t.Rank)
	for _, other := range r.targets {
		if other.incoming() != t.incoming() || other == t {
			continue
		}
		switch {
		case other.proves(), other.phase == loggingIn:
			return false, time.Time{}
		case t.Rank == fact.RankGuess && other.Rank < fact.RankGuess && other.answered() && other.sound():
			return false, time.Time{}
		case compareCandidates(other.Candidate, t.Candidate) < 0 && r.mayBecome(other):
			better = true
		}
	}
	if until := t.readyAt.Add(patience); better && now.Before(until) {
		return false, until
	}
	return true, time.Time{}
}

// firstLogin is the first try at a target, provedLogin the one try with the name
// that has been proved, unless the source gives another.
func (r *run) firstLogin(t *target) *login {
	return &login{t, t.usernames(&r.query)[0], r.mechanisms(t)}
}

func (r *run) provedLogin(t *target) *login {
	names, a := t.usernames(&r.query), r.account(t)
	if len(names) == 1 || r.query.SendingUsername != "" && a.winner.incoming() != t.incoming() {
		return &login{t, names[0], r.provedMechanisms(t)}
	}
	return &login{t, a.username, r.provedMechanisms(t)}
}

// loginable tells whether a target may be given the password now (safety rules
// 1, 2 and 6), and in whose name.
func (r *run) loginable(t *target) bool {
	return t.phase == ready && r.usable(t) && len(t.usernames(&r.query)) > 0 && !t.beside() && r.trust(t).State() == fact.Trusted && !r.barred(t) &&
		t.check.Login == fact.LoginNotTried && r.permitted(t)
}

// permitted tells whether a target's connection is one that a login may go over
// (safety rule 1): TLS protects it, or a flag bends the rule. Beside TrustAll none
// does: --yes and --allow-… never go together.
func (r *run) permitted(t *target) bool {
	if t.TLS == fact.NoTLS {
		return r.query.AllowCleartext && !r.query.TrustAll
	}
	if c := t.check.Handshake.Certificate; c != nil && len(c.Faults) > 0 && !onlyWeak(c) {
		return r.query.AllowBadCertificate && !r.query.TrustAll
	}
	return true
}

func onlyWeak(c *fact.Certificate) bool {
	return len(c.Faults) == 1 && c.Has(fact.CertWeak)
}

// sourceOpen tells whether a source may still speak at a rank better than one.
func (r *run) sourceOpen(than fact.Rank) bool {
	for _, rank := range r.open {
		if rank < than {
			return true
		}
	}
	return false
}

// mayBecome tells whether a target that cannot be logged in to now may be soon.
func (r *run) mayBecome(t *target) bool {
	trust := r.trust(t).State()
	open := t.pending() || t.phase == ready && trust == fact.Undecided
	return open && !t.beside() && trust != fact.Untrusted && !r.barred(t) && !r.account(t).ended &&
		(t.TLS != fact.NoTLS || r.query.AllowCleartext)
}

// occupied tells whether we are logged in to the mailbox by a protocol. POP3
// locks it, from the login on (RFC 1939, section 4), and servers count the
// connections of a user by protocol: we must not be kept out by ourselves. A
// login by IMAP that gets no answer keeps no other out.
func (r *run) occupied(p fact.Protocol) bool {
	return slices.ContainsFunc(r.targets, func(t *target) bool {
		return t.Protocol == p && (r.lives(t) && t.check.Login == fact.LoginAccepted || p == fact.POP3 && t.phase == loggingIn)
	})
}
