package fact

// The codes of certificates.
const (
	CertificateExpired         Code = "certificate-expired"
	CertificateNotYetValid     Code = "certificate-not-yet-valid"
	CertificateNameMismatch    Code = "certificate-name-mismatch"
	CertificateSelfSigned      Code = "certificate-self-signed"
	CertificateUntrusted       Code = "certificate-untrusted"
	CertificateChainIncomplete Code = "certificate-chain-incomplete"
	CertificateIntercepted     Code = "certificate-intercepted"
	CertificateWeak            Code = "certificate-weak"
	CertificateExpiresSoon     Code = "certificate-expires-soon"
	ClockSkew                  Code = "clock-skew"
)

var certificate = []Cause{
	{
		Code: CertificateExpired, Severity: Error,
		Title: Words{"certificate expired", "Zertifikat abgelaufen"},
		Message: Words{
			"the certificate of {host} expired on {until}.",
			"Das Zertifikat von {host} ist am {until} abgelaufen.",
		},
		Remedy: Words{
			"Check this computer's date; if it is right, the provider must renew the certificate. Do not make an exception for it.",
			"Prüfen Sie das Datum dieses Rechners. Stimmt es, muss der Anbieter das Zertifikat erneuern. Richten Sie keine Ausnahme dafür ein.",
		},
		About: Words{
			"The certificate's last day has passed, by this computer's clock. Mail programs refuse it or ask for an exception. " +
				"Usually the automatic renewal has failed, or the new certificate was installed and the mail server not restarted.",
			"Der letzte Tag des Zertifikats ist nach der Uhr dieses Rechners vorbei. Mailprogramme lehnen es ab oder fragen nach einer Ausnahme. " +
				"Meist ist die automatische Erneuerung gescheitert, oder das neue Zertifikat ist da und der Mailserver wurde nicht neu gestartet.",
		},
	},
	{
		Code: CertificateNotYetValid, Severity: Error,
		Title: Words{"certificate not valid yet", "Zertifikat noch nicht gültig"},
		Message: Words{
			"the certificate of {host} is valid only from {from}.",
			"Das Zertifikat von {host} gilt erst ab {from}.",
		},
		Remedy: Words{
			"Check this computer's date; if it is right, the provider has installed the certificate too early.",
			"Prüfen Sie das Datum dieses Rechners. Stimmt es, hat der Anbieter das Zertifikat zu früh eingespielt.",
		},
		About: Words{
			"The certificate's first day has not come yet, by this computer's clock. " +
				"Far more often than the certificate it is the clock that is wrong; if other servers show the same, clock-skew is reported.",
			"Der erste Tag des Zertifikats ist nach der Uhr dieses Rechners noch nicht gekommen. " +
				"Weit öfter als das Zertifikat ist die Uhr falsch; zeigt sich dasselbe bei anderen Servern, wird clock-skew gemeldet.",
		},
	},
	{
		Code: CertificateNameMismatch, Severity: Error,
		Title: Words{"certificate for another name", "Zertifikat für anderen Namen"},
		Message: Words{
			"the certificate of {host} is for another name: {names}.",
			"Das Zertifikat von {host} ist auf einen anderen Namen ausgestellt: {names}.",
		},
		Remedy: Words{
			"Enter the name from the certificate as server name, if it belongs to the provider; else the provider must install a certificate for {host}.",
			"Tragen Sie den Namen aus dem Zertifikat als Servernamen ein, wenn er zum Anbieter gehört. Sonst muss der Anbieter ein Zertifikat für {host} einspielen.",
		},
		About: Words{
			"The certificate is genuine in itself, but not for the name that was dialled. " +
				"The names that it holds are looked up, and one that leads to the same address is suggested. " +
				"At hosters it is usual that only the server's own name is certified, and not mail.customer.example.",
			"Das Zertifikat gilt nicht für den Namen, der angewählt wurde. " +
				"Die Namen darin werden nachgeschlagen; führt einer zur selben Adresse, wird er vorgeschlagen. " +
				"Bei Hostern ist oft nur der eigene Name des Servers zertifiziert und nicht mail.kunde.example.",
		},
		Variants: []Variant{
			{
				Name: "same-server",
				Message: Words{
					"the certificate of {host} is for other names ({names}); {name} leads to the same server.",
					"Das Zertifikat von {host} ist auf andere Namen ausgestellt ({names}); {name} führt zum selben Server.",
				},
				Remedy: Words{
					"Enter {name} as server name, if it belongs to the provider; else the provider must install a certificate for {host}.",
					"Tragen Sie {name} als Servernamen ein, wenn der Name zum Anbieter gehört. Sonst muss der Anbieter ein Zertifikat für {host} einspielen.",
				},
			},
		},
	},
	{
		Code: CertificateSelfSigned, Severity: Error,
		Title: Words{"self-signed certificate", "Zertifikat selbst ausgestellt"},
		Message: Words{
			"{host} has made its certificate itself, so it proves nothing.",
			"{host} hat sein Zertifikat selbst ausgestellt; es beweist deshalb nichts.",
		},
		Remedy: Words{
			"Whoever runs the server should get a certificate from a public authority; these are free of charge.",
			"Der Betreiber des Servers sollte ein Zertifikat einer öffentlichen Zertifizierungsstelle einspielen; das ist kostenlos möglich.",
		},
		About: Words{
			"The certificate is signed with its own key, so nobody vouches for it and anybody could have made it. " +
				"It is usual on servers that were set up without further care, and on routers and storage boxes.",
			"Das Zertifikat ist mit dem eigenen Schlüssel unterschrieben; niemand bürgt dafür, und jeder könnte es angefertigt haben. " +
				"Üblich ist das auf Servern, die nicht fertig eingerichtet wurden, und auf Routern und Netzwerkspeichern.",
		},
	},
	{
		Code: CertificateUntrusted, Severity: Error,
		Title: Words{"certificate not trusted", "Zertifikat nicht anerkannt"},
		Message: Words{
			"the certificate of {host} comes from an authority that this computer does not know: {issuer}.",
			"Das Zertifikat von {host} stammt von einer Stelle, die dieser Rechner nicht kennt: {issuer}.",
		},
		Remedy: Words{
			"If it is your organisation's own authority, have its certificate installed (or use --ca-file); else do not trust the server.",
			"Ist es die Stelle Ihrer eigenen Organisation, lassen Sie deren Zertifikat installieren (oder verwenden Sie --ca-file). Sonst vertrauen Sie dem Server nicht.",
		},
		About: Words{
			"The certificate leads to an authority that is not in this computer's list. " +
				"Companies and universities have authorities of their own, which must be installed first. It can also be somebody who listens in.",
			"Das Zertifikat führt zu einer Zertifizierungsstelle, die nicht in der Liste dieses Rechners steht. " +
				"Firmen und Hochschulen haben eigene Stellen, die zuerst installiert werden müssen. Es kann auch jemand sein, der mithört.",
		},
	},
	{
		Code: CertificateChainIncomplete, Severity: Error,
		Title: Words{"incomplete certificate chain", "Zertifikatskette unvollständig"},
		Message: Words{
			"{host} does not send the certificate of its issuer, {issuer}; some programs can do without, many cannot.",
			"{host} sendet das Zertifikat seines Ausstellers {issuer} nicht mit; manche Programme kommen ohne aus, viele nicht.",
		},
		Remedy: Words{
			"Whoever runs the server must install the whole chain, intermediate certificates included.",
			"Der Betreiber des Servers muss die ganze Kette samt Zwischenzertifikaten einspielen.",
		},
		About: Words{
			"The server sends its own certificate without that of the authority in between, though the certificate says where it can be had. " +
				"Some programs fetch or remember it, others fail: hence \"it works on my computer\". Usually cert.pem was installed in place of fullchain.pem.",
			"Der Server sendet sein eigenes Zertifikat ohne das der Stelle dazwischen, obwohl im Zertifikat steht, wo es zu haben ist. " +
				"Manche Programme holen oder kennen es, andere scheitern – daher „bei mir geht es“. Meist wurde cert.pem statt fullchain.pem eingespielt.",
		},
	},
	{
		Code: CertificateIntercepted, Severity: Error, NotPublishersFault: true, Attack: true,
		Title: Words{"connection intercepted", "Verbindung aufgebrochen"},
		Message: Words{
			"the connection to {host} is opened on the way: its certificate was made by {issuer}.",
			"Die Verbindung zu {host} wird unterwegs aufgebrochen: Das Zertifikat stammt von {issuer}.",
		},
		Remedy: Words{
			"A virus scanner or a firewall reads along; switch its mail scanning off, or ask whoever runs it.",
			"Ein Virenscanner oder eine Firewall liest mit. Schalten Sie die E-Mail-Prüfung dort aus, oder fragen Sie den Betreiber.",
		},
		About: Words{
			"The certificate names the server as it should, but a virus scanner, a proxy or an authority that nobody knows has made it, the same one for servers that have nothing to do with each other. " +
				"Somebody opens the encryption on the way and can read passwords and mail. A public authority is never taken for that.",
			"Das Zertifikat nennt den Server richtig, ausgestellt hat es aber ein Virenscanner, ein Proxy oder eine unbekannte Stelle – dieselbe für voneinander unabhängige Server. " +
				"Jemand öffnet unterwegs die Verschlüsselung und kann Passwörter und E-Mails lesen. Öffentliche Zertifizierungsstellen werden nie dafür gehalten.",
		},
	},
	{
		Code: CertificateWeak, Severity: Error,
		Title: Words{"weak certificate", "Zertifikat zu schwach"},
		Message: Words{
			"the certificate of {host} uses a key or signature that is too weak.",
			"Das Zertifikat von {host} verwendet einen zu schwachen Schlüssel oder eine zu schwache Signatur.",
		},
		Remedy: Words{
			"Whoever runs the server should have a new one made, with ECDSA or RSA of at least 2048 bits.",
			"Der Betreiber des Servers sollte ein neues ausstellen lassen, mit ECDSA oder RSA ab 2048 Bit.",
		},
		About: Words{
			"The key is shorter than 2048 bits (RSA) or 256 bits (ECDSA), or the signature uses SHA-1. " +
				"Current programs refuse such signatures and will refuse such keys. The certificate is old or from home-made tools.",
			"Der Schlüssel ist kürzer als 2048 Bit (RSA) oder 256 Bit (ECDSA), oder die Unterschrift verwendet SHA-1. " +
				"Aktuelle Programme lehnen solche Unterschriften ab, künftige auch solche Schlüssel. Das Zertifikat ist alt oder stammt aus eigenen Werkzeugen.",
		},
	},
	{
		Code: CertificateExpiresSoon, Severity: Warning,
		Title: Words{"certificate expires soon", "Zertifikat läuft bald ab"},
		Message: Words{
			"the certificate of {host} is valid for only {days} more days.",
			"Das Zertifikat von {host} gilt nur noch {days} Tage.",
		},
		Remedy: Words{
			"Ask the provider to renew it; mail programs will refuse it after {until}.",
			"Bitten Sie den Anbieter, es zu erneuern; nach dem {until} lehnen Mailprogramme es ab.",
		},
		About: Words{
			"The certificate is valid for less than 14 days, or for less than a third of its lifetime where that is shorter. " +
				"By then it should have been renewed, so the renewal has probably failed.",
			"Das Zertifikat gilt keine 14 Tage mehr oder, bei kurzlebigen Zertifikaten, kein Drittel seiner Laufzeit. " +
				"Bis dahin hätte es erneuert sein sollen; die Erneuerung ist also wahrscheinlich gescheitert.",
		},
		Example: []string{"until", "2026-12-01"},
	},
	{
		Code: ClockSkew, Severity: Error, OnlyOnce: true, NotPublishersFault: true,
		Title: Words{"wrong clock here", "Uhr geht hier falsch"},
		Message: Words{
			"the clock of this computer is wrong, so certificates look invalid.",
			"Die Uhr dieses Rechners geht falsch, deshalb wirken Zertifikate ungültig.",
		},
		Remedy: Words{
			"Set date, time and time zone, and try again.",
			"Stellen Sie Datum, Uhrzeit und Zeitzone richtig ein und versuchen Sie es noch einmal.",
		},
		About: Words{
			"Certificates of unrelated servers are all expired or all not yet valid, or a web server's clock shows that they are in order: it is this computer's clock that is wrong. " +
				"A flat battery on the mainboard, a virtual machine that slept and a wrong time zone are the usual causes.",
			"Die Zertifikate voneinander unabhängiger Server sind alle abgelaufen oder alle noch nicht gültig, oder die Uhr eines Webservers zeigt, dass sie in Ordnung sind: Falsch geht die Uhr dieses Rechners. " +
				"Meist liegt es an einer leeren Pufferbatterie, an einer virtuellen Maschine nach dem Ruhezustand oder an einer falschen Zeitzone.",
		},
	},
}
