package probe_test

import (
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// answerKind is what an answer to a credential means for the logins that may follow.
// The words are those of the pools, each judged as docs/safety.md has it; where it
// leaves room, the kind is the one that allows more.
type answerKind int

const (
	accepted    answerKind = iota
	noMechanism            // BAD, or 500 to 504, with words that say nothing else
	temporary              // a failure that passes, and says so
	stopping               // a temporary one after which nothing is tried again: 421, [LIMIT], [UNAVAILABLE]
	definiteNo             // wrong credentials
	otherNo                // a refusal for another reason, or for none
	unanswered             // BYE, reset or silence
)

// counts reports whether the answer is one of the refused logins that a run may cost.
func (k answerKind) counts() bool { return k >= definiteNo }

// forNothing reports whether it is neither that nor a yes.
func (k answerKind) forNothing() bool {
	return k == noMechanism || k == temporary || k == stopping
}

func (c credential) kind() answerKind {
	upper := strings.ToUpper(c.Answer)
	switch {
	case c.Accepted:
		return accepted
	case c.Answer == "":
		return unanswered
	case containsAnyOf(upper, "[LIMIT]", "[UNAVAILABLE]"):
		return stopping
	case strings.HasPrefix(c.Mechanism, "SCRAM-") && strings.Contains(upper, "UNSUPPORTED AUTHENTICATION MECHANISM") && !containsAnyOf(upper, "[AUTHENTICATIONFAILED]", "[AUTH]"):
		return noMechanism // a NO of IMAP and an -ERR of POP3 have no number that says it
	}
	switch c.Protocol {
	case fact.IMAP:
		return imapKind(upper)
	case fact.POP3:
		switch {
		case containsAnyOf(upper, "[SYS/TEMP]", "[IN-USE]", "[LOGIN-DELAY]"):
			return temporary
		case strings.Contains(upper, "[AUTH]"):
			return definiteNo
		}
		return otherNo
	case probetest.HTTP:
		if strings.HasPrefix(upper, "5") || upper == "429" {
			return temporary
		}
		return otherNo
	}
	return smtpKind(upper)
}

// speaksOfPassword reports whether an answer's words say that the credential was judged.
func speaksOfPassword(upper string) bool {
	return containsAnyOf(upper, "CREDENTIAL", "PASSWORD", "AUTHENTICATION FAILED", "YOU SAID")
}

func imapKind(upper string) answerKind {
	_, status, _ := strings.Cut(upper, " ")
	switch {
	case strings.HasPrefix(status, "BAD") && !speaksOfPassword(status):
		return noMechanism
	case containsAnyOf(status, "[INUSE]", "[SERVERBUG]"):
		return temporary
	case strings.Contains(status, "[EXPIRED]"), strings.Contains(status, "[PRIVACYREQUIRED]"):
		return otherNo
	case strings.Contains(status, "[AUTHENTICATIONFAILED]"), speaksOfPassword(status):
		return definiteNo
	}
	return otherNo
}

func smtpKind(upper string) answerKind {
	switch {
	case strings.HasPrefix(upper, "421"):
		return stopping
	case strings.HasPrefix(upper, "4"):
		return temporary
	case strings.HasPrefix(upper, "535"), speaksOfPassword(upper):
		return definiteNo
	case len(upper) >= 3 && upper[:3] >= "500" && upper[:3] <= "504":
		return noMechanism
	}
	return otherNo
}

func containsAnyOf(text string, parts ...string) bool {
	for _, part := range parts {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}
