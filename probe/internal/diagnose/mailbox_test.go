package diagnose_test

import "github.com/mailprobe/mailprobe/probe/fact"

func mailboxRows() []row {
	quota := func(used string) *wire {
		return &wire{on: "imaps", login: "PLAIN", script: script{
			"accept":          "$tag OK [CAPABILITY IMAP4rev1 QUOTA] in",
			"in GETQUOTAROOT": "* QUOTAROOT INBOX \"\"\n* QUOTA \"\" (STORAGE " + used + " 1000)\n$tag OK done",
		}}
	}
	return []row{
		{
			code: fact.QuotaNearlyFull, severity: fact.Warning, evidence: "STORAGE 930 1000", wire: quota("930"),
			en: "the mailbox is 93 % full.", de: "Das Postfach ist zu 93 % belegt.",
		},
		{
			code: fact.QuotaFull, evidence: "STORAGE 1001 1000", wire: quota("1001"),
			en: "the mailbox is full; it takes no more mail.", de: "Das Postfach ist voll und nimmt keine E-Mails mehr an.",
		},
		{
			code: fact.SenderNotOwned, evidence: "553 5.7.1",
			wire: &wire{on: "smtps", login: "PLAIN", sender: "other@d.example", script: script{
				"in RCPT": "553 5.7.1 <other@d.example>: Sender address rejected: not owned by user anna@d.example",
			}},
			en: "mail.d.example does not let this user send as other@d.example.",
			de: "mail.d.example lässt diesen Benutzer nicht als other@d.example senden.",
		},
		{
			code: fact.MailboxUnavailable, evidence: "it is being moved",
			wire: &wire{on: "imaps", login: "PLAIN", script: script{"in EXAMINE": "$tag NO it is being moved"}},
			en:   "mail.d.example accepts the login, but the mailbox does not open.",
			de:   "mail.d.example nimmt die Anmeldung an, das Postfach lässt sich aber nicht öffnen.",
		},
		{
			code: fact.MailboxUnavailable, name: "moved", evidence: "[REFERRAL ",
			wire: &wire{on: "imaps", login: "PLAIN", script: script{"login": "$tag NO [REFERRAL imap://new.example/] try there"}},
			en:   "mail.d.example says that the mailbox is on another server now.",
			de:   "mail.d.example meldet, dass das Postfach jetzt auf einem anderen Server liegt.",
		},
		{
			code: fact.MailboxUnavailable, name: "for good", evidence: "[SYS/PERM]",
			wire: &wire{on: "pop3s", login: "PLAIN", script: script{"login": "-ERR [SYS/PERM] the maildrop is damaged"}},
			en:   "mail.d.example cannot open the mailbox, and says that this will not pass by itself.",
			de:   "mail.d.example kann das Postfach nicht öffnen und meldet, dass sich das nicht von selbst gibt.",
		},
		{
			code: fact.ProtocolDisabled, name: "only the mailbox says so", evidence: "authenticated but not connected",
			wire: &wire{on: "imaps", login: "PLAIN", script: script{"in EXAMINE": "$tag NO User is authenticated but not connected."}},
			en:   "IMAP is switched off for this mailbox at mail.d.example.", de: "IMAP ist für dieses Postfach bei mail.d.example abgeschaltet.",
		},
		{
			code: fact.ProtocolDisabled, name: "the login says so", evidence: "Please enable IMAP access",
			wire: &wire{on: "imaps", login: "PLAIN", script: script{"accept": "$tag OK [ALERT] Please enable IMAP access in your account settings first.", "in EXAMINE": "* BAD no"}},
			en:   "IMAP is switched off for this mailbox at mail.d.example.", de: "IMAP ist für dieses Postfach bei mail.d.example abgeschaltet.",
		},
	}
}
