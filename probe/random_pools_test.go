package probe_test

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// forged is in every capability that a server announces before TLS only, so that
// nobody may keep it.
const forged = "FORGED"

// pool is what a protocol's servers may reply, by the rows of a script. The empty
// reply leaves the row out, so that good manners are as likely as they stand here.
type pool map[string][]string

var pools = map[fact.Protocol]pool{
	fact.IMAP: {
		"greeting": {
			"", "", "* OK hello", "* OK [CAPABILITY $caps] hello", "<wait 700ms>* OK slow\n", "* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] in already",
			"* BYE too many connections\n<close>", "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] not here", "<silence>", "<close>", "<reset>",
			"* NO not today", "220 wrong house", "* OK hello\n* OK hello again", "* OK [REFERRAL imap://anna@" + thief + "/] there",
			"* OK welcome back, last time you said " + probetest.Password,
		},
		"clear greeting": {"", "", "* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=" + forged + " SASL-IR] hi", "* OK hi\n* CAPABILITY IMAP4rev1 STARTTLS " + forged, "* PREAUTH in already"},
		"clear CAPABILITY": {
			"", "", "* CAPABILITY IMAP4rev1 STARTTLS AUTH=" + forged + "\n$tag OK done", "* CAPABILITY IMAP4rev1 AUTH=PLAIN " + forged + "\n$tag OK done",
			"$tag BAD what", "* BYE gone\n<close>",
		},
		"CAPABILITY": {
			"", "", "", "$tag OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] in the code", "$tag BAD what", "$tag NO no", "* BYE\n<close>", "<silence>",
			"* CAPABILITY IMAP4rev1\n$tag OK one\n$tag OK two", "* CAPABILITY IMAP4rev1 AUTH=CRAM-MD5 LOGINDISABLED\n$tag OK done",
			"* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN SASL-IR\n$tag OK done", "* CAPABILITY IMAP4rev1 AUTH=PLAIN\n$tag OK done",
		},
		"STARTTLS": {
			"", "", "", "$tag OK begin<inject * CAPABILITY IMAP4rev1 AUTH=" + forged + "><tls>", "$tag OK begin<inject $tag OK in><tls>",
			"$tag OK [CAPABILITY IMAP4rev1 AUTH=" + forged + "] begin<tls>", "$tag NO no", "$tag BAD what", "* BYE\n<close>", "<tls>",
			"$tag OK begin\n<wait 500ms><tls>", "+ go on\n<tls>", "<silence>",
		},
		"login": {
			"", "", "", "", "", "$tag NO [AUTHENTICATIONFAILED] no", "$tag NO [AUTHENTICATIONFAILED] no\n<close>", "$tag NO no", "$tag BAD Unknown command",
			"$tag BAD Invalid credentials", "* BYE no\n<close>", "$tag NO [UNAVAILABLE] later", "$tag NO [LIMIT] too many login attempts", "<close>", "<reset>", "<silence>",
			"+ \n<read>$tag OK in", "$tag OK in", "<wait 1500ms>$tag OK slow\n", "* OK wait\n$tag NO [PRIVACYREQUIRED] no", "x OK in", "$tag NO [INUSE] busy",
			"$tag NO [REFERRAL imap://anna@" + thief + "/] there", "$tag NO [AUTHENTICATIONFAILED] Unsupported authentication mechanism",
			"$tag NO [ALERT] you said " + probetest.Password, "$tag NO [EXPIRED] change your password", "<wait 3s>$tag NO [AUTHENTICATIONFAILED] no\n",
		},
		"unsupported": {"", "$tag BAD no such mechanism", "$tag OK in", "$tag NO [AUTHENTICATIONFAILED] token", "* BYE no\n<close>"},
		"in EXAMINE":  {"", "", "", "$tag NO no such mailbox", "$tag BAD what", "* BYE\n<close>", "<silence>", "* 1 EXISTS\n$tag OK [READ-WRITE] x", "<reset>", "* PREAUTH\n$tag OK x"},
		"LOGOUT":      {"", "", "", "<silence>", "<close>", "$tag BAD", "* BYE\n"},
	},
	fact.POP3: {
		"greeting": {
			"", "", "+OK <1.2@host.example> hi", "+OK hi\n+OK more", "<wait 700ms>+OK slow\n", "-ERR [LOGIN-DELAY] later", "-ERR [SYS/TEMP] no", "-ERR no", "<silence>", "<close>",
			"* OK wrong house", "+OK you said " + probetest.Password,
		},
		"clear CAPA": {"", "", "+OK\nSTLS\nSASL " + forged + "\n.", "+OK\nUSER\nSASL PLAIN " + forged + "\n.", "-ERR"},
		"CAPA": {
			"", "", "", "-ERR", "+OK\nUSER\n.", "+OK\nUSER\nSASL PLAIN LOGIN\n.", "+OK\nSASL CRAM-MD5\n.", "+OK\n.", "<silence>", "+OK\nSTLS", "<close>",
		},
		"STLS": {"", "", "", "+OK begin<inject +OK in><tls>", "-ERR no", "<tls>", "+OK begin\n<wait 500ms><tls>", "<close>", "+OK begin\n+OK in\n<tls>"},
		"login": {
			"", "", "", "", "", "-ERR [AUTH] no", "-ERR [AUTH] no\n<close>", "-ERR no", "-ERR [SYS/TEMP] later", "-ERR [IN-USE] busy", "-ERR [LOGIN-DELAY] later", "<close>", "<reset>",
			"<silence>", "+OK in", "+OK in\n+OK in", "<wait 1500ms>+OK slow\n", "-ERR [AUTH] Unsupported authentication mechanism", "-ERR [AUTH] you said " + probetest.Password,
			"<wait 3s>-ERR [AUTH] no\n",
		},
		"unsupported": {"", "+OK in", "-ERR [AUTH] token"},
		"in STAT":     {"", "", "-ERR", "<silence>", "+OK x", "<close>"},
		"QUIT":        {"", "", "<silence>", "<close>", "-ERR"},
	},
	fact.SMTP: {
		"greeting": {
			"", "", "220-hi\n220 hi", "<wait 700ms>220 slow\n", "421 too busy\n<close>", "554 no\n<close>", "<silence>", "<close>", "250 hi", "* OK wrong house",
			"220 you said " + probetest.Password,
		},
		"clear EHLO": {"", "", "250-$host\n250-STARTTLS\n250 AUTH " + forged, "250-$host\n250 AUTH PLAIN " + forged, "502 no", "421 no\n<close>"},
		"EHLO": {
			"", "", "", "250-$host\n250 AUTH PLAIN LOGIN", "250-$host\n250 AUTH PLAIN", "250 $host", "502 no", "<silence>", "250-$host\n250 AUTH CRAM-MD5",
			"250 $host\n250 AUTH PLAIN", "421 no\n<close>",
		},
		"STARTTLS": {
			"", "", "", "220 go<inject 235 in><tls>", "220 go<inject 250 AUTH " + forged + "><tls>", "454 no", "<tls>", "220 go\n220 go\n<tls>", "250 go<tls>", "502 no", "<close>",
			"220 go\n<wait 500ms><tls>",
		},
		"login": {
			"", "", "", "", "", "535 5.7.8 no", "535-5.7.8 no\n535 5.7.8 no", "535 5.7.8 no\n<close>", "535 no", "550 5.7.1 no relaying", "454 4.7.0 later", "421 4.7.0 later\n<close>",
			"432 4.7.12 a password transition is needed", "504 5.5.4 Unrecognized authentication type", "504 5.7.4 Authentication failed", "500 5.5.1 Command unrecognized",
			"<close>", "<reset>", "<silence>", "235 in", "334 \n<read>235 in", "250 in", "<wait 1500ms>235 slow\n", "535 5.7.8 you said " + probetest.Password,
			"<wait 3s>535 5.7.8 no\n",
		},
		"unsupported": {"", "235 in", "535 5.7.8 token"},
		"QUIT":        {"", "", "<silence>", "<close>", "500"},
		"in MAIL":     {"", "550 no", "<close>"},
	},
}

// handshakes are what may stand in place of a server's side of TLS.
var handshakes = []string{"<skip>", "<max 1.0>", "<max 1.1>", "<max 1.2>", "<certificate>", "<alert 40>"}

// shut turns everybody away before a login, as who has been locked out is.
var shut = map[fact.Protocol][]string{
	fact.IMAP: {"* BYE locked out\n<close>", "<close>", "<reset>", "<silence>"},
	fact.POP3: {"-ERR [SYS/TEMP] locked out\n<close>", "<close>", "<reset>", "<silence>"},
	fact.SMTP: {"421 4.7.0 locked out\n<close>", "<close>", "<reset>", "<silence>"},
}

// rows are the keys of a pool in an order that is the same in every run.
func (p pool) rows() []string {
	var keys []string
	for key := range p {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// protocolOf is what a service speaks, by its name in [probetest.Service].
func protocolOf(on string) fact.Protocol {
	scheme, _, _ := strings.Cut(on, ":")
	scheme, _, _ = strings.Cut(scheme, "?")
	return fact.Protocol(strings.TrimSuffix(scheme, "s"))
}
