package phrases

import (
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/text"
)

// faults are what can be wrong with a look-up.
var faults = map[fact.LookupFault]text.Words{
	fact.LookupNXDomain:    {EN: "no such name", DE: "Name existiert nicht"},
	fact.LookupNoData:      {EN: "nothing there", DE: "kein Eintrag"},
	fact.LookupServFail:    {EN: "DNS fails", DE: "DNS-Fehler"},
	fact.LookupDNSTimeout:  {EN: "DNS is silent", DE: "DNS antwortet nicht"},
	fact.LookupNoNetwork:   {EN: "no network", DE: "kein Netz"},
	fact.LookupIsolated:    {EN: "no public DNS here", DE: "kein öffentliches DNS"},
	fact.LookupUnreachable: {EN: "no web server answers", DE: "kein Webserver antwortet"},
	fact.LookupBadTLS:      {EN: "the web server's certificate is not valid", DE: "Zertifikat des Webservers ungültig"},
	fact.LookupStatus:      {EN: "no file there", DE: "keine Datei vorhanden"},
	fact.LookupRedirect:    {EN: "the redirect is refused", DE: "Weiterleitung abgelehnt"},
	fact.LookupTooLarge:    {EN: "the file is too large", DE: "Datei zu groß"},
	fact.LookupNotXML:      {EN: "not a settings file", DE: "keine Einstellungsdatei"},
	fact.LookupInvalid:     {EN: "the settings file is unusable", DE: "Einstellungsdatei nicht verwendbar"},
	fact.LookupDigest:      {EN: "the digest does not match", DE: "Prüfsumme passt nicht"},
	fact.LookupInsecure:    {EN: "came unencrypted", DE: "unverschlüsselt übertragen"},
	fact.LookupNullMX:      {EN: "the domain takes no mail", DE: "Domain nimmt keine E-Mails an"},
	fact.LookupNotOffered:  {EN: "decidedly not offered", DE: "ausdrücklich nicht angeboten"},
	fact.LookupGateway:     {EN: "a filter service", DE: "Filterdienst"},
	fact.LookupProprietary: {EN: "only the provider's own programs", DE: "nur Programme des Anbieters"},
	fact.LookupWantsLogin:  {EN: "tells nothing without a password", DE: "ohne Passwort keine Auskunft"},
	fact.LookupOff:         {EN: "switched off", DE: "abgeschaltet"},
	fact.LookupCanceled:    {EN: "not waited for", DE: "nicht abgewartet"},
}

// Fault is the fault of a look-up in a few words; empty for none.
func Fault(f fact.LookupFault, l text.Lang) string { return faults[f].In(l, nil) }

// Reason is why a source did not name a server; empty where it did.
func Reason(s fact.SourceReport, l text.Lang) string {
	if s.Verdict == fact.Found && s.Fault == "" {
		return ""
	}
	reason := Fault(s.Fault, l)
	switch s.Fault {
	case fact.LookupNXDomain, fact.LookupNoData, fact.LookupServFail, fact.LookupDNSTimeout, fact.LookupNoNetwork, fact.LookupIsolated:
		return reason // the detail would only say it again
	case fact.LookupBadTLS, fact.LookupUnreachable:
		return reason // the detail is a library's, and long: JSON has it
	}
	if s.Detail != "" && reason != "" {
		return reason + ": " + s.Detail
	}
	return reason + s.Detail
}
