package diagnose_test

import (
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
	"github.com/mailprobe/mailprobe/providers"
)

// looked is an input with one look-up of a source.
func looked(source fact.Source, what string, fault fact.LookupFault, result string) func() diagnose.Input {
	return func() diagnose.Input {
		in := base()
		in.Sources = []fact.SourceReport{{Source: source, Lookups: []fact.Lookup{{What: what, Fault: fault, Result: result}}}}
		return in
	}
}

// disagreeing is a domain for which two sources name different servers, with the
// checks that there were.
func disagreeing(checks ...fact.Check) func() diagnose.Input {
	return func() diagnose.Input {
		in := base(checks...)
		names := func(s fact.Source, host string) fact.SourceReport {
			return fact.SourceReport{Source: s, Named: []fact.Candidate{{Endpoint: endpoint("imaps").At(host), Source: s}}}
		}
		in.Sources = []fact.SourceReport{names(fact.SourceAutoconfig, host), names(fact.SourceSRV, "imap.other.example")}
		return in
	}
}

func findingRows() []row {
	const file = "https://autoconfig.d.example/mail/config-v1.1.xml"
	dns := func(kind fact.FailureKind) fact.Failure {
		return fact.Failure{Step: fact.StepDNS, Kind: kind, Detail: "mail.d.example A: it failed"}
	}
	return []row{
		{
			code: fact.DNSNXDomain, name: "the domain", evidence: "nxdomain", input: looked(fact.SourceMX, "d.example MX", fact.LookupNXDomain, ""),
			en: "the name d.example does not exist in DNS.", de: "Den Namen d.example gibt es im DNS nicht.",
		},
		{
			code: fact.DNSNXDomain, name: "a server", evidence: "it failed", input: facts(failed(endpoint("imaps"), dns(fact.FailNXDomain))),
			en: "the name mail.d.example does not exist in DNS.", de: "Den Namen mail.d.example gibt es im DNS nicht.",
		},
		{
			code: fact.DNSServFail, evidence: "servfail", input: looked(fact.SourceMX, "d.example MX", fact.LookupServFail, ""),
			en: "DNS cannot answer for d.example: the domain's name servers fail, or its DNSSEC signatures are broken.",
			de: "DNS gibt für d.example keine Auskunft: Die Nameserver der Domain antworten nicht richtig, oder ihre DNSSEC-Signaturen sind fehlerhaft.",
		},
		{
			code: fact.DNSServFail, name: "of everything", evidence: "example is denied too",
			input: looked(fact.SourceMX, "d.example MX", fact.LookupIsolated, "example is denied too"),
			en:    "the DNS server of this network knows no public names.",
			de:    "Der DNS-Server dieses Netzes kennt keine öffentlichen Namen.",
		},
		{
			code: fact.DNSServFail, name: "of a server", evidence: "it failed",
			input: facts(failed(endpoint("imaps"), dns(fact.FailIsolated))),
			en:    "the DNS server of this network knows no public names.",
			de:    "Der DNS-Server dieses Netzes kennt keine öffentlichen Namen.",
		},
		{
			code: fact.DNSTimeout, name: "with what follows from it", evidence: "dns-timeout",
			input: func() diagnose.Input {
				in := looked(fact.SourceMX, "d.example MX", fact.LookupDNSTimeout, "")()
				in.Checks = []fact.Check{failed(endpoint("imaps"), dns(fact.FailDNSTimeout))}
				return in
			},
			en: "no DNS server answered for d.example.", de: "Kein DNS-Server hat auf die Frage nach d.example geantwortet.",
		},
		{
			code: fact.DNSNoAddress, evidence: "it failed", input: facts(failed(endpoint("imaps"), dns(fact.FailNoAddress))),
			en: "mail.d.example exists in DNS but has no address.", de: "mail.d.example gibt es im DNS, der Name hat aber keine Adresse.",
		},
		{
			code: fact.NullMX, evidence: "0 .", input: looked(fact.SourceMX, "d.example MX", fact.LookupNullMX, "0 ."),
			en: "d.example says in DNS that it takes no mail at all (null MX).", de: "d.example erklärt im DNS, keine E-Mails anzunehmen (Null-MX).",
		},
		{
			code: fact.SRVNotOffered, severity: fact.Info, evidence: "0 0 0 .",
			input: looked(fact.SourceSRV, "_pop3._tcp.d.example SRV", fact.LookupNotOffered, "0 0 0 ."),
			en:    "the domain says in DNS that it does not offer this service: _pop3._tcp.d.example SRV.",
			de:    "Die Domain erklärt im DNS, diesen Dienst nicht anzubieten: _pop3._tcp.d.example SRV.",
		},
		{
			code: fact.AutoconfigInsecure, severity: fact.Warning, evidence: "812 bytes",
			input: looked(fact.SourceAutoconfig, "http://d.example/file", fact.LookupInsecure, "812 bytes"),
			en:    "the settings file came over an unencrypted connection, where anybody on the way can change it: http://d.example/file.",
			de:    "Die Einstellungsdatei kam über eine unverschlüsselte Verbindung und kann unterwegs verändert worden sein: http://d.example/file.",
		},
		{
			code: fact.AutoconfigNotXML, severity: fact.Warning, evidence: "a web page", input: looked(fact.SourceAutoconfig, file, fact.LookupNotXML, "a web page"),
			en: "where the settings file should be, the web server answers with something else: " + file + ".",
			de: "Wo die Einstellungsdatei liegen sollte, liefert der Webserver etwas anderes: " + file + ".",
		},
		{
			code: fact.AutoconfigInvalid, severity: fact.Warning, evidence: "a server without a name",
			input: looked(fact.SourceAutoconfig, file, fact.LookupInvalid, "a server without a name"),
			en:    "the domain's settings file cannot be used: a server without a name.",
			de:    "Die Einstellungsdatei der Domain ist nicht verwendbar: a server without a name.",
		},
		{
			code: fact.AutodiscoverRedirectRefused, severity: fact.Warning, evidence: "http://elsewhere.example/",
			input: looked(fact.SourceAutodiscover, "https://autodiscover.d.example/", fact.LookupRedirect, "http://elsewhere.example/"),
			en:    "Autodiscover sends the request to a place where it must not go: http://elsewhere.example/.",
			de:    "Autodiscover leitet die Anfrage an ein Ziel weiter, dem nicht gefolgt werden darf: http://elsewhere.example/.",
		},
		{
			code: fact.PACCDigestMismatch, severity: fact.Warning, evidence: "sha256",
			input: looked(fact.SourcePACC, "https://ua-auto-config.d.example/", fact.LookupDigest, "sha256 differs"),
			en:    "the settings document does not match the digest that the domain publishes in DNS: https://ua-auto-config.d.example/.",
			de:    "Das Einstellungsdokument passt nicht zur Prüfsumme, die die Domain im DNS veröffentlicht: https://ua-auto-config.d.example/.",
		},
		{
			code: fact.StaleConfig, severity: fact.Warning, evidence: "imaps://mail.d.example:993 (port-refused)", beside: []fact.Code{fact.PortRefused},
			input: func() diagnose.Input {
				works := at(fine(endpoint("imaps")), "imap.d.example", "192.0.2.9")
				in := base(failed(endpoint("imaps"), fact.Failure{Step: fact.StepTCP, Kind: fact.FailRefused, Detail: "refused"}), works)
				in.Sources = []fact.SourceReport{{Source: fact.SourceSRV}}
				in.Proved = []fact.Endpoint{works.Endpoint}
				return in
			},
			en: "servers that are published do not work (SRV records): imaps://mail.d.example:993 (refuses the connection).",
			de: "Veröffentlichte Server funktionieren nicht (SRV-Einträge): imaps://mail.d.example:993 (weist die Verbindung ab).",
		},
		{
			code: fact.SourcesDisagree, severity: fact.Warning, evidence: "mail.d.example ✓ (autoconfig), imap.other.example (srv)",
			input: disagreeing(fine(endpoint("imaps"))),
			en:    "the sources name different servers. These answer: IMAP mail.d.example (autoconfig). These do not: IMAP imap.other.example (SRV records).",
			de:    "Die Quellen nennen verschiedene Server. Diese antworten: IMAP mail.d.example (Autoconfig). Diese nicht: IMAP imap.other.example (SRV-Einträge).",
		},
		{
			code: fact.SourcesDisagree, name: "and all answer", severity: fact.Warning, evidence: "mail.d.example ✓ (autoconfig), imap.other.example ✓ (srv)",
			input: disagreeing(fine(endpoint("imaps")), fine(endpoint("imaps").At("imap.other.example"))),
			en:    "the sources name different servers, and all of them answer: IMAP mail.d.example (autoconfig), IMAP imap.other.example (SRV records).",
			de:    "Die Quellen nennen verschiedene Server, die alle antworten: IMAP mail.d.example (Autoconfig), IMAP imap.other.example (SRV-Einträge).",
		},
		{
			code: fact.SourcesDisagree, name: "unexamined", severity: fact.Warning, evidence: "mail.d.example (autoconfig), imap.other.example (srv)",
			input: disagreeing(),
			en:    "the sources name different servers: IMAP: mail.d.example (autoconfig), imap.other.example (SRV records).",
			de:    "Die Quellen nennen verschiedene Server: IMAP: mail.d.example (Autoconfig), imap.other.example (SRV-Einträge).",
		},
		{
			code: fact.SourcesDisagree, name: "and none answers", severity: fact.Warning, evidence: "mail.d.example (autoconfig), imap.other.example (srv)",
			input: disagreeing(failed(endpoint("imaps"), fact.Failure{Step: fact.StepTCP, Kind: fact.FailRefused})), beside: []fact.Code{fact.PortRefused},
			en: "the sources name different servers, and none of them answers: IMAP mail.d.example (autoconfig), IMAP imap.other.example (SRV records).",
			de: "Die Quellen nennen verschiedene Server, von denen keiner antwortet: IMAP mail.d.example (Autoconfig), IMAP imap.other.example (SRV-Einträge).",
		},
		{
			code: fact.UntrustedTarget, evidence: "srv",
			input: func() diagnose.Input {
				c := at(fine(endpoint("imaps")), "imap.other.example", "198.51.100.9")
				in := base(c)
				in.Untrusted = []fact.Endpoint{c.Endpoint}
				return in
			},
			en: "imap.other.example was not given the password: nothing trustworthy says that it is in charge of this address.",
			de: "imap.other.example hat das Passwort nicht erhalten: Keine vertrauenswürdige Quelle nennt diesen Server als zuständig für die Adresse.",
		},
		{
			code: fact.UntrustedTarget, name: "the way, and only DNS", evidence: "d.example TXT → https://files.other.example/settings.xml",
			input: untrusted(fact.DistrustDNS),
			en:    "imap.other.example was not given the password: nothing but unsigned DNS leads there, which can be forged on the way.",
			de:    "imap.other.example hat das Passwort nicht erhalten: Nur unsigniertes DNS führt dorthin, und das lässt sich unterwegs fälschen.",
		},
		{
			code: fact.UntrustedTarget, name: "the way, and only http", evidence: "d.example TXT → https://files.other.example/settings.xml",
			input: untrusted(fact.DistrustHTTP),
			en:    "imap.other.example was not given the password: nothing but an unencrypted file (http) leads there, which can be changed on the way.",
			de:    "imap.other.example hat das Passwort nicht erhalten: Nur eine unverschlüsselt übertragene Datei (http) führt dorthin, und die lässt sich unterwegs ändern.",
		},
		{
			code: fact.UntrustedTarget, name: "the way, and only a redirect", evidence: "d.example TXT → https://files.other.example/settings.xml",
			input: untrusted(fact.DistrustRedirect),
			en:    "imap.other.example was not given the password: nothing but a redirect to somebody else's web server leads there.",
			de:    "imap.other.example hat das Passwort nicht erhalten: Nur eine Weiterleitung zu einem fremden Webserver führt dorthin.",
		},
		{
			code: fact.UntrustedTarget, name: "the way, and only a guess", evidence: "d.example TXT → https://files.other.example/settings.xml",
			input: untrusted(fact.DistrustGuess),
			en:    "imap.other.example was not given the password: nobody names this server; its name is guessed.",
			de:    "imap.other.example hat das Passwort nicht erhalten: Niemand nennt diesen Server, der Name ist geraten.",
		},
		{
			code: fact.UntrustedTarget, name: "the way, and another provider", evidence: "d.example TXT → https://files.other.example/settings.xml",
			input: untrusted(fact.DistrustOtherProvider),
			en:    "imap.other.example was not given the password: it belongs to GMX, and nothing trustworthy says that this address is there.",
			de:    "imap.other.example hat das Passwort nicht erhalten: Er gehört zu GMX, und keine vertrauenswürdige Quelle nennt diesen Anbieter für die Adresse.",
		},
		{
			code: fact.UntrustedTarget, name: "the way, and mail elsewhere", evidence: "d.example TXT → https://files.other.example/settings.xml",
			input: untrusted(fact.DistrustElsewhere),
			en:    "imap.other.example was not given the password: by its MX the domain's mail is at GMX, where this server is not known.",
			de:    "imap.other.example hat das Passwort nicht erhalten: Laut MX-Eintrag liegt die E-Mail der Domain bei GMX, und dort ist dieser Server nicht bekannt.",
		},
		{
			code: fact.MXIsGateway, severity: fact.Info, evidence: "Hornetsecurity", input: looked(fact.SourceMX, "d.example MX", fact.LookupGateway, "Hornetsecurity"),
			en: "mail for the domain goes through a filter service (Hornetsecurity), so its MX does not tell where the mailbox is.",
			de: "E-Mails an die Domain laufen über einen Filterdienst (Hornetsecurity). Der MX-Eintrag verrät deshalb nicht, wo das Postfach liegt.",
		},
		{
			code: fact.ProprietaryProtocol, evidence: "Proton Mail",
			input: func() diagnose.Input {
				in := looked(fact.SourceProvider, "d.example", fact.LookupProprietary, "Proton Mail")()
				in.Provider = &providers.Provider{Name: "Proton Mail", Needs: []providers.Need{{Need: fact.NeedBridge, Link: "https://proton.me/mail/bridge"}}}
				return in
			},
			en: "Proton Mail cannot be used with IMAP, POP3 or SMTP.", de: "Proton Mail lässt sich nicht mit IMAP, POP3 oder SMTP nutzen.",
		},
	}
}

// untrusted is a server that may not see the password, for a reason.
func untrusted(reason fact.TrustReason) func() diagnose.Input {
	return func() diagnose.Input {
		c := at(fine(endpoint("imaps")), "imap.other.example", "198.51.100.9")
		c.Trail = []string{"d.example TXT", "https://files.other.example/settings.xml"}
		c.Trust = fact.Trust{Reason: reason, Provider: "GMX"}
		in := base(c)
		in.Untrusted = []fact.Endpoint{c.Endpoint}
		return in
	}
}
