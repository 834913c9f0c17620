package probe_test

import (
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
)

// PREAUTH: the client is told that it is logged in. STARTTLS is not allowed any
// more then (RFC 9051, section 7.1.4), so one that goes on stays in the clear.
func TestHostilePreauth(t *testing.T) {
	holdsBack(t, []hostile{
		{"bare", "imap", script{"greeting": "* PREAUTH welcome"}, fact.PreauthCleartext},
		{"with STARTTLS", "imap", script{"greeting": "* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] welcome"}, fact.PreauthCleartext},
		{"in small letters", "imap", script{"greeting": "* preauth welcome"}, fact.PreauthCleartext},
		{"within TLS", "imaps", script{"greeting": "* PREAUTH welcome"}, fact.NotAMailServer},
	})
}

// Referrals (RFC 2221, RFC 2193) lead elsewhere; whoever follows one brings the
// password along.
func TestHostileReferrals(t *testing.T) {
	holdsBack(t, []hostile{
		{"IMAP BYE", "imap", script{"greeting": "* BYE [REFERRAL imap://" + thief + "/] moved\n<close>"}, fact.ServerRefusesClient},
		{"IMAP BYE within TLS", "imaps", script{"greeting": "* BYE [REFERRAL imaps://" + thief + "/] moved\n<close>"}, fact.ServerRefusesClient},
		{"IMAP, for STARTTLS", "imap", script{"STARTTLS": "$tag NO [REFERRAL imap://" + thief + "/] there"}, fact.STARTTLSRefused},
		{"IMAP, for CAPABILITY", "imap", script{"greeting": "* OK hello", "CAPABILITY": "$tag NO [REFERRAL imap://" + thief + "/] there"}, fact.CleartextOnly},
		{"POP3", "pop3", script{"greeting": "-ERR [REFERRAL pop://" + thief + "/] moved\n<close>"}, fact.ServerRefusesClient},
		{"SMTP", "smtp", script{"greeting": "554 go to " + thief + "\n<close>"}, fact.ServerRefusesClient},
		{"SMTP, for STARTTLS", "smtp", script{"STARTTLS": "551 try <" + thief + ">"}, fact.STARTTLSRefused},
	})
	letsThrough(t, []hostile{
		{"IMAP, beside the login", "imaps", script{"greeting": "* OK [REFERRAL imap://" + thief + "/] hello", "accept": "$tag OK [REFERRAL imap://" + thief + "/] in"}, ""},
		{"IMAP, for the mailbox", "imaps", script{"in EXAMINE": "$tag NO [REFERRAL imap://" + thief + "/INBOX] there"}, fact.MailboxUnavailable},
		{"SMTP, beside the login", "smtps", script{"EHLO": "250-" + thief + "\n250 AUTH PLAIN"}, ""},
	}, nil)
}

// Mailbox data that comes before TLS, to be taken for the mailbox's own.
func TestHostileUntagged(t *testing.T) {
	forged := "* 666 EXISTS\n* 666 RECENT\n* 1 EXPUNGE\n* FLAGS (\\Forged)\n* SEARCH 1 2 3\n" +
		"* LIST (\\Forged) \"/\" forged\n* LSUB () \"/\" forged\n* STATUS INBOX (MESSAGES 666)\n" +
		"* 1 FETCH (FLAGS (\\Forged))\n* OK [UIDVALIDITY 666] forged\n* NO forged\n* BAD forged\n"
	letsThrough(t, []hostile{
		{"before the capabilities", "imap", script{"clear greeting": "* OK hello", "clear CAPABILITY": forged + "* CAPABILITY IMAP4rev1 STARTTLS\n$tag OK"}, ""},
		{"behind the greeting", "imap", script{"clear greeting": "* OK hello\n" + forged}, ""},
		{"before the answer to STARTTLS", "imap", script{"STARTTLS": forged + "$tag OK begin<tls>"}, ""},
		{"a second greeting within TLS", "imap", script{"tls greeting": "* PREAUTH [CAPABILITY IMAP4rev1 AUTH=FORGED] forged"}, ""},
	}, func(w *world, _ *probe.Report, c fact.Check) {
		if c.Mailbox == nil || !c.Mailbox.Opened || c.Mailbox.Messages != 1 {
			w.Errorf("mailbox: %+v", c.Mailbox)
		}
		if kept := strings.Join(append(c.Mechanisms, c.Capabilities...), " "); strings.Contains(strings.ToLower(kept), "forged") {
			w.Errorf("kept: %s", kept)
		}
	})
}

// Words for the user that anybody on the way may have written. They may be
// evidence, and are marked as said in the clear; they move no cursor and make no
// links work.
func TestHostileAlerts(t *testing.T) {
	const alert = "[ALERT] \x1b[2J\x07Your mailbox is full. Call +1 900 \u202e 5550 now"
	rows := []hostile{
		{"IMAP, greeting", "imap", script{"greeting": "* BYE " + alert + "\n<close>"}, fact.ServerRefusesClient},
		{"IMAP, STARTTLS", "imap", script{"STARTTLS": "* OK " + alert + "\n$tag NO " + alert}, fact.STARTTLSRefused},
		{"POP3, greeting", "pop3", script{"greeting": "-ERR " + alert + "\n<close>"}, fact.ServerRefusesClient},
		{"POP3, STLS", "pop3", script{"STLS": "-ERR " + alert}, fact.STARTTLSRefused},
		{"SMTP, greeting", "smtp", script{"greeting": "554-" + alert + "\n554 " + alert + "\n<close>"}, fact.ServerRefusesClient},
		{"SMTP, STARTTLS", "smtp", script{"STARTTLS": "454 " + alert}, fact.STARTTLSRefused},
	}
	holdsBack(t, rows)
	for _, row := range rows {
		t.Run(row.name+", marked", func(t *testing.T) {
			inWorld(t, func(w *world) {
				e := w.hostile(row)
				r := w.run(hostileDomain, only(e.Protocol))
				if f := checkOf(w, r, e).Failure; f == nil || !f.Clear {
					w.Errorf("not marked as said in the clear: %+v", f)
				}
				for _, text := range everything(r) {
					if strings.ContainsAny(text, "\x1b\x07\u202e") {
						w.Errorf("control characters in %q", text)
					}
				}
			})
		})
	}
}
