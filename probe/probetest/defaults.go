package probetest

import (
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
