package fact

// The codes of speaking with the server.
const (
	NotAMailServer      Code = "not-a-mail-server"
	WrongService        Code = "wrong-service"
	PlaintextOnTLSPort  Code = "plaintext-on-tls-port"
	TLSOnPlaintextPort  Code = "tls-on-plaintext-port"
	ServerRefusesClient Code = "server-refuses-client"
	IPBlocklisted       Code = "ip-blocklisted"
)

var speaking = []Cause{
	{
		Code: NotAMailServer, Severity: Error,
		Title: Words{"not a mail server", "kein Mailserver"},
		Message: Words{
			"what answers on {host}:{port} is no mail server.",
			"Was auf {host}:{port} antwortet, ist kein Mailserver.",
		},
		Remedy: Words{"Check the server name and the port.", "Prüfen Sie Servername und Port."},
		About: Words{
			"Something answers, but nothing that a mail server says: bytes without meaning, a line without end, or silence after a greeting. " +
				"Mostly the server name or the port is wrong, or a proxy stands in between.",
			"Etwas antwortet, aber nichts, was ein Mailserver sagt: Bytes ohne Sinn, eine Zeile ohne Ende oder Schweigen nach der Begrüßung. " +
				"Meist ist der Servername oder der Port falsch, oder ein Proxy steht dazwischen.",
		},
	},
	{
		Code: WrongService, Severity: Error,
		Title:   Words{"another service", "anderer Dienst"},
		Message: Words{"{host}:{port} speaks {found}, not {protocol}.", "{host}:{port} spricht {found}, nicht {protocol}."},
		Remedy: Words{
			"Use the port that belongs to {protocol}, or set the account up for the other protocol.",
			"Verwenden Sie den Port, der zu {protocol} gehört, oder richten Sie das Konto für das andere Protokoll ein.",
		},
		About: Words{
			"The first line is that of another service: a POP3 server on the IMAP port, say, or a web server. " +
				"The evidence is that line. Usually a port number was mixed up, in the settings or at the server.",
			"Die erste Zeile ist die eines anderen Dienstes: ein POP3-Server am IMAP-Port etwa oder ein Webserver. " +
				"Diese Zeile ist der Beleg. Meist wurde eine Portnummer verwechselt, in den Einstellungen oder am Server.",
		},
		Example: []string{"found", "POP3"},
	},
	{
		Code: PlaintextOnTLSPort, Severity: Error,
		Title: Words{"no TLS on a TLS port", "kein TLS am TLS-Port"},
		Message: Words{
			"{host}:{port} speaks {protocol} without TLS, where TLS from the start is expected.",
			"{host}:{port} spricht {protocol} ohne TLS, obwohl dort TLS von Beginn an erwartet wird.",
		},
		Remedy: Words{
			"Set the mail program to STARTTLS for this port, or use the port that is meant for TLS.",
			"Stellen Sie das Mailprogramm für diesen Port auf STARTTLS, oder verwenden Sie den für TLS vorgesehenen Port.",
		},
		About: Words{
			"TLS was begun as the port demands, and the server answered with its greeting in the clear; these first bytes are the evidence. " +
				"It expects STARTTLS or no encryption there. Mostly TLS was not switched on for the port in the server's configuration.",
			"Wie für den Port vorgesehen wurde mit TLS begonnen, der Server antwortete aber mit seiner Begrüßung im Klartext; diese ersten Bytes sind der Beleg. " +
				"Er erwartet dort STARTTLS oder keine Verschlüsselung. Meist wurde TLS in der Konfiguration des Servers für den Port nicht eingeschaltet.",
		},
	},
	{
		Code: TLSOnPlaintextPort, Severity: Error,
		Title: Words{"wants TLS from the start", "erwartet TLS von Beginn an"},
		Message: Words{
			"{host}:{port} wants TLS from the start; STARTTLS does not work there.",
			"{host}:{port} erwartet TLS von Beginn an; STARTTLS funktioniert dort nicht.",
		},
		Remedy: Words{
			"Set the mail program to TLS (often called SSL/TLS) for this port.",
			"Stellen Sie das Mailprogramm für diesen Port auf TLS (oft „SSL/TLS“ genannt).",
		},
		About: Words{
			"The server says nothing until a TLS handshake begins, or answers in TLS: a second connection with TLS from the start came through. " +
				"The settings say STARTTLS where SSL/TLS is meant; ports 993, 995 and 465 are of this kind.",
			"Der Server schweigt, bis ein TLS-Handshake beginnt, oder er antwortet in TLS: Eine zweite Verbindung mit TLS von Beginn an kam zustande. " +
				"In den Einstellungen steht STARTTLS, wo SSL/TLS gemeint ist; so ist es an den Ports 993, 995 und 465.",
		},
	},
	{
		Code: ServerRefusesClient, Severity: Error,
		Title: Words{"turns this computer away", "weist diesen Rechner ab"},
		Message: Words{
			"{host}:{port} turns this computer away before the login.",
			"{host}:{port} weist diesen Rechner schon vor der Anmeldung ab.",
		},
		Remedy: Words{
			"The server's words say why; try from another network, or ask the provider to admit this address.",
			"Den Grund nennt die Antwort des Servers. Versuchen Sie es aus einem anderen Netz, oder bitten Sie den Anbieter, diese Adresse zuzulassen.",
		},
		About: Words{
			"The server's first words are a refusal (BYE, 421, 554 or -ERR), before it knows who is calling. " +
				"It concerns this computer's address or the server's own state, not the account; the evidence is what it said.",
			"Schon die ersten Worte des Servers sind eine Absage (BYE, 421, 554 oder -ERR), bevor er weiß, wer anruft. " +
				"Es geht um die Adresse dieses Rechners oder um den Zustand des Servers, nicht um das Konto; der Beleg ist seine Antwort.",
		},
	},
	{
		Code: IPBlocklisted, Severity: Error, NotPublishersFault: true,
		Title: Words{"this address is block-listed", "Adresse auf Sperrliste"},
		Message: Words{
			"{host}:{port} turns this computer away because its address is on a block list.",
			"{host}:{port} weist diesen Rechner ab, weil seine Adresse auf einer Sperrliste steht.",
		},
		Remedy: Words{
			"Use port 465 or 587 for sending: port 25 is for mail servers, and these lists name most home connections.",
			"Senden Sie über Port 465 oder 587: Port 25 ist für Mailserver gedacht, und solche Listen führen die meisten privaten Anschlüsse.",
		},
		About: Words{
			"The server turns this address away and names a block list in doing so. " +
				"Home connections stand on such lists by default, which matters for port 25 only; otherwise a computer behind the same address may have sent spam.",
			"Der Server weist diese Adresse ab und nennt dabei eine Sperrliste. " +
				"Private Anschlüsse stehen dort von vornherein, was nur an Port 25 stört; sonst hat womöglich ein Rechner hinter derselben Adresse Spam versendet.",
		},
		Example: []string{"host", "mx.example.com", "port", "25", "protocol", "smtp"},
		Variants: []Variant{
			{
				Name: "customers",
				Message: Words{
					"{host}:{port} turns this computer away because its address is on a block list.",
					"{host}:{port} weist diesen Rechner ab, weil seine Adresse auf einer Sperrliste steht.",
				},
				Remedy: Words{
					"Try from another network, or have the address taken off the list; the server's answer names it or whom to ask.",
					"Versuchen Sie es aus einem anderen Netz, oder lassen Sie die Adresse von der Liste nehmen; die Antwort des Servers nennt die Liste oder die zuständige Stelle.",
				},
				Example: []string{"host", "imap.example.com", "port", "993", "protocol", "imap"},
			},
		},
	},
}
