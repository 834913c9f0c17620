// Package diagnose turns facts into causes: problem codes with their evidence. It is
// the only package that names causes, it does no I/O, and it names no cause without
// evidence.
//
// A cause is looked for where it shows first: a look-up (sources.go), a connection
// (network.go), the protocol (protocol.go), TLS (tls.go), a login (login.go, by the
// texts and codes in responses.go), the mailbox (mailbox.go). What only several
// endpoints together show is in crosscheck.go and cleartext.go, and in local.go,
// portal.go and interception.go where the cause is on our side of the network. The
// first specific cause of an endpoint wins: what follows from it is not reported.
package diagnose

import (
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Run returns the problems of a run, the most severe first. It also fills in the
// Problems of each check.
func Run(in Input) []fact.Problem {
	for i := range in.Checks {
		in.Checks[i].Problems = endpointProblems(in, in.Checks[i])
	}
	apart := across(in)
	all := append(sources(in), apart...)
	unresolved := slices.ContainsFunc(all, func(p fact.Problem) bool { return isDNS(p.Code) })
	said := map[fact.Code]bool{}
	for _, c := range in.Checks {
		for _, p := range c.Problems {
			cause, _ := fact.CauseOf(p.Code)
			general := cause.OnlyOnce || p.Case == everywhere
			if general && said[p.Code] || unresolved && isDNS(p.Code) {
				continue // a repetition, or a consequence
			}
			said[p.Code] = true
			p.Severity = severity(in, c, p)
			all = append(all, p)
		}
	}
	sortProblems(all)
	return all
}

func isDNS(code fact.Code) bool {
	return code == fact.DNSNXDomain || code == fact.DNSServFail || code == fact.DNSTimeout
}

// endpointProblems returns the problems of one endpoint: the cause that ended the
// examination or the login, and warnings.
func endpointProblems(in Input, c fact.Check) []fact.Problem {
	if c.Outcome == fact.OutcomeSkipped {
		return nil
	}
	at := endpoint{check: c, in: in}
	found := at.failure()
	if c.Outcome == fact.OutcomeOK || continuedUnsafely(c) {
		found = append(found, at.login()...)
		found = append(found, at.mailbox()...)
	}
	found = append(found, at.warnings()...)
	return found
}

// continuedUnsafely reports whether a dangerous flag let the run go on where the connection should
// have ended: it told what it can do, or took a login, all the same.
func continuedUnsafely(c fact.Check) bool {
	return c.Outcome == fact.OutcomeFailed && c.Exposure() != "" && len(c.Capabilities)+len(c.Attempts) > 0
}

// severity lowers that of problems which do not matter: those of other endpoints than
// a proved pair, and of endpoints that nobody said exist. Those of a server that the
// user named always matter, and a password that was sent over a connection that
// should not have carried it is at least a warning.
func severity(in Input, c fact.Check, p fact.Problem) fact.Severity {
	named := c.Source == fact.SourceUser && !c.Derived
	beside := len(in.Proved) > 0 && !slices.Contains(in.Proved, c.Endpoint) && !named
	cause, _ := fact.CauseOf(p.Code)
	switch {
	case beside && (cause.Attack || exposed(c)):
		return fact.Warning
	case beside:
		return fact.Info
	case c.Derived && c.Source == fact.SourceUser:
		return fact.Info // nobody asked about it
	case (c.Derived || c.Source == fact.SourceGuess && surpassed(in, c)) && c.Failure != nil && isReachability(p.Code):
		return fact.Info
	}
	return p.Severity
}

// surpassed reports whether the check of another endpoint of the same service got
// farther, so that one that could not be reached does not matter.
func surpassed(in Input, c fact.Check) bool {
	return slices.ContainsFunc(in.Checks, func(o fact.Check) bool {
		return o.Protocol.Incoming() == c.Protocol.Incoming() && distance(o) > distance(c)
	})
}

// distance returns how far a connection came: 0 for nowhere, 1 for a server that hung
// up, 2 for one that spoke.
func distance(c fact.Check) int {
	switch {
	case c.Outcome == fact.OutcomeOK, len(c.Problems) > 0 && !isReachability(c.Problems[0].Code):
		return 2
	case c.Failure == nil || c.Failure.Step == fact.StepDNS || c.Failure.Step == fact.StepTCP:
		return 0
	default:
		return 1
	}
}

// isReachability reports whether a code means that no mail server answers at the port.
func isReachability(code fact.Code) bool {
	cause, _ := fact.CauseOf(code)
	return cause.NobodyAnswers
}

// sortProblems puts errors before warnings before information; within these the
// order in which they were found stays.
func sortProblems(all []fact.Problem) {
	order := []fact.Severity{fact.Error, fact.Warning, fact.Info}
	slices.SortStableFunc(all, func(a, b fact.Problem) int {
		return slices.Index(order, a.Severity) - slices.Index(order, b.Severity)
	})
}

// failure returns the cause that ended the examination.
func (at endpoint) failure() []fact.Problem {
	f := at.check.Failure
	if f == nil {
		return nil
	}
	switch f.Step {
	case fact.StepDNS:
		return at.dns(*f)
	case fact.StepTCP:
		return at.tcp(*f)
	case fact.StepTLS:
		return at.tls(*f)
	case fact.StepSTARTTLS:
		return at.starttls(*f)
	default:
		return at.protocol(*f)
	}
}

// warnings returns the problems that end nothing.
func (at endpoint) warnings() []fact.Problem {
	var found []fact.Problem
	if p, broken := at.ipv6(); broken {
		found = append(found, p)
	}
	return append(found, at.certificateWarnings()...)
}
