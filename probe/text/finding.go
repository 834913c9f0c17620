package text

import "github.com/mailprobe/mailprobe/probe/fact"

var finding = []Entry{
	{fact.DNSNXDomain, Words{
		"the name {name} does not exist in DNS.",
		"Den Namen {name} gibt es im DNS nicht.",
	}, Words{
		"Check the spelling of the address; if it is right, the domain is not registered or not set up.",
		"Prüfen Sie die Schreibweise der Adresse. Stimmt sie, ist die Domain nicht registriert oder nicht eingerichtet.",
	}},
	{fact.DNSServFail, Words{
		"DNS cannot answer for {name}: the domain's name servers fail, or its DNSSEC signatures are broken.",
		"DNS gibt für {name} keine Auskunft: Die Nameserver der Domain antworten nicht richtig, oder ihre DNSSEC-Signaturen sind fehlerhaft.",
	}, Words{
		"Try again later or with another resolver (--resolver 9.9.9.9); if it stays so, whoever runs the domain's DNS must repair it.",
		"Versuchen Sie es später oder mit einem anderen Resolver (--resolver 9.9.9.9). Bleibt es dabei, muss der DNS-Betreiber der Domain den Fehler beheben.",
	}},
	{fact.DNSTimeout, Words{
		"no DNS server answered for {name}.",
		"Kein DNS-Server hat auf die Frage nach {name} geantwortet.",
	}, Words{
		"Check the network connection and the DNS servers of this computer.",
		"Prüfen Sie die Netzwerkverbindung und die DNS-Server dieses Rechners.",
	}},
	{fact.DNSNoAddress, Words{
		"{name} exists in DNS but has no address.",
		"{name} gibt es im DNS, der Name hat aber keine Adresse.",
	}, Words{
		"Use another server name; the domain's owner should add an A or AAAA record or stop publishing the name.",
		"Verwenden Sie einen anderen Servernamen. Der Inhaber der Domain sollte einen A- oder AAAA-Eintrag anlegen oder den Namen nicht mehr veröffentlichen.",
	}},
	{fact.NullMX, Words{
		"{domain} says in DNS that it takes no mail at all (null MX).",
		"{domain} erklärt im DNS, keine E-Mails anzunehmen (Null-MX).",
	}, Words{
		"Check the address: nobody can receive mail at this domain.",
		"Prüfen Sie die Adresse: Unter dieser Domain kann niemand E-Mails empfangen.",
	}},
	{fact.SRVNotOffered, Words{
		"the domain says in DNS that it does not offer this service: {what}.",
		"Die Domain erklärt im DNS, diesen Dienst nicht anzubieten: {what}.",
	}, Words{
		"Nothing is wrong; use one of the services that are offered.",
		"Das ist kein Fehler. Verwenden Sie einen der angebotenen Dienste.",
	}},
	{fact.AutoconfigInsecure, Words{
		"the settings file came over an unencrypted connection, where anybody on the way can change it: {what}.",
		"Die Einstellungsdatei kam über eine unverschlüsselte Verbindung und kann unterwegs verändert worden sein: {what}.",
	}, Words{
		"The domain's owner should serve the file over https; compare the settings with the provider's help page.",
		"Der Inhaber der Domain sollte die Datei über https ausliefern. Vergleichen Sie die Einstellungen mit der Hilfeseite des Anbieters.",
	}},
	{fact.AutoconfigNotXML, Words{
		"where the settings file should be, the web server answers with something else: {what}.",
		"Wo die Einstellungsdatei liegen sollte, liefert der Webserver etwas anderes: {what}.",
	}, Words{
		"The domain's owner should publish the file there, or let the web server answer 404.",
		"Der Inhaber der Domain sollte dort die Datei veröffentlichen oder den Webserver mit 404 antworten lassen.",
	}},
	{fact.AutoconfigInvalid, Words{
		"the domain's settings file cannot be used: {found}.",
		"Die Einstellungsdatei der Domain ist nicht verwendbar: {found}.",
	}, Words{
		"The domain's owner must correct the file: {what}.",
		"Der Inhaber der Domain muss die Datei berichtigen: {what}.",
	}},
	{fact.StaleConfig, Words{
		"servers that are published do not work ({source}): {found}.",
		"Veröffentlichte Server funktionieren nicht ({source}): {found}.",
	}, Words{
		"Use the settings shown above; whoever publishes the others should correct them.",
		"Verwenden Sie die oben gezeigten Einstellungen. Wer die anderen veröffentlicht, sollte sie berichtigen.",
	}},
	{fact.SourcesDisagree, Words{
		"the sources name different servers: {says}.",
		"Die Quellen nennen verschiedene Server: {says}.",
	}, Words{
		"Use the settings that were proved; the domain's owner should publish the same servers everywhere.",
		"Verwenden Sie die geprüften Einstellungen. Der Inhaber der Domain sollte überall dieselben Server veröffentlichen.",
	}},
	{fact.UntrustedTarget, Words{
		"{host} was not given the password: nothing trustworthy says that it is in charge of this address.",
		"{host} hat das Passwort nicht erhalten: Keine vertrauenswürdige Quelle nennt diesen Server als zuständig für die Adresse.",
	}, Words{
		"If you know that the mailbox is there, run the command again with --trust {domain}.",
		"Wenn Sie wissen, dass das Postfach dort liegt, starten Sie den Befehl noch einmal mit --trust {domain}.",
	}},
	{fact.MXIsGateway, Words{
		"mail for the domain goes through a filter service ({found}), so its MX does not tell where the mailbox is.",
		"E-Mails an die Domain laufen über einen Filterdienst ({found}). Der MX-Eintrag verrät deshalb nicht, wo das Postfach liegt.",
	}, Words{
		"If nothing else was found, ask the administrator of the domain for the server names.",
		"Wurde sonst nichts gefunden, erfragen Sie die Servernamen bei der Administration der Domain.",
	}},
	{fact.ProprietaryProtocol, Words{
		"{found} cannot be used with IMAP, POP3 or SMTP.",
		"{found} lässt sich nicht mit IMAP, POP3 oder SMTP nutzen.",
	}, Words{
		"Use the provider's own program or website.",
		"Verwenden Sie das Programm oder die Website des Anbieters.",
	}},
	{fact.AutodiscoverRedirectRefused, Words{
		"Autodiscover sends the request to a place where it must not go: {found}.",
		"Autodiscover leitet die Anfrage an ein Ziel weiter, dem nicht gefolgt werden darf: {found}.",
	}, Words{
		"If the place is right, the domain's owner should publish it directly, over https.",
		"Ist das Ziel richtig, sollte der Inhaber der Domain es direkt und über https veröffentlichen.",
	}},
	{fact.PACCDigestMismatch, Words{
		"the settings document does not match the digest that the domain publishes in DNS: {what}.",
		"Das Einstellungsdokument passt nicht zur Prüfsumme, die die Domain im DNS veröffentlicht: {what}.",
	}, Words{
		"The domain's owner must update the TXT record or the document; until then it is not believed.",
		"Der Inhaber der Domain muss den TXT-Eintrag oder das Dokument aktualisieren. Bis dahin wird es nicht verwendet.",
	}},
}
