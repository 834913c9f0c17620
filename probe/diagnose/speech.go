package diagnose

import (
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// speech: the server was reached, and what it said, or did not say, ended it.
func (at site) speech(f fact.Failure) []fact.Problem {
	one := func(code fact.Code, evidence string, args ...string) []fact.Problem {
		return []fact.Problem{at.problem(code, evidence, args...)}
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
		return one(fact.NotAMailServer, orGreeting(at.check, f.Line))
	case fact.FailGarbled:
		if service := serviceOf(f.Line); service != "" && service != string(at.check.Protocol) {
			return one(fact.WrongService, f.Line, "found", service)
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
		return one(fact.PreauthCleartext, f.Line)
	case fact.FailAlert:
		return at.alert(f)
	}
	return nil
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

// refusesClient: the server turned us away before anything was said.
func (at site) refusesClient(line string) []fact.Problem {
	if mentions(line, "spamhaus", "block list", "blocklist", "blacklist", "black list", "block listed", "rbl", "dnsbl", "zen.", "barracudacentral") {
		return []fact.Problem{at.problem(fact.IPBlocklisted, line)}
	}
	if mentions(line, "too many", "maximum number of connections", "connection limit", "connection rate") {
		return []fact.Problem{at.problem(fact.TooManyConnections, line)}
	}
	if mentions(line, "[unavailable]", "temporar", "[sys/temp]", "try again later") {
		return []fact.Problem{at.problem(fact.TemporaryFailure, line)}
	}
	return []fact.Problem{at.problem(fact.ServerRefusesClient, line)}
}

// mentions tells whether a text holds any of the words, whatever their case.
func mentions(text string, words ...string) bool {
	text = strings.ToLower(text)
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// passing tells whether a no may be another one later: SMTP's 4yz, a response
// code that says so, and BYE, which ends the dialogue and not only the command.
func passing(p fact.Protocol, line string) bool {
	if p == fact.SMTP {
		return strings.HasPrefix(line, "4")
	}
	return strings.HasPrefix(line, "* BYE") || byResponseCode(p, line) == fact.TemporaryFailure
}

// tellsNothing: the server refuses to say what it can do. So it offers no TLS,
// or, within TLS, no way to log in.
func (at site) tellsNothing(f fact.Failure) []fact.Problem {
	switch {
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
