package fact

// The codes of reaching the server.
const (
	PortRefused          Code = "port-refused"
	PortTimeout          Code = "port-timeout"
	HostUnreachable      Code = "host-unreachable"
	ConnectionReset      Code = "connection-reset"
	ClosedBeforeGreeting Code = "closed-before-greeting"
	GreetingTimeout      Code = "greeting-timeout"
	Port25Blocked        Code = "port25-blocked"
	IPv6Broken           Code = "ipv6-broken"
	CaptivePortal        Code = "captive-portal"
)

var reaching = []Cause{
	{
		Code: PortRefused, Severity: Error, NobodyAnswers: true,
		Title:   Words{"refuses the connection", "weist die Verbindung ab"},
		Message: Words{"{host} refuses connections to port {port}.", "{host} weist Verbindungen zu Port {port} ab."},
		Remedy: Words{
			"The service is not offered there or is stopped; use another port or ask the provider.",
			"Der Dienst wird dort nicht angeboten oder läuft nicht. Verwenden Sie einen anderen Port oder fragen Sie den Anbieter.",
		},
		About: Words{
			"The computer at that address answered at once that nobody listens on the port. " +
				"The service is not offered there or has stopped, or a firewall says so in its place.",
			"Der Rechner an dieser Adresse hat sofort geantwortet, dass an dem Port niemand lauscht. " +
				"Der Dienst wird dort nicht angeboten oder läuft nicht, oder eine Firewall antwortet so an seiner Stelle.",
		},
	},
	{
		Code: PortTimeout, Severity: Error, NobodyAnswers: true,
		Title:   Words{"does not answer", "antwortet nicht"},
		Message: Words{"{host} does not answer on port {port}.", "{host} antwortet auf Port {port} nicht."},
		Remedy: Words{
			"A firewall here or there drops the packets, or the server is down; try from another network, a mobile phone's for instance.",
			"Eine Firewall hier oder dort verwirft die Pakete, oder der Server ist ausgefallen. Versuchen Sie es aus einem anderen Netz, etwa über ein Mobiltelefon.",
		},
		About: Words{
			"Nothing came back from the port within five seconds: neither a connection nor a refusal. " +
				"Mostly a firewall on one of the two sides drops the packets without a word; a server that is switched off looks the same.",
			"Von dem Port kam fünf Sekunden lang nichts zurück, weder eine Verbindung noch eine Ablehnung. " +
				"Meist verwirft eine Firewall auf einer der beiden Seiten die Pakete stillschweigend; ein ausgeschalteter Server sieht genauso aus.",
		},
	},
	{
		Code: HostUnreachable, Severity: Error, NobodyAnswers: true, NotPublishersFault: true,
		Title:   Words{"cannot be reached", "nicht erreichbar"},
		Message: Words{"there is no way from here to {host}.", "{host} ist von hier aus nicht erreichbar."},
		Remedy: Words{
			"Check this computer's network connection and VPN.",
			"Prüfen Sie die Netzwerkverbindung und das VPN dieses Rechners.",
		},
		About: Words{
			"This computer or a router said that there is no way to the address. " +
				"If it is so for all servers, this computer has no network or a VPN is in the way; if for one only, that server's network is down.",
			"Dieser Rechner oder ein Router hat gemeldet, dass kein Weg zu der Adresse führt. " +
				"Gilt das für alle Server, hat dieser Rechner kein Netz oder ein VPN steht im Weg; gilt es nur für einen, ist dessen Netz gestört.",
		},
		Variants: []Variant{
			{
				Name:    "everywhere",
				Message: Words{"there is no way from here to any of the servers.", "Von hier aus ist keiner der Server erreichbar."},
			},
		},
	},
	{
		Code: ConnectionReset, Severity: Error, NobodyAnswers: true,
		Title:   Words{"breaks the connection off", "bricht die Verbindung ab"},
		Message: Words{"{host}:{port} broke the connection off.", "{host}:{port} hat die Verbindung abgebrochen."},
		Remedy: Words{
			"Try again; if it stays so, a firewall or the server itself ends such connections, and its log tells why.",
			"Versuchen Sie es noch einmal. Bleibt es dabei, beendet eine Firewall oder der Server selbst solche Verbindungen; den Grund nennt das Serverprotokoll.",
		},
		About: Words{
			"The connection was made and then broken off by the other side, before the answer that was due. " +
				"A firewall or virus scanner does that, a server that crashes, and one that blocks this address.",
			"Die Verbindung kam zustande und wurde dann von der Gegenseite abgebrochen, bevor die fällige Antwort da war. " +
				"Das tun Firewalls und Virenscanner, ein abstürzender Server und einer, der diese Adresse gesperrt hat.",
		},
	},
	{
		Code: ClosedBeforeGreeting, Severity: Error, NobodyAnswers: true,
		Title: Words{"closes at once", "beendet sofort"},
		Message: Words{
			"{host}:{port} takes the connection and closes it without a word.",
			"{host}:{port} nimmt die Verbindung an und beendet sie wortlos.",
		},
		Remedy: Words{
			"The server may have blocked this address after failed logins; wait an hour or try from another network, then ask the provider.",
			"Möglicherweise hat der Server diese Adresse nach fehlgeschlagenen Anmeldungen gesperrt. Warten Sie eine Stunde oder versuchen Sie es aus einem anderen Netz; fragen Sie sonst den Anbieter.",
		},
		About: Words{
			"The server took the connection and closed it without its first line. " +
				"Often the address was blocked after failed logins (fail2ban); an overloaded server, or one that does not find its own configuration, does the same.",
			"Der Server hat die Verbindung angenommen und vor seiner ersten Zeile beendet. " +
				"Oft wurde die Adresse nach fehlgeschlagenen Anmeldungen gesperrt (fail2ban); auch ein überlasteter oder falsch eingerichteter Server verhält sich so.",
		},
	},
	{
		Code: GreetingTimeout, Severity: Error,
		Title: Words{"says nothing", "meldet sich nicht"},
		Message: Words{
			"{host}:{port} takes the connection and then says nothing.",
			"{host}:{port} nimmt die Verbindung an, meldet sich dann aber nicht.",
		},
		Remedy: Words{
			"The server is overloaded or hangs; try again in some minutes or another port of it, then ask the provider.",
			"Der Server ist überlastet oder hängt. Versuchen Sie es in einigen Minuten noch einmal oder an einem anderen Port; fragen Sie sonst den Anbieter.",
		},
		About: Words{
			"The port took the connection, and no greeting came within 15 seconds. " +
				"A second connection has shown that the port does not want TLS from the start either, where that was in question. " +
				"The server is overloaded or hangs, or a firewall took the connection in its place.",
			"Der Port hat die Verbindung angenommen, aber innerhalb von 15 Sekunden kam keine Begrüßung. " +
				"Wo es in Frage kam, hat eine zweite Verbindung gezeigt, dass der Port auch kein TLS von Beginn an erwartet. " +
				"Der Server ist überlastet oder hängt, oder eine Firewall hat die Verbindung an seiner Stelle angenommen.",
		},
	},
	{
		Code: Port25Blocked, Severity: Info, NotPublishersFault: true,
		Title: Words{"port 25 is blocked here", "Port 25 hier gesperrt"},
		Message: Words{
			"port 25 is blocked on the way from here, as in most networks.",
			"Port 25 ist auf dem Weg von hier gesperrt, wie in den meisten Netzen.",
		},
		Remedy: Words{
			"Nothing to do: mail programs send through port 465 or 587.",
			"Sie brauchen nichts zu tun: Mailprogramme senden über Port 465 oder 587.",
		},
		About: Words{
			"Port 25 does not answer from here, while port 465 or 587 of the same host does, or two hosts that have nothing to do with each other are both silent on it. " +
				"Most access networks and many cloud hosters block it against spam. Mail programs do not need it.",
			"Port 25 antwortet von hier aus nicht, Port 465 oder 587 desselben Servers dagegen schon, oder zwei voneinander unabhängige Server schweigen dort beide. " +
				"Die meisten Internetzugänge und viele Cloud-Anbieter sperren ihn gegen Spam. Mailprogramme brauchen ihn nicht.",
		},
		Example: []string{"host", "smtp.example.com", "port", "587", "protocol", "smtp"},
	},
	{
		Code: IPv6Broken, Severity: Warning,
		Title: Words{"IPv6 is dead", "IPv6 gestört"},
		Message: Words{
			"{host} does not answer over IPv6 ({ip}), though it does over IPv4.",
			"{host} antwortet nicht über IPv6 ({ip}), wohl aber über IPv4.",
		},
		Remedy: Words{
			"Programs that try IPv6 first will wait; whoever runs the server should repair it or remove the AAAA record.",
			"Programme, die zuerst IPv6 versuchen, warten unnötig. Der Betreiber des Servers sollte IPv6 reparieren oder den AAAA-Eintrag entfernen.",
		},
		About: Words{
			"The server has an IPv6 address in DNS, but only its IPv4 address answered; both were tried at the same time and measured. " +
				"Programs that try IPv6 first start with a delay or fail. Usually the server has moved and the AAAA record was forgotten, or a firewall lets only IPv4 through.",
			"Der Server hat im DNS eine IPv6-Adresse, geantwortet hat aber nur die IPv4-Adresse; beide wurden gleichzeitig versucht und gemessen. " +
				"Programme, die zuerst IPv6 versuchen, warten oder scheitern. Meist ist der Server umgezogen und der AAAA-Eintrag vergessen worden, oder eine Firewall lässt nur IPv4 durch.",
		},
	},
	{
		Code: CaptivePortal, Severity: Error, OnlyOnce: true, NotPublishersFault: true,
		Title: Words{"network wants a sign-in", "Netz verlangt Anmeldung"},
		Message: Words{
			"this network wants a sign-in before it lets anything through.",
			"Dieses Netz verlangt eine Anmeldung, bevor es Verbindungen zulässt.",
		},
		Remedy: Words{
			"Open any web page in a browser, sign in to the network, and try again.",
			"Öffnen Sie eine beliebige Webseite im Browser, melden Sie sich im Netz an und versuchen Sie es noch einmal.",
		},
		About: Words{
			"Web pages come where mail servers should answer, or every http address leads to the same foreign page. " +
				"Networks in hotels, trains and shops do that until one has signed in or agreed to their terms.",
			"Wo Mailserver antworten sollten, kommen Webseiten, oder jede http-Adresse führt auf dieselbe fremde Seite. " +
				"So verhalten sich Netze in Hotels, Zügen und Geschäften, bis man sich angemeldet oder den Bedingungen zugestimmt hat.",
		},
	},
}
