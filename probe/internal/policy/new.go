package policy

import (
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// Waits of a run.
const (
	// betterWait is how long what could be proved waits for something better.
	betterWait = 300 * time.Millisecond
	// graceAfterAnswer is how long the others have once the answer is proved.
	graceAfterAnswer = 500 * time.Millisecond
	// askAfter is when the password is asked for at the latest, from the start, if
	// it is known by then where it would go.
	askAfter = time.Second
	// loginStretch is how long a login in flight may stretch the run beyond its time:
	// Dovecot delays a refusal up to 17 s, and an answer that nobody waits for may
	// have been counted.
	loginStretch = 30 * time.Second
)

// New is the state of a run that begins now.
func New(wish Wish, db *providers.Database, now time.Time) *State {
	s := &State{
		wish:     wish,
		open:     map[fact.Source]fact.Rank{},
		hosts:    map[string]Host{},
		trusted:  map[string]fact.Trust{},
		declined: map[fact.Protocol]bool{},
		asked:    map[string]bool{},
		budget:   budget{limit: max(0, wish.MaxLogins)},
		grounds: trustPolicy{
			domain: wish.Address.Domain, providers: db, granted: map[string]bool{}, everything: wish.TrustAll,
		},
	}
	for _, domain := range wish.Trust {
		s.grounds.granted[fact.Registrable(domain)] = true
	}
	if wish.Token {
		s.secret = secretState{asked: true, known: true}
	}
	s.clock.start(now, wish.Timeout)
	return s
}

// wants reports whether the run looks for servers of a service, the incoming or the
// outgoing.
func (w *Wish) wants(incoming bool) bool {
	if incoming {
		return w.wanted(fact.IMAP) || w.wanted(fact.POP3)
	}
	return w.wanted(fact.SMTP)
}

func (w *Wish) wanted(p fact.Protocol) bool {
	return len(w.Protocols) == 0 || slices.Contains(w.Protocols, p)
}

// asksLogin reports whether the user has, or may be asked for, something to log in
// with.
func (s *State) asksLogin() bool { return s.wish.Password || s.wish.Token }

// WithoutLogin reports that no login is tried: the user has nothing to log in with,
// or wants none.
func (s *State) WithoutLogin() bool {
	return !s.asksLogin() || s.budget.limit == 0 || s.secret.known && s.secret.empty
}

// Unresolved is the check of an endpoint whose host has no address.
func (h Host) Unresolved(c fact.Candidate) fact.Check {
	return fact.Check{
		Endpoint: c.Endpoint, Source: c.Source, Derived: c.Derived,
		Steps:   []fact.Step{h.Step},
		Outcome: fact.OutcomeFailed, Login: fact.LoginImpossible,
		Failure: h.Failure,
	}
}
