package diagnose

import (
	"slices"
	"strings"
	"unicode"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// responseTexts are what servers say where no response code does, the specific before
// the general. All parts of a row, between bars, must be there. The rows come from
// servers' sources and from what users report of providers.
var responseTexts = []struct {
	all  string
	code fact.Code
	form string
}{
	// The mechanism, not the password. Postfix says 535 5.7.8 to these too.
	{"invalid authentication mechanism", fact.NoCommonMechanism, ""},
	{"unsupported|mechanism", fact.NoCommonMechanism, ""},
	{"unknown authentication mechanism", fact.NoCommonMechanism, ""},
	{"mechanism|not supported", fact.NoCommonMechanism, ""},
	{"unrecognized authentication type", fact.NoCommonMechanism, ""},
	{"plaintext authentication disallowed", fact.LoginDisabled, "wants-tls"},
	{"must issue a starttls", fact.LoginDisabled, "wants-tls"},

	// Microsoft: one code, 5.7.139, and the words decide.
	{"smtpclientauthentication is disabled", fact.SMTPAuthDisabled, "by-server"},
	{"basic authentication is", fact.OAuth2Required, ""}, // … disabled, … not supported
	{"security defaults policy", fact.PolicyBlocked, ""},
	{"did not meet the criteria", fact.PolicyBlocked, ""},
	{"user credentials were incorrect", fact.WrongCredentials, ""},
	{"aadsts50053", fact.AccountLocked, ""},
	{"account is blocked", fact.AccountLocked, ""},

	// A password of another kind.
	{"application-specific password", fact.AppPasswordRequired, ""},
	{"application password is required", fact.AppPasswordRequired, ""},
	{"app password", fact.AppPasswordRequired, ""},
	{"parol prilozheniya", fact.AppPasswordRequired, ""},
	{"authorization code", fact.AppPasswordRequired, ""},
	{"authorized code", fact.AppPasswordRequired, ""},
	{"no=1001256", fact.AppPasswordRequired, ""}, // QQ, whose words are GBK
	{"toid authentication disabled", fact.AppPasswordRequired, ""},

	{"web browser", fact.WebLoginRequired, ""},
	{"web login required", fact.WebLoginRequired, ""},

	// What several causes share one answer for.
	{"invalid credentials or imap is disabled", fact.WrongCredentials, "unclear"},
	{"service is not open|password is incorrect", fact.WrongCredentials, "unclear"},
	{"no login failed.", fact.WrongCredentials, "unclear"},
	{"no authenticate failed.", fact.WrongCredentials, "unclear"},

	// Switched off.
	{"enable imap", fact.ProtocolDisabled, ""},
	{"not enabled for imap", fact.ProtocolDisabled, ""},
	{"imap access is disabled", fact.ProtocolDisabled, ""},
	{"imap access is not allowed", fact.ProtocolDisabled, ""},
	{"pop access|disabled", fact.ProtocolDisabled, ""},
	{"pop3 access|disabled", fact.ProtocolDisabled, ""},
	{"not enabled|pop", fact.ProtocolDisabled, ""},
	{"does not have access rights to this service", fact.ProtocolDisabled, ""},
	{"user has no permission", fact.ProtocolDisabled, ""},
	{"authenticated but not connected", fact.ProtocolDisabled, ""},

	// Too much.
	{"too many login attempts", fact.RateLimited, ""},
	{"too many failed", fact.RateLimited, ""},
	{"too many bad auth attempts", fact.RateLimited, ""},
	{"too many authentication", fact.RateLimited, ""},
	{"rate limit", fact.RateLimited, ""},
	{"too many|connections", fact.TooManyConnections, ""},
	{"maximum number of connections", fact.TooManyConnections, ""},
	{"connection limit", fact.TooManyConnections, ""},
	{"connection rate", fact.TooManyConnections, ""},
	{"mailbox|locked", fact.TooManyConnections, "in-use"},
	{"maildrop|locked", fact.TooManyConnections, "in-use"},

	// The account.
	{"account|locked", fact.AccountLocked, ""},
	{"user|locked", fact.AccountLocked, ""},
	{"locked out", fact.AccountLocked, ""},
	{"account is temporarily unavailable", fact.AccountLocked, ""},
	{"account|disabled", fact.AccountDisabled, ""},
	{"account|suspended", fact.AccountDisabled, ""},
	{"user|disabled", fact.AccountDisabled, ""},
	{"password|expired", fact.PasswordExpired, ""},

	// Postfix, when Dovecot makes it wait for a penalty longer than it will.
	{"connection lost to authentication server", fact.TemporaryFailure, "penalty"},
	{"temporary", fact.TemporaryFailure, ""},
	{"internal error", fact.TemporaryFailure, ""},
	{"try again later", fact.TemporaryFailure, ""},
}

// ResponseTexts returns the texts that causes are recognised by, in lower case. They
// must not be redacted where a password happens to be one of them.
func ResponseTexts() []string {
	var all []string
	for _, row := range responseTexts {
		all = append(all, strings.Split(row.all, "|")...)
	}
	return all
}

func byText(_ fact.Protocol, line string) (fact.Code, string) {
	line = strings.ToLower(line)
	for _, row := range responseTexts {
		if !slices.ContainsFunc(strings.Split(row.all, "|"), func(w string) bool { return !strings.Contains(line, w) }) {
			return row.code, row.form
		}
	}
	return "", ""
}

// mentions reports whether a text contains any of the words, without regard to case.
func mentions(text string, words ...string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}

// blocked reports whether a server that refuses us says that our address is on a
// blocklist: in its text, or by the name of the list.
func blocked(line string) bool {
	if mentions(line, "spamhaus", "spamcop", "block list", "blocklist", "blocked list", "block listed",
		"blacklist", "black list", "black-list", "denylist", "dnsbl", "barracudacentral", "blocked using", "listed at", "listed by", "listed on") {
		return true
	}
	separate := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	return slices.Contains(strings.FieldsFunc(strings.ToLower(line), separate), "rbl")
}

// responseCode is a response code, or a reply with an enhanced status code, and the
// problem that it names.
type responseCode struct {
	mark string
	code fact.Code
	form string
}

// responseCodes are those that name one cause by themselves: IMAP's (RFC 5530,
// RFC 9051 section 7.1) and POP3's (RFC 2449, RFC 3206), in brackets, and SMTP's
// replies with their enhanced codes (RFC 4954, RFC 5248).
var responseCodes = map[fact.Protocol][]responseCode{
	fact.IMAP: {
		{"[EXPIRED]", fact.PasswordExpired, ""},
		{"[CONTACTADMIN]", fact.AccountDisabled, ""},
		{"[LIMIT]", fact.RateLimited, ""},
		{"[INUSE]", fact.TooManyConnections, "in-use"},
		{"[UNAVAILABLE]", fact.TemporaryFailure, ""},
		{"[SERVERBUG]", fact.TemporaryFailure, ""},
		{"[PRIVACYREQUIRED]", fact.LoginDisabled, "wants-tls"},
		{"[WEBALERT", fact.WebLoginRequired, ""},
		{"[OVERQUOTA]", fact.QuotaFull, ""},
		{"[REFERRAL ", fact.MailboxUnavailable, "moved"}, // RFC 2221, section 4.1: the user is elsewhere
	},
	fact.POP3: {
		{"[LOGIN-DELAY]", fact.RateLimited, "delay"},
		{"[IN-USE]", fact.TooManyConnections, "in-use"},
		{"[SYS/TEMP]", fact.TemporaryFailure, ""},
	},
	fact.SMTP: {
		{"525 5.7.13", fact.AccountDisabled, ""},
		{"432 4.7.12", fact.PasswordExpired, ""},
		{"534 5.7.14", fact.WebLoginRequired, ""},
		{"523 5.7.10", fact.LoginDisabled, "wants-tls"},
		{"538 5.7.11", fact.LoginDisabled, "wants-tls"},
		{"530 5.7.0", fact.LoginDisabled, "wants-tls"},
		{"530 5.7.7", fact.LoginDisabled, "wants-tls"}, // Yandex
		{"550 5.7.30", fact.OAuth2Required, ""},
	},
}

// vagueCodes count only where the text after them does not say more.
var vagueCodes = map[fact.Protocol][]responseCode{
	fact.POP3: {{"[SYS/PERM]", fact.MailboxUnavailable, "permanent"}},
	fact.SMTP: {
		{"534 5.7.9", fact.NoCommonMechanism, ""}, // RFC 4954: the mechanism is too weak
		{"501 5.5.2", fact.NoCommonMechanism, ""}, // RFC 4954, section 4: it cannot decode what was sent
		{"504 5.5.4", fact.NoCommonMechanism, ""},
		{"500 5.5.6", fact.NoCommonMechanism, ""}, // the exchange line is too long
	},
}

func byResponseCode(p fact.Protocol, line string) (fact.Code, string) {
	code, form := inTable(responseCodes, p, line)
	// A limit that names connections is not one of logins.
	if (code == fact.RateLimited || code == fact.TooManyConnections) && mentions(line, "connections") {
		return fact.TooManyConnections, ""
	}
	return code, form
}

func byVagueCode(p fact.Protocol, line string) (fact.Code, string) {
	return inTable(vagueCodes, p, line)
}

func inTable(table map[fact.Protocol][]responseCode, p fact.Protocol, line string) (fact.Code, string) {
	upper := strings.ToUpper(line)
	if p == fact.SMTP && len(upper) > 3 && upper[3] == '-' { // "534-5.7.9 …" goes on
		upper = upper[:3] + " " + upper[4:]
	}
	for _, row := range table[p] {
		if p == fact.SMTP && strings.HasPrefix(upper, row.mark) || p != fact.SMTP && strings.Contains(upper, row.mark) {
			return row.code, row.form
		}
	}
	return "", ""
}
