package diagnose

import (
	"crypto/tls"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// speech: the server was reached, and what it said, or did not say, ended it.
func (at site) speech(f fact.Failure) []fact.Problem {
	one := func(code fact.Code, evidence string, args ...string) []fact.Problem {
		return []fact.Problem{at.problem(code, evidence, args...)}
	}
	if p, wants := at.wantsTLS(f); wants {
		return []fact.Problem{p}
	}
	switch f.Kind {
	case fact.FailTimeout:
		if f.Step == fact.StepGreeting && at.check.Greeting == "" {
			return one(fact.GreetingTimeout, "")
		}
		return one(fact.NotAMailServer, orGreeting(at.check, f.Line))
	case fact.FailClosed:
		if f.Step == fact.StepGreeting {
			return one(fact.ClosedBeforeGreeting, f.Line)
		}
		return one(fact.ConnectionReset, f.Detail)
	case fact.FailReset:
		return one(fact.ConnectionReset, f.Detail)
	case fact.FailTooLong:
		return one(fact.NotAMailServer, tooLong(at.check, f))
	case fact.FailGarbled:
		if service := at.otherService(f.Line); service != "" {
			return one(fact.WrongService, f.Line, "found", strings.ToUpper(service))
		}
		return one(fact.NotAMailServer, f.Line)
	case fact.FailRejected:
		switch {
		case f.Step == fact.StepGreeting:
			return at.refusesClient(f.Line)
		case f.Step == fact.StepCapability && !passing(at.check.Protocol, f.Line):
			return at.tellsNothing(f)
		}
		return one(fact.TemporaryFailure, f.Line)
	case fact.FailPreauth:
		if !f.Clear { // nobody is logged in by a certificate that was not asked for
			return one(fact.NotAMailServer, f.Line)
		}
		return one(fact.PreauthCleartext, f.Line)
	case fact.FailAlert:
		return at.alert(f)
	}
	return nil
}

// wantsTLS: where plaintext was expected, TLS is spoken: the server answers in TLS
// records, or the second connection found it behind the silence.
func (at site) wantsTLS(f fact.Failure) (fact.Problem, bool) {
	look := at.check.Look
	switch {
	case f.Step != fact.StepGreeting || at.check.TLS == fact.Implicit:
		return fact.Problem{}, false
	case strings.HasPrefix(f.Line, `\x15\x03`), strings.HasPrefix(f.Line, `\x16\x03`): // RFC 8446, section 5.1
		return at.problem(fact.TLSOnPlaintextPort, f.Line), true
	case look == nil || look.Kind != fact.LookImplicitTLS || look.Handshake.Version == 0:
		return fact.Problem{}, false
	}
	evidence := tls.VersionName(look.Handshake.Version)
	if look.Greeting != "" {
		evidence += ", " + look.Greeting
	}
	return at.problem(fact.TLSOnPlaintextPort, evidence), true
}

// tooLong is what shows that a server said more than is read of anybody: which
// bound that was, and how it began.
func tooLong(c fact.Check, f fact.Failure) string {
	line := orGreeting(c, f.Line)
	if line == "" || f.Detail == "" || strings.Contains(f.Detail, line) {
		return orDetail(f)
	}
	return f.Detail + ": " + line
}

func orGreeting(c fact.Check, line string) string {
	if line != "" {
		return line
	}
	return c.Greeting
}

// serviceOf tells by its first line what sort of server is speaking; empty if it
// is none that we know. SMTP and FTP both greet with 220.
func serviceOf(line string) string {
	upper := strings.ToUpper(line)
	switch {
	case strings.HasPrefix(upper, "* OK"), strings.HasPrefix(upper, "* BYE"), strings.HasPrefix(upper, "* PREAUTH"):
		return string(fact.IMAP)
	case strings.HasPrefix(upper, "+OK"), strings.HasPrefix(upper, "-ERR"):
		return string(fact.POP3)
	case strings.HasPrefix(upper, "220") && strings.Contains(upper, "FTP"):
		return "ftp"
	case strings.HasPrefix(upper, "220"), strings.HasPrefix(upper, "554 "), strings.HasPrefix(upper, "554-"), strings.HasPrefix(upper, "421"):
		return string(fact.SMTP)
	case strings.HasPrefix(upper, "SSH-"):
		return "ssh"
	case strings.HasPrefix(upper, "HTTP/"):
		return "http"
	}
	return ""
}

// otherService is what speaks by its first line, where that is known and not
// the protocol of the check; else empty.
func (at site) otherService(line string) string {
	if service := serviceOf(line); service != string(at.check.Protocol) {
		return service
	}
	return ""
}

// refusesClient: the server turned us away before anything was said.
func (at site) refusesClient(line string) []fact.Problem {
	code, form := byResponseCode(at.check.Protocol, line)
	if code == "" {
		code, form = byWords(at.check.Protocol, line)
	}
	cause, _ := fact.CauseOf(code)
	switch {
	case blocked(line):
		code, form = fact.IPBlocklisted, ""
		if at.check.Port != 25 { // a port for customers, who may be anywhere
			form = "customers"
		}
	case cause.AtGreeting:
	case mentions(line, "temporar"):
		code, form = fact.TemporaryFailure, ""
	default:
		code, form = fact.ServerRefusesClient, ""
	}
	if code == fact.TooManyConnections && form == "" {
		form = "address" // nobody has said who we are yet
	}
	p := at.problem(code, line)
	p.Case = form
	return []fact.Problem{p}
}

// passing tells whether a no may be another one later: SMTP's 4yz, a response
// code that says so, and BYE, which ends the dialogue and not only the command.
func passing(p fact.Protocol, line string) bool {
	if p == fact.SMTP {
		return strings.HasPrefix(line, "4")
	}
	return strings.HasPrefix(line, "* BYE") || isTemporary(p, line)
}

func isTemporary(p fact.Protocol, line string) bool {
	code, _ := byResponseCode(p, line)
	return code == fact.TemporaryFailure
}

// tellsNothing: the server refuses to say what it can do. So it offers no TLS,
// or, within TLS, no way to log in.
func (at site) tellsNothing(f fact.Failure) []fact.Problem {
	service := at.otherService(at.check.Greeting)
	switch {
	case service != "": // FTP greets as SMTP does
		return []fact.Problem{at.problem(fact.WrongService, at.check.Greeting, "found", strings.ToUpper(service))}
	case f.Clear:
		return []fact.Problem{at.problem(fact.STARTTLSMissing, f.Line)}
	case at.check.Protocol == fact.SMTP:
		return []fact.Problem{at.problem(fact.SubmissionWithoutAuth, f.Line)}
	default:
		return []fact.Problem{at.problem(fact.LoginDisabled, f.Line)}
	}
}

// starttls: the connection could not be secured.
func (at site) starttls(f fact.Failure) []fact.Problem {
	switch f.Kind {
	case fact.FailNotOffered:
		if masked(at.check.ClearCapabilities) {
			return []fact.Problem{at.problem(fact.STARTTLSStripped, strings.Join(at.check.ClearCapabilities, " "))}
		}
		return []fact.Problem{at.problem(fact.STARTTLSMissing, strings.Join(at.check.ClearCapabilities, " "))}
	case fact.FailRejected, fact.FailGarbled:
		return []fact.Problem{at.problem(fact.STARTTLSRefused, f.Line)}
	case fact.FailLeftover:
		return []fact.Problem{at.problem(fact.STARTTLSInjection, f.Line)}
	default:
		// Silence, a hang-up and words without end are ways to say no, too.
		return []fact.Problem{at.problem(fact.STARTTLSRefused, orDetail(f))}
	}
}

func orDetail(f fact.Failure) string {
	if f.Line != "" {
		return f.Line
	}
	return f.Detail
}

// masked recognises the capability that a firewall has written over: a word of X
// in place of STARTTLS.
func masked(capabilities []string) bool {
	for _, c := range capabilities {
		if len(c) >= 6 && strings.Trim(strings.ToUpper(c), "XA") == "" && strings.HasPrefix(strings.ToUpper(c), "XXXX") {
			return true
		}
	}
	return false
}
