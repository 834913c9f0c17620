package text

import "github.com/mailprobe/mailprobe/probe/fact"

var aboutMailbox = map[fact.Code]Words{
	fact.MailboxUnavailable: {
		"The server accepted the login, and then did not open the inbox or count the mail in it. " +
			"The evidence is its answer. The mailbox is being moved or repaired, was never set up, or lacks a licence.",
		"Der Server hat die Anmeldung angenommen, dann aber den Posteingang nicht geöffnet oder die E-Mails darin nicht gezählt. " +
			"Der Beleg ist seine Antwort. Das Postfach wird gerade umgezogen oder repariert, wurde nie eingerichtet oder hat keine Lizenz.",
	},
	fact.QuotaNearlyFull: {
		"At least 90 percent of the space is used, by the server's own figures (IMAP QUOTA). Soon new mail will be sent back to its senders.",
		"Nach Angabe des Servers (IMAP QUOTA) sind mindestens 90 Prozent des Speicherplatzes belegt. Bald gehen neue E-Mails an die Absender zurück.",
	},
	fact.QuotaFull: {
		"All of the space is used, by the server's own figures (IMAP QUOTA). " +
			"New mail is sent back to its senders, and programs fail to save sent mail and drafts. Large attachments and a full trash are the usual causes.",
		"Nach Angabe des Servers (IMAP QUOTA) ist der Speicherplatz vollständig belegt. " +
			"Neue E-Mails gehen an die Absender zurück, und Programme können gesendete E-Mails und Entwürfe nicht speichern. Meist sind große Anhänge und ein voller Papierkorb die Ursache.",
	},
	fact.SenderNotOwned: {
		"After the login the server did not take the address as the sender; nothing was sent. " +
			"The account may only send as addresses of its own, and this one is not on its list. The evidence is the answer to MAIL FROM or RCPT TO.",
		"Nach der Anmeldung hat der Server die Adresse nicht als Absender angenommen; gesendet wurde nichts. " +
			"Das Konto darf nur mit eigenen Adressen senden, und diese gehört nicht dazu. Der Beleg ist die Antwort auf MAIL FROM oder RCPT TO.",
	},
}
