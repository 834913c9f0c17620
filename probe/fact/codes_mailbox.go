package fact

// The codes of what is behind the login.
const (
	MailboxUnavailable Code = "mailbox-unavailable"
	QuotaNearlyFull    Code = "quota-nearly-full"
	QuotaFull          Code = "quota-full"
	SenderNotOwned     Code = "sender-not-owned"
)

var mailbox = []Cause{
	{
		Code: MailboxUnavailable, Severity: Error,
		Title: Words{"mailbox does not open", "Postfach öffnet nicht"},
		Message: Words{
			"{host} accepts the login, but the mailbox does not open.",
			"{host} nimmt die Anmeldung an, das Postfach lässt sich aber nicht öffnen.",
		},
		Remedy: Words{
			"Ask the provider: the mailbox may be locked, moved or not yet set up.",
			"Fragen Sie den Anbieter: Das Postfach ist womöglich gesperrt, umgezogen oder noch nicht eingerichtet.",
		},
		About: Words{
			"The server accepted the login, and then did not open the inbox or count the mail in it. " +
				"The evidence is its answer. The mailbox is being moved or repaired, was never set up, or lacks a licence.",
			"Der Server hat die Anmeldung angenommen, dann aber den Posteingang nicht geöffnet oder die E-Mails darin nicht gezählt. " +
				"Der Beleg ist seine Antwort. Das Postfach wird gerade umgezogen oder repariert, wurde nie eingerichtet oder hat keine Lizenz.",
		},
		Variants: []Variant{
			{
				Name: "moved",
				Message: Words{
					"{host} says that the mailbox is on another server now.",
					"{host} meldet, dass das Postfach jetzt auf einem anderen Server liegt.",
				},
				Remedy: Words{
					"Ask the provider for the new server name; a referral is not followed, for it could lead the password anywhere.",
					"Fragen Sie den Anbieter nach dem neuen Servernamen. Einem solchen Verweis wird nicht gefolgt, denn er könnte das Passwort überallhin führen.",
				},
			},
			{
				Name: "permanent",
				Message: Words{
					"{host} cannot open the mailbox, and says that this will not pass by itself.",
					"{host} kann das Postfach nicht öffnen und meldet, dass sich das nicht von selbst gibt.",
				},
			},
		},
	},
	{
		Code: QuotaNearlyFull, Severity: Warning,
		Title:   Words{"mailbox nearly full", "Postfach fast voll"},
		Message: Words{"the mailbox is {percent} % full.", "Das Postfach ist zu {percent} % belegt."},
		Remedy:  Words{"Delete or move mail before it is full.", "Löschen oder verschieben Sie E-Mails, bevor es voll ist."},
		About: Words{
			"At least 90 percent of the space is used, by the server's own figures (IMAP QUOTA). Soon new mail will be sent back to its senders.",
			"Nach Angabe des Servers (IMAP QUOTA) sind mindestens 90 Prozent des Speicherplatzes belegt. Bald gehen neue E-Mails an die Absender zurück.",
		},
	},
	{
		Code: QuotaFull, Severity: Error,
		Title: Words{"mailbox full", "Postfach voll"},
		Message: Words{
			"the mailbox is full; it takes no more mail.",
			"Das Postfach ist voll und nimmt keine E-Mails mehr an.",
		},
		Remedy: Words{
			"Delete or move mail, and empty the trash.",
			"Löschen oder verschieben Sie E-Mails und leeren Sie den Papierkorb.",
		},
		About: Words{
			"All of the space is used, by the server's own figures (IMAP QUOTA). " +
				"New mail is sent back to its senders, and programs fail to save sent mail and drafts. Large attachments and a full trash are the usual causes.",
			"Nach Angabe des Servers (IMAP QUOTA) ist der Speicherplatz vollständig belegt. " +
				"Neue E-Mails gehen an die Absender zurück, und Programme können gesendete E-Mails und Entwürfe nicht speichern. Meist sind große Anhänge und ein voller Papierkorb die Ursache.",
		},
	},
	{
		Code: SenderNotOwned, Severity: Error,
		Title: Words{"sender not allowed", "Absender nicht erlaubt"},
		Message: Words{
			"{host} does not let this user send as {sender}.",
			"{host} lässt diesen Benutzer nicht als {sender} senden.",
		},
		Remedy: Words{
			"Use the sender address of the account, or have the provider allow the other one.",
			"Verwenden Sie die Absenderadresse des Kontos, oder lassen Sie die andere vom Anbieter freischalten.",
		},
		About: Words{
			"After the login the server did not take the address as the sender; nothing was sent. " +
				"The account may only send as addresses of its own, and this one is not on its list. The evidence is the answer to MAIL FROM or RCPT TO.",
			"Nach der Anmeldung hat der Server die Adresse nicht als Absender angenommen; gesendet wurde nichts. " +
				"Das Konto darf nur mit eigenen Adressen senden, und diese gehört nicht dazu. Der Beleg ist die Antwort auf MAIL FROM oder RCPT TO.",
		},
		Example: []string{"host", "smtp.example.com", "port", "587", "protocol", "smtp"},
	},
}
