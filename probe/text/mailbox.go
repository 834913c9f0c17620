package text

import "github.com/mailprobe/mailprobe/probe/fact"

var mailbox = []Entry{
	{fact.MailboxUnavailable, Words{
		"{host} accepts the login, but the mailbox does not open.",
		"{host} nimmt die Anmeldung an, das Postfach lässt sich aber nicht öffnen.",
	}, Words{
		"Ask the provider: the mailbox may be locked, moved or not yet set up.",
		"Fragen Sie den Anbieter: Das Postfach ist womöglich gesperrt, umgezogen oder noch nicht eingerichtet.",
	}},
	{fact.QuotaNearlyFull, Words{
		"the mailbox is {percent} % full.",
		"Das Postfach ist zu {percent} % belegt.",
	}, Words{
		"Delete or move mail before it is full.",
		"Löschen oder verschieben Sie E-Mails, bevor es voll ist.",
	}},
	{fact.QuotaFull, Words{
		"the mailbox is full; it takes no more mail.",
		"Das Postfach ist voll und nimmt keine E-Mails mehr an.",
	}, Words{
		"Delete or move mail, and empty the trash.",
		"Löschen oder verschieben Sie E-Mails und leeren Sie den Papierkorb.",
	}},
	{fact.SenderNotOwned, Words{
		"{host} does not let this user send as {sender}.",
		"{host} lässt diesen Benutzer nicht als {sender} senden.",
	}, Words{
		"Use the sender address of the account, or have the provider allow the other one.",
		"Verwenden Sie die Absenderadresse des Kontos, oder lassen Sie die andere vom Anbieter freischalten.",
	}},
}
