package diagnose

import (
	"encoding/base64"
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Attempt names the cause of a login that was not accepted; empty where it was.
// The server's response code decides before its words, and the words before the
// bare no. Untagged lines count too: some servers put the cause there.
func Attempt(p fact.Protocol, a fact.Attempt) fact.Code {
	return judge(p, a).code
}

// WrongCredentials reports whether the answer says, by its code or its words, that the
// name or the secret is wrong. A bare no does not: it may have any reason.
func WrongCredentials(p fact.Protocol, a fact.Attempt) bool {
	if Attempt(p, a) != fact.WrongCredentials {
		return false
	}
	return slices.ContainsFunc(append([]string{a.Line}, a.Earlier...), func(line string) bool { return definite(p, line) })
}

// definite reports whether a line speaks of the credential.
func definite(p fact.Protocol, line string) bool {
	upper := strings.ToUpper(line)
	switch p {
	case fact.IMAP:
		if strings.Contains(upper, "[AUTHENTICATIONFAILED]") || strings.Contains(upper, "[AUTHORIZATIONFAILED]") { // RFC 5530, section 3
			return true
		}
	case fact.POP3:
		if strings.Contains(upper, "[AUTH]") { // RFC 3206, section 4
			return true
		}
	case fact.SMTP:
		if strings.HasPrefix(line, "535") || strings.Contains(line, " 5.7.8 ") { // RFC 4954, section 6
			return true
		}
	}
	return mentions(line, credentialWords...)
}

// credentialWords are what an answer says that speaks of a name or a secret, in the
// languages that servers were seen to speak.
var credentialWords = []string{
	"password", "passwd", "passphrase", "credential", "username", "user name", "user unknown", "unknown user", "no such user", "invalid user",
	"authentication", "authenticate", "auth fail", "login fail", "login incorrect", "login invalid", "login denied", "logon fail", "invalid login", "bad login",
	"passwort", "kennwort", "anmeldung", "mot de passe", "identifiant", "contraseña", "senha", "hasło", "пароль", "密码", "パスワード",
}

// verdict is a cause, the form of it, and the line that shows it.
type verdict struct {
	code fact.Code
	form string
	line string
}

func judge(p fact.Protocol, a fact.Attempt) verdict {
	switch a.Result {
	case fact.AttemptAccepted, "":
		return verdict{}
	case fact.AttemptUnproven:
		return verdict{code: fact.NoCommonMechanism, line: a.Line}
	}
	switch {
	case a.Failure == fact.FailUnsendable:
		return verdict{code: fact.WrongCredentials, form: "unsendable", line: a.Line}
	case a.Result == fact.AttemptUnsupported: // nobody judged anything
	case a.Failure == fact.FailTimeout, a.Result == fact.AttemptUnanswered && (a.Line == "" || mentions(a.Line, "timeout", "deadline")):
		return verdict{code: fact.LoginTimeout, line: a.Line}
	case a.Failure == fact.FailGarbled, a.Failure == fact.FailTooLong:
		return verdict{code: fact.NotAMailServer, line: a.Line}
	}
	lines := append([]string{a.Line}, a.Earlier...)
	for _, find := range []func(fact.Protocol, string) (fact.Code, string){byResponseCode, byWords, byVagueCode} {
		for _, line := range lines {
			if code, form := find(p, line); code != "" {
				return verdict{code, form, line}.of(a)
			}
		}
	}
	switch a.Result {
	case fact.AttemptUnsupported:
		return verdict{code: fact.NoCommonMechanism, line: a.Line}
	case fact.AttemptTemporary:
		return verdict{code: fact.TemporaryFailure, line: a.Line}
	case fact.AttemptUnanswered, fact.AttemptUnsent:
		return verdict{code: fact.ConnectionReset, line: a.Line}
	}
	if p == fact.IMAP && strings.HasPrefix(a.Line, "* BYE") {
		return verdict{code: fact.ConnectionReset, line: a.Line} // which says nothing of the password
	}
	return verdict{code: fact.WrongCredentials, line: a.Line}.of(a)
}

// of turns what is said of a password into what it means for the attempt.
func (v verdict) of(a fact.Attempt) verdict {
	switch {
	case a.Result == fact.AttemptUnsupported && v.code == fact.WrongCredentials:
		// Nobody has judged anything: it only lacks the mechanism.
		return verdict{code: fact.NoCommonMechanism, line: v.line}
	case v.code == fact.WrongCredentials && byToken(a.Mechanism):
		return verdict{code: fact.OAuth2TokenRejected, line: tokenError(a)}
	}
	return v
}

func byToken(mechanism string) bool {
	return mechanism == "XOAUTH2" || mechanism == "OAUTHBEARER"
}

// tokenError is the line that says what is wrong with a token: a server sends it
// as a challenge of JSON before its no (RFC 7628, section 3.2.2), in base64.
func tokenError(a fact.Attempt) string {
	for _, line := range a.Earlier {
		text := strings.TrimPrefix(strings.TrimPrefix(line, "334 "), "+ ")
		if decoded, err := base64.StdEncoding.DecodeString(text); err == nil {
			text = fact.Printable(string(decoded))
		}
		if strings.HasPrefix(text, "{") && strings.Contains(text, "status") {
			return text
		}
	}
	return a.Line
}
