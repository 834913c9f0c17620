package text

import "github.com/mailprobe/mailprobe/probe/fact"

var aboutCertificate = map[fact.Code]Words{
	fact.CertificateExpired: {
		"The certificate's last day has passed, by this computer's clock. Mail programs refuse it or ask for an exception. " +
			"Usually the automatic renewal has failed, or the new certificate was installed and the mail server not restarted.",
		"Der letzte Tag des Zertifikats ist nach der Uhr dieses Rechners vorbei. Mailprogramme lehnen es ab oder fragen nach einer Ausnahme. " +
			"Meist ist die automatische Erneuerung gescheitert, oder das neue Zertifikat ist da und der Mailserver wurde nicht neu gestartet.",
	},
	fact.CertificateNotYetValid: {
		"The certificate's first day has not come yet, by this computer's clock. " +
			"Far more often than the certificate it is the clock that is wrong; if other servers show the same, clock-skew is reported.",
		"Der erste Tag des Zertifikats ist nach der Uhr dieses Rechners noch nicht gekommen. " +
			"Weit öfter als das Zertifikat ist die Uhr falsch; zeigt sich dasselbe bei anderen Servern, wird clock-skew gemeldet.",
	},
	fact.CertificateNameMismatch: {
		"The certificate is genuine in itself, but not for the name that was dialled. " +
			"The names that it holds are looked up, and one that leads to the same address is suggested. " +
			"At hosters it is usual that only the server's own name is certified, and not mail.customer.example.",
		"Das Zertifikat gilt nicht für den Namen, der angewählt wurde. " +
			"Die Namen darin werden nachgeschlagen; führt einer zur selben Adresse, wird er vorgeschlagen. " +
			"Bei Hostern ist oft nur der eigene Name des Servers zertifiziert und nicht mail.kunde.example.",
	},
	fact.CertificateSelfSigned: {
		"The certificate is signed with its own key, so nobody vouches for it and anybody could have made it. " +
			"It is usual on servers that were set up without further care, and on routers and storage boxes.",
		"Das Zertifikat ist mit dem eigenen Schlüssel unterschrieben; niemand bürgt dafür, und jeder könnte es angefertigt haben. " +
			"Üblich ist das auf Servern, die nicht fertig eingerichtet wurden, und auf Routern und Netzwerkspeichern.",
	},
	fact.CertificateUntrusted: {
		"The certificate leads to an authority that is not in this computer's list. " +
			"Companies and universities have authorities of their own, which must be installed first. It can also be somebody who listens in.",
		"Das Zertifikat führt zu einer Zertifizierungsstelle, die nicht in der Liste dieses Rechners steht. " +
			"Firmen und Hochschulen haben eigene Stellen, die zuerst installiert werden müssen. Es kann auch jemand sein, der mithört.",
	},
	fact.CertificateChainIncomplete: {
		"The server sends its own certificate without that of the authority in between, though the certificate says where it can be had. " +
			"Some programs fetch or remember it, others fail: hence \"it works on my computer\". Usually cert.pem was installed in place of fullchain.pem.",
		"Der Server sendet sein eigenes Zertifikat ohne das der Stelle dazwischen, obwohl im Zertifikat steht, wo es zu haben ist. " +
			"Manche Programme holen oder kennen es, andere scheitern – daher „bei mir geht es“. Meist wurde cert.pem statt fullchain.pem eingespielt.",
	},
	fact.CertificateIntercepted: {
		"The certificate names the server as it should, but a virus scanner, a proxy or an authority that nobody knows has made it, the same one for servers that have nothing to do with each other. " +
			"Somebody opens the encryption on the way and can read passwords and mail. A public authority is never taken for that.",
		"Das Zertifikat nennt den Server richtig, ausgestellt hat es aber ein Virenscanner, ein Proxy oder eine unbekannte Stelle – dieselbe für voneinander unabhängige Server. " +
			"Jemand öffnet unterwegs die Verschlüsselung und kann Passwörter und E-Mails lesen. Öffentliche Zertifizierungsstellen werden nie dafür gehalten.",
	},
	fact.CertificateWeak: {
		"The key is shorter than 2048 bits (RSA) or 256 bits (ECDSA), or the signature uses SHA-1. " +
			"Current programs refuse such signatures and will refuse such keys. The certificate is old or from home-made tools.",
		"Der Schlüssel ist kürzer als 2048 Bit (RSA) oder 256 Bit (ECDSA), oder die Unterschrift verwendet SHA-1. " +
			"Aktuelle Programme lehnen solche Unterschriften ab, künftige auch solche Schlüssel. Das Zertifikat ist alt oder stammt aus eigenen Werkzeugen.",
	},
	fact.CertificateExpiresSoon: {
		"The certificate is valid for less than 14 days, or for less than a third of its lifetime where that is shorter. " +
			"By then it should have been renewed, so the renewal has probably failed.",
		"Das Zertifikat gilt keine 14 Tage mehr oder, bei kurzlebigen Zertifikaten, kein Drittel seiner Laufzeit. " +
			"Bis dahin hätte es erneuert sein sollen; die Erneuerung ist also wahrscheinlich gescheitert.",
	},
	fact.ClockSkew: {
		"Certificates of unrelated servers are all expired or all not yet valid, or a web server's clock shows that they are in order: it is this computer's clock that is wrong. " +
			"A flat battery on the mainboard, a virtual machine that slept and a wrong time zone are the usual causes.",
		"Die Zertifikate voneinander unabhängiger Server sind alle abgelaufen oder alle noch nicht gültig, oder die Uhr eines Webservers zeigt, dass sie in Ordnung sind: Falsch geht die Uhr dieses Rechners. " +
			"Meist liegt es an einer leeren Pufferbatterie, an einer virtuellen Maschine nach dem Ruhezustand oder an einer falschen Zeitzone.",
	},
}
