package probe_test

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

type script = probetest.Script

// STARTTLS is not there. A client that takes what it gets goes on in the clear.
func TestHostileSTARTTLSMissing(t *testing.T) {
	holdsBack(t, []hostile{
		{"IMAP, in the greeting", "imap", script{"greeting": "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hello", "insecure": "$tag OK come in"}, fact.CleartextOnly},
		{"IMAP, when asked", "imap", script{"greeting": "* OK hello", "clear CAPABILITY": "* CAPABILITY IMAP4rev1 AUTH=PLAIN\n$tag OK", "insecure": "$tag OK come in"}, fact.CleartextOnly},
		{"IMAP, only in the text", "imap", script{"greeting": "* OK [CAPABILITY IMAP4rev1] STARTTLS is here"}, fact.CleartextOnly},
		{"IMAP, half a word", "imap", script{"greeting": "* OK [CAPABILITY IMAP4rev1 STARTTLS2 XSTARTTLS] hello"}, fact.CleartextOnly},
		{"POP3", "pop3", script{"clear CAPA": "+OK\nUSER\nSASL PLAIN\n.", "insecure": "+OK come in"}, fact.CleartextOnly},
		{"SMTP", "smtp", script{"clear EHLO": "250-$host\n250 AUTH PLAIN LOGIN", "insecure": "235 come in"}, fact.CleartextOnly},
		{"SMTP, written over on the way", "smtp", script{"clear EHLO": "250-$host\n250-XXXXXXXA\n250 AUTH PLAIN"}, fact.STARTTLSStripped},
	})
}

// STARTTLS is offered and then refused.
func TestHostileSTARTTLSRefused(t *testing.T) {
	holdsBack(t, []hostile{
		{"IMAP NO", "imap", script{"greeting": "* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] hello", "STARTTLS": "$tag NO not today", "insecure": "$tag OK come in"}, fact.STARTTLSRefused},
		{"IMAP BAD", "imap", script{"STARTTLS": "$tag BAD what?"}, fact.STARTTLSRefused},
		{"IMAP BYE", "imap", script{"STARTTLS": "* BYE so long\n<close>"}, fact.STARTTLSRefused},
		{"POP3 -ERR", "pop3", script{"clear CAPA": "+OK\nSTLS\nUSER\nSASL PLAIN\n.", "STLS": "-ERR no", "insecure": "+OK come in"}, fact.STARTTLSRefused},
		{"SMTP 454", "smtp", script{"clear EHLO": "250-$host\n250-STARTTLS\n250 AUTH PLAIN", "STARTTLS": "454 4.7.0 TLS not available", "insecure": "235 come in"}, fact.STARTTLSRefused},
		{"SMTP 502", "smtp", script{"STARTTLS": "502 5.5.1 no such command"}, fact.STARTTLSRefused},
		{"SMTP 501", "smtp", script{"STARTTLS": "501 5.5.4 syntax"}, fact.STARTTLSRefused},
		{"SMTP 421", "smtp", script{"STARTTLS": "421 4.7.0 closing\n<close>"}, fact.STARTTLSRefused},
	})
}

// STARTTLS is answered, but neither by yes nor by no.
func TestHostileSTARTTLSOdd(t *testing.T) {
	holdsBack(t, []hostile{
		{"IMAP continuation", "imap", script{"STARTTLS": "+ go on"}, fact.STARTTLSRefused},
		{"IMAP, another's tag", "imap", script{"STARTTLS": "x9 OK begin<tls>"}, fact.STARTTLSRefused},
		{"IMAP, no tag", "imap", script{"STARTTLS": "OK begin<tls>"}, fact.STARTTLSRefused},
		{"IMAP, untagged only", "imap", script{"STARTTLS": "* OK begin<tls>"}, fact.STARTTLSRefused},
		{"IMAP PREAUTH", "imap", script{"STARTTLS": "$tag PREAUTH welcome"}, fact.STARTTLSRefused},
		{"IMAP, a tag and no more", "imap", script{"STARTTLS": "$tag"}, fact.STARTTLSRefused},
		{"IMAP, no answer", "imap", script{"STARTTLS": "<silence>"}, fact.STARTTLSRefused},
		{"IMAP, hangs up", "imap", script{"STARTTLS": "<close>"}, fact.STARTTLSRefused},
		{"POP3 continuation", "pop3", script{"STLS": "+ go on"}, fact.STARTTLSRefused},
		{"POP3, IMAP's answer", "pop3", script{"STLS": "* OK begin<tls>"}, fact.STARTTLSRefused},
		{"POP3, nearly yes", "pop3", script{"STLS": "+OKAY<tls>"}, fact.STARTTLSRefused},
		{"POP3, no answer", "pop3", script{"STLS": "<silence>"}, fact.STARTTLSRefused},
		{"SMTP 354", "smtp", script{"STARTTLS": "354 go on"}, fact.STARTTLSRefused},
		{"SMTP 250", "smtp", script{"STARTTLS": "250 2.0.0 OK<tls>"}, fact.STARTTLSRefused},
		{"SMTP 235", "smtp", script{"STARTTLS": "235 2.7.0 you are logged in"}, fact.STARTTLSRefused},
		{"SMTP, two codes in one answer", "smtp", script{"STARTTLS": "220-go\n250 ahead<tls>"}, fact.STARTTLSRefused},
		{"SMTP, four digits", "smtp", script{"STARTTLS": "2200 go<tls>"}, fact.STARTTLSRefused},
		{"SMTP, an answer without end", "smtp", script{"STARTTLS": "220-go<silence>"}, fact.STARTTLSRefused},
		{"SMTP, too late", "smtp", script{"STARTTLS": "<wait 11s>220 go<tls>"}, fact.STARTTLSRefused},
		{"SMTP, hangs up", "smtp", script{"STARTTLS": "<reset>"}, fact.STARTTLSRefused},
	})
}
