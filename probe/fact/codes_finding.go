package fact

// The codes of finding the settings.
const (
	DNSNXDomain                 Code = "dns-nxdomain"
	DNSServFail                 Code = "dns-servfail"
	DNSTimeout                  Code = "dns-timeout"
	DNSNoAddress                Code = "dns-no-address"
	NullMX                      Code = "null-mx"
	SRVNotOffered               Code = "srv-not-offered"
	AutoconfigInsecure          Code = "autoconfig-insecure"
	AutoconfigNotXML            Code = "autoconfig-not-xml"
	AutoconfigInvalid           Code = "autoconfig-invalid"
	StaleConfig                 Code = "stale-config"
	SourcesDisagree             Code = "sources-disagree"
	UntrustedTarget             Code = "untrusted-target"
	MXIsGateway                 Code = "mx-is-gateway"
	ProprietaryProtocol         Code = "proprietary-protocol"
	AutodiscoverRedirectRefused Code = "autodiscover-redirect-refused"
	PACCDigestMismatch          Code = "pacc-digest-mismatch"
)

var finding = []Cause{
	{
		Code: DNSNXDomain, Severity: Error, NobodyAnswers: true,
		Title:   Words{"no such name", "Name unbekannt"},
		Message: Words{"the name {name} does not exist in DNS.", "Den Namen {name} gibt es im DNS nicht."},
		Remedy: Words{
			"Check the spelling of the address; if it is right, the domain is not registered or not set up.",
			"Prüfen Sie die Schreibweise der Adresse. Stimmt sie, ist die Domain nicht registriert oder nicht eingerichtet.",
		},
		About: Words{
			"The name does not exist: the name server in charge answered so (NXDOMAIN). " +
				"Mostly the address is mistyped; otherwise the domain has expired, or the server was renamed and the old name is still published.",
			"Den Namen gibt es nicht; so hat es der zuständige Nameserver gemeldet (NXDOMAIN). " +
				"Meist ist die Adresse vertippt. Sonst ist die Domain abgelaufen, oder der Server wurde umbenannt und der alte Name ist noch veröffentlicht.",
		},
		Example: []string{"name", "example.com"},
	},
	{
		Code: DNSServFail, Severity: Error,
		Title: Words{"DNS fails", "DNS-Fehler"},
		Message: Words{
			"DNS cannot answer for {name}: the domain's name servers fail, or its DNSSEC signatures are broken.",
			"DNS gibt für {name} keine Auskunft: Die Nameserver der Domain antworten nicht richtig, oder ihre DNSSEC-Signaturen sind fehlerhaft.",
		},
		Remedy: Words{
			"Try again later or with another resolver (--resolver 9.9.9.9); if it stays so, whoever runs the domain's DNS must repair it.",
			"Versuchen Sie es später oder mit einem anderen Resolver (--resolver 9.9.9.9). Bleibt es dabei, muss der DNS-Betreiber der Domain den Fehler beheben.",
		},
		About: Words{
			"The resolver could not find an answer and reported a failure of the domain's name servers (SERVFAIL). " +
				"Usual causes are name servers that are down and DNSSEC signatures that have expired; the second shows when a resolver without validation does answer.",
			"Der Resolver fand keine Antwort und meldete einen Fehler der Nameserver der Domain (SERVFAIL). " +
				"Meist sind die Nameserver ausgefallen oder DNSSEC-Signaturen abgelaufen; Letzteres zeigt sich daran, dass ein Resolver ohne Prüfung antwortet.",
		},
		Example: []string{"name", "example.com"},
		Variants: []Variant{
			{
				Name: "isolated",
				Message: Words{
					"the DNS server of this network knows no public names.",
					"Der DNS-Server dieses Netzes kennt keine öffentlichen Namen.",
				},
				Remedy: Words{
					"Check this computer's network connection and VPN, or name a DNS server that can be reached: --resolver 9.9.9.9.",
					"Prüfen Sie die Netzwerkverbindung und das VPN dieses Rechners, oder nennen Sie einen erreichbaren DNS-Server: --resolver 9.9.9.9.",
				},
			},
		},
	},
	{
		Code: DNSTimeout, Severity: Error,
		Title:   Words{"DNS is silent", "DNS antwortet nicht"},
		Message: Words{"no DNS server answered for {name}.", "Kein DNS-Server hat auf die Frage nach {name} geantwortet."},
		Remedy: Words{
			"Check the network connection and the DNS servers of this computer.",
			"Prüfen Sie die Netzwerkverbindung und die DNS-Server dieses Rechners.",
		},
		About: Words{
			"No DNS server answered in time, so nothing is known of the domain. " +
				"Usually this computer has no working network, or a firewall or VPN keeps it from its DNS servers.",
			"Kein DNS-Server hat rechtzeitig geantwortet; über die Domain ist daher nichts bekannt. " +
				"Meist hat dieser Rechner kein funktionierendes Netz, oder eine Firewall oder ein VPN trennt ihn von seinen DNS-Servern.",
		},
		Example: []string{"name", "example.com"},
	},
	{
		Code: DNSNoAddress, Severity: Error, NobodyAnswers: true,
		Title:   Words{"no address", "keine Adresse"},
		Message: Words{"{name} exists in DNS but has no address.", "{name} gibt es im DNS, der Name hat aber keine Adresse."},
		Remedy: Words{
			"Use another server name; the domain's owner should add an A or AAAA record or stop publishing the name.",
			"Verwenden Sie einen anderen Servernamen. Der Inhaber der Domain sollte einen A- oder AAAA-Eintrag anlegen oder den Namen nicht mehr veröffentlichen.",
		},
		About: Words{
			"The name exists, but has neither an IPv4 nor an IPv6 address (no A and no AAAA record), so nobody can connect to it. " +
				"It was mostly left over from a server that has moved.",
			"Den Namen gibt es, er hat aber weder eine IPv4- noch eine IPv6-Adresse (kein A- und kein AAAA-Eintrag); eine Verbindung ist deshalb nicht möglich. " +
				"Meist ist er von einem Server übrig geblieben, der umgezogen ist.",
		},
		Example: []string{"name", "imap.example.com"},
	},
	{
		Code: NullMX, Severity: Error,
		Title: Words{"takes no mail", "nimmt keine E-Mails an"},
		Message: Words{
			"{domain} says in DNS that it takes no mail at all (null MX).",
			"{domain} erklärt im DNS, keine E-Mails anzunehmen (Null-MX).",
		},
		Remedy: Words{
			"Check the address: nobody can receive mail at this domain.",
			"Prüfen Sie die Adresse: Unter dieser Domain kann niemand E-Mails empfangen.",
		},
		About: Words{
			"The domain's MX record is a single dot with preference 0, which declares that it takes no mail (RFC 7505). " +
				"Domains that are used for websites only have it, and so do misspelt neighbours of well-known ones.",
			"Der MX-Eintrag der Domain ist ein einzelner Punkt mit Präferenz 0 und erklärt damit, dass sie keine E-Mails annimmt (RFC 7505). " +
				"Üblich ist das bei Domains, die nur eine Website haben, und bei vertippten Nachbarn bekannter Namen.",
		},
	},
	{
		Code: SRVNotOffered, Severity: Info,
		Title: Words{"not offered", "nicht angeboten"},
		Message: Words{
			"the domain says in DNS that it does not offer this service: {what}.",
			"Die Domain erklärt im DNS, diesen Dienst nicht anzubieten: {what}.",
		},
		Remedy: Words{
			"Nothing is wrong; use one of the services that are offered.",
			"Das ist kein Fehler. Verwenden Sie einen der angebotenen Dienste.",
		},
		About: Words{
			"An SRV record of the domain points to a single dot: the service is decidedly not offered (RFC 6186). " +
				"Mailprobe then does not guess a server for it. Providers do this for POP3 or for unencrypted ports.",
			"Ein SRV-Eintrag der Domain verweist auf einen einzelnen Punkt: Der Dienst wird ausdrücklich nicht angeboten (RFC 6186). " +
				"Mailprobe rät dann keinen Server dafür. Anbieter tun das für POP3 oder für unverschlüsselte Ports.",
		},
		Example: []string{"what", "_pop3._tcp.example.com SRV"},
	},
	{
		Code: AutoconfigInsecure, Severity: Warning, Republish: true,
		Title: Words{"came unencrypted", "unverschlüsselt übertragen"},
		Message: Words{
			"the settings file came over an unencrypted connection, where anybody on the way can change it: {what}.",
			"Die Einstellungsdatei kam über eine unverschlüsselte Verbindung und kann unterwegs verändert worden sein: {what}.",
		},
		Remedy: Words{
			"The domain's owner should serve the file over https; compare the settings with the provider's help page.",
			"Der Inhaber der Domain sollte die Datei über https ausliefern. Vergleichen Sie die Einstellungen mit der Hilfeseite des Anbieters.",
		},
		About: Words{
			"The domain's settings file was found, but only by http, without encryption. " +
				"Anybody in the same network can replace such a file and lead the password elsewhere, so its servers are not trusted by that alone. " +
				"Usually the web server lacks a certificate for the name autoconfig.",
			"Die Einstellungsdatei der Domain wurde gefunden, aber nur über http, also unverschlüsselt. " +
				"Wer im selben Netz ist, kann sie austauschen und das Passwort umleiten; ihre Server gelten deshalb nicht schon dadurch als vertrauenswürdig. " +
				"Meist fehlt dem Webserver ein Zertifikat für den Namen autoconfig.",
		},
	},
	{
		Code: AutoconfigNotXML, Severity: Warning, Republish: true,
		Title: Words{"not a settings file", "keine Einstellungsdatei"},
		Message: Words{
			"where the settings file should be, the web server answers with something else: {what}.",
			"Wo die Einstellungsdatei liegen sollte, liefert der Webserver etwas anderes: {what}.",
		},
		Remedy: Words{
			"The domain's owner should publish the file there, or let the web server answer 404.",
			"Der Inhaber der Domain sollte dort die Datei veröffentlichen oder den Webserver mit 404 antworten lassen.",
		},
		About: Words{
			"Where mail programs look for the settings file there is something else, mostly a web page that the server gives for every address. " +
				"Mail programs waste time on it, and simple ones fail. It is recognised by its content, not by the type that the web server claims.",
			"Wo Mailprogramme die Einstellungsdatei suchen, liegt etwas anderes, meist eine Webseite, die der Server bei jeder Adresse liefert. " +
				"Mailprogramme verlieren damit Zeit, einfache scheitern daran. Erkannt wird es am Inhalt, nicht am Typ, den der Webserver angibt.",
		},
	},
	{
		Code: AutoconfigInvalid, Severity: Warning, Republish: true,
		Title: Words{"unusable settings file", "Einstellungsdatei fehlerhaft"},
		Message: Words{
			"the domain's settings file cannot be used: {found}.",
			"Die Einstellungsdatei der Domain ist nicht verwendbar: {found}.",
		},
		Remedy: Words{
			"The domain's owner must correct the file: {what}.",
			"Der Inhaber der Domain muss die Datei berichtigen: {what}.",
		},
		About: Words{
			"The settings file is there, but breaks the rules of its format or names no server that could be used. " +
				"The evidence says which rule. Usual causes are a forgotten placeholder, an unknown value and a file for another product.",
			"Die Einstellungsdatei ist vorhanden, verletzt aber die Regeln ihres Formats oder nennt keinen verwendbaren Server. " +
				"Der Beleg nennt die Regel. Meist ist es ein vergessener Platzhalter, ein unbekannter Wert oder eine Datei für ein anderes Produkt.",
		},
		Example: []string{"found", "line 7: a server without a host name"},
	},
	{
		Code: StaleConfig, Severity: Warning,
		Title: Words{"published, but does not work", "veröffentlicht, aber defekt"},
		Message: Words{
			"servers that are published do not work ({source}): {found}.",
			"Veröffentlichte Server funktionieren nicht ({source}): {found}.",
		},
		Remedy: Words{
			"Use the settings shown above; whoever publishes the others should correct them.",
			"Verwenden Sie die oben gezeigten Einstellungen. Wer die anderen veröffentlicht, sollte sie berichtigen.",
		},
		About: Words{
			"A server that is published for the domain does not work, while another one does. " +
				"People who set their mail program up by the published settings will fail or wait. Usually the provider was changed and the old record or file was left.",
			"Ein für die Domain veröffentlichter Server funktioniert nicht, ein anderer dagegen schon. " +
				"Wer sein Mailprogramm nach der Veröffentlichung einrichtet, scheitert oder wartet. Meist wurde der Anbieter gewechselt und der alte Eintrag oder die alte Datei nicht entfernt.",
		},
		Example: []string{"found", "imaps://mail.hoster.example:993 (port-refused)"},
	},
	{
		Code: SourcesDisagree, Severity: Warning, Republish: true,
		Title:   Words{"sources disagree", "Quellen widersprechen sich"},
		Message: Words{"the sources name different servers: {says}.", "Die Quellen nennen verschiedene Server: {says}."},
		Remedy: Words{
			"Use the settings that were proved; the domain's owner should publish the same servers everywhere.",
			"Verwenden Sie die geprüften Einstellungen. Der Inhaber der Domain sollte überall dieselben Server veröffentlichen.",
		},
		About: Words{
			"Two places where settings are published name different servers, with none in common. " +
				"Which settings somebody gets then depends on the mail program. After a change of provider one of them has usually been forgotten: mail at one company, website and autoconfig file at another.",
			"Zwei Stellen, an denen Einstellungen veröffentlicht sind, nennen verschiedene Server, keinen davon gemeinsam. " +
				"Welche Einstellungen jemand erhält, hängt dann vom Mailprogramm ab. Nach einem Anbieterwechsel wurde meist eine davon vergessen: E-Mail bei der einen Firma, Website und Autoconfig-Datei bei der anderen.",
		},
		Variants: []Variant{
			{
				Name: "some answer",
				Message: Words{
					"the sources name different servers. These answer: {answering}. These do not: {silent}.",
					"Die Quellen nennen verschiedene Server. Diese antworten: {answering}. Diese nicht: {silent}.",
				},
			},
			{
				Name: "all answer",
				Message: Words{
					"the sources name different servers, and all of them answer: {answering}.",
					"Die Quellen nennen verschiedene Server, die alle antworten: {answering}.",
				},
			},
			{
				Name: "none answers",
				Message: Words{
					"the sources name different servers, and none of them answers: {silent}.",
					"Die Quellen nennen verschiedene Server, von denen keiner antwortet: {silent}.",
				},
				Remedy: Words{
					"Ask the provider for the settings; the domain's owner should publish the same ones everywhere.",
					"Fragen Sie den Anbieter nach den Einstellungen. Der Inhaber der Domain sollte überall dieselben veröffentlichen.",
				},
			},
		},
	},
	{
		Code: UntrustedTarget, Severity: Error,
		Title: Words{"not trusted", "nicht vertrauenswürdig"},
		Message: Words{
			"{host} was not given the password: nothing trustworthy says that it is in charge of this address.",
			"{host} hat das Passwort nicht erhalten: Keine vertrauenswürdige Quelle nennt diesen Server als zuständig für die Adresse.",
		},
		Remedy: Words{
			"If you know that the mailbox is there, run the command again with --trust {domain}.",
			"Wenn Sie wissen, dass das Postfach dort liegt, starten Sie den Befehl noch einmal mit --trust {domain}.",
		},
		About: Words{
			"A server was found and answers well, but only unsigned DNS, plain http or a redirect names it, and it is outside the domain of the address. " +
				"Whoever can forge these could lead the password to a server of their own, with a valid certificate. So nothing is sent there unless you say so.",
			"Ein Server wurde gefunden und antwortet richtig, genannt wird er aber nur von unsigniertem DNS, von einer http-Datei oder von einer Weiterleitung, und er liegt außerhalb der Domain der Adresse. " +
				"Wer diese fälschen kann, könnte das Passwort zu einem eigenen Server mit gültigem Zertifikat leiten. Ohne Ihre Zustimmung wird deshalb nichts dorthin gesendet.",
		},
		Example: []string{"host", "imap.hoster.example", "domain", "hoster.example"},
		Variants: []Variant{
			{
				Name: string(DistrustDNS),
				Message: Words{
					"{host} was not given the password: nothing but unsigned DNS leads there, which can be forged on the way.",
					"{host} hat das Passwort nicht erhalten: Nur unsigniertes DNS führt dorthin, und das lässt sich unterwegs fälschen.",
				},
			},
			{
				Name: string(DistrustHTTP),
				Message: Words{
					"{host} was not given the password: nothing but an unencrypted file (http) leads there, which can be changed on the way.",
					"{host} hat das Passwort nicht erhalten: Nur eine unverschlüsselt übertragene Datei (http) führt dorthin, und die lässt sich unterwegs ändern.",
				},
			},
			{
				Name: string(DistrustRedirect),
				Message: Words{
					"{host} was not given the password: nothing but a redirect to somebody else's web server leads there.",
					"{host} hat das Passwort nicht erhalten: Nur eine Weiterleitung zu einem fremden Webserver führt dorthin.",
				},
			},
			{
				Name: string(DistrustGuess),
				Message: Words{
					"{host} was not given the password: nobody names this server; its name is guessed.",
					"{host} hat das Passwort nicht erhalten: Niemand nennt diesen Server, der Name ist geraten.",
				},
			},
			{
				Name: string(DistrustOtherProvider),
				Message: Words{
					"{host} was not given the password: it belongs to {provider}, and nothing trustworthy says that this address is there.",
					"{host} hat das Passwort nicht erhalten: Er gehört zu {provider}, und keine vertrauenswürdige Quelle nennt diesen Anbieter für die Adresse.",
				},
			},
			{
				Name: string(DistrustElsewhere),
				Message: Words{
					"{host} was not given the password: by its MX the domain's mail is at {provider}, where this server is not known.",
					"{host} hat das Passwort nicht erhalten: Laut MX-Eintrag liegt die E-Mail der Domain bei {provider}, und dort ist dieser Server nicht bekannt.",
				},
			},
		},
	},
	{
		Code: MXIsGateway, Severity: Info,
		Title: Words{"filter service", "Filterdienst"},
		Message: Words{
			"mail for the domain goes through a filter service ({found}), so its MX does not tell where the mailbox is.",
			"E-Mails an die Domain laufen über einen Filterdienst ({found}). Der MX-Eintrag verrät deshalb nicht, wo das Postfach liegt.",
		},
		Remedy: Words{
			"If nothing else was found, ask the administrator of the domain for the server names.",
			"Wurde sonst nichts gefunden, erfragen Sie die Servernamen bei der Administration der Domain.",
		},
		About: Words{
			"The domain's MX record leads to a company that only filters mail and passes it on. " +
				"So the MX does not show where the mailbox is, and no server is derived from it. This is usual for companies and no fault.",
			"Der MX-Eintrag der Domain führt zu einem Dienst, der E-Mails nur filtert und weiterleitet. " +
				"Er verrät deshalb nicht, wo das Postfach liegt, und es wird kein Server daraus abgeleitet. Bei Firmen ist das üblich und kein Fehler.",
		},
	},
	{
		Code: ProprietaryProtocol, Severity: Error,
		Title: Words{"provider's own programs only", "nur mit Programmen des Anbieters"},
		Message: Words{
			"{found} cannot be used with IMAP, POP3 or SMTP.",
			"{found} lässt sich nicht mit IMAP, POP3 oder SMTP nutzen.",
		},
		Remedy: Words{
			"Use the provider's own program or website.",
			"Verwenden Sie das Programm oder die Website des Anbieters.",
		},
		About: Words{
			"The mailbox is at a service that mail programs cannot use by IMAP, POP3 or SMTP, because it has only its own programs or another protocol. " +
				"It is recognised by the provider database or by an answer that names such a protocol alone.",
			"Das Postfach liegt bei einem Dienst, den Mailprogramme nicht über IMAP, POP3 oder SMTP nutzen können, weil es nur eigene Programme oder ein anderes Protokoll gibt. " +
				"Erkannt wird das an der Anbieterdatenbank oder an einer Antwort, die nur ein solches Protokoll nennt.",
		},
		Hints:   []NeedCode{NeedBridge},
		Example: []string{"found", "Example Mail"},
	},
	{
		Code: AutodiscoverRedirectRefused, Severity: Warning,
		Title: Words{"redirect refused", "Weiterleitung abgelehnt"},
		Message: Words{
			"Autodiscover sends the request to a place where it must not go: {found}.",
			"Autodiscover leitet die Anfrage an ein Ziel weiter, dem nicht gefolgt werden darf: {found}.",
		},
		Remedy: Words{
			"If the place is right, the domain's owner should publish it directly, over https.",
			"Ist das Ziel richtig, sollte der Inhaber der Domain es direkt und über https veröffentlichen.",
		},
		About: Words{
			"Microsoft's Autodiscover answered with a redirect that is not followed: from https to http, to too many places, or to somebody else's. " +
				"Autodiscover is asked with the mail address, and sometimes with a password, so it must not be led astray.",
			"Microsofts Autodiscover hat mit einer Weiterleitung geantwortet, der nicht gefolgt wird: von https nach http, über zu viele Stationen oder zu einem fremden Ziel. " +
				"Bei Autodiscover wird die E-Mail-Adresse mitgeschickt, manchmal auch ein Passwort; es darf sich deshalb nicht fehlleiten lassen.",
		},
		Example: []string{"found", "http://autodiscover.elsewhere.example/"},
	},
	{
		Code: PACCDigestMismatch, Severity: Warning, Republish: true,
		Title: Words{"wrong digest", "Prüfsumme falsch"},
		Message: Words{
			"the settings document does not match the digest that the domain publishes in DNS: {what}.",
			"Das Einstellungsdokument passt nicht zur Prüfsumme, die die Domain im DNS veröffentlicht: {what}.",
		},
		Remedy: Words{
			"The domain's owner must update the TXT record or the document; until then it is not believed.",
			"Der Inhaber der Domain muss den TXT-Eintrag oder das Dokument aktualisieren. Bis dahin wird es nicht verwendet.",
		},
		About: Words{
			"The domain publishes a settings document and, in DNS, a digest of it; the two do not belong together. " +
				"Usually the document was changed and the TXT record forgotten, or the old record is still cached. As somebody may have replaced the document, it is not used.",
			"Die Domain veröffentlicht ein Einstellungsdokument und im DNS eine Prüfsumme dazu; beide passen nicht zusammen. " +
				"Meist wurde das Dokument geändert und der TXT-Eintrag vergessen, oder der alte Eintrag ist noch zwischengespeichert. Da jemand das Dokument ausgetauscht haben könnte, wird es nicht verwendet.",
		},
		Example: []string{"what", "_ua-auto-config.example.com TXT"},
	},
}
