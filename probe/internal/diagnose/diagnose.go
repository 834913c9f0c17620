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
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// Input is everything that a run has seen.
type Input struct {
	// Domain is that of the address, as A-labels.
	Domain  string
	Sources []fact.SourceReport
	Checks  []fact.Check
	// Provider is the one whose mailbox it is, or nil. Database knows whose server
	// a host is; nil where that is not asked for.
	Provider   *providers.Provider
	Database   *providers.Database
	NotOffered map[fact.Protocol]bool
	// Proved are the endpoints of the answer; empty where there is none.
	Proved []fact.Endpoint
	// Untrusted are endpoints that may not see the password, TokenOnly those
	// that the database says take none.
	Untrusted, TokenOnly []fact.Endpoint
	// Web are the passwords that places of Autodiscover were given.
	Web []WebLogin
	// Tokens tells for which protocols the user shows an OAuth2 token instead of a
	// password.
	Tokens map[fact.Protocol]bool
	// SendingApart tells that servers for sending were given a password of their
	// own, so that what one service says of it means nothing for the other.
	SendingApart bool
	// Spent tells that the budget of refused logins ended the trying.
	Spent bool
	Now   time.Time
}

// WebLogin is a password that a web server was given, by its URL, and the answer.
type WebLogin struct {
	URL, Host string
	fact.Attempt
}

// Run names the causes of all that went wrong. It also fills in the Problems of
// each check.
func Run(in Input) []fact.Problem {
	for i := range in.Checks {
		in.Checks[i].Problems = endpoint(in, in.Checks[i])
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

// endpoint names the causes at one endpoint: the one that ended the examination
// or the login, and what is worth a word beside it.
func endpoint(in Input, c fact.Check) []fact.Problem {
	if c.Outcome == fact.OutcomeSkipped {
		return nil
	}
	at := site{check: c, in: in}
	found := at.failure()
	if c.Outcome == fact.OutcomeOK || wentOn(c) {
		found = append(found, at.login()...)
		found = append(found, at.mailbox()...)
	}
	found = append(found, at.beside()...)
	return found
}

// wentOn tells that a dangerous flag let the run go on where the connection should
// have ended: it told what it can do, or took a login, all the same.
func wentOn(c fact.Check) bool {
	return c.Outcome == fact.OutcomeFailed && c.Exposure() != "" && len(c.Capabilities)+len(c.Attempts) > 0
}

// site is one endpoint under examination.
type site struct {
	check fact.Check
	in    Input
}

// problem is a cause at the site.
func (at site) problem(code fact.Code, evidence string, args ...string) fact.Problem {
	usual := []string{"host", at.check.Host, "port", portText(at.check.Port), "protocol", string(at.check.Protocol)}
	return fact.NewProblem(code, at.check.Endpoint.String(), evidence, append(usual, args...)...)
}

// severity lowers what does not matter: what is beside a proved pair, and what a
// host does not offer though nobody said it would. A server that the user named
// is beside nothing, and a connection that should not have carried a password but
// did is worth a word wherever it led.
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
	case (c.Derived || c.Source == fact.SourceGuess && outdone(in, c)) && c.Failure != nil && reaching(p.Code):
		return fact.Info
	}
	return p.Severity
}

// exposed tells that a credential went over a connection that only a dangerous
// flag opened to it.
func exposed(c fact.Check) bool { return len(c.Attempts) > 0 && c.Exposure() != "" }

// outdone tells whether another endpoint of the check's service got farther, so
// that one where nobody answers as wanted does not matter.
func outdone(in Input, c fact.Check) bool {
	return slices.ContainsFunc(in.Checks, func(o fact.Check) bool {
		return o.Protocol.Incoming() == c.Protocol.Incoming() && distance(o) > distance(c)
	})
}

// distance is how far a connection came: nowhere, to somebody who hung up, or to
// somebody who spoke.
func distance(c fact.Check) int {
	switch {
	case c.Outcome == fact.OutcomeOK, len(c.Problems) > 0 && !reaching(c.Problems[0].Code):
		return 2
	case c.Failure == nil || c.Failure.Step == fact.StepDNS || c.Failure.Step == fact.StepTCP:
		return 0
	default:
		return 1
	}
}

// reaching reports whether a code says that nobody answers at a port as wanted.
func reaching(code fact.Code) bool {
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
