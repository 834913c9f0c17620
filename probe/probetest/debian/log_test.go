package debian

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/probe/fact"
)

func TestDovecotLoginsOfLines(t *testing.T) {
	for _, test := range []struct {
		name string
		log  string
		want []Login
	}{
		{
			"accepted",
			`2026-11-21 22:07:29.7 imap-login: Info: Login: user=<anna@example.com>, method=PLAIN, rip=192.0.2.1, rport=45672, lip=192.0.2.10, lport=143, TLS, session=<s1>`,
			[]Login{{Protocol: fact.IMAP, Port: 143, User: "anna@example.com", Mechanism: "PLAIN", TLS: true, Accepted: true}},
		},
		{
			"accepted without TLS by a client of the same address",
			`2026-11-21 22:07:29.7 pop3-login: Info: Login: user=<anna>, method=PLAIN, rip=192.0.2.1, rport=45672, lip=192.0.2.1, lport=110, secured, session=<s1>`,
			[]Login{{Protocol: fact.POP3, Port: 110, User: "anna", Mechanism: "PLAIN", Accepted: true}},
		},
		{
			"each refusal has its own name, on its own connection",
			`2026-11-21 22:07:28.1 auth: Info: passwd-file(anna,192.0.2.1,<s1>): Password mismatch
2026-11-21 22:07:28.2 auth: Info: passwd-file(ben,2001:db8::1,<s2>): unknown user
2026-11-21 22:07:28.3 auth-worker(17): Info: passwd-file(anna@example.com,192.0.2.1,<s1>): Password mismatch
2026-11-21 22:07:29.1 imap-login: Info: Disconnected: Connection closed (auth failed, 1 attempts in 1 secs): user=<ben>, method=LOGIN, rip=2001:db8::1, rport=1, lip=2001:db8::10, lport=993, TLS, session=<s2>
2026-11-21 22:07:29.2 imap-login: Info: Login: user=<anna@example.com>, method=PLAIN, rip=192.0.2.1, rport=2, lip=192.0.2.10, lport=993, TLS, session=<s1>`,
			[]Login{
				{
					Protocol: fact.IMAP, Port: 993, User: "ben", Mechanism: "LOGIN", TLS: true,
					Refused: []string{"ben"}, Reason: "Connection closed (auth failed, 1 attempts in 1 secs)",
				},
				{
					Protocol: fact.IMAP, Port: 993, User: "anna@example.com", Mechanism: "PLAIN", TLS: true, Accepted: true,
					Refused: []string{"anna", "anna@example.com"},
				},
			},
		},
		{
			"a name that was not read",
			`2026-11-21 22:07:28.1 auth: Info: plain(?,192.0.2.1,<s1>): Invalid base64 data in initial response
2026-11-21 22:07:29.1 imap-login: Info: Disconnected: Connection closed (auth failed, 2 attempts in 1 secs): user=<>, method=PLAIN, rip=192.0.2.1, rport=1, lip=192.0.2.10, lport=143, TLS, session=<s1>`,
			[]Login{{
				Protocol: fact.IMAP, Port: 143, Mechanism: "PLAIN", TLS: true,
				Refused: []string{"", ""}, Reason: "Connection closed (auth failed, 2 attempts in 1 secs)",
			}},
		},
		{
			"a name that looks like the log",
			`2026-11-21 22:07:28.1 auth: Info: passwd-file(a,192.0.2.1,<s2>): x,192.0.2.1,<s1>): unknown user
2026-11-21 22:07:29.1 imap-login: Info: Disconnected: Connection closed (auth failed, 1 attempts in 1 secs): user=<a,192.0.2.1,<s2>): x>, method=PLAIN, rip=192.0.2.1, rport=1, lip=192.0.2.10, lport=143, TLS, session=<s1>`,
			[]Login{{
				Protocol: fact.IMAP, Port: 143, User: "a,192.0.2.1,<s2>): x", Mechanism: "PLAIN", TLS: true,
				Refused: []string{"a,192.0.2.1,<s2>): x"}, Reason: "Connection closed (auth failed, 1 attempts in 1 secs)",
			}},
		},
		{
			"a password in the clear",
			`2026-11-21 22:30:24.7 imap-login: Info: Login failed: Plaintext authentication disabled: user=<>, rip=192.0.2.1, rport=42716, lip=192.0.2.10, lport=143, session=<s1>
2026-11-21 22:30:24.8 imap-login: Info: Disconnected: Connection closed (auth failed, 1 attempts in 0 secs): user=<anna>, rip=192.0.2.1, rport=42716, lip=192.0.2.10, lport=143, session=<s1>`,
			[]Login{{
				Protocol: fact.IMAP, Port: 143, User: "anna",
				Refused: []string{"anna"}, Reason: "Connection closed (auth failed, 1 attempts in 0 secs)",
			}},
		},
		{
			"no login",
			`2026-11-21 22:07:28.7 imap-login: Info: Disconnected: Connection closed (no auth attempts in 0 secs): user=<>, rip=192.0.2.1, rport=45662, lip=192.0.2.10, lport=143, session=<s1>
2026-11-21 22:07:28.7 imap-login: Info: Disconnected: Connection closed (disconnected before auth was ready, waited 0 secs): user=<>, rip=192.0.2.1, rport=45662, lip=192.0.2.10, lport=143, session=<s2>
2026-11-21 22:07:29.7 imap(anna)<23196><s3>: Info: Disconnected: Logged out in=25 out=734
2026-11-21 22:07:29.7 auth: Info: passwd-file(anna,192.0.2.1): Password mismatch`,
			nil,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, dovecotLogins(strings.Split(test.log, "\n"))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestPostfixLoginsOfLines(t *testing.T) {
	ports := map[string]int{relayName: 25, submissionName: 587, submissionsName: 465}
	for _, test := range []struct {
		name string
		log  string
		want []Login
	}{
		{
			"two connections at once, one port after the other",
			`Nov 21 21:31:06 mail postfix/submission/smtpd[1]: connect from unknown[192.0.2.1]:1001
Nov 21 21:31:06 mail postfix/submissions/smtpd[2]: connect from unknown[2001:db8::1]:1001
Nov 21 21:31:06 mail postfix/submission/smtpd[1]: Anonymous TLS connection established from unknown[192.0.2.1]:1001: TLSv1.3 with cipher X
Nov 21 21:31:06 mail postfix/submissions/smtpd[2]: Anonymous TLS connection established from unknown[2001:db8::1]:1001: TLSv1.3 with cipher X
Nov 21 21:31:06 mail postfix/submission/smtpd[1]: warning: unknown[192.0.2.1]:1001: SASL PLAIN authentication failed: (reason unavailable), sasl_username=anna
Nov 21 21:31:07 mail postfix/submissions/smtpd[2]: disconnect from unknown[2001:db8::1]:1001 ehlo=1 auth=1 quit=1 commands=3
Nov 21 21:31:08 mail postfix/submission/smtpd[1]: disconnect from unknown[192.0.2.1]:1001 ehlo=2 starttls=1 auth=0/1 commands=3/4
Nov  1 21:31:08 mail postfix/smtpd[3]: connect from unknown[192.0.2.1]:1001
Nov  1 21:31:08 mail postfix/smtpd[3]: disconnect from unknown[192.0.2.1]:1001 ehlo=1 auth=0/1 quit=1 commands=2/3`,
			[]Login{
				{Protocol: fact.SMTP, Port: 465, TLS: true, Accepted: true},
				{
					Protocol: fact.SMTP, Port: 587, User: "anna", Mechanism: "PLAIN", TLS: true,
					Refused: []string{"anna"}, Reason: "(reason unavailable)",
				},
				{Protocol: fact.SMTP, Port: 25, Refused: []string{""}},
			},
		},
		{
			"aborted, and accepted with a message",
			`Nov 21 21:31:06 mail postfix/smtpd[1]: connect from unknown[192.0.2.1]:1001
Nov 21 21:31:06 mail postfix/smtpd[1]: Anonymous TLS connection established from unknown[192.0.2.1]:1001: TLSv1.3 with cipher X
Nov 21 21:31:06 mail postfix/smtpd[1]: warning: unknown[192.0.2.1]:1001: SASL LOGIN authentication aborted
Nov 21 21:31:06 mail postfix/smtpd[1]: 4AB: client=unknown[192.0.2.1]:1001, sasl_method=PLAIN, sasl_username=anna@example.com
Nov 21 21:31:06 mail postfix/smtpd[1]: disconnect from unknown[192.0.2.1]:1001 ehlo=2 starttls=1 auth=1/2 mail=1 rcpt=1 commands=6/7`,
			[]Login{{
				Protocol: fact.SMTP, Port: 25, User: "anna@example.com", Mechanism: "PLAIN", TLS: true, Accepted: true,
				Refused: []string{""},
			}},
		},
		{
			"no login",
			`Nov 21 21:31:06 mail postfix/smtpd[1]: connect from unknown[192.0.2.1]:1001
Nov 21 21:31:06 mail postfix/smtpd[1]: lost connection after CONNECT from unknown[192.0.2.1]:1001
Nov 21 21:31:06 mail postfix/smtpd[1]: disconnect from unknown[192.0.2.1]:1001 commands=0/0
Nov 21 21:31:06 mail postfix/qmgr[2]: 4AB: removed`,
			nil,
		},
		{
			"Dovecot took longer than Postfix waits",
			`Nov 21 22:45:18 mail postfix/submissions/smtpd[1]: connect from unknown[192.0.2.1]:1001
Nov 21 22:45:18 mail postfix/submissions/smtpd[1]: Anonymous TLS connection established from unknown[192.0.2.1]:1001: TLSv1.3 with cipher X
Nov 21 22:45:28 mail postfix/submissions/smtpd[1]: warning: unknown[192.0.2.1]:1001: SASL PLAIN authentication failed: Connection lost to authentication server, sasl_username=(unavailable)
Nov 21 22:45:28 mail postfix/submissions/smtpd[1]: disconnect from unknown[192.0.2.1]:1001 ehlo=1 auth=0/1 quit=1 commands=2/3`,
			[]Login{{
				Protocol: fact.SMTP, Port: 465, Mechanism: "PLAIN", TLS: true,
				Refused: []string{""}, Reason: "Connection lost to authentication server",
			}},
		},
		{
			"not over yet",
			`Nov 21 21:31:06 mail postfix/smtpd[1]: connect from unknown[192.0.2.1]:1001
Nov 21 21:31:06 mail postfix/smtpd[1]: warning: unknown[192.0.2.1]:1001: SASL PLAIN authentication failed: x, sasl_username=anna`,
			nil,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, postfixLogins(strings.Split(test.log, "\n"), ports)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
