package text

import "github.com/mailprobe/mailprobe/probe/fact"

var aboutReaching = map[fact.Code]Words{
	fact.PortRefused: {
		"The computer at that address answered at once that nobody listens on the port. " +
			"The service is not offered there or has stopped, or a firewall says so in its place.",
		"Der Rechner an dieser Adresse hat sofort geantwortet, dass an dem Port niemand lauscht. " +
			"Der Dienst wird dort nicht angeboten oder läuft nicht, oder eine Firewall antwortet so an seiner Stelle.",
	},
	fact.PortTimeout: {
		"Nothing came back from the port within five seconds: neither a connection nor a refusal. " +
			"Mostly a firewall on one of the two sides drops the packets without a word; a server that is switched off looks the same.",
		"Von dem Port kam fünf Sekunden lang nichts zurück, weder eine Verbindung noch eine Ablehnung. " +
			"Meist verwirft eine Firewall auf einer der beiden Seiten die Pakete stillschweigend; ein ausgeschalteter Server sieht genauso aus.",
	},
	fact.HostUnreachable: {
		"This computer or a router said that there is no way to the address. " +
			"If it is so for all servers, this computer has no network or a VPN is in the way; if for one only, that server's network is down.",
		"Dieser Rechner oder ein Router hat gemeldet, dass kein Weg zu der Adresse führt. " +
			"Gilt das für alle Server, hat dieser Rechner kein Netz oder ein VPN steht im Weg; gilt es nur für einen, ist dessen Netz gestört.",
	},
	fact.ConnectionReset: {
		"The connection was made and then broken off by the other side, before the answer that was due. " +
			"A firewall or virus scanner does that, a server that crashes, and one that blocks this address.",
		"Die Verbindung kam zustande und wurde dann von der Gegenseite abgebrochen, bevor die fällige Antwort da war. " +
			"Das tun Firewalls und Virenscanner, ein abstürzender Server und einer, der diese Adresse gesperrt hat.",
	},
	fact.ClosedBeforeGreeting: {
		"The server took the connection and closed it without its first line. " +
			"Often the address was blocked after failed logins (fail2ban); an overloaded server, or one that does not find its own configuration, does the same.",
		"Der Server hat die Verbindung angenommen und vor seiner ersten Zeile beendet. " +
			"Oft wurde die Adresse nach fehlgeschlagenen Anmeldungen gesperrt (fail2ban); auch ein überlasteter oder falsch eingerichteter Server verhält sich so.",
	},
	fact.GreetingTimeout: {
		"The port took the connection, and no greeting came within 15 seconds. " +
			"A second connection has shown that the port does not want TLS from the start either, where that was in question. " +
			"The server is overloaded or hangs, or a firewall took the connection in its place.",
		"Der Port hat die Verbindung angenommen, aber innerhalb von 15 Sekunden kam keine Begrüßung. " +
			"Wo es in Frage kam, hat eine zweite Verbindung gezeigt, dass der Port auch kein TLS von Beginn an erwartet. " +
			"Der Server ist überlastet oder hängt, oder eine Firewall hat die Verbindung an seiner Stelle angenommen.",
	},
	fact.Port25Blocked: {
		"Port 25 does not answer from here, while port 465 or 587 of the same host does, or two hosts that have nothing to do with each other are both silent on it. " +
			"Most access networks and many cloud hosters block it against spam. Mail programs do not need it.",
		"Port 25 antwortet von hier aus nicht, Port 465 oder 587 desselben Servers dagegen schon, oder zwei voneinander unabhängige Server schweigen dort beide. " +
			"Die meisten Internetzugänge und viele Cloud-Anbieter sperren ihn gegen Spam. Mailprogramme brauchen ihn nicht.",
	},
	fact.IPv6Broken: {
		"The server has an IPv6 address in DNS, but only its IPv4 address answered; both were tried at the same time and measured. " +
			"Programs that try IPv6 first start with a delay or fail. Usually the server has moved and the AAAA record was forgotten, or a firewall lets only IPv4 through.",
		"Der Server hat im DNS eine IPv6-Adresse, geantwortet hat aber nur die IPv4-Adresse; beide wurden gleichzeitig versucht und gemessen. " +
			"Programme, die zuerst IPv6 versuchen, warten oder scheitern. Meist ist der Server umgezogen und der AAAA-Eintrag vergessen worden, oder eine Firewall lässt nur IPv4 durch.",
	},
	fact.CaptivePortal: {
		"Web pages come where mail servers should answer, or every http address leads to the same foreign page. " +
			"Networks in hotels, trains and shops do that until one has signed in or agreed to their terms.",
		"Wo Mailserver antworten sollten, kommen Webseiten, oder jede http-Adresse führt auf dieselbe fremde Seite. " +
			"So verhalten sich Netze in Hotels, Zügen und Geschäften, bis man sich angemeldet oder den Bedingungen zugestimmt hat.",
	},
}

var aboutSpeaking = map[fact.Code]Words{
	fact.NotAMailServer: {
		"Something answers, but nothing that a mail server says: bytes without meaning, a line without end, or silence after a greeting. " +
			"Mostly the server name or the port is wrong, or a proxy stands in between.",
		"Etwas antwortet, aber nichts, was ein Mailserver sagt: Bytes ohne Sinn, eine Zeile ohne Ende oder Schweigen nach der Begrüßung. " +
			"Meist ist der Servername oder der Port falsch, oder ein Proxy steht dazwischen.",
	},
	fact.WrongService: {
		"The first line is that of another service: a POP3 server on the IMAP port, say, or a web server. " +
			"The evidence is that line. Usually a port number was mixed up, in the settings or at the server.",
		"Die erste Zeile ist die eines anderen Dienstes: ein POP3-Server am IMAP-Port etwa oder ein Webserver. " +
			"Diese Zeile ist der Beleg. Meist wurde eine Portnummer verwechselt, in den Einstellungen oder am Server.",
	},
	fact.PlaintextOnTLSPort: {
		"TLS was begun as the port demands, and the server answered with its greeting in the clear; these first bytes are the evidence. " +
			"It expects STARTTLS or no encryption there. Mostly TLS was not switched on for the port in the server's configuration.",
		"Wie für den Port vorgesehen wurde mit TLS begonnen, der Server antwortete aber mit seiner Begrüßung im Klartext; diese ersten Bytes sind der Beleg. " +
			"Er erwartet dort STARTTLS oder keine Verschlüsselung. Meist wurde TLS in der Konfiguration des Servers für den Port nicht eingeschaltet.",
	},
	fact.TLSOnPlaintextPort: {
		"The server says nothing until a TLS handshake begins, or answers in TLS: a second connection with TLS from the start came through. " +
			"The settings say STARTTLS where SSL/TLS is meant; ports 993, 995 and 465 are of this kind.",
		"Der Server schweigt, bis ein TLS-Handshake beginnt, oder er antwortet in TLS: Eine zweite Verbindung mit TLS von Beginn an kam zustande. " +
			"In den Einstellungen steht STARTTLS, wo SSL/TLS gemeint ist; so ist es an den Ports 993, 995 und 465.",
	},
	fact.ServerRefusesClient: {
		"The server's first words are a refusal (BYE, 421, 554 or -ERR), before it knows who is calling. " +
			"It concerns this computer's address or the server's own state, not the account; the evidence is what it said.",
		"Schon die ersten Worte des Servers sind eine Absage (BYE, 421, 554 oder -ERR), bevor er weiß, wer anruft. " +
			"Es geht um die Adresse dieses Rechners oder um den Zustand des Servers, nicht um das Konto; der Beleg ist seine Antwort.",
	},
	fact.IPBlocklisted: {
		"The server turns this address away and names a block list in doing so. " +
			"Home connections stand on such lists by default, which matters for port 25 only; otherwise a computer behind the same address may have sent spam.",
		"Der Server weist diese Adresse ab und nennt dabei eine Sperrliste. " +
			"Private Anschlüsse stehen dort von vornherein, was nur an Port 25 stört; sonst hat womöglich ein Rechner hinter derselben Adresse Spam versendet.",
	},
}
