package phrases

import (
	"github.com/mailprobe/mailprobe/probe/text"
	"github.com/mailprobe/mailprobe/providers"
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
