package fact

// The codes of what only an audit of a list or of a domain can find.
const (
	EntryUnusable       Code = "entry-unusable"        // it cannot be read, and was left out
	EntryNotPublished   Code = "entry-not-published"   // the provider publishes other settings of the host
	AuthNotOffered      Code = "auth-not-offered"      // the server does not take what the entry says
	EntryNothingToTest  Code = "entry-nothing-to-test" // all its servers depend on the address
	ServerUnusable      Code = "server-unusable"       // it failed, and nobody knows why
	TestLoginFailed     Code = "test-login-failed"     // the test account could not log in
	TooManyServers      Code = "too-many-servers"      // more than are examined of one domain
	NothingPublished    Code = "nothing-published"
	SRVMissing          Code = "srv-missing"
	AutoconfigMissing   Code = "autoconfig-missing"
	AutodiscoverMissing Code = "autodiscover-missing"
	PACCMissing         Code = "pacc-missing"
	MXMissing           Code = "mx-missing"
	IncomingUnpublished Code = "incoming-unpublished"
	OutgoingUnpublished Code = "outgoing-unpublished"
	CleartextPublished  Code = "cleartext-published"
	TargetElsewhere     Code = "target-elsewhere" // SRV leaves the domain, so that clients ask or refuse
	PlacesDisagree      Code = "places-disagree"  // one source says different things in two places
	ModesDisagree       Code = "modes-disagree"   // the same host, but other ports
)

var auditing = []Cause{
	{
		Code: EntryUnusable, Severity: Error,
		Message: Words{
			"{name} was left out, because it cannot be read: {found}.",
			"{name} wurde ausgelassen, weil der Eintrag nicht lesbar ist: {found}.",
		},
		Remedy: Words{
			"Correct the entry; mailprobe providers lint says more.",
			"Berichtigen Sie den Eintrag. Genaueres sagt mailprobe providers lint.",
		},
		Example: []string{"found", "the port is no number"},
	},
	{
		Code: EntryNotPublished, Severity: Warning,
		Message: Words{
			"the provider publishes other ports for {protocol} on {host} ({source}): {found}.",
			"Der Anbieter veröffentlicht für {protocol} auf {host} andere Ports ({source}): {found}.",
		},
		Remedy: Words{
			"Compare the entry with what the provider publishes, and add or replace the server.",
			"Vergleichen Sie den Eintrag mit den Angaben des Anbieters, und ergänzen oder ersetzen Sie den Server.",
		},
		Example: []string{"found", "imaps://imap.example.com:993"},
	},
	{
		Code: AuthNotOffered, Severity: Error,
		Message: Words{
			"{host}:{port} does not offer {wanted}, which the entry says it takes; it offers: {found}.",
			"{host}:{port} bietet {wanted} nicht an, obwohl der Eintrag es nennt. Angeboten wird: {found}.",
		},
		Remedy: Words{
			"Correct what the entry says of authentication.",
			"Berichtigen Sie die Angabe zur Anmeldung im Eintrag.",
		},
		Example: []string{"found", "LOGIN"},
	},
	{
		Code: EntryNothingToTest, Severity: Info,
		Message: Words{
			"the servers of {name} depend on the customer's domain or MX, so none could be examined.",
			"Die Server von {name} hängen von Domain oder MX-Eintrag der Kundschaft ab; deshalb ließ sich keiner prüfen.",
		},
		Remedy: Words{
			"Nothing is wrong; where only the domain is missing, a test account (--credentials) supplies it.",
			"Das ist kein Fehler. Fehlt nur die Domain, liefert sie ein Testkonto (--credentials).",
		},
	},
	{
		Code: ServerUnusable, Severity: Error,
		Message: Words{"{host}:{port} could not be examined: {found}.", "{host}:{port} ließ sich nicht prüfen: {found}."},
		Remedy:  Words{"Check the server's name and port.", "Prüfen Sie Name und Port des Servers."},
		Example: []string{"found", "it closed the connection"},
	},
	{
		Code: TestLoginFailed, Severity: Error,
		Message: Words{
			"the test account {name} could not log in to {host}:{port}.",
			"Das Testkonto {name} konnte sich bei {host}:{port} nicht anmelden.",
		},
		Remedy: Words{
			"See the other findings of this entry for the cause.",
			"Die Ursache nennen die anderen Befunde zu diesem Eintrag.",
		},
	},
	{
		Code: TooManyServers, Severity: Warning,
		Message: Words{
			"{domain} names more servers than are examined of one domain (24 hosts, 64 ports); {count} ports were not examined.",
			"{domain} nennt mehr Server, als von einer Domain geprüft werden (24 Hosts, 64 Ports); {count} Ports blieben ungeprüft.",
		},
		Remedy: Words{
			"Publish one server for each protocol.",
			"Veröffentlichen Sie für jedes Protokoll nur einen Server.",
		},
	},
	{
		Code: NothingPublished, Severity: Error,
		Message: Words{
			"{domain} publishes no mail settings: no SRV records, no autoconfig file.",
			"{domain} veröffentlicht keine E-Mail-Einstellungen: keine SRV-Einträge, keine Autoconfig-Datei.",
		},
		Remedy: Words{
			"Publish the records and the file shown below.",
			"Veröffentlichen Sie die unten gezeigten Einträge und die Datei.",
		},
	},
	{
		Code: SRVMissing, Severity: Warning, Republish: true,
		Message: Words{
			"{domain} has no SRV records for mail, which many mail programs look for.",
			"{domain} hat keine SRV-Einträge für E-Mail, nach denen viele Mailprogramme suchen.",
		},
		Remedy: Words{"Add the SRV records shown below.", "Ergänzen Sie die unten gezeigten SRV-Einträge."},
	},
	{
		Code: AutoconfigMissing, Severity: Warning, Republish: true,
		Message: Words{
			"{domain} has no autoconfig file over https, which Thunderbird and its kin look for.",
			"{domain} hat keine Autoconfig-Datei über https, nach der Thunderbird und verwandte Programme suchen.",
		},
		Remedy: Words{
			"Serve the file shown below at https://autoconfig.{domain}/mail/config-v1.1.xml.",
			"Stellen Sie die unten gezeigte Datei unter https://autoconfig.{domain}/mail/config-v1.1.xml bereit.",
		},
	},
	{
		Code: AutodiscoverMissing, Severity: Info,
		Message: Words{
			"{domain} answers no Autodiscover request, so Outlook finds nothing by itself.",
			"{domain} beantwortet keine Autodiscover-Anfrage; Outlook findet von selbst nichts.",
		},
		Remedy: Words{
			"Nothing is wrong; Outlook's users type the settings in.",
			"Das ist kein Fehler. In Outlook werden die Einstellungen von Hand eingegeben.",
		},
	},
	{
		Code: PACCMissing, Severity: Info,
		Message: Words{
			"{domain} does not publish settings in the new form that the IETF is drafting (PACC).",
			"{domain} veröffentlicht keine Einstellungen in der neuen, bei der IETF entstehenden Form (PACC).",
		},
		Remedy: Words{"Nothing is wrong; few programs read it yet.", "Das ist kein Fehler; noch lesen es wenige Programme."},
	},
	{
		Code: MXMissing, Severity: Warning,
		Message: Words{
			"{domain} has no MX record, so that mail to it goes to the web server's address or nowhere.",
			"{domain} hat keinen MX-Eintrag. E-Mails gehen deshalb an die Adresse des Webservers oder verloren.",
		},
		Remedy: Words{
			"Add an MX record that names the server which takes the domain's mail.",
			"Ergänzen Sie einen MX-Eintrag mit dem Server, der die E-Mails der Domain annimmt.",
		},
	},
	{
		Code: IncomingUnpublished, Severity: Warning, Republish: true,
		Message: Words{"{source} names no server for receiving mail.", "{source} nennt keinen Server zum Empfangen."},
		Remedy: Words{
			"Publish the IMAP server too, as shown below.",
			"Veröffentlichen Sie auch den IMAP-Server wie unten gezeigt.",
		},
	},
	{
		Code: OutgoingUnpublished, Severity: Warning, Republish: true,
		Message: Words{"{source} names no server for sending mail.", "{source} nennt keinen Server zum Senden."},
		Remedy: Words{
			"Publish the submission server too, as shown below.",
			"Veröffentlichen Sie auch den Server zum Senden wie unten gezeigt.",
		},
	},
	{
		Code: CleartextPublished, Severity: Error,
		Message: Words{
			"{source} tells mail programs to use {host}:{port} without TLS; the password would cross the network in the clear.",
			"{source} weist Mailprogramme an, {host}:{port} ohne TLS zu nutzen. Das Passwort ginge unverschlüsselt durchs Netz.",
		},
		Remedy: Words{"Publish a port with TLS instead.", "Veröffentlichen Sie stattdessen einen Port mit TLS."},
	},
	{
		Code: TargetElsewhere, Severity: Warning, Republish: true,
		Message: Words{
			"the SRV records lead from {domain} to {host}, a name of somebody else; without DNSSEC, programs should not follow without asking.",
			"Die SRV-Einträge führen von {domain} zu {host}, einem fremden Namen. Ohne DNSSEC sollten Programme dem nicht ohne Rückfrage folgen.",
		},
		Remedy: Words{
			"An autoconfig file over https that names the same host vouches for it.",
			"Eine Autoconfig-Datei über https, die denselben Server nennt, bürgt dafür.",
		},
	},
	{
		Code: PlacesDisagree, Severity: Warning, Republish: true,
		Message: Words{
			"two places of one source name different servers: {found}.",
			"Zwei Fundorte derselben Quelle nennen verschiedene Server: {found}.",
		},
		Remedy: Words{
			"Serve the same file in both places, or only in one.",
			"Stellen Sie an beiden Orten dieselbe Datei bereit oder nur an einem.",
		},
		Example: []string{"found", "imap.example.com, mail.example.com"},
	},
	{
		Code: ModesDisagree, Severity: Warning, Republish: true,
		Message: Words{
			"the sources agree on {host} for {protocol}, but not on port and TLS: {found}.",
			"Die Quellen nennen für {protocol} alle {host}, aber verschiedene Ports und TLS-Arten: {found}.",
		},
		Remedy: Words{
			"Publish the same port everywhere, best the one with TLS from the start.",
			"Veröffentlichen Sie überall denselben Port, am besten den mit TLS von Beginn an.",
		},
		Example: []string{"found", "993, 143"},
	},
}
