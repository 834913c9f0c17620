package text

import "github.com/mailprobe/mailprobe/probe/fact"

var aboutTLS = map[fact.Code]Words{
	fact.TLSTooOld: {
		"The server speaks only TLS 1.0 or 1.1, which are forbidden for mail since 2021 (RFC 8996, RFC 8997). " +
			"It is recognised by a second connection that allows them and carries no password; its version is the evidence. The server's software or its settings have not been touched for years.",
		"Der Server spricht nur TLS 1.0 oder 1.1, die für E-Mail seit 2021 nicht mehr zulässig sind (RFC 8996, RFC 8997). " +
			"Erkannt wird das durch eine zweite Verbindung, die sie zulässt und kein Passwort überträgt; deren Version ist der Beleg. Software oder Einstellungen des Servers sind seit Jahren unverändert.",
	},
	fact.TLSHandshakeFailed: {
		"The two sides could not agree on encryption; the evidence is the server's alert or how it ended. " +
			"A second connection without a password tries old ciphers and a shorter start, and the report says if one of these came through. " +
			"Otherwise the server's certificate or key is often missing or broken.",
		"Beide Seiten konnten sich nicht auf eine Verschlüsselung einigen; der Beleg ist die Fehlermeldung des Servers oder die Art des Abbruchs. " +
			"Eine zweite Verbindung ohne Passwort versucht alte Verfahren und einen kürzeren Beginn; gelingt davon etwas, steht es im Bericht. " +
			"Sonst fehlen dem Server oft Zertifikat oder Schlüssel, oder sie sind beschädigt.",
	},
	fact.ClientCertificateRequired: {
		"The server asked for a certificate of ours and broke the connection off because there was none; with TLS 1.3 this shows only in its first answer. " +
			"Some organisations secure their servers so, and hand out certificates with their devices.",
		"Der Server hat ein Zertifikat von uns verlangt und die Verbindung abgebrochen, weil es keines gab; bei TLS 1.3 zeigt sich das erst in seiner ersten Antwort. " +
			"Manche Organisationen sichern ihre Server so und verteilen die Zertifikate mit den Geräten.",
	},
	fact.STARTTLSMissing: {
		"The server does not list STARTTLS on this port, so the connection cannot be encrypted there. Mailprobe sends no password then. " +
			"It is offered elsewhere, or was not switched on for this port.",
		"Der Server nennt an diesem Port kein STARTTLS; die Verbindung lässt sich dort nicht verschlüsseln. Mailprobe sendet dann kein Passwort. " +
			"TLS gibt es an einem anderen Port, oder es wurde für diesen nicht eingeschaltet.",
	},
	fact.STARTTLSRefused: {
		"The server lists STARTTLS, but answers the command with a refusal, with something senseless, or not at all. " +
			"Mostly its certificate or key cannot be read since the last renewal. Going on without encryption is not an option.",
		"Der Server nennt STARTTLS, beantwortet den Befehl aber mit einer Absage, mit etwas Unsinnigem oder gar nicht. " +
			"Meist lassen sich Zertifikat oder Schlüssel seit der letzten Erneuerung nicht lesen. Unverschlüsselt weiterzumachen kommt nicht in Frage.",
	},
	fact.STARTTLSStripped: {
		"STARTTLS is missing where a trustworthy source promises it, or the server's list shows a word of X in its place. " +
			"Some firewalls suppress it in order to read mail, and an attacker would do the same. Mailprobe never goes on unencrypted.",
		"STARTTLS fehlt, obwohl eine vertrauenswürdige Quelle es zusagt, oder in der Liste des Servers steht an seiner Stelle ein Wort aus X. " +
			"Manche Firewalls unterdrücken es, um mitzulesen; ein Angreifer täte dasselbe. Mailprobe macht nie unverschlüsselt weiter.",
	},
	fact.STARTTLSInjection: {
		"More data came with the answer to STARTTLS, before encryption began. " +
			"A careless program would take it for part of the encrypted conversation, and an attacker can use that. It is a known fault of old servers and proxies, or an attack.",
		"Mit der Antwort auf STARTTLS kamen weitere Daten, noch vor der Verschlüsselung. " +
			"Ein unvorsichtiges Programm hielte sie für einen Teil des verschlüsselten Gesprächs, was sich ein Angreifer zunutze machen kann. Es ist ein bekannter Fehler alter Server und Proxys oder ein Angriff.",
	},
	fact.PreauthCleartext: {
		"The IMAP server greets with PREAUTH, as if the login had been done, before there is any encryption. " +
			"STARTTLS is not allowed any more then, so a careless program would go on in the clear. Outside a few internal set-ups this is an attack.",
		"Der IMAP-Server grüßt mit PREAUTH, als wäre die Anmeldung schon erfolgt, und zwar vor jeder Verschlüsselung. " +
			"STARTTLS ist dann nicht mehr erlaubt; ein unvorsichtiges Programm bliebe unverschlüsselt. Außerhalb weniger interner Umgebungen ist das ein Angriff.",
	},
	fact.CleartextOnly: {
		"No server of this service offers encryption on any port. " +
			"Whoever is on the way could read the password and all mail, so no login is tried; --allow-cleartext would force it.",
		"Kein Server dieses Dienstes bietet an irgendeinem Port Verschlüsselung an. " +
			"Unterwegs ließen sich Passwort und alle E-Mails mitlesen; deshalb wird keine Anmeldung versucht. Nur --allow-cleartext würde sie erzwingen.",
	},
}
