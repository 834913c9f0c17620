package probetest

import (
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// defaults is how a well-behaved server answers, as a script of its own. IMAP and
// SMTP servers without a script have these before TLS only; then the
// libraries' servers take over.
func defaults(p fact.Protocol) Script {
	switch p {
	case fact.IMAP:
		return imapDefaults()
	case fact.POP3:
		return pop3Defaults()
	}
	return smtpDefaults()
}

func imapDefaults() Script {
	return Script{
		"greeting":    "* OK [CAPABILITY $caps] $host ready",
		"handshake":   "",
		"CAPABILITY":  "* CAPABILITY $caps\n$tag OK CAPABILITY completed",
		"NOOP":        "$tag OK NOOP completed",
		"ID":          "* ID NIL\n$tag OK ID completed",
		"LOGOUT":      "* BYE Logging out\n$tag OK LOGOUT completed\n<close>",
		"STARTTLS":    "$tag OK Begin TLS negotiation now<tls>",
		"LOGIN":       "<login>",
		"accept":      "$tag OK [CAPABILITY $caps] Logged in",
		"refuse":      "$tag NO [AUTHENTICATIONFAILED] Authentication failed.",
		"insecure":    "$tag NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.",
		"unsupported": "$tag NO [CANNOT] Unsupported authentication mechanism.",
		"cancelled":   "$tag BAD Authentication aborted by client.",
		"*":           "$tag BAD Unknown command or wrong state",

		"AUTHENTICATE": "<login>",
		"tls STARTTLS": "$tag BAD TLS is already active",
		"in EXAMINE":   "* FLAGS (\\Seen \\Answered)\n* 1 EXISTS\n* 0 RECENT\n* OK [UIDVALIDITY 1] UIDs valid\n$tag OK [READ-ONLY] EXAMINE completed",
		"in SELECT":    "* FLAGS (\\Seen \\Answered)\n* 1 EXISTS\n* 0 RECENT\n* OK [UIDVALIDITY 1] UIDs valid\n$tag OK [READ-WRITE] SELECT completed",
		"in CLOSE":     "$tag OK CLOSE completed",
		"in UNSELECT":  "$tag OK UNSELECT completed",
		"in LIST":      "* LIST (\\HasNoChildren) \"/\" INBOX\n$tag OK LIST completed",
	}
}

func pop3Defaults() Script {
	return Script{
		"greeting":    "+OK $host ready",
		"handshake":   "",
		"CAPA":        "+OK Capability list follows\n$caps\n.",
		"STLS":        "+OK Begin TLS negotiation now<tls>",
		"tls STLS":    "-ERR TLS is already active",
		"USER":        "<login>",
		"PASS":        "<login>",
		"AUTH":        "<login>",
		"accept":      "+OK Logged in",
		"refuse":      "-ERR [AUTH] Authentication failed.",
		"insecure":    "-ERR [AUTH] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.",
		"unsupported": "-ERR Unsupported authentication mechanism",
		"cancelled":   "-ERR Authentication aborted",
		"QUIT":        "+OK Bye\n<close>",
		"*":           "-ERR Unknown command or wrong state",

		"in NOOP": "+OK",
		"in RSET": "+OK",
		"in STAT": "+OK 1 320",
		"in LIST": "+OK 1 messages\n1 320\n.",
		"in UIDL": "+OK\n1 welcome\n.",
	}
}

func smtpDefaults() Script {
	return Script{
		"greeting":    "220 $host ESMTP ready",
		"handshake":   "",
		"EHLO":        "250-$host\n250-$caps\n250 ENHANCEDSTATUSCODES",
		"HELO":        "250 $host",
		"NOOP":        "250 2.0.0 OK",
		"RSET":        "250 2.0.0 OK",
		"QUIT":        "221 2.0.0 Bye\n<close>",
		"STARTTLS":    "220 2.0.0 Ready to start TLS<tls>",
		"AUTH":        "<login>",
		"accept":      "235 2.7.0 Authentication succeeded",
		"refuse":      "535 5.7.8 Authentication credentials invalid",
		"insecure":    "530 5.7.0 Must issue a STARTTLS command first",
		"unsupported": "504 5.5.4 Unrecognized authentication type",
		"cancelled":   "501 5.7.0 Authentication aborted",
		"MAIL":        "530 5.7.0 Authentication required",
		"*":           "500 5.5.1 Command unrecognized",

		"tls STARTTLS": "503 5.5.1 TLS is already active",
		"in MAIL":      "250 2.1.0 OK",
		"in RCPT":      "250 2.1.5 OK",
	}
}

// capabilities is what a service offers at a point of the dialogue, spelt so
// that it can follow "* CAPABILITY ", stand in the list of CAPA, or follow "250-".
func (s *session) capabilities() string {
	starttls := s.service.tls == fact.STARTTLS && !s.inTLS
	mechanisms := s.service.mechanisms
	if starttls || s.loggedIn {
		mechanisms = nil
	}
	var caps []string
	switch s.service.protocol {
	case fact.IMAP:
		caps = []string{"IMAP4rev1", "LITERAL+", "SASL-IR"}
		if starttls {
			caps = append(caps, "STARTTLS")
		}
		for _, m := range mechanisms {
			caps = append(caps, "AUTH="+m)
		}
		if len(mechanisms) == 0 && !s.loggedIn {
			caps = append(caps, "LOGINDISABLED")
		}
		return strings.Join(caps, " ")
	case fact.POP3:
		caps = []string{"TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE"}
		if starttls {
			caps = append(caps, "STLS")
		}
		if len(mechanisms) > 0 {
			caps = append(caps, "USER", "SASL "+strings.Join(mechanisms, " "))
		}
		return strings.Join(caps, "\r\n")
	}
	caps = []string{"PIPELINING", "8BITMIME"}
	if starttls {
		caps = append(caps, "STARTTLS")
	}
	if len(mechanisms) > 0 {
		caps = append(caps, "AUTH "+strings.Join(mechanisms, " "))
	}
	return strings.Join(caps, "\r\n250-")
}
