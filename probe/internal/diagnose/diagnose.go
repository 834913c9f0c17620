// Package diagnose turns what was seen into causes: facts in, problem codes with
// their evidence out. It is the only place that names causes, it does no I/O,
// and it names none that it has no evidence for.
//
// A cause is looked for where it shows first: a look-up (sources.go), a
// connection (network.go), the protocol (speech.go), TLS (tls.go), a login
// (login.go, attempt.go, and switched.go where another protocol took the same
// password), the mailbox behind it (mailbox.go). What only several
// endpoints together tell is in across.go, and in here.go where the cause is on
// our side of the network. The first specific cause of an endpoint wins: what
// follows from it is not reported.
package diagnose

import (
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Run names the causes of all that went wrong. It also fills in the Problems of
// each check.
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
			general := slices.Contains(onlyOnce, p.Code) || p.Case == everywhere
			if general && said[p.Code] || unresolved && isDNS(p.Code) {
				continue // the same once more, or a consequence
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

// endpointProblems names the causes at one endpoint: the one that ended the examination
// or the login, and what is worth a word beside it.
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

// severity lowers what does not matter: what is beside a proved pair, and what a
// host does not offer though nobody said it would. A server that the user named
// is beside nothing, and a connection that should not have carried a password but
// did is worth a word wherever it led.
func severity(in Input, c fact.Check, p fact.Problem) fact.Severity {
	named := c.Source == fact.SourceUser && !c.Derived
	beside := len(in.Proved) > 0 && !slices.Contains(in.Proved, c.Endpoint) && !named
	switch {
	case beside && (slices.Contains(attacks, p.Code) || exposed(c)):
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

// attacks are the causes behind which somebody on the way may stand: they matter
// wherever they show.
var attacks = []fact.Code{fact.STARTTLSStripped, fact.STARTTLSInjection, fact.PreauthCleartext, fact.CertificateIntercepted}

// surpassed reports whether another endpoint of the check's service got farther, so
// that one where nobody answers as wanted does not matter.
func surpassed(in Input, c fact.Check) bool {
	return slices.ContainsFunc(in.Checks, func(o fact.Check) bool {
		return o.Protocol.Incoming() == c.Protocol.Incoming() && distance(o) > distance(c)
	})
}

// distance is how far a connection came: nowhere, to somebody who hung up, or to
// somebody who spoke.
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

// isReachability tells the codes of a port at which nobody answers as wanted.
func isReachability(code fact.Code) bool {
	switch code {
	case fact.PortRefused, fact.PortTimeout, fact.HostUnreachable, fact.ConnectionReset, fact.ClosedBeforeGreeting,
		fact.DNSNXDomain, fact.DNSNoAddress:
		return true
	}
	return false
}

// sortProblems puts errors before warnings before information; within these the
// order in which they were found stays.
func sortProblems(all []fact.Problem) {
	order := []fact.Severity{fact.Error, fact.Warning, fact.Info}
	slices.SortStableFunc(all, func(a, b fact.Problem) int {
		return slices.Index(order, a.Severity) - slices.Index(order, b.Severity)
	})
}

// failure names the cause that ended the examination.
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

// warnings is what does not end anything but is worth a word.
func (at endpoint) warnings() []fact.Problem {
	var found []fact.Problem
	if p, broken := at.ipv6(); broken {
		found = append(found, p)
	}
	return append(found, at.certificateWarnings()...)
}
