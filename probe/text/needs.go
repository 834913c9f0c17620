package text

import "github.com/mailprobe/mailprobe/providers"

// needs say what a provider wants before a mail program can log in, in few words.
var needs = map[providers.NeedCode]Words{
	providers.NeedAppPassword:       {"{provider} takes an app password here", "{provider} verlangt hier ein App-Passwort"},
	providers.NeedAppPassword2FA:    {"with two-factor sign-in, {provider} takes an app password here", "bei Zwei-Faktor-Anmeldung verlangt {provider} hier ein App-Passwort"},
	providers.NeedMailPassword:      {"{provider} has a password of its own for mail programs", "{provider} hat ein eigenes Passwort für Mailprogramme"},
	providers.NeedEnableAccess:      {"at {provider}, mail programs must be allowed in the web settings first", "bei {provider} muss der Zugriff für Mailprogramme zuerst in den Web-Einstellungen erlaubt werden"},
	providers.NeedOAuth2:            {"{provider} takes no password", "{provider} nimmt kein Passwort an"},
	providers.NeedBridge:            {"{provider} needs its own bridge program", "{provider} benötigt sein eigenes Bridge-Programm"},
	providers.NeedPaidPlan:          {"at {provider}, mail programs are for paying customers", "bei {provider} sind Mailprogramme zahlenden Kunden vorbehalten"},
	providers.NeedAuthorizationCode: {"{provider} takes an authorisation code here", "{provider} verlangt hier einen Autorisierungscode"},
}

// NeedOf is what the user should know of the password that a provider wants;
// empty where its own one will do.
func NeedOf(p *providers.Provider, l Lang) string {
	if p == nil {
		return ""
	}
	for _, n := range p.Needs {
		switch n.Need {
		case providers.NeedAppPassword, providers.NeedAppPassword2FA, providers.NeedMailPassword, providers.NeedAuthorizationCode:
			return needs[n.Need].In(l, map[string]string{"provider": p.Name})
		}
	}
	return ""
}
