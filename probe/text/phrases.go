package text

import (
	"fmt"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// The words of the report itself.
var (
	Works        = Words{"{address} works with these settings:", "{address} funktioniert mit diesen Einstellungen:"}
	Answers      = Words{"{address}: these servers answer as they should; no login was tried:", "{address}: Diese Server antworten richtig; eine Anmeldung wurde nicht versucht:"}
	Fails        = Words{"{address}: settings were found, but they do not work as they are:", "{address}: Einstellungen wurden gefunden, funktionieren so aber nicht:"}
	Declined     = Words{"{address}: the server refused the login:", "{address}: Der Server hat die Anmeldung abgelehnt:"}
	OnlyReceives = Words{"{address}: receiving works with these settings, sending does not:", "{address}: Das Empfangen funktioniert mit diesen Einstellungen, das Senden nicht:"}
	OnlySends    = Words{"{address}: sending works with these settings, receiving does not:", "{address}: Das Senden funktioniert mit diesen Einstellungen, das Empfangen nicht:"}
	NotFound     = Words{"{address}: no mail server was found.", "{address}: Es wurde kein Mailserver gefunden."}
	NoneSpeaks   = Words{"{address}: servers were found, but none of them answers as a mail server.", "{address}: Es wurden Server gefunden, aber keiner antwortet wie ein Mailserver."}
	NoneYet      = Words{"{address}: servers were found, but none had answered by then.", "{address}: Es wurden Server gefunden, bis dahin hatte aber keiner geantwortet."}
	Untested     = Words{"{address}: could not be tested from here.", "{address}: Von hier aus ließ sich nichts prüfen."}
	Cut          = Words{"interrupted; this is what was known by then.", "Abgebrochen; so weit war die Prüfung."}
	Receive      = Words{"receive", "Empfangen"}
	Send         = Words{"send", "Senden"}
	Nothing      = Words{"nothing found", "nichts gefunden"}
	User         = Words{"as {name}", "als {name}"}
	Tried        = Words{"tried", "geprüft"}
	Answer       = Words{"answer", "Antwort"}
	Login        = Words{"login", "Anmeldung"}
	Time         = Words{"time", "Zeit"}
	Until        = Words{"valid to {until}", "gültig bis {until}"}
	ServerSay    = Words{"evidence: {evidence}", "Beleg: {evidence}"}
	At           = Words{"at {where}", "bei {where}"}
	LeftOut      = Words{
		"not examined: {endpoints} servers and ports, at {hosts} further hosts; a run looks at 24 hosts and 64 ports, those first whose source counts most",
		"nicht geprüft: {endpoints} Server und Ports auf {hosts} weiteren Hosts; ein Durchlauf prüft 24 Hosts und 64 Ports, zuerst die der verlässlichsten Quellen",
	}
	LeftOutDialogues = Words{
		"the servers sent more than the 16 MiB that a run reads; what came later is marked as not finished",
		"die Server schickten mehr als die 16 MiB, die ein Durchlauf liest; alles Spätere gilt als nicht zu Ende geprüft",
	}
	LeftOutPrivate = Words{
		"not examined: {where} leads into a private network or to this computer, on a port that is none for mail",
		"nicht geprüft: {where} führt in ein privates Netz oder auf diesen Rechner, auf einen Port, der nicht für E-Mail da ist",
	}
	SameAs   = Words{"same server as {where}", "derselbe Server wie {where}"}
	Unended  = Words{"not waited for", "nicht abgewartet"}
	Both     = Words{"both logins accepted", "beide Anmeldungen angenommen"}
	One      = Words{"login accepted", "Anmeldung angenommen"}
	Asked    = Words{"asked", "befragt"}
	Says     = Words{"says", "Auskunft"}
	TraceKey = Words{
		"what was said; > sent, < received, ! without TLS; secrets are blotted out",
		"Dialoge; > gesendet, < empfangen, ! ohne TLS; Geheimnisse sind unkenntlich gemacht",
	}
	TraceAgain = Words{"a new connection", "neue Verbindung"}
	NothingIn  = Words{"nothing in: {sources}", "nichts in: {sources}"}
	Beside     = Words{"published beside the mail servers, not examined:", "außerdem veröffentlicht, nicht geprüft:"}
	Known      = Words{"known", "bekannt"}
	Notes      = Words{"{count} further notes: --json lists them", "{count} weitere Hinweise: --json zeigt sie"}
	Note       = Words{"one further note: --json lists it", "ein weiterer Hinweis: --json zeigt ihn"}
)

// The words around the explanation of a code.
var (
	ForExample = Words{"The report says, for instance:", "Im Bericht steht zum Beispiel:"}
	OrElse     = Words{"or, as the case may be:", "oder, je nach Fall:"}
	CodesTitle = Words{"Problem codes", "Problemcodes"}
	CodesLead  = Words{
		"Every problem that mailprobe reports has one of these codes. They are stable: scripts and tickets\nmay hold them. `mailprobe explain CODE` shows the same. What is quoted stands in the report, here\nwith example names.\n\nThis page is generated from the table in `probe/fact`; `go generate ./probe/render` writes it anew.",
		"Jedes Problem, das mailprobe meldet, hat einen dieser Codes. Sie bleiben gleich; Skripte und Tickets\nkönnen sich darauf verlassen. `mailprobe explain CODE` zeigt dasselbe. Was eingerückt ist, steht im\nBericht, hier mit Beispielnamen.\n\nDiese Seite wird aus der Tabelle in `probe/fact` erzeugt; `go generate ./probe/render` schreibt sie neu.",
	}
	NoSuchCode = Words{"there is no problem code {code}", "Den Problemcode {code} gibt es nicht"}
	MeantCode  = Words{"did you mean {code}?", "Meinten Sie {code}?"}
	AllCodes   = Words{"mailprobe explain lists all codes", "mailprobe explain zeigt alle Codes"}
)

// LoginWords are the states of a login.
var LoginWords = map[fact.LoginState]Words{
	fact.LoginAccepted:   {"accepted", "angenommen"},
	fact.LoginRefused:    {"refused", "abgelehnt"},
	fact.LoginNotTried:   {"not tried", "ungeprüft"},
	fact.LoginImpossible: {"", ""},
}

// SourceLabel is a source by name, as it is listed.
func SourceLabel(s fact.Source, l Lang) string {
	row, _ := fact.SourceOf(s)
	return in(row.Label, l, nil)
}

// Provenance is how settings of a source were come by. The provider is the one
// that the database knows, where it does.
func Provenance(s fact.Source, provider string, l Lang) string {
	row, _ := fact.SourceOf(s)
	return in(row.Provenance, l, map[string]string{"provider": provider})
}

// TLSWords are the modes as mail programs name them.
var TLSWords = map[fact.TLSMode]string{
	fact.Implicit: "TLS",
	fact.STARTTLS: "STARTTLS",
	fact.NoTLS:    "–",
}

// Date is a day as it is written in the language.
func Date(t time.Time, l Lang) string {
	if l == German {
		return t.Format("02.01.2006")
	}
	return t.Format("2 January 2006")
}

// ShortDate is a day as it is written where there is little room.
func ShortDate(t time.Time, l Lang) string {
	if l == German {
		return Date(t, l)
	}
	return t.Format("2 Jan 2006")
}

// Seconds is a duration as it is written in the language.
func Seconds(d time.Duration, l Lang) string {
	s := fmt.Sprintf("%.2f s", d.Seconds())
	if l == German {
		return strings.Replace(s, ".", ",", 1)
	}
	return s
}

// faults are what can be wrong with a look-up.
var faults = map[fact.LookupFault]Words{
	fact.LookupNXDomain:    {"no such name", "Name existiert nicht"},
	fact.LookupNoData:      {"nothing there", "kein Eintrag"},
	fact.LookupServFail:    {"DNS fails", "DNS-Fehler"},
	fact.LookupDNSTimeout:  {"DNS is silent", "DNS antwortet nicht"},
	fact.LookupNoNetwork:   {"no network", "kein Netz"},
	fact.LookupIsolated:    {"no public DNS here", "kein öffentliches DNS"},
	fact.LookupUnreachable: {"no web server answers", "kein Webserver antwortet"},
	fact.LookupBadTLS:      {"the web server's certificate is not valid", "Zertifikat des Webservers ungültig"},
	fact.LookupStatus:      {"no file there", "keine Datei vorhanden"},
	fact.LookupRedirect:    {"the redirect is refused", "Weiterleitung abgelehnt"},
	fact.LookupTooLarge:    {"the file is too large", "Datei zu groß"},
	fact.LookupNotXML:      {"not a settings file", "keine Einstellungsdatei"},
	fact.LookupInvalid:     {"the settings file is unusable", "Einstellungsdatei nicht verwendbar"},
	fact.LookupDigest:      {"the digest does not match", "Prüfsumme passt nicht"},
	fact.LookupInsecure:    {"came unencrypted", "unverschlüsselt übertragen"},
	fact.LookupNullMX:      {"the domain takes no mail", "Domain nimmt keine E-Mails an"},
	fact.LookupNotOffered:  {"decidedly not offered", "ausdrücklich nicht angeboten"},
	fact.LookupGateway:     {"a filter service", "Filterdienst"},
	fact.LookupProprietary: {"only the provider's own programs", "nur Programme des Anbieters"},
	fact.LookupWantsLogin:  {"tells nothing without a password", "ohne Passwort keine Auskunft"},
	fact.LookupOff:         {"switched off", "abgeschaltet"},
	fact.LookupCanceled:    {"not waited for", "nicht abgewartet"},
}

// Fault is the fault of a look-up in a few words; empty for none.
func Fault(f fact.LookupFault, l Lang) string { return faults[f].In(l, nil) }

// Reason is why a source did not name a server; empty where it did.
func Reason(s fact.SourceReport, l Lang) string {
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

// What is asked and said while a run goes on.
var (
	NotAsked    = Words{"the password could not be asked for: {why}", "Das Passwort ließ sich nicht erfragen: {why}"}
	AskPassword = Words{"password for {host}", "Passwort für {host}"}
	AskEmpty    = Words{"; empty: no login", "; leer: keine Anmeldung"}
	And         = Words{" and ", " und "}
	AskConsent  = Words{
		"the password would go to hosts of {domain}, which no trustworthy source names. Send it there? [y/N] ",
		"Das Passwort ginge an Server der Domain {domain}, die keine vertrauenswürdige Quelle nennt. Dorthin senden? [j/N] ",
	}
	AskConsentToken = Words{
		"the access token would go to hosts of {domain}, which no trustworthy source names. Send it there? [y/N] ",
		"Das Zugriffstoken ginge an Server der Domain {domain}, die keine vertrauenswürdige Quelle nennt. Dorthin senden? [j/N] ",
	}
	TypedControl = Words{
		"that was no password: a key such as Tab, Esc or an arrow came with it. Please type it again.",
		"Das war kein Passwort: Eine Taste wie Tab, Esc oder ein Pfeil war dabei. Bitte geben Sie es noch einmal ein.",
	}
	TypedTooLong = Words{
		"that was too long: a password has at most {max} bytes here. Please type it again.",
		"Das war zu lang: Ein Passwort hat hier höchstens {max} Byte. Bitte geben Sie es noch einmal ein.",
	}
	Looking           = Words{"asked {asked} of {sources} sources, seen {seen} of {servers} servers", "{asked} von {sources} Quellen befragt, {seen} von {servers} Servern geprüft"}
	Examining         = Words{"seen {seen} of {servers} servers", "{seen} von {servers} Servern geprüft"}
	LoggingIn         = Words{"logging in to {host}", "Anmeldung bei {host}"}
	ListOf            = Words{"public suffix list of {date}", "Public Suffix List vom {date}"}
	ListUndated       = Words{"public suffix list of an unknown date", "Public Suffix List von unbekanntem Datum"}
	ListOld           = Words{"warning: the public suffix list is more than a year old, and hosts below a newer suffix would count as one owner's; install a newer mailprobe", "Warnung: Die Public Suffix List ist über ein Jahr alt. Rechner unter einer neueren Endung gälten als Eigentum ein und desselben Inhabers. Installieren Sie ein neueres mailprobe"}
	ListTooOld        = Words{"warning: the public suffix list of this mailprobe is of {date}; where a domain's suffix is newer, a stranger's host could count as its own. Install a newer mailprobe", "Warnung: Die Public Suffix List dieses mailprobe ist vom {date}. Ist die Endung einer Domain neuer, könnte ein fremder Rechner als ihr eigener gelten. Installieren Sie ein neueres mailprobe"}
	DangerCleartext   = Words{"warning: --allow-cleartext: the password may cross the network unencrypted", "Warnung: --allow-cleartext: Das Passwort geht womöglich unverschlüsselt durchs Netz"}
	DangerCertificate = Words{"warning: --allow-bad-certificate: the password may go to a server that cannot prove who it is", "Warnung: --allow-bad-certificate: Das Passwort geht womöglich an einen Server, der sich nicht ausweisen kann"}
)

// IsYes reads the answer to a question, in either language.
func IsYes(typed string) bool {
	switch strings.ToLower(typed) {
	case "y", "yes", "j", "ja":
		return true
	}
	return false
}
