package diagnose

import (
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// across is what no endpoint tells by itself. It may also take back or change
// what was said of one, where another shows it in a different light.
func across(in Input) []fact.Problem {
	port25(in)
	smtpOnly(in)
	cleartextOnly(in)
	found := append(stale(in), disagree(in)...)
	return append(found, spent(in)...)
}

// port25: a network that blocks port 25 is usual and no fault of the server's.
// Where the same host answers on a port for submission, its silence on 25 is
// put down to that.
func port25(in Input) {
	for i, c := range in.Checks {
		if c.Port != 25 || c.Failure == nil || c.Failure.Kind != fact.FailTimeout {
			continue
		}
		answers := slices.ContainsFunc(in.Checks, func(o fact.Check) bool {
			return o.Host == c.Host && (o.Port == 465 || o.Port == 587) && o.Outcome == fact.OutcomeOK
		})
		if !answers {
			continue
		}
		p := site{c, in}.problem(fact.Port25Blocked, c.Failure.Detail)
		p.Severity = fact.Info
		in.Checks[i].Problems = []fact.Problem{p}
	}
}

// smtpOnly: the password was accepted for reading, and refused for sending. Then
// it is not wrong; sending by it is switched off.
func smtpOnly(in Input) {
	proved := ""
	for _, c := range in.Checks {
		if c.Login == fact.LoginAccepted && c.Protocol.Incoming() {
			proved = c.Attempts[len(c.Attempts)-1].Username
		}
	}
	if proved == "" {
		return
	}
	for i, c := range in.Checks {
		for j, p := range c.Problems {
			if p.Code != fact.WrongCredentials || len(c.Attempts) == 0 || c.Attempts[len(c.Attempts)-1].Username != proved {
				continue
			}
			if c.Protocol == fact.SMTP {
				in.Checks[i].Problems[j].Code = fact.SMTPAuthDisabled
			} else {
				in.Checks[i].Problems[j].Code = fact.ProtocolDisabled
			}
		}
	}
}

// cleartextOnly: no endpoint of a service offers TLS at all. That the single
// endpoints have no STARTTLS is the same thing.
func cleartextOnly(in Input) {
	for _, incoming := range []bool{true, false} {
		offered := slices.ContainsFunc(in.Checks, func(c fact.Check) bool {
			return c.Protocol.Incoming() == incoming && c.Outcome != fact.OutcomeSkipped && c.OfferedTLS()
		})
		if offered {
			continue
		}
		for i, c := range in.Checks {
			if c.Protocol.Incoming() != incoming {
				continue
			}
			for j, p := range c.Problems {
				if p.Code == fact.STARTTLSMissing {
					in.Checks[i].Problems[j].Code = fact.CleartextOnly
				}
			}
		}
	}
}

// spent: the trying ended because a further refusal might lock the account.
func spent(in Input) []fact.Problem {
	if !in.Spent {
		return nil
	}
	return []fact.Problem{{
		Code: fact.LoginBudgetSpent, Severity: fact.Info, Where: in.Domain,
		Args: map[string]string{"domain": in.Domain},
	}}
}
