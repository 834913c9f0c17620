package probe_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
)

// Capabilities are hidden or refused before TLS. A client that falls back to an
// older protocol logs in without it.
func TestHostileCapabilitiesHidden(t *testing.T) {
	holdsBack(t, []hostile{
		{"IMAP NO", "imap", script{"greeting": "* OK hello", "CAPABILITY": "$tag NO", "insecure": "$tag OK come in"}, fact.CleartextOnly},
		{"IMAP BAD", "imap", script{"greeting": "* OK hello", "CAPABILITY": "$tag BAD what?", "insecure": "$tag OK come in"}, fact.CleartextOnly},
		{"IMAP, none", "imap", script{"greeting": "* OK hello", "CAPABILITY": "$tag OK"}, fact.CleartextOnly},
		{"IMAP, an empty list", "imap", script{"greeting": "* OK hello", "CAPABILITY": "* CAPABILITY\n$tag OK"}, fact.CleartextOnly},
		{"IMAP, another's tag", "imap", script{"greeting": "* OK hello", "CAPABILITY": "* CAPABILITY IMAP4rev1 STARTTLS\nx9 OK"}, fact.NotAMailServer},
		{"IMAP, no answer", "imap", script{"greeting": "* OK hello", "CAPABILITY": "<silence>"}, fact.NotAMailServer},
		{"IMAP BYE", "imap", script{"greeting": "* OK hello", "CAPABILITY": "* BYE later\n<close>"}, fact.TemporaryFailure},
		{"POP3 -ERR", "pop3", script{"CAPA": "-ERR what?", "insecure": "+OK come in"}, fact.CleartextOnly},
		{"POP3, an empty list", "pop3", script{"CAPA": "+OK\n."}, fact.CleartextOnly},
		{"POP3, a list without end", "pop3", script{"CAPA": "+OK\nSTLS<silence>"}, fact.NotAMailServer},
		{"SMTP, only HELO", "smtp", script{"EHLO": "502 5.5.1 no such command", "insecure": "235 come in"}, fact.CleartextOnly},
		{"SMTP 500", "smtp", script{"EHLO": "500 what?"}, fact.CleartextOnly},
		{"SMTP, none", "smtp", script{"EHLO": "250 $host"}, fact.CleartextOnly},
		{"SMTP 421", "smtp", script{"EHLO": "421 4.3.2 closing\n<close>"}, fact.TemporaryFailure},
		{"SMTP, no answer", "smtp", script{"EHLO": "<silence>"}, fact.NotAMailServer},
	})
}

// Capabilities from before TLS, behind which the server offers nothing. A client
// that kept them would use them.
func TestHostileCapabilitiesKept(t *testing.T) {
	holdsBack(t, []hostile{
		{"IMAP, from the greeting", "imap", script{
			"clear greeting": "* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN SASL-IR] hello",
			"tls CAPABILITY": "* CAPABILITY IMAP4rev1 LOGINDISABLED\n$tag OK",
		}, fact.LoginDisabled},
		{"IMAP, from the answer to STARTTLS", "imap", script{
			"STARTTLS":       "$tag OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] begin<tls>",
			"tls CAPABILITY": "* CAPABILITY IMAP4rev1 LOGINDISABLED\n$tag OK",
		}, fact.LoginDisabled},
		{"IMAP NO within TLS", "imap", script{"tls CAPABILITY": "$tag NO"}, fact.LoginDisabled},
		{"POP3", "pop3", script{"clear CAPA": "+OK\nSTLS\nUSER\nSASL PLAIN\n.", "tls CAPA": "+OK\nTOP\n."}, fact.LoginDisabled},
		{"SMTP", "smtp", script{"clear EHLO": "250-$host\n250-STARTTLS\n250 AUTH PLAIN", "tls EHLO": "250 $host"}, fact.SubmissionWithoutAuth},
		{"SMTP refuses EHLO within TLS", "smtp", script{"tls EHLO": "502 5.5.1 no such command"}, fact.SubmissionWithoutAuth},
	})
}

// Mechanisms that nobody should use, or that only hurt whoever reads them.
func TestHostileMechanisms(t *testing.T) {
	holdsBack(t, []hostile{
		{"IMAP, strange ones", "imaps", script{"greeting": "* OK hello", "CAPABILITY": "* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH= AUTH=%s%n AUTH=NTLM AUTH=" + strings.Repeat("A", 5000) + "\n$tag OK"}, fact.NoCommonMechanism},
		{"POP3, strange ones", "pop3s", script{"CAPA": "+OK\nSASL \x1b[31mPLAIN PLAIN\x00 GSSAPI\n."}, fact.NoCommonMechanism},
		{"SMTP, strange ones", "smtps", script{"EHLO": "250-$host\n250-AUTH\n250 AUTH NTLM GSSAPI EXTERNAL"}, fact.NoCommonMechanism},
		{"SMTP, tokens only", "smtps", script{"EHLO": "250-$host\n250 AUTH XOAUTH2 OAUTHBEARER"}, fact.OAuth2Required},
		{"IMAP, tokens only", "imaps", script{"greeting": "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2] hello"}, fact.OAuth2Required},
	})
}

// What is forged before TLS is forgotten behind it.
func TestHostileCapabilitiesForged(t *testing.T) {
	letsThrough(t, []hostile{
		{"IMAP", "imap", script{
			"clear greeting": "* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=FORGED] hello",
			"STARTTLS":       "* CAPABILITY IMAP4rev1 AUTH=FORGED\n$tag OK [CAPABILITY IMAP4rev1 AUTH=FORGED] begin<tls>",
		}, ""},
		{"POP3", "pop3", script{"clear CAPA": "+OK\nSTLS\nSASL FORGED\n."}, ""},
		{"SMTP", "smtp", script{"clear EHLO": "250-$host\n250-STARTTLS\n250 AUTH FORGED"}, ""},
	}, func(w *world, _ *probe.Report, c fact.Check) {
		if slices.Contains(c.Mechanisms, "FORGED") || strings.Contains(strings.Join(c.Capabilities, " "), "FORGED") {
			w.Errorf("kept: %v, %v", c.Mechanisms, c.Capabilities)
		}
	})
}
