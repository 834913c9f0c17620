package probe_test

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Answers that are sent before the handshake, to be read behind it as if TLS had
// carried them.
func TestHostileInjection(t *testing.T) {
	holdsBack(t, []hostile{
		{"IMAP, capabilities", "imap", script{"STARTTLS": "$tag OK begin<inject * CAPABILITY IMAP4rev1 AUTH=PLAIN><tls>"}, fact.STARTTLSInjection},
		{"IMAP, the next answer", "imap", script{"STARTTLS": "$tag OK begin<inject m2 OK done><tls>"}, fact.STARTTLSInjection},
		{"IMAP, acceptance", "imap", script{"STARTTLS": "$tag OK begin<inject m3 OK logged in><tls>"}, fact.STARTTLSInjection},
		{"IMAP, the same answer twice", "imap", script{"STARTTLS": "$tag OK begin\n$tag OK begin<tls>"}, fact.STARTTLSInjection},
		{"IMAP, yes and no", "imap", script{"STARTTLS": "$tag OK begin\n$tag NO stop<tls>"}, fact.STARTTLSInjection},
		{"IMAP, an empty line", "imap", script{"STARTTLS": "$tag OK begin\n\n<tls>"}, fact.STARTTLSInjection},
		{"IMAP, one byte", "imap", script{"STARTTLS": "$tag OK begin\n\x00<wait 1ms><tls>"}, fact.STARTTLSInjection},
		{"IMAP, half a line", "imap", script{"STARTTLS": "$tag OK begin\n* OK half<wait 1ms><tls>"}, fact.STARTTLSInjection},
		{"IMAP, a moment later", "imap", script{"STARTTLS": "$tag OK begin\n<wait 60ms>* CAPABILITY AUTH=PLAIN<tls>"}, fact.STARTTLSInjection},
		{"IMAP, with the greeting", "imap", script{"greeting": "* OK [CAPABILITY IMAP4rev1 STARTTLS] hello\nm1 OK begin"}, fact.STARTTLSInjection},
		{"IMAP, with the capabilities", "imap", script{"greeting": "* OK hello", "clear CAPABILITY": "* CAPABILITY STARTTLS\n$tag OK\nm2 OK begin"}, fact.STARTTLSInjection},
		{"POP3, acceptance", "pop3", script{"STLS": "+OK go<inject +OK logged in><tls>"}, fact.STARTTLSInjection},
		{"POP3, capabilities", "pop3", script{"STLS": "+OK go<inject +OK><inject USER><inject .><tls>"}, fact.STARTTLSInjection},
		{"POP3, with the greeting", "pop3", script{"greeting": "+OK hello\n+OK\nSTLS\n.\n+OK go"}, fact.STARTTLSInjection},
		{"POP3, a moment later", "pop3", script{"STLS": "+OK go\n<wait 60ms>+OK<tls>"}, fact.STARTTLSInjection},
		{"SMTP, acceptance", "smtp", script{"STARTTLS": "220 go<inject 235 2.7.0 ok><tls>"}, fact.STARTTLSInjection},
		{"SMTP, capabilities", "smtp", script{"STARTTLS": "220 go<inject 250-forged><inject 250 AUTH PLAIN><tls>"}, fact.STARTTLSInjection},
		{"SMTP, with the greeting", "smtp", script{"greeting": "220 hello\n250-x\n250 STARTTLS\n220 go"}, fact.STARTTLSInjection},
		{"SMTP, a moment later", "smtp", script{"STARTTLS": "220 go\n<wait 60ms>235 ok<tls>"}, fact.STARTTLSInjection},
	})
}
