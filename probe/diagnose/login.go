package diagnose

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/session"
)

// login names the cause where a server that was examined well took no login.
func (at site) login() []fact.Problem {
	c := at.check
	attempts := c.Attempts
	if len(attempts) == 0 {
		return at.notTried()
	}
	last := attempts[len(attempts)-1]
	code, line := attempt(c.Protocol, last)
	if code == "" {
		return at.form(attempts)
	}
	return []fact.Problem{at.problem(code, line, "username", last.Username, "mechanism", last.Mechanism)}
}

// form: one user name was refused and the next accepted.
func (at site) form(attempts []fact.Attempt) []fact.Problem {
	first, last := attempts[0], attempts[len(attempts)-1]
	if first.Username == last.Username || first.Result != fact.AttemptRefused {
		return nil
	}
	p := at.problem(fact.UsernameForm, first.Line, "username", last.Username, "refused", first.Username)
	p.Severity = fact.Warning
	return []fact.Problem{p}
}

// notTried: nothing was sent, because it could not have been safe or of use.
func (at site) notTried() []fact.Problem {
	c := at.check
	switch {
	case slices.Contains(at.in.TokenOnly, c.Endpoint):
		return []fact.Problem{at.problem(fact.OAuth2Required, "AUTH "+strings.Join(c.Mechanisms, " "))}
	case len(c.Mechanisms) == 0 && c.Protocol == fact.SMTP:
		return []fact.Problem{at.problem(fact.SubmissionWithoutAuth, strings.Join(c.Capabilities, ", "))}
	case len(c.Mechanisms) == 0:
		return []fact.Problem{at.problem(fact.LoginDisabled, strings.Join(c.Capabilities, " "))}
	case len(at.usable()) == 0 && onlyTokens(c.Mechanisms):
		return []fact.Problem{at.problem(fact.OAuth2Required, "AUTH "+strings.Join(c.Mechanisms, " "))}
	case len(at.usable()) == 0:
		return []fact.Problem{at.problem(fact.NoCommonMechanism, "AUTH "+strings.Join(c.Mechanisms, " "),
			"mechanisms", strings.Join(c.Mechanisms, ", "))}
	case slices.Contains(at.in.Untrusted, c.Endpoint):
		return []fact.Problem{at.problem(fact.UntrustedTarget, string(c.Source), "domain", fact.Registrable(c.Host))}
	}
	return nil
}

// usable are the mechanisms at the site that take what the user has.
func (at site) usable() []string {
	if at.in.Tokens[at.check.Protocol] {
		return session.UsableWithToken(at.check.Mechanisms, nil)
	}
	return session.Usable(at.check.Mechanisms, nil)
}

func onlyTokens(mechanisms []string) bool {
	for _, m := range mechanisms {
		if m != "XOAUTH2" && m != "OAUTHBEARER" {
			return false
		}
	}
	return len(mechanisms) > 0
}
