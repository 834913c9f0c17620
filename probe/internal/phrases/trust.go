package phrases

import (
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/text"
)

// trustStates say whether a host may see the password. It is the name that is
// trusted: that a certificate proves it is another matter.
var trustStates = map[fact.TrustState]text.Words{
	fact.Trusted:   {EN: "name trusted", DE: "Name vertrauenswürdig"},
	fact.Untrusted: {EN: "name not trusted", DE: "Name nicht vertrauenswürdig"},
	fact.Undecided: {EN: "name not judged yet", DE: "Name noch nicht beurteilt"},
}

// trustReasons say why, of a server.
var trustReasons = map[fact.TrustReason]text.Words{
	fact.TrustTyped:      {EN: "typed by you", DE: "von Ihnen angegeben"},
	fact.TrustVouched:    {EN: "you vouched for it", DE: "von Ihnen bestätigt"},
	fact.TrustEverything: {EN: "because of --yes", DE: "wegen --yes"},
	fact.TrustOwnDomain:  {EN: "in the domain of the address", DE: "in der Domain der Adresse"},
	fact.TrustProviderDomain: {
		EN: "known as a server of {provider}, the provider of the domain",
		DE: "als Server von {provider} bekannt, dem Anbieter der Domain",
	},
	fact.TrustProviderMX: {
		EN: "known as a server of {provider}, where the domain's MX leads",
		DE: "als Server von {provider} bekannt, wohin der MX-Eintrag der Domain führt",
	},
	fact.TrustDomainFile:       {EN: "named by an https file of the domain", DE: "von einer https-Datei der Domain genannt"},
	fact.TrustPACC:             {EN: "named by a PACC document whose digest is in DNS", DE: "von einem PACC-Dokument genannt, dessen Prüfsumme im DNS steht"},
	fact.TrustISPDB:            {EN: "named by Thunderbird's database", DE: "von der Thunderbird-Datenbank genannt"},
	fact.DistrustDNS:           {EN: "nothing but unsigned DNS leads there", DE: "nur unsigniertes DNS führt dorthin"},
	fact.DistrustHTTP:          {EN: "nothing but an unencrypted file leads there", DE: "nur eine unverschlüsselte Datei führt dorthin"},
	fact.DistrustRedirect:      {EN: "nothing but a redirect to somebody else leads there", DE: "nur eine Weiterleitung zu einem fremden Webserver führt dorthin"},
	fact.DistrustGuess:         {EN: "the name is only guessed", DE: "der Name ist nur geraten"},
	fact.DistrustOtherProvider: {EN: "it belongs to {provider}, and the address is not known to", DE: "gehört zu {provider}; von der Adresse ist das nicht bekannt"},
	fact.DistrustElsewhere: {
		EN: "by its MX the domain's mail is at {provider}, where this server is not known",
		DE: "laut MX-Eintrag liegt die E-Mail bei {provider}, und dort ist dieser Server nicht bekannt",
	},
	fact.UndecidedMX: {EN: "the domain's MX is not known yet", DE: "der MX-Eintrag der Domain ist noch nicht bekannt"},
}

// Trust is a decision about a host with its reason, in a few words; empty where
// nobody gave a reason.
func Trust(t fact.Trust, l text.Lang) string {
	why, known := trustReasons[t.Reason]
	if !known {
		return ""
	}
	return trustStates[t.State()].In(l, nil) + ": " + why.In(l, map[string]string{"provider": t.Provider})
}

// NamedBy says by which record or file a server was named.
var NamedBy = text.Words{EN: "named by {way}", DE: "genannt von {way}"}
