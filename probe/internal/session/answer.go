package session

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// turnedDown is what an answer means that says by its code that the server does not
// know the command or the mechanism: BAD, 500 to 504. Some servers refuse a
// password so; then the words tell.
func turnedDown(text string) fact.AttemptResult {
	lower := strings.ToLower(text)
	if slices.ContainsFunc(judging, func(words string) bool { return strings.Contains(lower, words) }) {
		return fact.AttemptRefused
	}
	return fact.AttemptUnsupported
}

// judging are words of an answer that somebody looked at the credential, or at who
// sends it.
var judging = []string{
	"password", "passwd", "passphrase", "credential", "username", "user name", "user unknown", "unknown user", "no such user",
	"authentication fail", "authentication error", "authentication unsuccessful", "auth fail", "not authenticated",
	"login fail", "login incorrect", "login denied", "logon fail", "invalid login", "invalid user",
	"account", "denied", "locked", "blocked", "banned", "too many",
	"passwort", "kennwort", "benutzer", "anmeldung fehlgeschlagen",
}

// unjudged are words for which there is no code: of Dovecot for a mechanism that
// it does not take, and of Cyrus for an exchange that it could not follow, such as
// a channel binding that it does not know. No proof was looked at.
var unjudged = []string{"unsupported authentication mechanism", "bad protocol / cancel"}

// refusal is what a no to a mechanism means whose text may begin with a response
// code. That an exchange could not be followed is believed only where the password
// itself did not cross: whoever has it has judged it, whatever is said.
func refusal(mechanism, text string, temporary []string) fact.AttemptResult {
	code, _, ok := responseCode(text)
	if m, known := named(mechanism); known && m.Mutual && !ok {
		lower := strings.ToLower(text)
		if slices.ContainsFunc(unjudged, func(words string) bool { return strings.Contains(lower, words) }) {
			return fact.AttemptUnsupported
		}
	}
	if ok && slices.Contains(temporary, code) {
		return fact.AttemptTemporary
	}
	return fact.AttemptRefused
}
