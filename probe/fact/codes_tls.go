package fact

// The codes of encryption.
const (
	TLSTooOld                 Code = "tls-too-old"
	TLSHandshakeFailed        Code = "tls-handshake-failed"
	ClientCertificateRequired Code = "client-certificate-required"
	STARTTLSMissing           Code = "starttls-missing"
	STARTTLSRefused           Code = "starttls-refused"
	STARTTLSStripped          Code = "starttls-stripped"
	STARTTLSInjection         Code = "starttls-injection"
	PreauthCleartext          Code = "preauth-cleartext"
	CleartextOnly             Code = "cleartext-only"
)

var encryption = []Cause{
	{
		Code: TLSTooOld, Severity: Error,
		Title: Words{"TLS too old", "TLS veraltet"},
		Message: Words{
			"{host}:{port} offers only TLS versions that are no longer secure.",
			"{host}:{port} bietet nur TLS-Versionen an, die nicht mehr sicher sind.",
		},
		Remedy: Words{
			"The provider must switch TLS 1.2 or 1.3 on; current mail programs will not connect.",
			"Der Anbieter muss TLS 1.2 oder 1.3 einschalten; aktuelle Mailprogramme verbinden sich sonst nicht.",
		},
		About: Words{
			"The server speaks only TLS 1.0 or 1.1, which are forbidden for mail since 2021 (RFC 8996, RFC 8997). " +
				"It is recognised by a second connection that allows them and carries no password; its version is the evidence. The server's software or its settings have not been touched for years.",
			"Der Server spricht nur TLS 1.0 oder 1.1, die für E-Mail seit 2021 nicht mehr zulässig sind (RFC 8996, RFC 8997). " +
				"Erkannt wird das durch eine zweite Verbindung, die sie zulässt und kein Passwort überträgt; deren Version ist der Beleg. Software oder Einstellungen des Servers sind seit Jahren unverändert.",
		},
		Variants: []Variant{
			{
				Name: "version",
				Message: Words{
					"{host}:{port} offers only {version}, which is no longer secure.",
					"{host}:{port} bietet nur {version} an, das nicht mehr sicher ist.",
				},
			},
		},
	},
	{
		Code: TLSHandshakeFailed, Severity: Error,
		Title: Words{"TLS fails", "TLS scheitert"},
		Message: Words{
			"{host}:{port} cannot agree with us on TLS.",
			"Mit {host}:{port} kommt keine TLS-Verbindung zustande.",
		},
		Remedy: Words{
			"The evidence names the reason; the server's administrator will find the same in its log.",
			"Der Beleg nennt den Grund; die Administration des Servers findet ihn auch im Serverprotokoll.",
		},
		About: Words{
			"The two sides could not agree on encryption; the evidence is the server's alert or how it ended. " +
				"A second connection without a password tries old ciphers and a shorter start, and the report says if one of these came through. " +
				"Otherwise the server's certificate or key is often missing or broken.",
			"Beide Seiten konnten sich nicht auf eine Verschlüsselung einigen; der Beleg ist die Fehlermeldung des Servers oder die Art des Abbruchs. " +
				"Eine zweite Verbindung ohne Passwort versucht alte Verfahren und einen kürzeren Beginn; gelingt davon etwas, steht es im Bericht. " +
				"Sonst fehlen dem Server oft Zertifikat oder Schlüssel, oder sie sind beschädigt.",
		},
		Example: []string{"version", "TLS 1.2"},
		Variants: []Variant{
			{
				Name: "old-cipher",
				Message: Words{
					"{host}:{port} offers {version} only with encryption that has been given up ({cipher}).",
					"{host}:{port} bietet {version} nur mit einer Verschlüsselung an, die nicht mehr verwendet werden soll ({cipher}).",
				},
				Remedy: Words{
					"The provider must switch on ciphers with ECDHE; current mail programs will not connect.",
					"Der Anbieter muss Verfahren mit ECDHE einschalten; aktuelle Mailprogramme verbinden sich sonst nicht.",
				},
			},
			{
				Name: "small-hello",
				Message: Words{
					"{host}:{port} breaks off the usual start of TLS, and takes one that fits a single packet.",
					"{host}:{port} bricht den üblichen Beginn von TLS ab und nimmt nur einen an, der in ein einziges Paket passt.",
				},
				Remedy: Words{
					"A firewall or the server itself cannot cope with the longer hello of current programs (post-quantum key exchange); whoever runs it must update it.",
					"Eine Firewall oder der Server selbst kommt mit der längeren Begrüßung aktueller Programme (Post-Quanten-Schlüsselaustausch) nicht zurecht; der Betreiber muss das Gerät aktualisieren.",
				},
			},
			{
				Name: "unknown-name",
				Message: Words{
					"{host}:{port} says that it is not in charge of the name {host}.",
					"{host}:{port} meldet, für den Namen {host} nicht zuständig zu sein.",
				},
				Remedy: Words{
					"Check the server name; if it is right, the provider must set the server up for it.",
					"Prüfen Sie den Servernamen. Stimmt er, muss der Anbieter den Server dafür einrichten.",
				},
			},
		},
	},
	{
		Code: ClientCertificateRequired, Severity: Error,
		Title: Words{"wants a client certificate", "verlangt Client-Zertifikat"},
		Message: Words{
			"{host}:{port} wants a certificate of the user, not only a password.",
			"{host}:{port} verlangt ein Zertifikat des Benutzers, nicht nur ein Passwort.",
		},
		Remedy: Words{
			"Ask the administrator for a client certificate, or for a port that does without.",
			"Fragen Sie die Administration nach einem Client-Zertifikat oder nach einem Port, der ohne auskommt.",
		},
		About: Words{
			"The server asked for a certificate of ours and broke the connection off because there was none; with TLS 1.3 this shows only in its first answer. " +
				"Some organisations secure their servers so, and hand out certificates with their devices.",
			"Der Server hat ein Zertifikat von uns verlangt und die Verbindung abgebrochen, weil es keines gab; bei TLS 1.3 zeigt sich das erst in seiner ersten Antwort. " +
				"Manche Organisationen sichern ihre Server so und verteilen die Zertifikate mit den Geräten.",
		},
	},
	{
		Code: STARTTLSMissing, Severity: Error,
		Title: Words{"no STARTTLS", "kein STARTTLS"},
		Message: Words{
			"{host}:{port} does not offer STARTTLS, so the password would cross the network in the clear.",
			"{host}:{port} bietet kein STARTTLS an; das Passwort ginge unverschlüsselt durchs Netz.",
		},
		Remedy: Words{
			"Use the port with TLS from the start; the provider should offer STARTTLS here or close the port.",
			"Verwenden Sie den Port mit TLS von Beginn an. Der Anbieter sollte hier STARTTLS anbieten oder den Port schließen.",
		},
		About: Words{
			"The server does not list STARTTLS on this port, so the connection cannot be encrypted there. Mailprobe sends no password then. " +
				"It is offered elsewhere, or was not switched on for this port.",
			"Der Server nennt an diesem Port kein STARTTLS; die Verbindung lässt sich dort nicht verschlüsseln. Mailprobe sendet dann kein Passwort. " +
				"TLS gibt es an einem anderen Port, oder es wurde für diesen nicht eingeschaltet.",
		},
		Example: []string{"port", "143"},
		Variants: []Variant{
			{
				Name: "sent",
				Message: Words{
					"{host}:{port} does not offer STARTTLS, and the login crossed the network in the clear, as --allow-cleartext asks.",
					"{host}:{port} bietet kein STARTTLS an; wegen --allow-cleartext ging die Anmeldung unverschlüsselt durchs Netz.",
				},
			},
		},
	},
	{
		Code: STARTTLSRefused, Severity: Error,
		Title: Words{"refuses STARTTLS", "verweigert STARTTLS"},
		Message: Words{
			"{host}:{port} offers STARTTLS, and then refuses it.",
			"{host}:{port} bietet STARTTLS an, verweigert es dann aber.",
		},
		Remedy: Words{
			"Use the port with TLS from the start, and tell the provider: its certificate or key may not load.",
			"Verwenden Sie den Port mit TLS von Beginn an und benachrichtigen Sie den Anbieter: Womöglich lässt sich sein Zertifikat nicht laden.",
		},
		About: Words{
			"The server lists STARTTLS, but answers the command with a refusal, with something senseless, or not at all. " +
				"Mostly its certificate or key cannot be read since the last renewal. Going on without encryption is not an option.",
			"Der Server nennt STARTTLS, beantwortet den Befehl aber mit einer Absage, mit etwas Unsinnigem oder gar nicht. " +
				"Meist lassen sich Zertifikat oder Schlüssel seit der letzten Erneuerung nicht lesen. Unverschlüsselt weiterzumachen kommt nicht in Frage.",
		},
		Example: []string{"port", "143"},
	},
	{
		Code: STARTTLSStripped, Severity: Error, NotPublishersFault: true, Attack: true,
		Title: Words{"STARTTLS suppressed on the way", "STARTTLS unterdrückt"},
		Message: Words{
			"{host}:{port} should offer STARTTLS; something on the way hides it.",
			"{host}:{port} müsste STARTTLS anbieten; etwas auf dem Weg unterdrückt es.",
		},
		Remedy: Words{
			"Do not send a password through this network on this port; use the port with TLS from the start, and ask whoever runs the network.",
			"Senden Sie in diesem Netz über diesen Port kein Passwort. Verwenden Sie den Port mit TLS von Beginn an und fragen Sie den Betreiber des Netzes.",
		},
		About: Words{
			"STARTTLS is missing where a trustworthy source promises it, or the server's list shows a word of X in its place. " +
				"Some firewalls suppress it in order to read mail, and an attacker would do the same. Mailprobe never goes on unencrypted.",
			"STARTTLS fehlt, obwohl eine vertrauenswürdige Quelle es zusagt, oder in der Liste des Servers steht an seiner Stelle ein Wort aus X. " +
				"Manche Firewalls unterdrücken es, um mitzulesen; ein Angreifer täte dasselbe. Mailprobe macht nie unverschlüsselt weiter.",
		},
		Example: []string{"port", "143"},
		Variants: []Variant{
			{
				Name: "promised",
				Message: Words{
					"{host}:{port} does not offer STARTTLS, though it is published that it does; something on the way may hide it.",
					"{host}:{port} bietet kein STARTTLS an, obwohl es so veröffentlicht ist; womöglich unterdrückt es etwas auf dem Weg.",
				},
			},
		},
	},
	{
		Code: STARTTLSInjection, Severity: Error, Attack: true,
		Title: Words{"data injected before TLS", "Daten vor TLS eingeschleust"},
		Message: Words{
			"{host}:{port} sent words in the clear that would have passed for words inside TLS.",
			"{host}:{port} hat unverschlüsselt Daten gesendet, die als Teil der verschlüsselten Verbindung gegolten hätten.",
		},
		Remedy: Words{
			"Do not use this port: the server has a known fault, or somebody is on the line. Use the port with TLS from the start.",
			"Verwenden Sie diesen Port nicht: Der Server hat einen bekannten Fehler, oder jemand greift in die Verbindung ein. Nehmen Sie den Port mit TLS von Beginn an.",
		},
		About: Words{
			"More data came with the answer to STARTTLS, before encryption began. " +
				"A careless program would take it for part of the encrypted conversation, and an attacker can use that. It is a known fault of old servers and proxies, or an attack.",
			"Mit der Antwort auf STARTTLS kamen weitere Daten, noch vor der Verschlüsselung. " +
				"Ein unvorsichtiges Programm hielte sie für einen Teil des verschlüsselten Gesprächs, was sich ein Angreifer zunutze machen kann. Es ist ein bekannter Fehler alter Server und Proxys oder ein Angriff.",
		},
		Example: []string{"port", "143"},
	},
	{
		Code: PreauthCleartext, Severity: Error, Attack: true,
		Title: Words{"logged in before TLS", "angemeldet vor TLS"},
		Message: Words{
			"{host}:{port} declares us logged in before TLS, which makes TLS impossible.",
			"{host}:{port} erklärt uns vor TLS für angemeldet; damit ist TLS nicht mehr möglich.",
		},
		Remedy: Words{
			"Do not use this port: somebody may be on the line. Use port 993.",
			"Verwenden Sie diesen Port nicht, womöglich greift jemand in die Verbindung ein. Nehmen Sie Port 993.",
		},
		About: Words{
			"The IMAP server greets with PREAUTH, as if the login had been done, before there is any encryption. " +
				"STARTTLS is not allowed any more then, so a careless program would go on in the clear. Outside a few internal set-ups this is an attack.",
			"Der IMAP-Server grüßt mit PREAUTH, als wäre die Anmeldung schon erfolgt, und zwar vor jeder Verschlüsselung. " +
				"STARTTLS ist dann nicht mehr erlaubt; ein unvorsichtiges Programm bliebe unverschlüsselt. Außerhalb weniger interner Umgebungen ist das ein Angriff.",
		},
		Example: []string{"port", "143"},
	},
	{
		Code: CleartextOnly, Severity: Error,
		Title: Words{"no TLS at all", "gar kein TLS"},
		Message: Words{
			"{host} offers no TLS for {protocol} on any port, so no password was sent.",
			"{host} bietet für {protocol} auf keinem Port TLS an; deshalb wurde kein Passwort gesendet.",
		},
		Remedy: Words{
			"Ask the provider for a server with TLS; if there is none, everything you send and receive can be read on the way.",
			"Fragen Sie den Anbieter nach einem Server mit TLS. Gibt es keinen, kann unterwegs alles mitgelesen werden.",
		},
		About: Words{
			"No server of this service offers encryption on any port. " +
				"Whoever is on the way could read the password and all mail, so no login is tried; --allow-cleartext would force it.",
			"Kein Server dieses Dienstes bietet an irgendeinem Port Verschlüsselung an. " +
				"Unterwegs ließen sich Passwort und alle E-Mails mitlesen; deshalb wird keine Anmeldung versucht. Nur --allow-cleartext würde sie erzwingen.",
		},
		Variants: []Variant{
			{
				Name: "sent",
				Message: Words{
					"{host} offers no TLS for {protocol} on any port, and the login crossed the network in the clear, as --allow-cleartext asks.",
					"{host} bietet für {protocol} auf keinem Port TLS an; wegen --allow-cleartext ging die Anmeldung unverschlüsselt durchs Netz.",
				},
			},
			{
				Name:  "offered",
				Title: Words{"without TLS", "ohne TLS"},
				Message: Words{
					"{host}:{port} offers STARTTLS for {protocol}, but these settings do without, so that everything can be read on the way.",
					"{host}:{port} bietet für {protocol} STARTTLS an, diese Einstellungen verzichten aber darauf; unterwegs lässt sich alles mitlesen.",
				},
				Remedy: Words{
					"Use STARTTLS on this port, or a port with TLS from the start; where that fails, the report says why.",
					"Verwenden Sie STARTTLS auf diesem Port oder einen Port mit TLS von Beginn an. Wo das nicht gelingt, nennt der Bericht den Grund.",
				},
			},
		},
	},
}
