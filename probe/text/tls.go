package text

import "github.com/mailprobe/mailprobe/probe/fact"

var tls = []Entry{
	{fact.TLSTooOld, Words{
		"{host}:{port} offers only TLS versions that are no longer secure.",
		"{host}:{port} bietet nur TLS-Versionen an, die nicht mehr sicher sind.",
	}, Words{
		"The provider must switch TLS 1.2 or 1.3 on; current mail programs will not connect.",
		"Der Anbieter muss TLS 1.2 oder 1.3 einschalten; aktuelle Mailprogramme verbinden sich sonst nicht.",
	}},
	{fact.TLSHandshakeFailed, Words{
		"{host}:{port} cannot agree with us on TLS.",
		"Mit {host}:{port} kommt keine TLS-Verbindung zustande.",
	}, Words{
		"The evidence names the reason; the server's administrator will find the same in its log.",
		"Der Beleg nennt den Grund; die Administration des Servers findet ihn auch im Serverprotokoll.",
	}},
	{fact.ClientCertificateRequired, Words{
		"{host}:{port} wants a certificate of the user, not only a password.",
		"{host}:{port} verlangt ein Zertifikat des Benutzers, nicht nur ein Passwort.",
	}, Words{
		"Ask the administrator for a client certificate, or for a port that does without.",
		"Fragen Sie die Administration nach einem Client-Zertifikat oder nach einem Port, der ohne auskommt.",
	}},
	{fact.STARTTLSMissing, Words{
		"{host}:{port} does not offer STARTTLS, so the password would cross the network in the clear.",
		"{host}:{port} bietet kein STARTTLS an; das Passwort ginge unverschlüsselt durchs Netz.",
	}, Words{
		"Use the port with TLS from the start; the provider should offer STARTTLS here or close the port.",
		"Verwenden Sie den Port mit TLS von Beginn an. Der Anbieter sollte hier STARTTLS anbieten oder den Port schließen.",
	}},
	{fact.STARTTLSRefused, Words{
		"{host}:{port} offers STARTTLS, and then refuses it.",
		"{host}:{port} bietet STARTTLS an, verweigert es dann aber.",
	}, Words{
		"Use the port with TLS from the start, and tell the provider: its certificate or key may not load.",
		"Verwenden Sie den Port mit TLS von Beginn an und benachrichtigen Sie den Anbieter: Womöglich lässt sich sein Zertifikat nicht laden.",
	}},
	{fact.STARTTLSStripped, Words{
		"{host}:{port} should offer STARTTLS; something on the way hides it.",
		"{host}:{port} müsste STARTTLS anbieten; etwas auf dem Weg unterdrückt es.",
	}, Words{
		"Do not send a password through this network on this port; use the port with TLS from the start, and ask whoever runs the network.",
		"Senden Sie in diesem Netz über diesen Port kein Passwort. Verwenden Sie den Port mit TLS von Beginn an und fragen Sie den Betreiber des Netzes.",
	}},
	{fact.STARTTLSInjection, Words{
		"{host}:{port} sent words in the clear that would have passed for words inside TLS.",
		"{host}:{port} hat unverschlüsselt Daten gesendet, die als Teil der verschlüsselten Verbindung gegolten hätten.",
	}, Words{
		"Do not use this port: the server has a known fault, or somebody is on the line. Use the port with TLS from the start.",
		"Verwenden Sie diesen Port nicht: Der Server hat einen bekannten Fehler, oder jemand greift in die Verbindung ein. Nehmen Sie den Port mit TLS von Beginn an.",
	}},
	{fact.PreauthCleartext, Words{
		"{host}:{port} declares us logged in before TLS, which makes TLS impossible.",
		"{host}:{port} erklärt uns vor TLS für angemeldet; damit ist TLS nicht mehr möglich.",
	}, Words{
		"Do not use this port: somebody may be on the line. Use port 993.",
		"Verwenden Sie diesen Port nicht, womöglich greift jemand in die Verbindung ein. Nehmen Sie Port 993.",
	}},
	{fact.CleartextOnly, Words{
		"{host} offers no TLS for {protocol} on any port, so no password was sent.",
		"{host} bietet für {protocol} auf keinem Port TLS an; deshalb wurde kein Passwort gesendet.",
	}, Words{
		"Ask the provider for a server with TLS; if there is none, everything you send and receive can be read on the way.",
		"Fragen Sie den Anbieter nach einem Server mit TLS. Gibt es keinen, kann unterwegs alles mitgelesen werden.",
	}},
}
