package probe

import (
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Status is the outcome of a run in one word; the exit code follows from it.
type Status string

// The statuses.
const (
	Verified  Status = "verified"  // an incoming and an outgoing server accepted the login
	Reachable Status = "reachable" // both answered over verified TLS; no password was given
	Failed    Status = "failed"    // settings were found, but do not work as they are
	NotFound  Status = "not-found" // nothing was found that speaks mail
	Refused   Status = "refused"   // a server refused the credential
	Untested  Status = "untested"  // it could not be tested from here
)

// status draws the one word from the report.
func (r *run) status(report *Report) Status {
	switch {
	case r.proved != nil && !r.allGivenWork():
		if refusedForGood(report.Checks) {
			return Refused
		}
		return Failed
	case r.proved != nil && r.withoutLogin():
		return Reachable
	case r.proved != nil:
		return Verified
	case r.petitions.refused(), refusedForGood(report.Checks):
		return Refused
	default:
		return statusOf(report)
	}
}

// refusedForGood tells whether any server answered the credential with a no.
func refusedForGood(checks []fact.Check) bool {
	for _, c := range checks {
		for _, a := range c.Attempts {
			if a.Result == fact.AttemptRefused {
				return true
			}
		}
	}
	return false
}

// statusOf tells the three ways of failing without a refusal apart.
func statusOf(report *Report) Status {
	spoke, dialled, cutOff := false, false, true
	for _, c := range report.Checks {
		if c.Outcome == fact.OutcomeSkipped {
			continue
		}
		f := c.Failure
		spoke = spoke || spokeMail(c)
		if f == nil || f.Step != fact.StepDNS {
			dialled = true
			cutOff = cutOff && f != nil && (f.Kind == fact.FailUnreachable || f.Kind == fact.FailProxy)
		}
	}
	switch {
	case spoke:
		return Failed
	case dialled && cutOff, report.has(fact.DNSServFail), report.has(fact.DNSTimeout):
		return Untested
	default:
		return NotFound
	}
}

// spokeMail tells whether a mail server answered at the endpoint, though it may
// not have answered as it should: it greeted as one, or it spoke TLS on a port
// that is for that.
func spokeMail(c fact.Check) bool {
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

func (report *Report) has(code fact.Code) bool {
	return hasCode(report.Problems, code)
}
