package policy

import (
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// logIn asks for what is needed to log in, and logs in where it may be done.
func (s *State) logIn(now time.Time) (wake time.Time) {
	if !s.mayLogIn() {
		return wake
	}
	for {
		next, later := s.next(now)
		if next == nil {
			wake = earlier(wake, later)
			break
		}
		if !s.unlock(next.target.Host, now) {
			return wake
		}
		if next.target.rested && !s.mayConnect(next.target) {
			break // until another has given its connection up
		}
		s.send(next)
	}
	if c := s.nextChallenge(now); c != nil && s.unlock(c.Host, now) {
		s.answer(c)
	}
	wake = earlier(wake, s.askEarly(now))
	return earlier(wake, s.askTrust(now))
}

// send has a login sent on its way.
func (s *State) send(l *login) {
	t, a := l.target, s.account(l.target)
	a.second = nil
	a.inFlight++
	l.mechanisms = s.budget.take(l.mechanisms)
	t.sent = len(l.mechanisms)
	t.Phase, t.resting, t.rested = LoggingIn, false, false
	t.tried = append(t.tried, l.username)
	o := LogIn{
		Conn: t.conn, Endpoint: t.connectedAs(), Username: l.username, Mechanisms: l.mechanisms,
		Sending: !t.incoming(), Token: s.holdsToken(t),
		// The connection bears a name that is not trusted as this one is.
		Anew: t.renamed || t.via != nil && trustOrder(s.trust(t.via)) > trustOrder(s.trust(t)),
	}
	if o.Anew {
		o.Endpoint, t.via, t.renamed = t.Endpoint, nil, false
	}
	t.sentTo = o.Endpoint
	if s.wish.CheckSender && !t.incoming() {
		o.Sender = s.sender(l.username)
		t.sends = o.Sender != ""
	}
	s.give(o)
}

// sender is the address to check after a login: the user's, or where servers were
// given without it, who logs in, as far as that is one.
func (s *State) sender(username string) string {
	if s.wish.Address.Domain != "" {
		return s.wish.Address.ASCII()
	}
	address, err := fact.ParseAddress(username)
	if err != nil {
		return ""
	}
	return address.ASCII()
}

// mayLogIn reports whether the run tries logins, or still does.
func (s *State) mayLogIn() bool {
	over := s.budget.over() && s.budget.inFlight == 0
	for _, a := range s.accounts() {
		if !a.ended {
			return !over && !s.WithoutLogin()
		}
	}
	return false
}

// next is the login that may be tried now, or when to look again. Safety rule 3
// is here: until a secret is proved, one login with it is in flight, at the best
// target that may see it; then the others that the winning source names.
func (s *State) next(now time.Time) (next *login, wake time.Time) {
	for _, a := range s.accounts() {
		l, later := s.nextOf(a, now)
		if l != nil {
			return l, time.Time{}
		}
		wake = earlier(wake, later)
	}
	return nil, wake
}

func (s *State) nextOf(a *account, now time.Time) (*login, time.Time) {
	switch {
	case a.ended || !s.budget.free():
		return nil, time.Time{}
	case a.second != nil:
		if a.inFlight > 0 {
			return nil, time.Time{}
		}
		return a.second, time.Time{}
	case a.winner == nil:
		return s.nextUnproved(a, now)
	default:
		return s.nextProved(a, now)
	}
}

func (s *State) nextUnproved(a *account, now time.Time) (*login, time.Time) {
	if a.inFlight > 0 {
		return nil, time.Time{}
	}
	better := false
	for _, t := range soundFirst(s.targets) {
		if s.account(t) != a {
			continue
		}
		if !s.loginable(t) {
			better = better || s.mayBecomeReady(t)
			continue
		}
		if better || s.betterOpen(t.Rank) > 0 {
			if until := t.readyAt.Add(betterWait); now.Before(until) {
				return nil, until
			}
		}
		name := t.usernames(&s.wish)[0]
		if a.webName != "" && len(t.usernames(&s.wish)) > 1 {
			name = a.webName
		}
		return &login{t, name, s.mechanisms(t)}, time.Time{}
	}
	return nil, time.Time{}
}

// soundFirst are the targets in their order, but last those that only a dangerous
// flag opens to a login: whatever can do without it is better.
func soundFirst(targets []*Target) []*Target {
	ordered := slices.Clone(targets)
	slices.SortStableFunc(ordered, func(a, b *Target) int {
		return boolOrder(a.TLS == fact.NoTLS || !a.sound(), b.TLS == fact.NoTLS || !b.sound())
	})
	return ordered
}

// nextProved picks among what is left once the account is proved, as long as the
// budget lasts.
func (s *State) nextProved(a *account, now time.Time) (*login, time.Time) {
	var wake time.Time
	for _, t := range s.missingServiceFirst() {
		if s.account(t) != a || !s.loginable(t) || s.triedAs(t) || t.incoming() && s.occupied(t.Protocol) {
			continue
		}
		if t.names(a.winner.Source) {
			return s.provedLogin(t), wake
		}
		may, later := s.mayComplete(t, now)
		if may {
			return s.provedLogin(t), wake
		}
		wake = earlier(wake, later)
	}
	return nil, wake
}

// triedAs reports whether a login was sent already to the name and port that the
// target's connection bears, be it on behalf of another.
func (s *State) triedAs(t *Target) bool {
	as := t.loginAs()
	return slices.ContainsFunc(s.targets, func(other *Target) bool {
		return len(other.tried) > 0 && (other == t || other.sentTo.Host == as.Host && other.sentTo.Port == as.Port)
	})
}

// provedLogin is the one try with the name that has been proved, unless the source or
// the user gives another.
func (s *State) provedLogin(t *Target) *login {
	a, names := s.account(t), t.usernames(&s.wish)
	if len(names) == 1 || s.wish.SendingUsername != "" && a.winner.incoming() != t.incoming() {
		return &login{t, names[0], s.provedMechanisms(t)}
	}
	return &login{t, a.username, s.provedMechanisms(t)}
}

// missingServiceFirst are all targets, those first whose service has no server that
// works yet: the answer waits for them, and there may be one token only.
func (s *State) missingServiceFirst() []*Target {
	served := func(incoming bool) bool {
		return slices.ContainsFunc(s.targets, func(t *Target) bool { return t.incoming() == incoming && t.proves() })
	}
	in, out := served(true), served(false)
	all := slices.Clone(s.targets)
	slices.SortStableFunc(all, func(a, b *Target) int {
		return boolOrder(a.incoming() && in || !a.incoming() && out, b.incoming() && in || !b.incoming() && out)
	})
	return all
}

// mayComplete reports whether a target of another source may be tried because the
// winning source leaves its service without a server that works. A guess may
// not, once a higher source's server for the service answered.
func (s *State) mayComplete(t *Target, now time.Time) (bool, time.Time) {
	better := s.betterOpen(t.Rank) > 0
	for _, other := range s.targets {
		if other.incoming() != t.incoming() || other == t {
			continue
		}
		switch {
		case other.proves(), other.Phase == LoggingIn:
			return false, time.Time{}
		case t.Rank == fact.RankGuess && other.Rank < fact.RankGuess && other.answered() && other.sound():
			return false, time.Time{}
		case compareCandidates(other.Candidate, t.Candidate) < 0 && s.mayBecomeReady(other):
			better = true
		}
	}
	if until := t.readyAt.Add(betterWait); better && now.Before(until) {
		return false, until
	}
	return true, time.Time{}
}

// loginable reports whether a target may be given the secret now (safety rules
// 1, 2 and 6), and in whose name.
func (s *State) loginable(t *Target) bool {
	return t.Phase == Ready && s.usable(t) && len(t.usernames(&s.wish)) > 0 && !t.unasked() &&
		s.trust(t).State() == fact.Trusted && !s.tokenRequired(t) &&
		t.Check.Login == fact.LoginNotTried && s.permitted(t)
}

// permitted reports whether a target's connection is one that a login may go over
// (safety rule 1): TLS protects it, or a flag bends the rule. Beside TrustAll none
// does: --yes and --allow-… never go together.
func (s *State) permitted(t *Target) bool {
	switch t.Check.Exposure() {
	case "":
		return true
	case fact.Unencrypted:
		return s.wish.AllowCleartext && !s.wish.TrustAll
	default:
		return s.wish.AllowBadCertificate && !s.wish.TrustAll
	}
}

// mayBecomeReady reports whether a target that cannot be logged in to now may be
// soon.
func (s *State) mayBecomeReady(t *Target) bool {
	trust := s.trust(t).State()
	open := t.pending() || t.Phase == Ready && trust == fact.Undecided
	return open && !t.unasked() && trust != fact.Untrusted && !s.tokenRequired(t) && !s.account(t).ended &&
		(t.TLS != fact.NoTLS || s.wish.AllowCleartext)
}

// occupied reports whether we are logged in to the mailbox by a protocol. POP3
// locks it, from the login on (RFC 1939, section 4), and servers count the
// connections of a user by protocol: we must not be kept out by ourselves. A
// login by IMAP that gets no answer keeps no other out.
func (s *State) occupied(p fact.Protocol) bool {
	return slices.ContainsFunc(s.targets, func(t *Target) bool {
		return t.Protocol == p && (t.live && t.Check.Login == fact.LoginAccepted || p == fact.POP3 && t.Phase == LoggingIn)
	})
}
