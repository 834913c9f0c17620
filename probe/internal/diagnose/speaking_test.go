package diagnose_test

import (
	"io"
	"net"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

type script = probetest.Script

// says is a server that says one thing, whatever it is asked.
func says(text string) func(net.Conn) {
	return func(c net.Conn) {
		_, _ = io.WriteString(c, text)
		_, _ = io.Copy(io.Discard, c)
	}
}

// answers is a server that waits for the client's first bytes.
func answers(text string) func(net.Conn) {
	return func(c net.Conn) {
		_, _ = c.Read(make([]byte, 4096))
		_, _ = io.WriteString(c, text)
	}
}

func speakingRows() []row {
	const (
		none   = "what answers on mail.d.example:993 is no mail server."
		keiner = "Was auf mail.d.example:993 antwortet, ist kein Mailserver."
	)
	return []row{
		{
			code: fact.NotAMailServer, name: "bytes without meaning", evidence: `\x`,
			wire: &wire{on: "imaps", script: script{"greeting": "<garbage 100>\n"}}, en: none, de: keiner,
		},
		{
			code: fact.NotAMailServer, name: "a line without end", evidence: "* OK xxx",
			wire: &wire{on: "imaps", script: script{"greeting": "* OK <endless>"}}, en: none, de: keiner,
		},
		{
			code: fact.NotAMailServer, name: "SSH where TLS belongs, of an unknown kind", evidence: "hello there",
			wire: &wire{on: "imaps", serve: says("hello there\r\n")}, en: none, de: keiner,
		},
		{
			code: fact.WrongService, name: "POP3 on the IMAP port", evidence: "+OK POP3 ready",
			wire: &wire{on: "imap", serve: says("+OK POP3 ready\r\n")},
			en:   "mail.d.example:143 speaks POP3, not IMAP.", de: "mail.d.example:143 spricht POP3, nicht IMAP.",
		},
		{
			code: fact.WrongService, name: "SMTP within TLS", evidence: "220 mail.d.example ESMTP",
			wire: &wire{on: "pop3s", script: script{"greeting": "220 $host ESMTP"}},
			en:   "mail.d.example:995 speaks SMTP, not POP3.", de: "mail.d.example:995 spricht SMTP, nicht POP3.",
		},
		{
			code: fact.WrongService, name: "a web server that answers the handshake", evidence: "HTTP/1.1 400 Bad Request",
			wire: &wire{on: "smtps", serve: answers("HTTP/1.1 400 Bad Request\r\n\r\n")},
			en:   "mail.d.example:465 speaks HTTP, not SMTP.", de: "mail.d.example:465 spricht HTTP, nicht SMTP.",
		},
		{
			code: fact.WrongService, name: "SMTP in the clear on the IMAP port", evidence: "220 mail.d.example ESMTP",
			wire: &wire{on: "imaps", serve: says("220 mail.d.example ESMTP\r\n")},
			en:   "mail.d.example:993 speaks SMTP, not IMAP.", de: "mail.d.example:993 spricht SMTP, nicht IMAP.",
		},
		{
			code: fact.PlaintextOnTLSPort, name: "IMAP", evidence: "* OK mail.d.example ready",
			wire: &wire{on: "imaps", serve: says("* OK mail.d.example ready\r\n")},
			en:   "mail.d.example:993 speaks IMAP without TLS, where TLS from the start is expected.",
			de:   "mail.d.example:993 spricht IMAP ohne TLS, obwohl dort TLS von Beginn an erwartet wird.",
		},
		{
			code: fact.PlaintextOnTLSPort, name: "SMTP", evidence: "220 mail.d.example ESMTP ready",
			wire: &wire{on: "smtps", script: script{"handshake": "<skip>"}},
			en:   "mail.d.example:465 speaks SMTP without TLS, where TLS from the start is expected.",
			de:   "mail.d.example:465 spricht SMTP ohne TLS, obwohl dort TLS von Beginn an erwartet wird.",
		},
		{
			code: fact.TLSOnPlaintextPort, name: "found by a second connection", evidence: "TLS 1.3",
			wire: &wire{on: "imap", serve: speaksTLS},
			en:   "mail.d.example:143 wants TLS from the start; STARTTLS does not work there.",
			de:   "mail.d.example:143 erwartet TLS von Beginn an; STARTTLS funktioniert dort nicht.",
		},
		{
			code: fact.TLSOnPlaintextPort, name: "an alert in place of a greeting", evidence: `\x15\x03\x03`,
			wire: &wire{on: "smtp", serve: func(c net.Conn) { _, _ = c.Write([]byte{21, 3, 3, 0, 2, 2, 80}) }},
			en:   "mail.d.example:587 wants TLS from the start; STARTTLS does not work there.",
			de:   "mail.d.example:587 erwartet TLS von Beginn an; STARTTLS funktioniert dort nicht.",
		},
		{
			code: fact.ServerRefusesClient, name: "IMAP", evidence: "* BYE not from there",
			wire: &wire{on: "imaps", script: script{"greeting": "* BYE not from there\n<close>"}},
			en:   "mail.d.example:993 turns this computer away before the login.",
			de:   "mail.d.example:993 weist diesen Rechner schon vor der Anmeldung ab.",
		},
		{
			code: fact.ServerRefusesClient, name: "POP3", evidence: "-ERR go away",
			wire: &wire{on: "pop3s", script: script{"greeting": "-ERR go away\n<close>"}},
			en:   "mail.d.example:995 turns this computer away before the login.",
			de:   "mail.d.example:995 weist diesen Rechner schon vor der Anmeldung ab.",
		},
		{
			code: fact.ServerRefusesClient, name: "SMTP, a word that only looks like a list", evidence: "554 marble hall is closed",
			wire: &wire{on: "smtps", script: script{"greeting": "554 marble hall is closed\n<close>"}},
			en:   "mail.d.example:465 turns this computer away before the login.",
			de:   "mail.d.example:465 weist diesen Rechner schon vor der Anmeldung ab.",
		},
		{
			code: fact.IPBlocklisted, name: "GMX", evidence: "554 mail.d.example Nemesis ESMTP Service not available No SMTP service IP address is block listed",
			wire: &wire{on: "smtp:25", script: script{"greeting": "554-$host Nemesis ESMTP Service not available\n554-No SMTP service\n554 IP address is block listed\n<close>"}},
			en:   "mail.d.example:25 turns this computer away because its address is on a block list.",
			de:   "mail.d.example:25 weist diesen Rechner ab, weil seine Adresse auf einer Sperrliste steht.",
		},
		{
			code: fact.IPBlocklisted, name: "Postfix", evidence: "blocked using zen.spamhaus.org",
			wire: &wire{on: "smtp", script: script{"greeting": "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org\n<close>"}},
			en:   "mail.d.example:587 turns this computer away because its address is on a block list.",
			de:   "mail.d.example:587 weist diesen Rechner ab, weil seine Adresse auf einer Sperrliste steht.",
		},
	}
}
