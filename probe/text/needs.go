package text

import (
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// needs say what a provider wants before a mail program can log in, in few words.
var needs = map[fact.NeedCode]Words{
	fact.NeedAppPassword:       {"{provider} takes an app password here", "{provider} verlangt hier ein App-Passwort"},
	fact.NeedAppPassword2FA:    {"with two-factor sign-in, {provider} takes an app password here", "bei Zwei-Faktor-Anmeldung verlangt {provider} hier ein App-Passwort"},
	fact.NeedMailPassword:      {"{provider} has a password of its own for mail programs", "{provider} hat ein eigenes Passwort für Mailprogramme"},
	fact.NeedEnableAccess:      {"at {provider}, mail programs must be allowed in the web settings first", "bei {provider} muss der Zugriff für Mailprogramme zuerst in den Web-Einstellungen erlaubt werden"},
	fact.NeedOAuth2:            {"{provider} takes no password", "{provider} nimmt kein Passwort an"},
	fact.NeedBridge:            {"{provider} needs its own bridge program", "{provider} benötigt sein eigenes Bridge-Programm"},
	fact.NeedPaidPlan:          {"at {provider}, mail programs are for paying customers", "bei {provider} sind Mailprogramme zahlenden Kunden vorbehalten"},
	fact.NeedAuthorizationCode: {"{provider} takes an authorisation code here", "{provider} verlangt hier einen Autorisierungscode"},
}

// NeedOf is what the user should know of the password that a provider wants;
// empty where its own one will do.
func NeedOf(p *providers.Provider, l Lang) string {
	if p == nil {
		return ""
	}
	for _, n := range p.Needs {
		switch n.Need {
		case fact.NeedAppPassword, fact.NeedAppPassword2FA, fact.NeedMailPassword, fact.NeedAuthorizationCode:
			return needs[n.Need].In(l, map[string]string{"provider": p.Name})
		}
	}
	return ""
}

// Need is what a user of a provider must do first.
func Need(n fact.NeedCode, provider string, l Lang) string {
	return needs[n].In(l, map[string]string{"provider": provider})
}
