package diagnose

import (
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// reply is a response code and what it names.
type reply struct {
	mark string
	code fact.Code
	form string
}

// responseCodes are those that name one cause by themselves: IMAP's (RFC 5530,
// RFC 9051 section 7.1) and POP3's (RFC 2449, RFC 3206), in brackets, and SMTP's
// replies with their enhanced codes (RFC 4954, RFC 5248).
var responseCodes = map[fact.Protocol][]reply{
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

// vagueCodes say something only where the words beside them do not say more.
var vagueCodes = map[fact.Protocol][]reply{
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

func inTable(table map[fact.Protocol][]reply, p fact.Protocol, line string) (fact.Code, string) {
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
