package phrases

import (
	"github.com/mailprobe/mailprobe/probe/text"
	"github.com/mailprobe/mailprobe/providers"
)

// The words of an audit's report.
var (
	AuditUntested   = text.Words{EN: "could not be tested from here", DE: "von hier aus nicht prüfbar"}
	AuditSum        = text.Words{EN: "{checked} checked: {clean} clean, {failed} with findings (errors: {errors}, warnings: {warnings})", DE: "{checked} geprüft: {clean} ohne Befund, {failed} mit Befunden (Fehler: {errors}, Warnungen: {warnings})"}
	AuditNotTested  = text.Words{EN: "{count} could not be tested from here", DE: "{count} von hier aus nicht prüfbar"}
	AuditNoneTested = text.Words{EN: "nothing could be tested from here", DE: "von hier aus ließ sich nichts prüfen"}
	AuditKnown      = text.Words{EN: "known by the baseline: {count}", DE: "in der Basisliste bekannt: {count}"}
	AuditGone       = text.Words{EN: "fixed since the baseline: {name}: {rule} {about}", DE: "seit der Basisliste behoben: {name}: {rule} {about}"}
	AuditNotes      = text.Words{EN: "{count} further notes: --format json lists them", DE: "{count} weitere Hinweise: --format json zeigt sie"}
	AuditNote       = text.Words{EN: "one further note: --format json lists it", DE: "ein weiterer Hinweis: --format json zeigt ihn"}
	PublishHead     = text.Words{EN: "what to publish instead", DE: "was stattdessen zu veröffentlichen ist"}
	PublishWithdraw = text.Words{EN: "to be taken back, because it says something else or nothing that can be used", DE: "zurückzunehmen, weil dort anderes oder Unbrauchbares steht"}
	PublishRecords  = text.Words{EN: "DNS records", DE: "DNS-Einträge"}
	PublishFile     = text.Words{EN: "the file {url}", DE: "die Datei {url}"}
	PublishPACC     = text.Words{
		EN: "the file {url}, byte for byte: the TXT record holds its digest",
		DE: "die Datei {url}, Byte für Byte: Der TXT-Eintrag enthält ihre Prüfsumme",
	}
	PublishNginx   = text.Words{EN: "for nginx", DE: "für nginx"}
	PublishApache  = text.Words{EN: "for Apache", DE: "für Apache"}
	PublishNothing = text.Words{EN: "No server works that could be published; mend the servers first.", DE: "Es funktioniert kein Server, der sich veröffentlichen ließe. Beheben Sie zuerst die Fehler der Server."}
)

// The words of an entry of the provider database.
var (
	EntryDomains = text.Words{EN: "domains: {list}", DE: "Domains: {list}"}
	EntryMX      = text.Words{EN: "known by its MX hosts: {list}", DE: "erkennbar an den MX-Hosts: {list}"}
	EntryHelp    = text.Words{EN: "help: {link}", DE: "Hilfe: {link}"}
	EntryChecked = text.Words{EN: "checked {until}: {evidence}", DE: "geprüft am {until}: {evidence}"}
	EntryNoForm  = text.Words{EN: "a name of another kind", DE: "ein anderer Benutzername"}
	EntryAddress = text.Words{EN: "the whole address", DE: "die ganze Adresse"}
	EntryLocal   = text.Words{EN: "the part before the @", DE: "der Teil vor dem @"}
	EntryMXHost  = text.Words{EN: "(MX host)", DE: "(MX-Host)"}
	EntryDomain  = text.Words{EN: "(domain)", DE: "(Domain)"}
)

// KindWords say what sort of service an entry is; empty for a mailbox, which
// needs no words.
var KindWords = map[providers.Kind]text.Words{
	providers.Mailbox:     {EN: "", DE: ""},
	providers.Gateway:     {EN: "filters mail for mailboxes elsewhere", DE: "filtert E-Mails für Postfächer bei anderen Anbietern"},
	providers.Forwarding:  {EN: "passes mail on and keeps none", DE: "leitet E-Mails nur weiter"},
	providers.Proprietary: {EN: "only the provider's own programs can read it", DE: "nur mit Programmen des Anbieters lesbar"},
}
