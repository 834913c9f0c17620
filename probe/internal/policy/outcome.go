package policy

import (
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// Provider is whose mailbox it is, where the database knows; else nil.
func (s *State) Provider() *providers.Provider { return s.provider }

// Logins is what the run has cost the account by now.
func (s *State) Logins() fact.Logins {
	return fact.Logins{Attempted: s.budget.attempted, Refused: s.budget.refused, Budget: s.budget.limit}
}

// Spent reports whether refusals have used the budget up.
func (s *State) Spent() bool { return s.budget.spent() }

// Seen calls f for each endpoint that is or was looked at, best first, with what is
// known of it and of what the user has for it.
func (s *State) Seen(f func(Finding)) {
	for _, t := range s.targets {
		if t.Phase > Named {
			f(Finding{
				Check: s.checkOf(t), OK: t.Check.Outcome == fact.OutcomeOK,
				Token: s.holdsToken(t), TokenRequired: s.tokenRequired(t),
			})
		}
	}
}

// Finding is one endpoint in the report. OK is set where the server spoke its protocol,
// whatever the connection was; Token where the user would show it an access token;
// TokenRequired where it takes no password and the user has nothing else.
type Finding struct {
	Check                    fact.Check
	OK, Token, TokenRequired bool
}

// checkOf is the target's check with what only the state knows of it.
func (s *State) checkOf(t *Target) fact.Check {
	c := asWithoutFlags(t.Check)
	if t.Source == fact.SourceUser && !t.Derived && t.TLS == fact.NoTLS && c.SameAs != "" {
		c = doesWithoutTLS(c)
	}
	c.Endpoint, c.Source, c.Derived, c.Trail, c.Trust = t.Endpoint, t.Source, t.Derived, t.Trail(), s.trust(t)
	if c.Outcome == "" {
		c.Outcome, c.Login = fact.OutcomeUnfinished, fact.LoginNotTried
	}
	if c.Login == fact.LoginNotTried && (s.tokenRequired(t) || s.trust(t).State() == fact.Untrusted) && !s.WithoutLogin() {
		c.Login = fact.LoginImpossible
	}
	return c
}

// asWithoutFlags is a check as safety rule 1 judges its connection. A dangerous
// flag lets the run go on where it would have ended; that it had to is the fault
// of the connection all the same (safety rule 10).
func asWithoutFlags(c fact.Check) fact.Check {
	exposed := c.Exposure()
	if c.Outcome != fact.OutcomeOK || exposed == "" {
		return c
	}
	c.Outcome = fact.OutcomeFailed
	switch exposed {
	case fact.Unencrypted:
		c.Failure = &fact.Failure{Step: fact.StepTLS, Kind: fact.FailNotOffered, Clear: true}
	case fact.Unchecked:
		c.Failure = &fact.Failure{Step: fact.StepTLS, Kind: fact.FailCertificate}
	}
	return c
}

// doesWithoutTLS is the check of an endpoint that the user wants without TLS and where
// the same connection showed STARTTLS: what was seen inside TLS is not its own, and
// that it does without is what is wrong with it.
func doesWithoutTLS(c fact.Check) fact.Check {
	c.Outcome, c.SameAs = fact.OutcomeFailed, ""
	c.Failure = &fact.Failure{Step: fact.StepTLS, Kind: fact.FailNotOffered, Clear: true}
	c.Handshake, c.Capabilities, c.Mechanisms = fact.Handshake{}, nil, nil
	return c
}

// Setting is the best server of a service: the proved one, else the best by what
// came of it, else the best that was named; nil where there is none.
func (s *State) Setting(incoming bool) *fact.Setting {
	best := s.proved.of(incoming)
	if best == nil {
		best = s.mostMerit(incoming)
	}
	if best == nil {
		return nil
	}
	return s.settingOf(best)
}

func (s *State) mostMerit(incoming bool) *Target {
	var best *Target
	for _, t := range s.targets {
		if t.incoming() != incoming || t.Phase <= Named || t.unasked() || s.checkOf(t).Outcome == fact.OutcomeSkipped {
			continue
		}
		if best == nil || merit(t) > merit(best) {
			best = t
		}
	}
	return best
}

// merit is how well a target did. Targets of equal merit keep their rank.
func merit(t *Target) int {
	switch c := asWithoutFlags(t.Check); {
	case t.accepted() && c.Outcome == fact.OutcomeOK:
		return 5
	case t.accepted():
		return 4
	case len(c.Attempts) > 0:
		return 3
	case c.Outcome == fact.OutcomeOK:
		return 2
	case SpokeMail(c):
		return 1
	default:
		return 0
	}
}

func (s *State) settingOf(t *Target) *fact.Setting {
	set := &fact.Setting{Endpoint: t.Endpoint, Source: t.Source, Place: t.Place}
	if t.accepted() {
		set.WorksOnly = t.Check.Exposure()
		set.Verified = set.WorksOnly == ""
	}
	if names := t.usernames(&s.wish); len(names) > 0 {
		set.Username = names[0]
	}
	mechanisms := s.mechanisms(t)
	if s.tokenRequired(t) { // then it is said by what it could be opened
		mechanisms = append(fact.UsableMechanisms(t.Check.Mechanisms, t.Mechanisms, true), "OAUTHBEARER")
	}
	if len(mechanisms) > 0 {
		set.Auth = mechanisms[0]
	}
	if n := len(t.Check.Attempts); n > 0 && t.Check.Login == fact.LoginAccepted {
		set.Username, set.Auth = t.Check.Attempts[n-1].Username, t.Check.Attempts[n-1].Mechanism
	}
	return set
}

// Alternatives are the proved settings beside the answer.
func (s *State) Alternatives() []fact.Setting {
	if s.proved == nil {
		return nil
	}
	var found []fact.Setting
	for _, t := range s.targets {
		if works, _ := s.works(t); works && t != s.proved.Incoming && t != s.proved.Outgoing {
			found = append(found, *s.settingOf(t))
		}
	}
	return found
}

// SourcesOpen is how many sources may still speak.
func (s *State) SourcesOpen() int { return len(s.open) }

// Progress counts the endpoints that are looked at and those that have been, and names
// a host where a login is in flight.
func (s *State) Progress() (endpoints, done int, loggingIn string) {
	for _, t := range s.targets {
		if t.Phase <= Named {
			continue
		}
		endpoints++
		if !t.pending() {
			done++
		}
		if t.Phase == LoggingIn {
			loggingIn = t.Host
		}
	}
	return endpoints, done, loggingIn
}
