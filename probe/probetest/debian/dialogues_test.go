package debian_test

import (
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest/debian"
)

// dialogues are all that are recorded. The sequence within one follows what a
// client finds out: before TLS, over TLS, refused, accepted.
func dialogues() []dialogue {
	all := []string{"plain", "login", "scram-sha-256", "scram-sha-1", "cram-md5", "xoauth2", "oauthbearer"}
	imapSession := []string{
		"a CAPABILITY",
		"a AUTHENTICATE PLAIN " + plain(anna, "wrong"),
		"a AUTHENTICATE PLAIN", plain(ben, password),
		"a LOGIN " + anna + " wrong",
		"a AUTHENTICATE GSSAPI",
		"a AUTHENTICATE PLAIN not!base64",
		"a AUTHENTICATE PLAIN", "*",
		"a NONSENSE",
		"a AUTHENTICATE PLAIN " + plain(anna, password),
		"a EXAMINE INBOX",
		"a EXAMINE Nowhere",
		"a LOGOUT",
	}
	pop3Session := []string{
		"CAPA",
		"AUTH",
		"AUTH PLAIN " + plain(anna, "wrong"),
		"AUTH PLAIN", plain(ben, password),
		"USER " + anna, "PASS wrong",
		"AUTH GSSAPI",
		"AUTH PLAIN not!base64",
		"AUTH PLAIN", "*",
		"NONSENSE",
		"AUTH PLAIN " + plain(anna, password),
		"STAT",
		"QUIT",
	}
	smtpSession := []string{
		"EHLO client.example.com",
		"AUTH PLAIN " + plain(anna, "wrong"),
		"AUTH PLAIN", plain(ben, password),
		"AUTH GSSAPI",
		"AUTH PLAIN not!base64",
		"AUTH PLAIN", "*",
		"NONSENSE",
		"AUTH PLAIN " + plain(anna, password),
		"AUTH PLAIN " + plain(anna, password),
		"QUIT",
	}
	return []dialogue{
		{
			name: "dovecot-imap-starttls", title: "IMAP with STARTTLS", protocol: fact.IMAP, mode: fact.STARTTLS,
			steps: slices.Concat([]string{
				"a CAPABILITY", "a LOGIN " + anna + " wrong", "a AUTHENTICATE PLAIN " + plain(anna, "wrong"), "a STARTTLS",
			}, imapSession),
		},
		{
			name: "dovecot-imap-implicit", title: "IMAP over TLS", protocol: fact.IMAP, mode: fact.Implicit,
			steps: imapSession,
		},
		{
			name: "dovecot-imap-mechanisms", title: "IMAP over TLS with more mechanisms",
			protocol: fact.IMAP, mode: fact.Implicit,
			dovecot: debian.DovecotConfig{Mechanisms: all},
			steps: []string{
				"a AUTHENTICATE SCRAM-SHA-256 " + sasl("n,,n="+anna+",r=rOprNGfwEbeRWgbNEkqO"),
				sasl("c=biws,r=rOprNGfwEbeRWgbNEkqO,p=AAAA"),
				"a AUTHENTICATE CRAM-MD5", sasl(anna + " 00000000000000000000000000000000"),
				"a AUTHENTICATE LOGIN", sasl(anna), sasl("wrong"),
				"a AUTHENTICATE XOAUTH2 " + sasl("user="+anna+"\x01auth=Bearer expired\x01\x01"), "",
				"a AUTHENTICATE OAUTHBEARER " + sasl("n,a="+anna+",\x01auth=Bearer expired\x01\x01"), sasl("\x01"),
				"a LOGIN " + anna + ` "` + password + `"`,
				"a LOGOUT",
			},
		},
		{
			name: "dovecot-imap-limits", title: "IMAP over TLS, one connection a user, with a quota",
			protocol: fact.IMAP, mode: fact.Implicit,
			dovecot: debian.DovecotConfig{MaxConnections: 1, Quota: "*:storage=100K"},
			steps: []string{
				"a AUTHENTICATE PLAIN " + plain(anna, password), "a GETQUOTAROOT INBOX", another,
				"a AUTHENTICATE PLAIN " + plain(anna, password), closed,
			},
		},
		{
			name: "dovecot-imap-closed-account", title: "IMAP over TLS, an account that may not log in",
			protocol: fact.IMAP, mode: fact.Implicit,
			dovecot: debian.DovecotConfig{
				Users: []debian.User{{Name: anna, Password: password, Fields: "nologin reason=Account_closed"}},
			},
			steps: []string{"a AUTHENTICATE PLAIN " + plain(anna, password), "a LOGOUT"},
		},
		{
			name: "dovecot-pop3-starttls", title: "POP3 with STLS", protocol: fact.POP3, mode: fact.STARTTLS,
			steps: slices.Concat([]string{
				"CAPA", "USER " + anna, "AUTH PLAIN " + plain(anna, "wrong"), "STLS",
			}, pop3Session),
		},
		{
			name: "dovecot-pop3-implicit", title: "POP3 over TLS", protocol: fact.POP3, mode: fact.Implicit,
			steps: pop3Session,
		},
		{
			name: "dovecot-pop3-apop", title: "POP3 over TLS with APOP", protocol: fact.POP3, mode: fact.Implicit,
			dovecot: debian.DovecotConfig{Mechanisms: []string{"plain", "apop"}},
			steps: []string{
				"CAPA",
				"APOP " + anna + " 00000000000000000000000000000000",
				"USER " + anna, "PASS " + password,
				"QUIT",
			},
		},
		{
			name: "dovecot-pop3-limits", title: "POP3 over TLS, one connection a user",
			protocol: fact.POP3, mode: fact.Implicit,
			dovecot: debian.DovecotConfig{MaxConnections: 1},
			steps: []string{
				"AUTH PLAIN " + plain(anna, password), another,
				"AUTH PLAIN " + plain(anna, password), closed,
			},
		},
		{
			name: "postfix-relay", title: "SMTP for other servers (port 25)", protocol: fact.SMTP, mode: fact.STARTTLS,
			steps: slices.Concat([]string{
				"EHLO client.example.com", "AUTH PLAIN " + plain(anna, "wrong"), "STARTTLS",
			}, smtpSession),
		},
		{
			name: "postfix-submission", title: "submission with STARTTLS (port 587)", protocol: fact.SMTP, mode: fact.STARTTLS,
			steps: slices.Concat([]string{
				"EHLO client.example.com", "MAIL FROM:<" + anna + ">", "AUTH PLAIN " + plain(anna, "wrong"), "STARTTLS",
				"EHLO client.example.com", "MAIL FROM:<" + anna + ">", "RCPT TO:<ben@example.org>", "RSET",
			}, smtpSession),
		},
		{
			name: "postfix-submissions", title: "submission over TLS (port 465)", protocol: fact.SMTP, mode: fact.Implicit,
			steps: smtpSession,
		},
		{
			name: "postfix-submissions-slow", title: "submission over TLS, with Dovecot keeping back a refusal for longer than Postfix's 10 seconds",
			protocol: fact.SMTP, mode: fact.Implicit,
			dovecot: debian.DovecotConfig{FailureDelay: 15 * time.Second},
			steps:   []string{"EHLO client.example.com", "AUTH PLAIN " + plain(anna, "wrong"), "QUIT"},
		},
	}
}
