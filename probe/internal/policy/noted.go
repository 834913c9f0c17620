package policy

import (
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// Opened notes a source that is being asked, and the best rank it may speak at.
func (s *State) Opened(source fact.Source, best fact.Rank) { s.open[source] = best }

// AllOpened notes that no other source will be asked: if the MX is not among them, nothing
// more will be heard of it, and the rules about it cannot hold.
func (s *State) AllOpened() {
	if _, asked := s.open[fact.SourceMX]; !asked {
		s.grounds.mxKnown = true
	}
}

// Bounded notes that a source will speak at a rank no better than this any more.
func (s *State) Bounded(source fact.Source, best fact.Rank) { s.open[source] = best }

// Closed notes that a source has ended.
func (s *State) Closed(source fact.Source) {
	delete(s.open, source)
	if source == fact.SourceMX {
		s.MXHeard()
	}
}

// MXHeard notes that the MX leads to nobody whom the database knows.
func (s *State) MXHeard() {
	s.grounds.mxKnown = true
	s.reconsiderTrust()
}

// Declined notes that the domain says it does not offer a protocol.
func (s *State) Declined(p fact.Protocol) { s.declined[p] = true }

// Recognised notes a provider that the domain led to, or that the MX host did.
func (s *State) Recognised(p *providers.Provider, mx string) {
	s.reconsiderTrust()
	if mx == "" {
		s.grounds.own, s.provider = p, p
		return
	}
	s.grounds.mx, s.grounds.mxHost = p, mx
	if s.provider == nil {
		s.provider = p
	}
	// What was ranked before the MX was known may now be somebody else's.
	for _, t := range s.targets {
		t.Rank = s.grounds.demoted(t.Candidate)
	}
	s.sort()
}

// CandidatesNamed notes servers that a source names, and what else their hosts may
// offer.
func (s *State) CandidatesNamed(candidates []fact.Candidate) {
	candidates = slices.DeleteFunc(slices.Clone(candidates), func(c fact.Candidate) bool {
		return !s.wish.wanted(c.Protocol)
	})
	all := expand(candidates)
	if s.wish.AllowCleartext {
		all = inTheClear(all)
	}
	for _, c := range all {
		c.Rank = s.grounds.demoted(c)
		s.add(c)
	}
	s.sort()
	s.reconsiderTrust()
}

// ServersNamed notes the servers that the user named, as candidates. Nothing is
// looked for then; but where only is not set, what else the same hosts offer is
// looked at, so that the report can say what would work instead. Such servers are
// never logged in to and never the answer: the user asked about others.
func (s *State) ServersNamed(servers []fact.Candidate, only bool) {
	s.grounds.mxKnown = true
	for _, c := range servers {
		if p := s.grounds.providers.ByServer(c.Host); p != nil && s.provider == nil {
			s.provider = p
		}
	}
	all := servers
	if !only {
		all = expand(otherModes(servers))
	}
	for _, c := range all {
		s.add(c)
	}
	s.sort()
	s.reconsiderTrust()
}

// add makes a target of a candidate, or joins it to the one that is there.
func (s *State) add(c fact.Candidate) {
	i := slices.IndexFunc(s.targets, func(t *Target) bool { return t.Endpoint == c.Endpoint })
	if i < 0 {
		t := &Target{Candidate: c, Phase: Named}
		if c.Rank == fact.RankGuess {
			t.Phase = Dormant
		}
		s.targets = append(s.targets, t)
		return
	}
	t := s.targets[i]
	if compareCandidates(c, t.Candidate) < 0 {
		c, t.Candidate = t.Candidate, c
	}
	t.others = append(t.others, c)
	if t.Phase == Dormant && t.Rank != fact.RankGuess {
		t.Phase = Named // not a mere guess any more
	}
}

func (s *State) sort() {
	slices.SortStableFunc(s.targets, func(a, b *Target) int { return compareCandidates(a.Candidate, b.Candidate) })
}

// Resolved notes a host's addresses. Targets on a host without any are done.
func (s *State) Resolved(host string, h Host, now time.Time) {
	s.hosts[host] = h
	if h.Failure == nil {
		if s.guessFrom.IsZero() {
			s.guessFrom = now.Add(betterWait)
		}
		return
	}
	for _, t := range s.targets {
		if t.Host == host && t.Phase == Resolving {
			t.Phase, t.Check = Done, h.Unresolved(t.Candidate)
		}
	}
}

// Seen is what was seen on a connection by now. NotOwned is set where the server does
// not let the user send as the address.
type Seen struct {
	Check    fact.Check
	NotOwned bool
}

// Judged is the answer to a credential. WrongCredentials is set where it says, without
// a doubt, that the name or the secret is wrong.
type Judged struct {
	fact.Attempt
	WrongCredentials bool
}

// Examined notes what was seen of an endpoint without a credential.
func (s *State) Examined(conn ConnID, seen Seen, now time.Time) {
	t := s.record(conn, seen, now)
	if t == nil {
		return
	}
	t.Phase = Done
	if t.Check.Outcome == fact.OutcomeOK {
		t.Phase, t.readyAt = Ready, now
		if !s.usable(t) {
			t.Check.Login = fact.LoginImpossible
		}
	}
	if !s.ending {
		s.release(t)
	}
}

// LoginJudged notes how a login was answered, by each mechanism that was tried.
func (s *State) LoginJudged(conn ConnID, seen Seen, attempts []Judged, now time.Time) {
	t := s.record(conn, seen, now)
	if t == nil {
		return
	}
	t.Phase = Ready
	a := s.account(t)
	if s.ending && a.winner != nil {
		attempts = brokenOff(t, attempts)
	}
	s.budget.settle(t.sent, attempts)
	s.settle(a, t, attempts)
}

// brokenOff takes an attempt back that we ended ourselves, because the answer was
// proved and the time for the rest is up. Its secret is right, so that it was
// left without an answer costs the account nothing.
func brokenOff(t *Target, attempts []Judged) []Judged {
	last := len(attempts) - 1
	if last < 0 || attempts[last].Result != fact.AttemptUnanswered {
		return attempts
	}
	t.Check.Attempts = t.Check.Attempts[:len(t.Check.Attempts)-1]
	t.Check.Login = fact.LoginNotTried
	return attempts[:last]
}

// LookedBehind notes what lies behind an accepted login, as far as it was seen.
func (s *State) LookedBehind(conn ConnID, seen Seen, now time.Time) { s.record(conn, seen, now) }

// Rested notes that a connection was given up until it is needed.
func (s *State) Rested(conn ConnID) {
	if t := s.target(conn); t != nil && t.Phase == Ready {
		t.resting, t.rested = true, true
	}
}

// Left notes that nobody works at a connection any more, and what was seen last.
func (s *State) Left(conn ConnID, seen Seen, now time.Time) {
	t := s.target(conn)
	if t == nil {
		return
	}
	login, attempts := t.Check.Login, t.Check.Attempts
	s.record(conn, seen, now)
	if login == fact.LoginImpossible || login == fact.LoginNotTried {
		t.Check.Login, t.Check.Attempts = login, attempts
	}
	t.live = false
}

// target is the one that a connection is of; nil where it is nobody's any more.
func (s *State) target(conn ConnID) *Target {
	i := slices.IndexFunc(s.targets, func(t *Target) bool { return t.live && t.conn == conn })
	if i < 0 {
		return nil
	}
	return s.targets[i]
}

// record notes what was seen on a connection with its target, and adds what only
// the state knows: who named the endpoint, and the look-up of its host.
func (s *State) record(conn ConnID, seen Seen, now time.Time) *Target {
	t := s.target(conn)
	if t == nil {
		return nil
	}
	t.Check, t.notOwned = seen.Check, seen.NotOwned
	t.Check.Endpoint, t.Check.Source, t.Check.Derived = t.Endpoint, t.Source, t.Derived
	t.Check.Steps = append([]fact.Step{s.hosts[t.Host].Step}, seen.Check.Steps...)
	if t.acceptedAt.IsZero() && t.accepted() {
		t.acceptedAt = now
	}
	return t
}
