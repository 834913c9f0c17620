package probe_test

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// A handshake that does not come through, in every way there is.
func TestHostileHandshake(t *testing.T) {
	holdsBack(t, []hostile{
		{"alert: handshake failure", "imaps", script{"handshake": "<alert 40>"}, fact.TLSHandshakeFailed},
		{"alert: internal error", "smtps", script{"handshake": "<alert 80>"}, fact.TLSHandshakeFailed},
		{"alert: unrecognized name", "pop3s", script{"handshake": "<alert 112>"}, fact.TLSHandshakeFailed},
		{"alert: close notify", "imaps", script{"handshake": "<alert 0>"}, fact.TLSHandshakeFailed},
		{"alert: access denied", "imaps", script{"handshake": "<alert 49>"}, fact.TLSHandshakeFailed},
		{"alert: protocol version", "imaps", script{"handshake": "<alert 70>"}, fact.TLSTooOld},
		{"alert: certificate required", "imaps", script{"handshake": "<alert 116>"}, fact.ClientCertificateRequired},
		{"alert that nobody knows", "imaps", script{"handshake": "<alert 255>"}, fact.TLSHandshakeFailed},
		{"alert, after STARTTLS", "smtp", script{"handshake": "<alert 40>"}, fact.TLSHandshakeFailed},
		{"TLS 1.0", "imaps", script{"handshake": "<max 1.0>"}, fact.TLSTooOld},
		{"TLS 1.1", "pop3s", script{"handshake": "<max 1.1>"}, fact.TLSTooOld},
		{"TLS 1.1, after STARTTLS", "smtp", script{"handshake": "<max 1.1>"}, fact.TLSTooOld},
		{"a certificate of ours", "smtps", script{"handshake": "<certificate>"}, fact.ClientCertificateRequired},
		{"a certificate of ours, after STARTTLS", "imap", script{"handshake": "<certificate>"}, fact.ClientCertificateRequired},
		{"silence", "imaps", script{"handshake": "<silence>"}, fact.TLSHandshakeFailed},
		{"silence, after STARTTLS", "smtp", script{"STARTTLS": "220 go\n<silence>"}, fact.TLSHandshakeFailed},
		{"hangs up", "imaps", script{"handshake": "<close>"}, fact.TLSHandshakeFailed},
		{"hangs up, after STARTTLS", "pop3", script{"STLS": "+OK go\n<close>"}, fact.TLSHandshakeFailed},
		{"breaks off", "smtps", script{"handshake": "<reset>"}, fact.TLSHandshakeFailed},
	})
}

// Something else than TLS comes on a port of implicit TLS. A client that goes
// on with what it is told there is in the clear.
func TestHostileNotTLS(t *testing.T) {
	holdsBack(t, []hostile{
		{"IMAP in the clear", "imaps", script{"handshake": "<skip>", "LOGIN": "$tag OK come in"}, fact.PlaintextOnTLSPort},
		{"IMAP in the clear, STARTTLS", "imaps", script{"handshake": "<skip>", "greeting": "* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN]"}, fact.PlaintextOnTLSPort},
		{"IMAP PREAUTH", "imaps", script{"handshake": "<skip>", "greeting": "* PREAUTH come in"}, fact.PlaintextOnTLSPort},
		{"POP3 in the clear", "pop3s", script{"handshake": "<skip>", "PASS": "+OK come in"}, fact.PlaintextOnTLSPort},
		{"SMTP in the clear", "smtps", script{"handshake": "<skip>", "AUTH": "235 come in"}, fact.PlaintextOnTLSPort},
		{"SMTP for IMAP", "imaps", script{"handshake": "<skip>", "greeting": "220 hello ESMTP"}, fact.WrongService},
		{"POP3 for SMTP", "smtps", script{"handshake": "<skip>", "greeting": "+OK hello"}, fact.WrongService},
		{"SSH", "imaps", script{"handshake": "<skip>", "greeting": "SSH-2.0-OpenSSH_9.2"}, fact.WrongService},
		{"HTTP", "pop3s", script{"handshake": "<skip>", "greeting": "HTTP/1.1 400 Bad Request"}, fact.WrongService},
		{"garbage", "imaps", script{"handshake": "<garbage 4000><silence>"}, fact.NotAMailServer},
		{"NULs", "smtps", script{"handshake": "\x00\x00\x00\x00\x00\x00\x00\x00<silence>"}, fact.NotAMailServer},
		{"a line without end", "pop3s", script{"handshake": "<endless>"}, fact.NotAMailServer},
	})
}

// Another mail protocol, or none, on a port of STARTTLS.
func TestHostileWrongService(t *testing.T) {
	holdsBack(t, []hostile{
		{"POP3 for IMAP", "imap", script{"greeting": "+OK POP3"}, fact.WrongService},
		{"IMAP for POP3", "pop3", script{"greeting": "* OK IMAP4rev1"}, fact.WrongService},
		{"POP3 for SMTP", "smtp", script{"greeting": "+OK POP3"}, fact.WrongService},
		{"IMAP for SMTP, within TLS", "smtps", script{"greeting": "* OK IMAP4rev1"}, fact.WrongService},
		{"FTP for SMTP", "smtp", script{"greeting": "220 FTP ready", "EHLO": "500 what?"}, fact.WrongService},
		{"HTTP", "imap", script{"greeting": "HTTP/1.1 200 OK\nServer: here\n"}, fact.WrongService},
		{"a challenge for a password", "pop3", script{"greeting": "Password:"}, fact.NotAMailServer},
		{"a continuation", "imap", script{"greeting": "+ go on"}, fact.NotAMailServer},
		{"acceptance", "smtp", script{"greeting": "235 2.7.0 welcome"}, fact.NotAMailServer},
		{"a tagged answer", "imap", script{"greeting": "m1 OK logged in"}, fact.NotAMailServer},
	})
}
