package diagnose

import (
	"encoding/base64"
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// login returns the cause where a server that passed the examination accepted no login.
func (at endpoint) login() []fact.Problem {
	c := at.check
	attempts := c.Attempts
	if len(attempts) == 0 {
		return at.notTried()
	}
	if last := attempts[len(attempts)-1]; last.Result == fact.AttemptAccepted {
		return at.usernameForm(attempts)
	}
	decisive := decisive(attempts)
	v := classify(c.Protocol, decisive)
	p := at.problem(v.code, v.line, "username", decisive.Username, "mechanism", decisive.Mechanism,
		"mechanisms", strings.Join(c.Mechanisms, ", "))
	p.Case = v.form
	if names := refusedNames(attempts); v.code == fact.WrongCredentials && v.form == "" && len(names) > 1 {
		p.Case, p.Args["username"], p.Args["other"] = "two-names", names[0], names[1]
	}
	if decisive.Failure != fact.FailUnsendable { // which has nothing to do with the provider
		p.Hints = at.hints(v.code)
	}
	return []fact.Problem{p}
}

// decisive returns the last attempt that the server judged, or else the last: that a
// further mechanism is not supported says nothing about the password.
func decisive(attempts []fact.Attempt) fact.Attempt {
	for i := len(attempts) - 1; i >= 0; i-- {
		if r := attempts[i].Result; r != fact.AttemptUnsupported && r != fact.AttemptUnsent {
			return attempts[i]
		}
	}
	return attempts[len(attempts)-1]
}

// refusedNames returns the user names that were refused, in order.
func refusedNames(attempts []fact.Attempt) []string {
	var names []string
	for _, a := range attempts {
		if a.Result == fact.AttemptRefused && !slices.Contains(names, a.Username) {
			names = append(names, a.Username)
		}
	}
	return names
}

// usernameForm returns a problem where one form of the user name was refused and
// another accepted.
func (at endpoint) usernameForm(attempts []fact.Attempt) []fact.Problem {
	first, last := attempts[0], attempts[len(attempts)-1]
	if first.Username == last.Username || first.Result != fact.AttemptRefused {
		return nil
	}
	return []fact.Problem{at.problem(fact.UsernameForm, first.Line, "username", last.Username, "refused", first.Username)}
}

// notTried returns why no login was tried, where it would have been unsafe or useless.
func (at endpoint) notTried() []fact.Problem {
	c := at.check
	one := func(code fact.Code, evidence string, args ...string) []fact.Problem {
		p := at.problem(code, evidence, args...)
		p.Hints = at.hints(code)
		return []fact.Problem{p}
	}
	offer := "AUTH " + strings.Join(c.Mechanisms, " ")
	usable := len(at.usable()) > 0
	switch {
	case couldSTARTTLS(c):
		return nil // it may only require TLS first, which is reported
	case slices.Contains(at.in.TokenOnly, c.Endpoint):
		return one(fact.OAuth2Required, offer)
	case len(c.Mechanisms) == 0 && c.Protocol == fact.SMTP:
		return one(fact.SubmissionWithoutAuth, strings.Join(c.Capabilities, ", "))
	case len(c.Mechanisms) == 0:
		found := one(fact.LoginDisabled, strings.Join(c.Capabilities, " "))
		if c.TLS == fact.NoTLS {
			found[0].Case = "wants-tls"
		}
		return found
	case !usable && onlyTokens(c.Mechanisms):
		return one(fact.OAuth2Required, offer)
	case !usable:
		return one(fact.NoCommonMechanism, offer, "mechanisms", strings.Join(c.Mechanisms, ", "))
	case slices.Contains(at.in.Untrusted, c.Endpoint):
		return at.untrusted()
	}
	return nil
}

// untrusted returns the problem of a host that may not be sent the password. The
// reason is its case, the chain that led to the host its evidence.
func (at endpoint) untrusted() []fact.Problem {
	c := at.check
	evidence := strings.Join(c.Trail, " → ")
	if evidence == "" {
		evidence = string(c.Source)
	}
	p := at.problem(fact.UntrustedTarget, evidence, "domain", fact.Registrable(c.Host), "provider", c.Trust.Provider)
	if c.Trust.State() == fact.Untrusted {
		p.Case = string(c.Trust.Reason)
	}
	return []fact.Problem{p}
}

// usable returns the mechanisms of the endpoint that take what the user has.
func (at endpoint) usable() []string {
	if at.in.Tokens[at.check.Protocol] {
		return fact.UsableMechanisms(at.check.Mechanisms, nil, true)
	}
	return fact.UsableMechanisms(at.check.Mechanisms, nil, false)
}

func onlyTokens(mechanisms []string) bool {
	return len(mechanisms) > 0 && !slices.ContainsFunc(mechanisms, func(m string) bool { return !byToken(m) })
}

// Attempt returns the cause of a login that was not accepted; empty where it was.
// The server's response code decides before its text, and the text before the bare
// refusal. Untagged lines count too: some servers put the cause there.
func Attempt(p fact.Protocol, a fact.Attempt) fact.Code {
	return classify(p, a).code
}

// WrongCredentials reports whether the answer says, by its code or its text, that the
// name or the secret is wrong. A bare refusal does not: it may have any reason.
func WrongCredentials(p fact.Protocol, a fact.Attempt) bool {
	if Attempt(p, a) != fact.WrongCredentials {
		return false
	}
	return slices.ContainsFunc(append([]string{a.Line}, a.Earlier...), func(line string) bool { return definite(p, line) })
}

// definite reports whether a line is about the credential.
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

// credentialWords are words about a user name or a secret, in the languages that
// servers were seen to use.
var credentialWords = []string{
	"password", "passwd", "passphrase", "credential", "username", "user name", "user unknown", "unknown user", "no such user", "invalid user",
	"authentication", "authenticate", "auth fail", "login fail", "login incorrect", "login invalid", "login denied", "logon fail", "invalid login", "bad login",
	"passwort", "kennwort", "anmeldung", "mot de passe", "identifiant", "contraseña", "senha", "hasło", "пароль", "密码", "パスワード",
}

// verdict is a cause, its case, and the line that shows it.
type verdict struct {
	code fact.Code
	form string
	line string
}

func classify(p fact.Protocol, a fact.Attempt) verdict {
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
	for _, find := range []func(fact.Protocol, string) (fact.Code, string){byResponseCode, byText, byVagueCode} {
		for _, line := range lines {
			if code, form := find(p, line); code != "" {
				return verdict{code, form, line}.forAttempt(a)
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
		return verdict{code: fact.ConnectionReset, line: a.Line} // which says nothing about the password
	}
	return verdict{code: fact.WrongCredentials, line: a.Line}.forAttempt(a)
}

// forAttempt adjusts a verdict about a password to the mechanism and the result of the
// attempt.
func (v verdict) forAttempt(a fact.Attempt) verdict {
	switch {
	case a.Result == fact.AttemptUnsupported && v.code == fact.WrongCredentials:
		// The server judged nothing: it only lacks the mechanism.
		return verdict{code: fact.NoCommonMechanism, line: v.line}
	case v.code == fact.WrongCredentials && byToken(a.Mechanism):
		return verdict{code: fact.OAuth2TokenRejected, line: tokenError(a)}
	}
	return v
}

func byToken(mechanism string) bool {
	return mechanism == "XOAUTH2" || mechanism == "OAUTHBEARER"
}

// tokenError returns the line that says what is wrong with a token: a server sends it
// as a JSON challenge, in base64, before it refuses (RFC 7628, section 3.2.2).
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
