package text

import "github.com/mailprobe/mailprobe/probe/fact"

var aboutFinding = map[fact.Code]Words{
	fact.DNSNXDomain: {
		"The name does not exist: the name server in charge answered so (NXDOMAIN). " +
			"Mostly the address is mistyped; otherwise the domain has expired, or the server was renamed and the old name is still published.",
		"Den Namen gibt es nicht; so hat es der zuständige Nameserver gemeldet (NXDOMAIN). " +
			"Meist ist die Adresse vertippt. Sonst ist die Domain abgelaufen, oder der Server wurde umbenannt und der alte Name ist noch veröffentlicht.",
	},
	fact.DNSServFail: {
		"The resolver could not find an answer and reported a failure of the domain's name servers (SERVFAIL). " +
			"Usual causes are name servers that are down and DNSSEC signatures that have expired; the second shows when a resolver without validation does answer.",
		"Der Resolver fand keine Antwort und meldete einen Fehler der Nameserver der Domain (SERVFAIL). " +
			"Meist sind die Nameserver ausgefallen oder DNSSEC-Signaturen abgelaufen; Letzteres zeigt sich daran, dass ein Resolver ohne Prüfung antwortet.",
	},
	fact.DNSTimeout: {
		"No DNS server answered in time, so nothing is known of the domain. " +
			"Usually this computer has no working network, or a firewall or VPN keeps it from its DNS servers.",
		"Kein DNS-Server hat rechtzeitig geantwortet; über die Domain ist daher nichts bekannt. " +
			"Meist hat dieser Rechner kein funktionierendes Netz, oder eine Firewall oder ein VPN trennt ihn von seinen DNS-Servern.",
	},
	fact.DNSNoAddress: {
		"The name exists, but has neither an IPv4 nor an IPv6 address (no A and no AAAA record), so nobody can connect to it. " +
			"It was mostly left over from a server that has moved.",
		"Den Namen gibt es, er hat aber weder eine IPv4- noch eine IPv6-Adresse (kein A- und kein AAAA-Eintrag); eine Verbindung ist deshalb nicht möglich. " +
			"Meist ist er von einem Server übrig geblieben, der umgezogen ist.",
	},
	fact.NullMX: {
		"The domain's MX record is a single dot with preference 0, which declares that it takes no mail (RFC 7505). " +
			"Domains that are used for websites only have it, and so do misspelt neighbours of well-known ones.",
		"Der MX-Eintrag der Domain ist ein einzelner Punkt mit Präferenz 0 und erklärt damit, dass sie keine E-Mails annimmt (RFC 7505). " +
			"Üblich ist das bei Domains, die nur eine Website haben, und bei vertippten Nachbarn bekannter Namen.",
	},
	fact.SRVNotOffered: {
		"An SRV record of the domain points to a single dot: the service is decidedly not offered (RFC 6186). " +
			"Mailprobe then does not guess a server for it. Providers do this for POP3 or for unencrypted ports.",
		"Ein SRV-Eintrag der Domain verweist auf einen einzelnen Punkt: Der Dienst wird ausdrücklich nicht angeboten (RFC 6186). " +
			"Mailprobe rät dann keinen Server dafür. Anbieter tun das für POP3 oder für unverschlüsselte Ports.",
	},
	fact.AutoconfigInsecure: {
		"The domain's settings file was found, but only by http, without encryption. " +
			"Anybody in the same network can replace such a file and lead the password elsewhere, so its servers are not trusted by that alone. " +
			"Usually the web server lacks a certificate for the name autoconfig.",
		"Die Einstellungsdatei der Domain wurde gefunden, aber nur über http, also unverschlüsselt. " +
			"Wer im selben Netz ist, kann sie austauschen und das Passwort umleiten; ihre Server gelten deshalb nicht schon dadurch als vertrauenswürdig. " +
			"Meist fehlt dem Webserver ein Zertifikat für den Namen autoconfig.",
	},
	fact.AutoconfigNotXML: {
		"Where mail programs look for the settings file there is something else, mostly a web page that the server gives for every address. " +
			"Mail programs waste time on it, and simple ones fail. It is recognised by its content, not by the type that the web server claims.",
		"Wo Mailprogramme die Einstellungsdatei suchen, liegt etwas anderes, meist eine Webseite, die der Server bei jeder Adresse liefert. " +
			"Mailprogramme verlieren damit Zeit, einfache scheitern daran. Erkannt wird es am Inhalt, nicht am Typ, den der Webserver angibt.",
	},
	fact.AutoconfigInvalid: {
		"The settings file is there, but breaks the rules of its format or names no server that could be used. " +
			"The evidence says which rule. Usual causes are a forgotten placeholder, an unknown value and a file for another product.",
		"Die Einstellungsdatei ist vorhanden, verletzt aber die Regeln ihres Formats oder nennt keinen verwendbaren Server. " +
			"Der Beleg nennt die Regel. Meist ist es ein vergessener Platzhalter, ein unbekannter Wert oder eine Datei für ein anderes Produkt.",
	},
	fact.AutodiscoverRedirectRefused: {
		"Microsoft's Autodiscover answered with a redirect that is not followed: from https to http, to too many places, or to somebody else's. " +
			"Autodiscover is asked with the mail address, and sometimes with a password, so it must not be led astray.",
		"Microsofts Autodiscover hat mit einer Weiterleitung geantwortet, der nicht gefolgt wird: von https nach http, über zu viele Stationen oder zu einem fremden Ziel. " +
			"Bei Autodiscover wird die E-Mail-Adresse mitgeschickt, manchmal auch ein Passwort; es darf sich deshalb nicht fehlleiten lassen.",
	},
	fact.PACCDigestMismatch: {
		"The domain publishes a settings document and, in DNS, a digest of it; the two do not belong together. " +
			"Usually the document was changed and the TXT record forgotten, or the old record is still cached. As somebody may have replaced the document, it is not used.",
		"Die Domain veröffentlicht ein Einstellungsdokument und im DNS eine Prüfsumme dazu; beide passen nicht zusammen. " +
			"Meist wurde das Dokument geändert und der TXT-Eintrag vergessen, oder der alte Eintrag ist noch zwischengespeichert. Da jemand das Dokument ausgetauscht haben könnte, wird es nicht verwendet.",
	},
	fact.StaleConfig: {
		"A server that is published for the domain does not work, while another one does. " +
			"People who set their mail program up by the published settings will fail or wait. Usually the provider was changed and the old record or file was left.",
		"Ein für die Domain veröffentlichter Server funktioniert nicht, ein anderer dagegen schon. " +
			"Wer sein Mailprogramm nach der Veröffentlichung einrichtet, scheitert oder wartet. Meist wurde der Anbieter gewechselt und der alte Eintrag oder die alte Datei nicht entfernt.",
	},
	fact.SourcesDisagree: {
		"Two places where settings are published name different servers, with none in common. " +
			"Which settings somebody gets then depends on the mail program. After a change of provider one of them has usually been forgotten: mail at one company, website and autoconfig file at another.",
		"Zwei Stellen, an denen Einstellungen veröffentlicht sind, nennen verschiedene Server, keinen davon gemeinsam. " +
			"Welche Einstellungen jemand erhält, hängt dann vom Mailprogramm ab. Nach einem Anbieterwechsel wurde meist eine davon vergessen: E-Mail bei der einen Firma, Website und Autoconfig-Datei bei der anderen.",
	},
	fact.UntrustedTarget: {
		"A server was found and answers well, but only unsigned DNS, plain http or a redirect names it, and it is outside the domain of the address. " +
			"Whoever can forge these could lead the password to a server of their own, with a valid certificate. So nothing is sent there unless you say so.",
		"Ein Server wurde gefunden und antwortet richtig, genannt wird er aber nur von unsigniertem DNS, von einer http-Datei oder von einer Weiterleitung, und er liegt außerhalb der Domain der Adresse. " +
			"Wer diese fälschen kann, könnte das Passwort zu einem eigenen Server mit gültigem Zertifikat leiten. Ohne Ihre Zustimmung wird deshalb nichts dorthin gesendet.",
	},
	fact.MXIsGateway: {
		"The domain's MX record leads to a company that only filters mail and passes it on. " +
			"So the MX does not show where the mailbox is, and no server is derived from it. This is usual for companies and no fault.",
		"Der MX-Eintrag der Domain führt zu einem Dienst, der E-Mails nur filtert und weiterleitet. " +
			"Er verrät deshalb nicht, wo das Postfach liegt, und es wird kein Server daraus abgeleitet. Bei Firmen ist das üblich und kein Fehler.",
	},
	fact.ProprietaryProtocol: {
		"The mailbox is at a service that mail programs cannot use by IMAP, POP3 or SMTP, because it has only its own programs or another protocol. " +
			"It is recognised by the provider database or by an answer that names such a protocol alone.",
		"Das Postfach liegt bei einem Dienst, den Mailprogramme nicht über IMAP, POP3 oder SMTP nutzen können, weil es nur eigene Programme oder ein anderes Protokoll gibt. " +
			"Erkannt wird das an der Anbieterdatenbank oder an einer Antwort, die nur ein solches Protokoll nennt.",
	},
}
