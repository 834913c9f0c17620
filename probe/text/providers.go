package text

import (
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// The words of an entry of the provider database.
var (
	EntryDomains = Words{"domains: {list}", "Domains: {list}"}
	EntryMX      = Words{"known by its MX hosts: {list}", "erkennbar an den MX-Hosts: {list}"}
	EntryHelp    = Words{"help: {link}", "Hilfe: {link}"}
	EntryChecked = Words{"checked {until}: {evidence}", "geprüft am {until}: {evidence}"}
	EntryNoForm  = Words{"a name of another kind", "ein anderer Benutzername"}
	EntryAddress = Words{"the whole address", "die ganze Adresse"}
	EntryLocal   = Words{"the part before the @", "der Teil vor dem @"}
	EntryMXHost  = Words{"(MX host)", "(MX-Host)"}
	EntryDomain  = Words{"(domain)", "(Domain)"}
)

// KindWords say what sort of service an entry is; empty for a mailbox, which
// needs no words.
var KindWords = map[providers.Kind]Words{
	providers.Mailbox:     {"", ""},
	providers.Gateway:     {"filters mail for mailboxes elsewhere", "filtert E-Mails für Postfächer bei anderen Anbietern"},
	providers.Forwarding:  {"passes mail on and keeps none", "leitet E-Mails nur weiter"},
	providers.Proprietary: {"only the provider's own programs can read it", "nur mit Programmen des Anbieters lesbar"},
}

// Need is what a user of a provider must do first.
func Need(n fact.NeedCode, provider string, l Lang) string {
	return needs[n].In(l, map[string]string{"provider": provider})
}
