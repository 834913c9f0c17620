package session

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// commandRejected returns what an answer means whose code says that the server does
// not know the command or the mechanism: BAD, 500 to 504. Some servers refuse a
// password with it; the text of the answer shows that.
func commandRejected(text string) fact.AttemptResult {
	lower := strings.ToLower(text)
	if slices.ContainsFunc(judgingWords, func(words string) bool { return strings.Contains(lower, words) }) {
		return fact.AttemptRefused
	}
	return fact.AttemptUnsupported
}

// judgingWords are in answers of servers that looked at the credential, or at who
// sent it.
var judgingWords = []string{
	"password", "passwd", "passphrase", "credential", "username", "user name", "user unknown", "unknown user", "no such user",
	"authentication fail", "authentication error", "authentication unsuccessful", "auth fail", "not authenticated",
	"login fail", "login incorrect", "login denied", "logon fail", "invalid login", "invalid user",
	"account", "denied", "locked", "blocked", "banned", "too many",
	"passwort", "kennwort", "benutzer", "anmeldung fehlgeschlagen",
}

// unjudgedWords are in refusals that did not look at a proof: Dovecot's of a
// mechanism that it does not support, and Cyrus's of an exchange that it could not
// follow, such as one with an unknown channel binding. There is no code for these.
var unjudgedWords = []string{"unsupported authentication mechanism", "bad protocol / cancel"}

// refusal returns what a refusal means whose text may begin with a response code.
// That the exchange could not be followed is believed only where the password itself
// was not sent: a server that has it has judged it, whatever it says.
func refusal(mechanism, text string, temporary []string) fact.AttemptResult {
	code, _, ok := responseCode(text)
	if m, known := named(mechanism); known && m.Mutual && !ok {
		lower := strings.ToLower(text)
		if slices.ContainsFunc(unjudgedWords, func(words string) bool { return strings.Contains(lower, words) }) {
			return fact.AttemptUnsupported
		}
	}
	if ok && slices.Contains(temporary, code) {
		return fact.AttemptTemporary
	}
	return fact.AttemptRefused
}
