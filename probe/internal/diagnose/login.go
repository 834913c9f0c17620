package diagnose

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// login names the cause where a server that was examined well took no login.
func (at site) login() []fact.Problem {
	c := at.check
	attempts := c.Attempts
	if len(attempts) == 0 {
		return at.notTried()
	}
	if last := attempts[len(attempts)-1]; last.Result == fact.AttemptAccepted {
		return at.form(attempts)
	}
	decisive := decisive(attempts)
	v := judge(c.Protocol, decisive)
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

// decisive is the last attempt that somebody judged, or simply the last: that a
// further mechanism is missing says nothing of the password.
func decisive(attempts []fact.Attempt) fact.Attempt {
	for i := len(attempts) - 1; i >= 0; i-- {
		if r := attempts[i].Result; r != fact.AttemptUnsupported && r != fact.AttemptUnsent {
			return attempts[i]
		}
	}
	return attempts[len(attempts)-1]
}

// refusedNames are the user names that were refused, in order.
func refusedNames(attempts []fact.Attempt) []string {
	var names []string
	for _, a := range attempts {
		if a.Result == fact.AttemptRefused && !slices.Contains(names, a.Username) {
			names = append(names, a.Username)
		}
	}
	return names
}

// form: one user name was refused and the next accepted.
func (at site) form(attempts []fact.Attempt) []fact.Problem {
	first, last := attempts[0], attempts[len(attempts)-1]
	if first.Username == last.Username || first.Result != fact.AttemptRefused {
		return nil
	}
	return []fact.Problem{at.problem(fact.UsernameForm, first.Line, "username", last.Username, "refused", first.Username)}
}

// notTried: nothing was sent, because it could not have been safe or of use.
func (at site) notTried() []fact.Problem {
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
		return nil // it may only want TLS first, and that is said
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

// untrusted: the host is nobody's whom anything vouches for. Its reason is a form of
// its own, and the way that led to it the evidence.
func (at site) untrusted() []fact.Problem {
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

// usable are the mechanisms at the site that take what the user has.
func (at site) usable() []string {
	if at.in.Tokens[at.check.Protocol] {
		return fact.UsableMechanisms(at.check.Mechanisms, nil, true)
	}
	return fact.UsableMechanisms(at.check.Mechanisms, nil, false)
}

func onlyTokens(mechanisms []string) bool {
	return len(mechanisms) > 0 && !slices.ContainsFunc(mechanisms, func(m string) bool { return !byToken(m) })
}
