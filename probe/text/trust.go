package text

import "github.com/mailprobe/mailprobe/probe/fact"

// TrustStates say whether a host may see the password. It is the name that is
// trusted: that a certificate proves it is another matter.
var TrustStates = map[fact.TrustState]Words{
	fact.Trusted:   {"name trusted", "Name vertrauenswürdig"},
	fact.Untrusted: {"name not trusted", "Name nicht vertrauenswürdig"},
	fact.Undecided: {"name not judged yet", "Name noch nicht beurteilt"},
}

// trustReasons say why, of a server.
var trustReasons = map[fact.TrustReason]Words{
	fact.TrustTyped:      {"typed by you", "von Ihnen angegeben"},
	fact.TrustVouched:    {"you vouched for it", "von Ihnen bestätigt"},
	fact.TrustEverything: {"because of --yes", "wegen --yes"},
	fact.TrustOwnDomain:  {"in the domain of the address", "in der Domain der Adresse"},
	fact.TrustProviderDomain: {
		"known as a server of {provider}, the provider of the domain",
		"als Server von {provider} bekannt, dem Anbieter der Domain",
	},
	fact.TrustProviderMX: {
		"known as a server of {provider}, where the domain's MX leads",
		"als Server von {provider} bekannt, wohin der MX-Eintrag der Domain führt",
	},
	fact.TrustDomainFile:       {"named by an https file of the domain", "von einer https-Datei der Domain genannt"},
	fact.TrustPACC:             {"named by a PACC document whose digest is in DNS", "von einem PACC-Dokument genannt, dessen Prüfsumme im DNS steht"},
	fact.TrustISPDB:            {"named by Thunderbird's database", "von der Thunderbird-Datenbank genannt"},
	fact.DistrustDNS:           {"nothing but unsigned DNS leads there", "nur unsigniertes DNS führt dorthin"},
	fact.DistrustHTTP:          {"nothing but an unencrypted file leads there", "nur eine unverschlüsselte Datei führt dorthin"},
	fact.DistrustRedirect:      {"nothing but a redirect to somebody else leads there", "nur eine Weiterleitung zu einem fremden Webserver führt dorthin"},
	fact.DistrustGuess:         {"the name is only guessed", "der Name ist nur geraten"},
	fact.DistrustOtherProvider: {"it belongs to {provider}, and the address is not known to", "gehört zu {provider}; von der Adresse ist das nicht bekannt"},
	fact.DistrustElsewhere: {
		"by its MX the domain's mail is at {provider}, where this server is not known",
		"laut MX-Eintrag liegt die E-Mail bei {provider}, und dort ist dieser Server nicht bekannt",
	},
	fact.UndecidedMX: {"the domain's MX is not known yet", "der MX-Eintrag der Domain ist noch nicht bekannt"},
}

// Trust is a decision about a host with its reason, in a few words; empty where
// nobody gave a reason.
func Trust(t fact.Trust, l Lang) string {
	why, known := trustReasons[t.Reason]
	if !known {
		return ""
	}
	return TrustStates[t.State()].In(l, nil) + ": " + why.In(l, map[string]string{"provider": t.Provider})
}

// NamedBy says by which record or file a server was named.
var NamedBy = Words{"named by {way}", "genannt von {way}"}
