package policy

import (
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// maxQuestions is how many times a run asks about trust at the most. Unsigned DNS
// can name as many servers as it likes.
const maxQuestions = 3

// unlock reports whether the secret is there. If it is not, it is asked for, once,
// and for the server that would see it first.
func (s *State) unlock(host string, now time.Time) bool {
	if s.secret.known || s.secret.asked {
		return s.secret.known && !s.secret.empty
	}
	s.secret.asked = true
	provider := s.grounds.providers.ByServer(host)
	if provider == nil {
		provider = s.provider
	}
	s.clock.pause(now)
	s.give(AskPassword{Host: host, Provider: provider})
	return false
}

// Unlocked notes that the user gave a password, or an empty one: then no login is
// wanted.
func (s *State) Unlocked(empty bool, now time.Time) {
	s.secret.known, s.secret.empty = true, empty
	s.clock.resume(now)
}

// askEarly asks for the password before the first login can start, once the user
// has waited a second and it is known where the password would go.
func (s *State) askEarly(now time.Time) (wake time.Time) {
	if s.secret.asked || s.secret.known {
		return wake
	}
	if at := s.wish.Start.Add(askAfter); now.Before(at) {
		return at
	}
	for _, t := range s.targets {
		if s.loginable(t) || s.mayBecomeReady(t) && s.trust(t).State() == fact.Trusted {
			s.unlock(t.Host, now)
			break
		}
	}
	return wake
}

// askTrust asks whether hosts that nothing vouches for may see the password,
// where no trusted one is left that could: once for each registrable domain, and
// in one question for the best server of each service.
func (s *State) askTrust(now time.Time) (wake time.Time) {
	if !s.wish.Consent || s.clock.asking() || s.questions >= maxQuestions {
		return wake
	}
	var question AskTrust
	for _, incoming := range []bool{true, false} {
		t, later := s.questionable(incoming, now)
		wake = earlier(wake, later)
		if t == nil {
			continue
		}
		if until := t.readyAt.Add(betterWait); now.Before(until) && s.mayJoin(!incoming) {
			return earlier(wake, until)
		}
		if domain := fact.Registrable(t.Host); !slices.Contains(question.Domains, domain) {
			question.Domains = append(question.Domains, domain)
			question.Hosts = append(question.Hosts, t.Host)
		}
	}
	if len(question.Domains) == 0 {
		return wake
	}
	s.questions++
	for _, domain := range question.Domains {
		s.asked[domain] = true
	}
	s.clock.pause(now)
	s.give(question)
	return wake
}

// Consented notes how the user answered a question about trust.
func (s *State) Consented(domains []string, yes bool, now time.Time) {
	for _, domain := range domains {
		s.grounds.granted[domain] = yes
	}
	s.reconsiderTrust()
	s.clock.resume(now)
}

// questionable is the best server of a service that only the user's word is wanted
// for, or until when something better is waited for.
func (s *State) questionable(incoming bool, now time.Time) (*Target, time.Time) {
	for _, t := range s.targets {
		if t.incoming() != incoming || t.Phase != Ready || len(t.tried) > 0 || t.Rank == fact.RankGuess ||
			!s.usable(t) || s.tokenRequired(t) || !s.permitted(t) ||
			s.trust(t).State() != fact.Untrusted || s.asked[fact.Registrable(t.Host)] ||
			s.account(t).ended || s.trustedAlternative(t) {
			continue
		}
		if until := t.readyAt.Add(betterWait); len(s.open) > 0 && now.Before(until) {
			return nil, until
		}
		return t, time.Time{}
	}
	return nil, time.Time{}
}

// mayJoin reports whether a server of the service is still being looked at that the
// user would be asked about too.
func (s *State) mayJoin(incoming bool) bool {
	return slices.ContainsFunc(s.targets, func(t *Target) bool {
		return t.incoming() == incoming && t.pending() && t.Rank != fact.RankGuess &&
			s.trust(t).State() == fact.Untrusted && !s.asked[fact.Registrable(t.Host)]
	})
}

// trustedAlternative reports whether a trusted target may yet do what the untrusted
// one would: prove the password, or the service once the password is proved.
func (s *State) trustedAlternative(t *Target) bool {
	a := s.account(t)
	return slices.ContainsFunc(s.targets, func(other *Target) bool {
		if (a.winner != nil || a != s.account(other)) && other.incoming() != t.incoming() {
			return false
		}
		return other.accepted() || other.Phase == LoggingIn || s.loginable(other) && len(other.tried) == 0 || s.mayBecomeReady(other)
	})
}
