package diagnose

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// switchedOff: one protocol took the password, and another refuses the same name
// with it. Then it is not wrong; the other is switched off.
func switchedOff(in Input) {
	for i, c := range in.Checks {
		proof := slices.IndexFunc(in.Checks, func(o fact.Check) bool { return o.Protocol != c.Protocol && tookSame(in, c, o) })
		if proof < 0 {
			continue
		}
		for j, p := range c.Problems {
			if p.Code != fact.WrongCredentials {
				continue
			}
			p.Code, p.Case = fact.ProtocolDisabled, "proved"
			if c.Protocol == fact.SMTP {
				p.Code, p.Case = fact.SMTPAuthDisabled, ""
			}
			other := in.Checks[proof]
			p.Evidence += "; " + other.Endpoint.String() + " accepted the login of " + accepted(other)
			p.Args["other"] = strings.ToUpper(string(other.Protocol))
			p.Hints = site{c, in}.hints(p.Code)
			in.Checks[i].Problems[j] = p
		}
	}
}

// tookSame reports whether one server accepted the name that another refused, with
// the same password.
func tookSame(in Input, refused, other fact.Check) bool {
	if in.SendingApart && refused.Protocol.Incoming() != other.Protocol.Incoming() {
		return false
	}
	name := accepted(other)
	return name != "" && slices.Contains(refusedNames(refused.Attempts), name)
}

// accepted is the name that a server accepted, or empty.
func accepted(c fact.Check) string {
	for _, a := range c.Attempts {
		if a.Result == fact.AttemptAccepted {
			return a.Username
		}
	}
	return ""
}
