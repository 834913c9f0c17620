package text

import "github.com/mailprobe/mailprobe/probe/fact"

var certificate = []Entry{
	{fact.CertificateExpired, Words{
		"the certificate of {host} expired on {until}.",
		"Das Zertifikat von {host} ist am {until} abgelaufen.",
	}, Words{
		"Check this computer's date; if it is right, the provider must renew the certificate. Do not make an exception for it.",
		"Prüfen Sie das Datum dieses Rechners. Stimmt es, muss der Anbieter das Zertifikat erneuern. Richten Sie keine Ausnahme dafür ein.",
	}},
	{fact.CertificateNotYetValid, Words{
		"the certificate of {host} is valid only from {from}.",
		"Das Zertifikat von {host} gilt erst ab {from}.",
	}, Words{
		"Check this computer's date; if it is right, the provider has installed the certificate too early.",
		"Prüfen Sie das Datum dieses Rechners. Stimmt es, hat der Anbieter das Zertifikat zu früh eingespielt.",
	}},
	{fact.CertificateNameMismatch, Words{
		"the certificate of {host} is for another name: {names}.",
		"Das Zertifikat von {host} ist auf einen anderen Namen ausgestellt: {names}.",
	}, Words{
		"Enter the name from the certificate as server name, if it belongs to the provider; else the provider must install a certificate for {host}.",
		"Tragen Sie den Namen aus dem Zertifikat als Servernamen ein, wenn er zum Anbieter gehört. Sonst muss der Anbieter ein Zertifikat für {host} einspielen.",
	}},
	{fact.CertificateSelfSigned, Words{
		"{host} has made its certificate itself, so it proves nothing.",
		"{host} hat sein Zertifikat selbst ausgestellt; es beweist deshalb nichts.",
	}, Words{
		"Whoever runs the server should get a certificate from a public authority; these are free of charge.",
		"Der Betreiber des Servers sollte ein Zertifikat einer öffentlichen Zertifizierungsstelle einspielen; das ist kostenlos möglich.",
	}},
	{fact.CertificateUntrusted, Words{
		"the certificate of {host} comes from an authority that this computer does not know: {issuer}.",
		"Das Zertifikat von {host} stammt von einer Stelle, die dieser Rechner nicht kennt: {issuer}.",
	}, Words{
		"If it is your organisation's own authority, have its certificate installed (or use --ca-file); else do not trust the server.",
		"Ist es die Stelle Ihrer eigenen Organisation, lassen Sie deren Zertifikat installieren (oder verwenden Sie --ca-file). Sonst vertrauen Sie dem Server nicht.",
	}},
	{fact.CertificateChainIncomplete, Words{
		"{host} does not send the certificate of its issuer, {issuer}; some programs can do without, many cannot.",
		"{host} sendet das Zertifikat seines Ausstellers {issuer} nicht mit; manche Programme kommen ohne aus, viele nicht.",
	}, Words{
		"Whoever runs the server must install the whole chain, intermediate certificates included.",
		"Der Betreiber des Servers muss die ganze Kette samt Zwischenzertifikaten einspielen.",
	}},
	{fact.CertificateIntercepted, Words{
		"the connection to {host} is opened on the way: its certificate was made by {issuer}.",
		"Die Verbindung zu {host} wird unterwegs aufgebrochen: Das Zertifikat stammt von {issuer}.",
	}, Words{
		"A virus scanner or a firewall reads along; switch its mail scanning off, or ask whoever runs it.",
		"Ein Virenscanner oder eine Firewall liest mit. Schalten Sie die E-Mail-Prüfung dort aus, oder fragen Sie den Betreiber.",
	}},
	{fact.CertificateWeak, Words{
		"the certificate of {host} uses a key or signature that is too weak.",
		"Das Zertifikat von {host} verwendet einen zu schwachen Schlüssel oder eine zu schwache Signatur.",
	}, Words{
		"Whoever runs the server should have a new one made, with ECDSA or RSA of at least 2048 bits.",
		"Der Betreiber des Servers sollte ein neues ausstellen lassen, mit ECDSA oder RSA ab 2048 Bit.",
	}},
	{fact.CertificateExpiresSoon, Words{
		"the certificate of {host} is valid for only {days} more days.",
		"Das Zertifikat von {host} gilt nur noch {days} Tage.",
	}, Words{
		"Ask the provider to renew it; mail programs will refuse it after {until}.",
		"Bitten Sie den Anbieter, es zu erneuern; nach dem {until} lehnen Mailprogramme es ab.",
	}},
	{fact.ClockSkew, Words{
		"the clock of this computer is wrong, so certificates look invalid.",
		"Die Uhr dieses Rechners geht falsch, deshalb wirken Zertifikate ungültig.",
	}, Words{
		"Set date, time and time zone, and try again.",
		"Stellen Sie Datum, Uhrzeit und Zeitzone richtig ein und versuchen Sie es noch einmal.",
	}},
}
