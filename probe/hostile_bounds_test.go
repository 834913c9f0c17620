package probe_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
)

// Servers that never end: lines, answers, literals and lists that would fill the
// memory of whoever reads them whole.
func TestHostileEndless(t *testing.T) {
	holdsBack(t, []hostile{
		{"IMAP, a greeting", "imaps", script{"greeting": "* OK <endless>"}, fact.NotAMailServer},
		{"SMTP, a greeting in the clear", "smtp", script{"greeting": "<flood 220-hello>"}, fact.NotAMailServer},
		{"POP3, a greeting of garbage", "pop3s", script{"greeting": "<garbage 1000000>"}, fact.NotAMailServer},
		{"IMAP, a line of 64 KiB and one", "imap", script{"greeting": "* OK " + strings.Repeat("x", 64<<10) + "\n"}, fact.NotAMailServer},
		{"IMAP, untagged answers", "imap", script{"greeting": "* OK hello", "CAPABILITY": "<flood * OK wait>"}, fact.NotAMailServer},
		{"IMAP, a capability", "imaps", script{"greeting": "* OK hello", "CAPABILITY": "* CAPABILITY <endless>"}, fact.NotAMailServer},
		{"POP3, capabilities", "pop3", script{"CAPA": "+OK\n<flood X>"}, fact.NotAMailServer},
		{"SMTP, capabilities", "smtps", script{"EHLO": "<flood 250-X>"}, fact.NotAMailServer},
		{"IMAP, an answer to STARTTLS", "imap", script{"STARTTLS": "$tag OK <endless>"}, fact.STARTTLSRefused},
		{"SMTP, an answer to STARTTLS", "smtp", script{"STARTTLS": "<flood 220-go>"}, fact.STARTTLSRefused},
		{"IMAP, a literal of 4 GiB", "imap", script{"greeting": "* OK hello", "CAPABILITY": "* LIST () \"/\" {4294967295}\n<endless>"}, fact.NotAMailServer},
		{"IMAP, a literal with an answer in it", "imap", script{"greeting": "* OK hello", "CAPABILITY": "* LIST () \"/\" {20}\nnothing to see here\n$tag OK"}, fact.NotAMailServer},
	})
}

// Bytes that belong in no line, and lines that are none.
func TestHostileBytes(t *testing.T) {
	holdsBack(t, []hostile{
		{"NULs for a greeting", "imap", script{"greeting": "\x00\x00\x00\x00\n"}, fact.NotAMailServer},
		{"an empty line", "pop3", script{"greeting": "\n"}, fact.NotAMailServer},
		{"a star", "imap", script{"greeting": "*"}, fact.NotAMailServer},
		{"a star and a space", "imap", script{"greeting": "* \n"}, fact.NotAMailServer},
		{"two digits", "smtp", script{"greeting": "22"}, fact.NotAMailServer},
		{"digits from elsewhere", "smtp", script{"greeting": "٢٢٠ hello"}, fact.NotAMailServer},
		{"a code with a plus", "smtp", script{"greeting": "+220 hello"}, fact.NotAMailServer},
		{"half a line", "smtps", script{"greeting": "220 hel<close>"}, fact.ClosedBeforeGreeting},
		{"no status", "pop3s", script{"greeting": "+"}, fact.NotAMailServer},
	})
	letsThrough(t, []hostile{
		{"NULs in the greeting", "imap", script{"clear greeting": "* OK \x00[CAPABILITY\x00 STARTTLS]\x00 hello"}, ""},
		{"a literal below nothing", "imaps", script{"greeting": "* OK hello", "CAPABILITY": "* LIST () \"/\" {-1}\n$tag OK ("}, ""},
		{"no capabilities at all", "imaps", script{"greeting": "* OK hello", "CAPABILITY": "$tag OK", "accept": "$tag OK in"}, ""},
		{"a line end too few", "smtps", script{"EHLO": "250-\x00$host\r250-AUTH GSSAPI\n250 AUTH PLAIN"}, ""},
		{"a thousand capabilities", "pop3s", script{"CAPA": "+OK\nSASL PLAIN\n" + strings.Repeat("X\n", 1000) + "."}, ""},
		{"control characters everywhere", "imaps", script{
			"greeting": "* OK \x1b[2J\u202e hello", "CAPABILITY": "* CAPABILITY IMAP4rev1 \x1b[2J AUTH=PLAIN\n$tag OK \x07",
			"accept": "$tag OK \x1b[2J",
		}, ""},
	}, func(w *world, r *probe.Report, _ fact.Check) {
		for _, text := range everything(r) {
			if strings.ContainsAny(text, "\x00\x1b\x07\r\u202e") {
				w.Errorf("control characters in %q", text)
			}
		}
	})
}

// What comes late, or a byte at a time. Neither holds the run up beyond the
// time of the step.
func TestHostileLate(t *testing.T) {
	drip := func(text string) string {
		var b strings.Builder
		for _, c := range text {
			fmt.Fprintf(&b, "%c<wait 5s>", c)
		}
		return b.String()
	}
	rows := []hostile{
		{"IMAP, no greeting", "imap", script{"greeting": "<silence>"}, fact.GreetingTimeout},
		{"SMTP, a greeting too late", "smtp", script{"greeting": "<wait 16s>220 hello"}, fact.GreetingTimeout},
		{"POP3, a greeting too late within TLS", "pop3s", script{"greeting": "<wait 16s>+OK hello"}, fact.GreetingTimeout},
		{"IMAP, a greeting byte by byte", "imaps", script{"greeting": drip("* OK hello\n")}, fact.NotAMailServer},
		{"SMTP, capabilities too late", "smtps", script{"EHLO": "<wait 11s>250 AUTH PLAIN"}, fact.NotAMailServer},
		{"POP3, capabilities line by line", "pop3s", script{"CAPA": "+OK\n" + strings.Repeat("X\n<wait 4s>", 5) + "."}, fact.NotAMailServer},
		{"IMAP, STARTTLS byte by byte", "imap", script{"STARTTLS": drip("m1 OK begin\n")}, fact.STARTTLSRefused},
		{"SMTP, the handshake too late", "smtp", script{"STARTTLS": "220 go\n<wait 11s><tls>"}, fact.TLSHandshakeFailed},
	}
	holdsBack(t, rows)
	for _, row := range rows {
		t.Run(row.name+", in time", func(t *testing.T) {
			inWorld(t, func(w *world) {
				e := w.hostile(row)
				start := time.Now()
				w.run(hostileDomain, only(e.Protocol))
				if took := time.Since(start); took > 17*time.Second {
					w.Errorf("the run took %v", took)
				}
			})
		})
	}
}

// A mailbox, behind a login, that does not open or does not end.
func TestHostileMailbox(t *testing.T) {
	letsThrough(t, []hostile{
		{"IMAP, a literal of 4 GiB", "imaps", script{"in EXAMINE": "* 1 FETCH (BODY[] {4294967295}\n<endless>"}, fact.MailboxUnavailable},
		{"IMAP, untagged answers without end", "imaps", script{"in EXAMINE": "<flood * 1 EXISTS>"}, fact.MailboxUnavailable},
		{"IMAP, silence", "imaps", script{"in EXAMINE": "<silence>"}, fact.MailboxUnavailable},
		{"IMAP, another's tag", "imaps", script{"in EXAMINE": "x9 OK [READ-ONLY] done"}, fact.MailboxUnavailable},
		{"IMAP, hangs up", "imaps", script{"in EXAMINE": "* BYE so long\n<close>"}, fact.MailboxUnavailable},
		{"POP3, a number too large", "pop3s", script{"in STAT": "+OK 99999999999999999999 1"}, ""},
		{"POP3, silence", "pop3s", script{"in STAT": "<silence>"}, fact.MailboxUnavailable},
		{"POP3, a line without end", "pop3s", script{"in STAT": "+OK <endless>"}, fact.MailboxUnavailable},
		{"POP3, another protocol", "pop3s", script{"in STAT": "250 1 1"}, fact.MailboxUnavailable},
	}, nil)
}
