package diagnose

import (
	"crypto/tls"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// protocol returns the cause where the dialogue with a server that was reached failed.
func (at endpoint) protocol(f fact.Failure) []fact.Problem {
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
		case f.Step == fact.StepCapability && !isTransient(at.check.Protocol, f.Line):
			return at.refusesCapabilities(f)
		}
		return one(fact.TemporaryFailure, f.Line)
	case fact.FailPreauth:
		if !f.Clear { // no client certificate was sent that could have logged us in
			return one(fact.NotAMailServer, f.Line)
		}
		return one(fact.PreauthCleartext, f.Line)
	case fact.FailAlert:
		return at.alert(f)
	}
	return nil
}

// wantsTLS reports whether the server speaks TLS where plain text was expected: it
// answers in TLS records, or the second connection found TLS.
func (at endpoint) wantsTLS(f fact.Failure) (fact.Problem, bool) {
	look := at.check.SecondProbe
	switch {
	case f.Step != fact.StepGreeting || at.check.TLS == fact.Implicit:
		return fact.Problem{}, false
	case strings.HasPrefix(f.Line, `\x15\x03`), strings.HasPrefix(f.Line, `\x16\x03`): // RFC 8446, section 5.1
		return at.problem(fact.TLSOnPlaintextPort, f.Line), true
	case look == nil || look.Kind != fact.ProbeImplicitTLS || look.Handshake.Version == 0:
		return fact.Problem{}, false
	}
	evidence := tls.VersionName(look.Handshake.Version)
	if look.Greeting != "" {
		evidence += ", " + look.Greeting
	}
	return at.problem(fact.TLSOnPlaintextPort, evidence), true
}

// tooLong returns the evidence that a server sent more than is read: the bound, and
// how its text began.
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

// serviceOf returns the protocol that a server speaks by its first line; empty if it
// is not known. SMTP and FTP both greet with 220.
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

// otherService returns the protocol of a first line, where that is known and not the
// protocol of the check; else empty.
func (at endpoint) otherService(line string) string {
	if service := serviceOf(line); service != string(at.check.Protocol) {
		return service
	}
	return ""
}

// refusesClient returns the cause where the server refuses us in its greeting.
func (at endpoint) refusesClient(line string) []fact.Problem {
	code, form := byResponseCode(at.check.Protocol, line)
	if code == "" {
		code, form = byText(at.check.Protocol, line)
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
		form = "address" // it cannot be the account: there was no login yet
	}
	p := at.problem(code, line)
	p.Case = form
	return []fact.Problem{p}
}

// isTransient reports whether a refusal may be gone later: SMTP's 4yz, a response code
// that says so, and BYE, which ends the dialogue and not only the command.
func isTransient(p fact.Protocol, line string) bool {
	if p == fact.SMTP {
		return strings.HasPrefix(line, "4")
	}
	return strings.HasPrefix(line, "* BYE") || isTemporary(p, line)
}

func isTemporary(p fact.Protocol, line string) bool {
	code, _ := byResponseCode(p, line)
	return code == fact.TemporaryFailure
}

// refusesCapabilities returns the cause where the server refuses to announce its
// capabilities: it offers no STARTTLS, or, within TLS, no way to log in.
func (at endpoint) refusesCapabilities(f fact.Failure) []fact.Problem {
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

// starttls returns the cause where the connection could not be upgraded to TLS.
func (at endpoint) starttls(f fact.Failure) []fact.Problem {
	switch f.Kind {
	case fact.FailNotOffered:
		if maskedSTARTTLS(at.check.ClearCapabilities) {
			return []fact.Problem{at.problem(fact.STARTTLSStripped, strings.Join(at.check.ClearCapabilities, " "))}
		}
		return []fact.Problem{at.problem(fact.STARTTLSMissing, strings.Join(at.check.ClearCapabilities, " "))}
	case fact.FailRejected, fact.FailGarbled:
		return []fact.Problem{at.problem(fact.STARTTLSRefused, f.Line)}
	case fact.FailLeftover:
		return []fact.Problem{at.problem(fact.STARTTLSInjection, f.Line)}
	default:
		// Silence, a closed connection and an endless reply are refusals, too.
		return []fact.Problem{at.problem(fact.STARTTLSRefused, orDetail(f))}
	}
}

func orDetail(f fact.Failure) string {
	if f.Line != "" {
		return f.Line
	}
	return f.Detail
}

// maskedSTARTTLS reports whether a firewall has overwritten a capability: "XXXXXXXX" in
// place of STARTTLS.
func maskedSTARTTLS(capabilities []string) bool {
	for _, c := range capabilities {
		if len(c) >= 6 && strings.Trim(strings.ToUpper(c), "XA") == "" && strings.HasPrefix(strings.ToUpper(c), "XXXX") {
			return true
		}
	}
	return false
}
