package text

import "github.com/mailprobe/mailprobe/probe/fact"

// auditing are the words for what only an audit finds.
var auditing = []Entry{
	{fact.EntryUnusable, Words{
		"{name} was left out, because it cannot be read: {found}.",
		"{name} wurde ausgelassen, weil der Eintrag nicht lesbar ist: {found}.",
	}, Words{
		"Correct the entry; mailprobe providers lint says more.",
		"Berichtigen Sie den Eintrag. Genaueres sagt mailprobe providers lint.",
	}},
	{fact.EntryNotPublished, Words{
		"the provider publishes other ports for {protocol} on {host} ({source}): {found}.",
		"Der Anbieter veröffentlicht für {protocol} auf {host} andere Ports ({source}): {found}.",
	}, Words{
		"Compare the entry with what the provider publishes, and add or replace the server.",
		"Vergleichen Sie den Eintrag mit den Angaben des Anbieters, und ergänzen oder ersetzen Sie den Server.",
	}},
	{fact.AuthNotOffered, Words{
		"{host}:{port} does not offer {wanted}, which the entry says it takes; it offers: {found}.",
		"{host}:{port} bietet {wanted} nicht an, obwohl der Eintrag es nennt. Angeboten wird: {found}.",
	}, Words{
		"Correct what the entry says of authentication.",
		"Berichtigen Sie die Angabe zur Anmeldung im Eintrag.",
	}},
	{fact.EntryNothingToTest, Words{
		"the servers of {name} depend on the customer's domain or MX, so none could be examined.",
		"Die Server von {name} hängen von Domain oder MX-Eintrag der Kundschaft ab; deshalb ließ sich keiner prüfen.",
	}, Words{
		"Nothing is wrong; where only the domain is missing, a test account (--credentials) supplies it.",
		"Das ist kein Fehler. Fehlt nur die Domain, liefert sie ein Testkonto (--credentials).",
	}},
	{fact.ServerUnusable, Words{
		"{host}:{port} could not be examined: {found}.",
		"{host}:{port} ließ sich nicht prüfen: {found}.",
	}, Words{
		"Check the server's name and port.",
		"Prüfen Sie Name und Port des Servers.",
	}},
	{fact.TestLoginFailed, Words{
		"the test account {name} could not log in to {host}:{port}.",
		"Das Testkonto {name} konnte sich bei {host}:{port} nicht anmelden.",
	}, Words{
		"See the other findings of this entry for the cause.",
		"Die Ursache nennen die anderen Befunde zu diesem Eintrag.",
	}},
	{fact.TooManyServers, Words{
		"{domain} names more servers than are examined of one domain (24 hosts, 64 ports); {count} ports were not examined.",
		"{domain} nennt mehr Server, als von einer Domain geprüft werden (24 Hosts, 64 Ports); {count} Ports blieben ungeprüft.",
	}, Words{
		"Publish one server for each protocol.",
		"Veröffentlichen Sie für jedes Protokoll nur einen Server.",
	}},
	{fact.NothingPublished, Words{
		"{domain} publishes no mail settings: no SRV records, no autoconfig file.",
		"{domain} veröffentlicht keine E-Mail-Einstellungen: keine SRV-Einträge, keine Autoconfig-Datei.",
	}, Words{
		"Publish the records and the file shown below.",
		"Veröffentlichen Sie die unten gezeigten Einträge und die Datei.",
	}},
	{fact.SRVMissing, Words{
		"{domain} has no SRV records for mail, which many mail programs look for.",
		"{domain} hat keine SRV-Einträge für E-Mail, nach denen viele Mailprogramme suchen.",
	}, Words{
		"Add the SRV records shown below.",
		"Ergänzen Sie die unten gezeigten SRV-Einträge.",
	}},
	{fact.AutoconfigMissing, Words{
		"{domain} has no autoconfig file over https, which Thunderbird and its kin look for.",
		"{domain} hat keine Autoconfig-Datei über https, nach der Thunderbird und verwandte Programme suchen.",
	}, Words{
		"Serve the file shown below at https://autoconfig.{domain}/mail/config-v1.1.xml.",
		"Stellen Sie die unten gezeigte Datei unter https://autoconfig.{domain}/mail/config-v1.1.xml bereit.",
	}},
	{fact.AutodiscoverMissing, Words{
		"{domain} answers no Autodiscover request, so Outlook finds nothing by itself.",
		"{domain} beantwortet keine Autodiscover-Anfrage; Outlook findet von selbst nichts.",
	}, Words{
		"Nothing is wrong; Outlook's users type the settings in.",
		"Das ist kein Fehler. In Outlook werden die Einstellungen von Hand eingegeben.",
	}},
	{fact.PACCMissing, Words{
		"{domain} does not publish settings in the new form that the IETF is drafting (PACC).",
		"{domain} veröffentlicht keine Einstellungen in der neuen, bei der IETF entstehenden Form (PACC).",
	}, Words{
		"Nothing is wrong; few programs read it yet.",
		"Das ist kein Fehler; noch lesen es wenige Programme.",
	}},
	{fact.MXMissing, Words{
		"{domain} has no MX record, so that mail to it goes to the web server's address or nowhere.",
		"{domain} hat keinen MX-Eintrag. E-Mails gehen deshalb an die Adresse des Webservers oder verloren.",
	}, Words{
		"Add an MX record that names the server which takes the domain's mail.",
		"Ergänzen Sie einen MX-Eintrag mit dem Server, der die E-Mails der Domain annimmt.",
	}},
	{fact.IncomingUnpublished, Words{
		"{source} names no server for receiving mail.",
		"{source} nennt keinen Server zum Empfangen.",
	}, Words{
		"Publish the IMAP server too, as shown below.",
		"Veröffentlichen Sie auch den IMAP-Server wie unten gezeigt.",
	}},
	{fact.OutgoingUnpublished, Words{
		"{source} names no server for sending mail.",
		"{source} nennt keinen Server zum Senden.",
	}, Words{
		"Publish the submission server too, as shown below.",
		"Veröffentlichen Sie auch den Server zum Senden wie unten gezeigt.",
	}},
	{fact.CleartextPublished, Words{
		"{source} tells mail programs to use {host}:{port} without TLS; the password would cross the network in the clear.",
		"{source} weist Mailprogramme an, {host}:{port} ohne TLS zu nutzen. Das Passwort ginge unverschlüsselt durchs Netz.",
	}, Words{
		"Publish a port with TLS instead.",
		"Veröffentlichen Sie stattdessen einen Port mit TLS.",
	}},
	{fact.TargetElsewhere, Words{
		"the SRV records lead from {domain} to {host}, a name of somebody else; without DNSSEC, programs should not follow without asking.",
		"Die SRV-Einträge führen von {domain} zu {host}, einem fremden Namen. Ohne DNSSEC sollten Programme dem nicht ohne Rückfrage folgen.",
	}, Words{
		"An autoconfig file over https that names the same host vouches for it.",
		"Eine Autoconfig-Datei über https, die denselben Server nennt, bürgt dafür.",
	}},
	{fact.PlacesDisagree, Words{
		"two places of one source name different servers: {found}.",
		"Zwei Fundorte derselben Quelle nennen verschiedene Server: {found}.",
	}, Words{
		"Serve the same file in both places, or only in one.",
		"Stellen Sie an beiden Orten dieselbe Datei bereit oder nur an einem.",
	}},
	{fact.ModesDisagree, Words{
		"the sources agree on {host} for {protocol}, but not on port and TLS: {found}.",
		"Die Quellen nennen für {protocol} alle {host}, aber verschiedene Ports und TLS-Arten: {found}.",
	}, Words{
		"Publish the same port everywhere, best the one with TLS from the start.",
		"Veröffentlichen Sie überall denselben Port, am besten den mit TLS von Beginn an.",
	}},
}

// The words of an audit's report.
var (
	AuditClean      = Words{"nothing found", "nichts gefunden"}
	AuditUntested   = Words{"could not be tested from here", "von hier aus nicht prüfbar"}
	AuditSum        = Words{"{checked} checked: {clean} clean, {failed} with findings (errors: {errors}, warnings: {warnings})", "{checked} geprüft: {clean} ohne Befund, {failed} mit Befunden (Fehler: {errors}, Warnungen: {warnings})"}
	AuditNotTested  = Words{"{count} could not be tested from here", "{count} von hier aus nicht prüfbar"}
	AuditNoneTested = Words{"nothing could be tested from here", "von hier aus ließ sich nichts prüfen"}
	AuditKnown      = Words{"known by the baseline: {count}", "in der Basisliste bekannt: {count}"}
	AuditGone       = Words{"fixed since the baseline: {name}: {rule} {about}", "seit der Basisliste behoben: {name}: {rule} {about}"}
	AuditNotes      = Words{"{count} further notes: --format json lists them", "{count} weitere Hinweise: --format json zeigt sie"}
	AuditNote       = Words{"one further note: --format json lists it", "ein weiterer Hinweis: --format json zeigt ihn"}
	AuditProgress   = Words{"looked at {done} of {total} servers", "{done} von {total} Servern geprüft"}
	PublishHead     = Words{"what to publish instead", "was stattdessen zu veröffentlichen ist"}
	PublishWithdraw = Words{"to be taken back, because it says something else or nothing that can be used", "zurückzunehmen, weil dort anderes oder Unbrauchbares steht"}
	PublishRecords  = Words{"DNS records", "DNS-Einträge"}
	PublishFile     = Words{"the file {url}", "die Datei {url}"}
	PublishPACC     = Words{
		"the file {url}, byte for byte: the TXT record holds its digest",
		"die Datei {url}, Byte für Byte: Der TXT-Eintrag enthält ihre Prüfsumme",
	}
	PublishNginx   = Words{"for nginx", "für nginx"}
	PublishApache  = Words{"for Apache", "für Apache"}
	PublishNothing = Words{"No server works that could be published; mend the servers first.", "Es funktioniert kein Server, der sich veröffentlichen ließe. Beheben Sie zuerst die Fehler der Server."}
)
