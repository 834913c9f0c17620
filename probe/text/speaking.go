package text

import "github.com/mailprobe/mailprobe/probe/fact"

var speaking = []Entry{
	{fact.NotAMailServer, Words{
		"what answers on {host}:{port} is no mail server.",
		"Was auf {host}:{port} antwortet, ist kein Mailserver.",
	}, Words{
		"Check the server name and the port.",
		"Prüfen Sie Servername und Port.",
	}},
	{fact.WrongService, Words{
		"{host}:{port} speaks {found}, not {protocol}.",
		"{host}:{port} spricht {found}, nicht {protocol}.",
	}, Words{
		"Use the port that belongs to {protocol}, or set the account up for the other protocol.",
		"Verwenden Sie den Port, der zu {protocol} gehört, oder richten Sie das Konto für das andere Protokoll ein.",
	}},
	{fact.PlaintextOnTLSPort, Words{
		"{host}:{port} speaks {protocol} without TLS, where TLS from the start is expected.",
		"{host}:{port} spricht {protocol} ohne TLS, obwohl dort TLS von Beginn an erwartet wird.",
	}, Words{
		"Set the mail program to STARTTLS for this port, or use the port that is meant for TLS.",
		"Stellen Sie das Mailprogramm für diesen Port auf STARTTLS, oder verwenden Sie den für TLS vorgesehenen Port.",
	}},
	{fact.TLSOnPlaintextPort, Words{
		"{host}:{port} wants TLS from the start; STARTTLS does not work there.",
		"{host}:{port} erwartet TLS von Beginn an; STARTTLS funktioniert dort nicht.",
	}, Words{
		"Set the mail program to TLS (often called SSL/TLS) for this port.",
		"Stellen Sie das Mailprogramm für diesen Port auf TLS (oft „SSL/TLS“ genannt).",
	}},
	{fact.ServerRefusesClient, Words{
		"{host}:{port} turns this computer away before the login.",
		"{host}:{port} weist diesen Rechner schon vor der Anmeldung ab.",
	}, Words{
		"The server's words say why; try from another network, or ask the provider to admit this address.",
		"Den Grund nennt die Antwort des Servers. Versuchen Sie es aus einem anderen Netz, oder bitten Sie den Anbieter, diese Adresse zuzulassen.",
	}},
	{fact.IPBlocklisted, Words{
		"{host}:{port} turns this computer away because its address is on a block list.",
		"{host}:{port} weist diesen Rechner ab, weil seine Adresse auf einer Sperrliste steht.",
	}, Words{
		"Use port 465 or 587 for sending: port 25 is for mail servers, and these lists name most home connections.",
		"Senden Sie über Port 465 oder 587: Port 25 ist für Mailserver gedacht, und solche Listen führen die meisten privaten Anschlüsse.",
	}},
}
