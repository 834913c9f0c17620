package policy

import (
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Status draws the one word from what was found, with its problems.
func (s *State) Status(checks []fact.Check, problems []fact.Problem) fact.Status {
	switch {
	case s.proved != nil && !s.userServersWork():
		if refusedForGood(checks) {
			return fact.StatusRefused
		}
		return fact.StatusFailed
	case s.proved != nil && s.WithoutLogin():
		return fact.StatusReachable
	case s.proved != nil:
		return fact.StatusVerified
	case s.challenges.refused, refusedForGood(checks):
		return fact.StatusRefused
	default:
		return failure(checks, problems)
	}
}

// userServersWork reports whether no server that the user named is without a proof.
func (s *State) userServersWork() bool {
	return !slices.ContainsFunc(s.targets, func(t *Target) bool {
		works, _ := s.works(t)
		return t.Source == fact.SourceUser && !t.Derived && !works && t.Check.Outcome != fact.OutcomeSkipped
	})
}

// refusedForGood reports whether any server answered the credential with a no.
func refusedForGood(checks []fact.Check) bool {
	return slices.ContainsFunc(checks, func(c fact.Check) bool {
		return slices.ContainsFunc(c.Attempts, func(a fact.Attempt) bool { return a.Result == fact.AttemptRefused })
	})
}

// failure tells the three ways of failing without a refusal apart.
func failure(checks []fact.Check, problems []fact.Problem) fact.Status {
	spoke, dialled, cutOff := false, false, true
	for _, c := range checks {
		if c.Outcome == fact.OutcomeSkipped {
			continue
		}
		f := c.Failure
		spoke = spoke || SpokeMail(c)
		if f == nil || f.Step != fact.StepDNS {
			dialled = true
			cutOff = cutOff && f != nil && (f.Kind == fact.FailUnreachable || f.Kind == fact.FailProxy)
		}
	}
	switch {
	case spoke:
		return fact.StatusFailed
	case dialled && cutOff, hasCode(problems, fact.DNSServFail), hasCode(problems, fact.DNSTimeout):
		return fact.StatusUntested
	default:
		return fact.StatusNotFound
	}
}

// SpokeMail reports whether a mail server answered at the endpoint, though it may
// not have answered as it should: it greeted as one, or it spoke TLS on a port
// that is for that.
func SpokeMail(c fact.Check) bool {
	if c.Outcome == fact.OutcomeOK {
		return true
	}
	f := c.Failure
	if f == nil {
		return false
	}
	switch f.Step {
	case fact.StepCapability, fact.StepSTARTTLS:
		return true
	case fact.StepGreeting:
		return hasCode(c.Problems, fact.TLSOnPlaintextPort) || f.Kind == fact.FailRejected || f.Kind == fact.FailPreauth || f.Kind == fact.FailAlert
	case fact.StepTLS:
		switch f.Kind {
		case fact.FailCertificate, fact.FailAlert, fact.FailVersion, fact.FailHandshake, fact.FailNotOffered, fact.FailLeftover:
			return true
		}
		return c.TLS == fact.STARTTLS || hasCode(c.Problems, fact.PlaintextOnTLSPort)
	}
	return false
}

func hasCode(problems []fact.Problem, code fact.Code) bool {
	return slices.ContainsFunc(problems, func(p fact.Problem) bool { return p.Code == code })
}
