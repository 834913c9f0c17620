// Package phrases holds what reports say around their facts: heads, columns and
// states, in English and German. What a problem means is in package text, and what
// the command says of itself in its own package words.
package phrases

import (
	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/text"
)

// The words of the report itself.
var (
	Works        = text.Words{EN: "{address} works with these settings:", DE: "{address} funktioniert mit diesen Einstellungen:"}
	Answers      = text.Words{EN: "{address}: these servers answer as they should; no login was tried:", DE: "{address}: Diese Server antworten richtig; eine Anmeldung wurde nicht versucht:"}
	Fails        = text.Words{EN: "{address}: settings were found, but they do not work as they are:", DE: "{address}: Einstellungen wurden gefunden, funktionieren so aber nicht:"}
	Declined     = text.Words{EN: "{address}: the server refused the login:", DE: "{address}: Der Server hat die Anmeldung abgelehnt:"}
	OnlyReceives = text.Words{EN: "{address}: receiving works with these settings, sending does not:", DE: "{address}: Das Empfangen funktioniert mit diesen Einstellungen, das Senden nicht:"}
	OnlySends    = text.Words{EN: "{address}: sending works with these settings, receiving does not:", DE: "{address}: Das Senden funktioniert mit diesen Einstellungen, das Empfangen nicht:"}
	NotFound     = text.Words{EN: "{address}: no mail server was found.", DE: "{address}: Es wurde kein Mailserver gefunden."}
	NoneSpeaks   = text.Words{EN: "{address}: servers were found, but none of them answers as a mail server.", DE: "{address}: Es wurden Server gefunden, aber keiner antwortet wie ein Mailserver."}
	NoneYet      = text.Words{EN: "{address}: servers were found, but none had answered by then.", DE: "{address}: Es wurden Server gefunden, bis dahin hatte aber keiner geantwortet."}
	Untested     = text.Words{EN: "{address}: could not be tested from here.", DE: "{address}: Von hier aus ließ sich nichts prüfen."}
	Receive      = text.Words{EN: "receive", DE: "Empfangen"}
	Send         = text.Words{EN: "send", DE: "Senden"}
	User         = text.Words{EN: "as {name}", DE: "als {name}"}
	Tried        = text.Words{EN: "tried", DE: "geprüft"}
	Answer       = text.Words{EN: "answer", DE: "Antwort"}
	Login        = text.Words{EN: "login", DE: "Anmeldung"}
	Time         = text.Words{EN: "time", DE: "Zeit"}
	Until        = text.Words{EN: "valid to {until}", DE: "gültig bis {until}"}
	ServerSay    = text.Words{EN: "evidence: {evidence}", DE: "Beleg: {evidence}"}
	At           = text.Words{EN: "at {where}", DE: "bei {where}"}
	LeftOut      = text.Words{
		EN: "not examined: {endpoints} servers and ports, at {hosts} further hosts; a run looks at 24 hosts and 64 ports, those first whose source counts most",
		DE: "nicht geprüft: {endpoints} Server und Ports auf {hosts} weiteren Hosts; ein Durchlauf prüft 24 Hosts und 64 Ports, zuerst die der verlässlichsten Quellen",
	}
	LeftOutDialogues = text.Words{
		EN: "the servers sent more than the 16 MiB that a run reads; what came later is marked as not finished",
		DE: "die Server schickten mehr als die 16 MiB, die ein Durchlauf liest; alles Spätere gilt als nicht zu Ende geprüft",
	}
	LeftOutPrivate = text.Words{
		EN: "not examined: {where} leads into a private network or to this computer, on a port that is none for mail",
		DE: "nicht geprüft: {where} führt in ein privates Netz oder auf diesen Rechner, auf einen Port, der nicht für E-Mail da ist",
	}
	Unended  = text.Words{EN: "not waited for", DE: "nicht abgewartet"}
	Both     = text.Words{EN: "both logins accepted", DE: "beide Anmeldungen angenommen"}
	One      = text.Words{EN: "login accepted", DE: "Anmeldung angenommen"}
	Asked    = text.Words{EN: "asked", DE: "befragt"}
	Says     = text.Words{EN: "says", DE: "Auskunft"}
	TraceKey = text.Words{
		EN: "what was said; > sent, < received, ! without TLS; secrets are blotted out",
		DE: "Dialoge; > gesendet, < empfangen, ! ohne TLS; Geheimnisse sind unkenntlich gemacht",
	}
	TraceAgain = text.Words{EN: "a new connection", DE: "neue Verbindung"}
	NothingIn  = text.Words{EN: "nothing in: {sources}", DE: "nichts in: {sources}"}
	Beside     = text.Words{EN: "published beside the mail servers, not examined:", DE: "außerdem veröffentlicht, nicht geprüft:"}
	Known      = text.Words{EN: "known", DE: "bekannt"}
	Notes      = text.Words{EN: "{count} further notes: --json lists them", DE: "{count} weitere Hinweise: --json zeigt sie"}
	Note       = text.Words{EN: "one further note: --json lists it", DE: "ein weiterer Hinweis: --json zeigt ihn"}
)

// The words around the explanation of a code.
var (
	ForExample = text.Words{EN: "The report says, for instance:", DE: "Im Bericht steht zum Beispiel:"}
	OrElse     = text.Words{EN: "or, as the case may be:", DE: "oder, je nach Fall:"}
)

// LoginWords are the states of a login.
var LoginWords = map[fact.LoginState]text.Words{
	fact.LoginAccepted:   {EN: "accepted", DE: "angenommen"},
	fact.LoginRefused:    {EN: "refused", DE: "abgelehnt"},
	fact.LoginNotTried:   {EN: "not tried", DE: "ungeprüft"},
	fact.LoginImpossible: {EN: "", DE: ""},
}

// TLSWords are the modes as mail programs name them.
var TLSWords = map[fact.TLSMode]string{
	fact.Implicit: "TLS",
	fact.STARTTLS: "STARTTLS",
	fact.NoTLS:    "–",
}

// Given are the heads of a report on settings that somebody gave, by what came
// of them.
var Given = map[probe.Status]text.Words{
	probe.Verified:  {EN: "These settings work:", DE: "Diese Einstellungen funktionieren:"},
	probe.Reachable: {EN: "These servers answer as they should; no login was tried:", DE: "Diese Server antworten richtig; eine Anmeldung wurde nicht versucht:"},
	probe.Failed:    {EN: "These settings do not work as they are:", DE: "Diese Einstellungen funktionieren so nicht:"},
	probe.Refused:   {EN: "The server refused the login:", DE: "Der Server hat die Anmeldung abgelehnt:"},
	probe.NotFound:  {EN: "None of these is a mail server that can be found.", DE: "Keiner dieser Mailserver ist zu finden."},
	probe.Untested:  {EN: "This could not be tested from here.", DE: "Von hier aus ließ sich nichts prüfen."},
}
