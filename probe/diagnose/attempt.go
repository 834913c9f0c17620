package diagnose

import (
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Attempt names the cause of a login that was not accepted; empty where it was.
// The server's response code decides before its words, and the words before the
// bare no. Untagged lines count too: some servers put the cause there.
func Attempt(p fact.Protocol, a fact.Attempt) fact.Code {
	code, _ := attempt(p, a)
	return code
}

// attempt also returns the line that shows it.
func attempt(p fact.Protocol, a fact.Attempt) (fact.Code, string) {
	switch a.Result {
	case fact.AttemptAccepted, "":
		return "", ""
	case fact.AttemptUnsupported, fact.AttemptUnproven:
		return fact.NoCommonMechanism, a.Line
	case fact.AttemptUnanswered:
		if a.Line == "" || mentions(a.Line, "timeout", "deadline") {
			return fact.LoginTimeout, a.Line
		}
	}
	lines := append([]string{a.Line}, a.Earlier...)
	for _, line := range lines {
		if code := byResponseCode(p, line); code != "" {
			return code, line
		}
	}
	for _, line := range lines {
		if code := byWords(line); code != "" {
			return code, line
		}
	}
	switch a.Result {
	case fact.AttemptRefused:
		if a.Mechanism == "OAUTHBEARER" || a.Mechanism == "XOAUTH2" {
			return fact.OAuth2TokenRejected, tokenError(a)
		}
	case fact.AttemptTemporary:
		return fact.TemporaryFailure, a.Line
	case fact.AttemptUnanswered, fact.AttemptUnsent:
		return fact.ConnectionReset, a.Line
	}
	return fact.WrongCredentials, a.Line
}

// tokenError is what a server says of a token that it does not take: the JSON of
// RFC 7628, section 3.2.2, where it sent that, else its refusal.
func tokenError(a fact.Attempt) string {
	for _, line := range a.Earlier {
		if strings.HasPrefix(line, "{") {
			return line
		}
	}
	return a.Line
}

// responseCodes are those that name one cause by themselves: IMAP's (RFC 5530,
// RFC 9051 section 7.1) and POP3's (RFC 2449, RFC 3206), in brackets, and SMTP's
// replies with their enhanced codes (RFC 4954, RFC 5248).
var responseCodes = map[fact.Protocol][]struct {
	mark string
	code fact.Code
}{
	fact.IMAP: {
		{"[EXPIRED]", fact.PasswordExpired},
		{"[CONTACTADMIN]", fact.AccountDisabled},
		{"[LIMIT]", fact.RateLimited},
		{"[INUSE]", fact.TooManyConnections},
		{"[UNAVAILABLE]", fact.TemporaryFailure},
		{"[SERVERBUG]", fact.TemporaryFailure},
		{"[PRIVACYREQUIRED]", fact.LoginDisabled},
		{"[WEBALERT", fact.WebLoginRequired},
		{"[AUTHORIZATIONFAILED]", fact.WrongCredentials},
	},
	fact.POP3: {
		{"[LOGIN-DELAY]", fact.RateLimited},
		{"[IN-USE]", fact.TooManyConnections},
		{"[SYS/TEMP]", fact.TemporaryFailure},
	},
	fact.SMTP: {
		{"525 5.7.13", fact.AccountDisabled},
		{"432 4.7.12", fact.PasswordExpired},
		{"534 5.7.9", fact.AppPasswordRequired},
		{"534 5.7.14", fact.WebLoginRequired},
		{"523 5.7.10", fact.LoginDisabled},
		{"538 5.7.11", fact.LoginDisabled},
		{"530 5.7.0", fact.LoginDisabled},
		{"550 5.7.30", fact.OAuth2Required},
	},
}

func byResponseCode(p fact.Protocol, line string) fact.Code {
	line = strings.ToUpper(strings.Replace(line, "-", " ", boundHyphen(p, line)))
	for _, row := range responseCodes[p] {
		if strings.Contains(line, row.mark) {
			// A limit that names connections is not one of logins.
			if row.code == fact.RateLimited && mentions(line, "connections") {
				return fact.TooManyConnections
			}
			return row.code
		}
	}
	return ""
}

// boundHyphen is how many hyphens to read as spaces: the one behind the code of
// a reply that goes on ("534-5.7.9 …").
func boundHyphen(p fact.Protocol, line string) int {
	if p == fact.SMTP && len(line) > 3 && line[3] == '-' {
		return 1
	}
	return 0
}

// words are what servers say where no code tells, the special before the
// general. All the words of a row must be there.
var words = []struct {
	all  []string
	code fact.Code
}{
	{[]string{"smtpclientauthentication is disabled"}, fact.SMTPAuthDisabled},
	{[]string{"basic authentication is"}, fact.OAuth2Required}, // … disabled, … not supported
	{[]string{"security defaults policy"}, fact.PolicyBlocked},
	{[]string{"did not meet the criteria"}, fact.PolicyBlocked},
	{[]string{"user credentials were incorrect"}, fact.WrongCredentials},
	{[]string{"application-specific password"}, fact.AppPasswordRequired},
	{[]string{"application password is required"}, fact.AppPasswordRequired},
	{[]string{"app password"}, fact.AppPasswordRequired},
	{[]string{"parol prilozheniya"}, fact.AppPasswordRequired},
	{[]string{"authorization code"}, fact.AppPasswordRequired},
	{[]string{"authorized code"}, fact.AppPasswordRequired},
	{[]string{"web browser"}, fact.WebLoginRequired},
	{[]string{"web login required"}, fact.WebLoginRequired},
	{[]string{"account is blocked"}, fact.AccountLocked},
	{[]string{"enable imap"}, fact.ProtocolDisabled},
	{[]string{"not enabled for imap"}, fact.ProtocolDisabled},
	{[]string{"imap access is disabled"}, fact.ProtocolDisabled},
	{[]string{"imap access is not allowed"}, fact.ProtocolDisabled},
	{[]string{"pop access", "disabled"}, fact.ProtocolDisabled},
	{[]string{"not enabled", "pop"}, fact.ProtocolDisabled},
	{[]string{"does not have access rights to this service"}, fact.ProtocolDisabled},
	{[]string{"user has no permission"}, fact.ProtocolDisabled},
	{[]string{"authenticated but not connected"}, fact.ProtocolDisabled},
	{[]string{"too many login attempts"}, fact.RateLimited},
	{[]string{"too many bad auth attempts"}, fact.RateLimited},
	{[]string{"rate limit"}, fact.RateLimited},
	{[]string{"too many simultaneous connections"}, fact.TooManyConnections},
	{[]string{"maximum number of connections"}, fact.TooManyConnections},
	{[]string{"too many connections"}, fact.TooManyConnections},
	{[]string{"locked"}, fact.AccountLocked},
	{[]string{"account is temporarily unavailable"}, fact.AccountLocked},
	{[]string{"account", "disabled"}, fact.AccountDisabled},
	{[]string{"account", "suspended"}, fact.AccountDisabled},
	{[]string{"password", "expired"}, fact.PasswordExpired},
	{[]string{"temporary"}, fact.TemporaryFailure},
}

func byWords(line string) fact.Code {
	line = strings.ToLower(line)
next:
	for _, row := range words {
		for _, w := range row.all {
			if !strings.Contains(line, w) {
				continue next
			}
		}
		return row.code
	}
	return ""
}
