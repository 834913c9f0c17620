package text

import "github.com/mailprobe/mailprobe/probe/fact"

var reaching = []Entry{
	{fact.PortRefused, Words{
		"{host} refuses connections to port {port}.",
		"{host} weist Verbindungen zu Port {port} ab.",
	}, Words{
		"The service is not offered there or is stopped; use another port or ask the provider.",
		"Der Dienst wird dort nicht angeboten oder läuft nicht. Verwenden Sie einen anderen Port oder fragen Sie den Anbieter.",
	}},
	{fact.PortTimeout, Words{
		"{host} does not answer on port {port}.",
		"{host} antwortet auf Port {port} nicht.",
	}, Words{
		"A firewall here or there drops the packets, or the server is down; try from another network, a mobile phone's for instance.",
		"Eine Firewall hier oder dort verwirft die Pakete, oder der Server ist ausgefallen. Versuchen Sie es aus einem anderen Netz, etwa über ein Mobiltelefon.",
	}},
	{fact.HostUnreachable, Words{
		"there is no way from here to {host}.",
		"{host} ist von hier aus nicht erreichbar.",
	}, Words{
		"Check this computer's network connection and VPN.",
		"Prüfen Sie die Netzwerkverbindung und das VPN dieses Rechners.",
	}},
	{fact.ConnectionReset, Words{
		"{host}:{port} broke the connection off.",
		"{host}:{port} hat die Verbindung abgebrochen.",
	}, Words{
		"Try again; if it stays so, a firewall or the server itself ends such connections, and its log tells why.",
		"Versuchen Sie es noch einmal. Bleibt es dabei, beendet eine Firewall oder der Server selbst solche Verbindungen; den Grund nennt das Serverprotokoll.",
	}},
	{fact.ClosedBeforeGreeting, Words{
		"{host}:{port} takes the connection and closes it without a word.",
		"{host}:{port} nimmt die Verbindung an und beendet sie wortlos.",
	}, Words{
		"The server may have blocked this address after failed logins; wait an hour or try from another network, then ask the provider.",
		"Möglicherweise hat der Server diese Adresse nach fehlgeschlagenen Anmeldungen gesperrt. Warten Sie eine Stunde oder versuchen Sie es aus einem anderen Netz; fragen Sie sonst den Anbieter.",
	}},
	{fact.GreetingTimeout, Words{
		"{host}:{port} takes the connection and then says nothing.",
		"{host}:{port} nimmt die Verbindung an, meldet sich dann aber nicht.",
	}, Words{
		"The server is overloaded or hangs; try again in some minutes or another port of it, then ask the provider.",
		"Der Server ist überlastet oder hängt. Versuchen Sie es in einigen Minuten noch einmal oder an einem anderen Port; fragen Sie sonst den Anbieter.",
	}},
	{fact.Port25Blocked, Words{
		"port 25 is blocked on the way from here, as in most networks.",
		"Port 25 ist auf dem Weg von hier gesperrt, wie in den meisten Netzen.",
	}, Words{
		"Nothing to do: mail programs send through port 465 or 587.",
		"Sie brauchen nichts zu tun: Mailprogramme senden über Port 465 oder 587.",
	}},
	{fact.IPv6Broken, Words{
		"{host} does not answer over IPv6 ({ip}), though it does over IPv4.",
		"{host} antwortet nicht über IPv6 ({ip}), wohl aber über IPv4.",
	}, Words{
		"Programs that try IPv6 first will wait; whoever runs the server should repair it or remove the AAAA record.",
		"Programme, die zuerst IPv6 versuchen, warten unnötig. Der Betreiber des Servers sollte IPv6 reparieren oder den AAAA-Eintrag entfernen.",
	}},
	{fact.CaptivePortal, Words{
		"this network wants a sign-in before it lets anything through.",
		"Dieses Netz verlangt eine Anmeldung, bevor es Verbindungen zulässt.",
	}, Words{
		"Open any web page in a browser, sign in to the network, and try again.",
		"Öffnen Sie eine beliebige Webseite im Browser, melden Sie sich im Netz an und versuchen Sie es noch einmal.",
	}},
}
