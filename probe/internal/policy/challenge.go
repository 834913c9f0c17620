package policy

import (
	"cmp"
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// maxAnswers is how many places may be given the password. A domain has two of
// its own and one behind a redirect; a server that says yes to the password and
// leads on, to where it is wanted again, could ask for ever.
const maxAnswers = 3

// Challenged notes a place, once. An access token is made for mail servers, and
// none for such a place.
func (s *State) Challenged(c Challenge) {
	known := slices.ContainsFunc(s.challenges.waiting, func(w Challenge) bool { return w.URL == c.URL })
	if !s.wish.AutodiscoverLogin || s.wish.Token || known || slices.Contains(s.challenges.answered, c.URL) {
		return
	}
	s.challenges.waiting = append(s.challenges.waiting, c)
	slices.SortStableFunc(s.challenges.waiting, func(a, b Challenge) int { return cmp.Compare(a.Priority, b.Priority) })
}

// nextChallenge is the one to answer next; nil while there is something better.
func (s *State) nextChallenge(now time.Time) *Challenge {
	a := &s.receiving
	if len(s.challenges.answered) >= maxAnswers || a.winner != nil || a.second != nil || a.ended ||
		len(s.open) > 0 || s.budget.inFlight > 0 || !s.budget.free() {
		return nil
	}
	for _, t := range s.targets {
		if s.loginable(t) || s.mayBecomeReady(t) || t.Phase == Dormant && s.mayBeReleased(t, now) {
			return nil
		}
	}
	for i, c := range s.challenges.waiting {
		if s.mayAnswer(c) {
			return &s.challenges.waiting[i]
		}
	}
	return nil
}

// mayAnswer reports whether a place may see the password. Autodiscover's own rules
// leave the hosts of the domain, whose trust is that of a mail server there, and
// Microsoft's; and who reads mail with OAuth2 only gets no password here either
// (safety rules 2 and 6).
func (s *State) mayAnswer(c Challenge) bool {
	owner := c.Provider
	if owner == nil {
		own := fact.Candidate{Endpoint: fact.Endpoint{Host: c.Host}, Origin: fact.OriginDomain}
		if s.grounds.of(own).State() != fact.Trusted {
			return false
		}
		owner = cmp.Or(s.grounds.own, s.grounds.mx)
	} else if s.grounds.mxElsewhere() && owner.ID != s.grounds.mx.ID {
		return false
	}
	return owner == nil || !owner.TokenOnly() && !owner.ReadsByTokenOnly()
}

// answer gives a place the password.
func (s *State) answer(c *Challenge) {
	username := s.wish.Username
	if username == "" {
		username = s.wish.Address.ASCII()
	}
	s.give(Answer{URL: c.URL, Username: username})
	s.challenges.answered = append(s.challenges.answered, c.URL)
	s.challenges.waiting = slices.DeleteFunc(s.challenges.waiting, func(w Challenge) bool { return w.URL == c.URL })
	s.budget.take([]string{"Basic"})
	s.receiving.inFlight++
	s.open[fact.SourceAutodiscover] = fact.RankAutodiscover
}

// ChallengeJudged notes how a place took the password. Only a yes leaves room for
// more (safety rules 3 and 5).
func (s *State) ChallengeJudged(attempt fact.Attempt) {
	attempts := []Judged{{Attempt: attempt}}
	s.budget.settle(1, attempts)
	s.receiving.inFlight--
	s.receiving.refused += refusals(attempts)
	s.receiving.ended = s.receiving.ended || attempt.Result != fact.AttemptAccepted
	if attempt.Result == fact.AttemptAccepted {
		s.receiving.webName = attempt.Username
	}
	s.challenges.refused = s.challenges.refused || attempt.Result == fact.AttemptRefused
}
