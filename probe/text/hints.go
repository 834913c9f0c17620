package text

import (
	"strconv"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// mayBe say what else a refusal can mean at a provider that wants something
// special, where the server's answer does not decide.
var mayBe = map[fact.NeedCode]Words{
	fact.NeedAppPassword: {
		"At {provider} the account's own password is never taken in a mail program; create an app password and enter that",
		"Bei {provider} gilt das Passwort des Kontos nie in einem Mailprogramm; erstellen Sie ein App-Passwort und tragen Sie dieses ein",
	},
	fact.NeedAppPassword2FA: {
		"If two-factor sign-in is on, {provider} takes only an app password in mail programs",
		"Bei eingeschalteter Zwei-Faktor-Anmeldung nimmt {provider} in Mailprogrammen nur ein App-Passwort an",
	},
	fact.NeedMailPassword: {
		"{provider} has a password of its own for mail programs; the one for the website does not work in them",
		"{provider} hat ein eigenes Passwort für Mailprogramme; das Passwort der Website gilt dort nicht",
	},
	fact.NeedEnableAccess: {
		"At {provider} a refusal despite the right password most often means that IMAP and POP3 are switched off; switch them on in the web settings",
		"Bei {provider} bedeutet eine Ablehnung trotz richtigen Passworts meist, dass IMAP und POP3 abgeschaltet sind; schalten Sie sie in den Web-Einstellungen ein",
	},
	fact.NeedOAuth2: {
		"{provider} takes no password from mail programs, only a sign-in by browser (OAuth2)",
		"{provider} nimmt von Mailprogrammen kein Passwort an, sondern nur eine Anmeldung über den Browser (OAuth2)",
	},
	fact.NeedBridge: {
		"{provider} works only through its own bridge program, with the password that the bridge shows",
		"{provider} funktioniert nur über das eigene Bridge-Programm, mit dem Passwort, das die Bridge anzeigt",
	},
	fact.NeedPaidPlan: {
		"At {provider}, mail programs are for paying customers",
		"Bei {provider} sind Mailprogramme zahlenden Kunden vorbehalten",
	},
	fact.NeedAuthorizationCode: {
		"{provider} takes an authorisation code from the web settings in place of the password",
		"{provider} verlangt statt des Passworts einen Autorisierungscode aus den Web-Einstellungen",
	},
}

var (
	inOrder = Words{"In this order:", "Gehen Sie der Reihe nach vor:"}
	typing  = Words{
		"Check both for typing errors; the user name is usually the whole address.",
		"Prüfen Sie beides auf Tippfehler; der Benutzername ist meist die vollständige Adresse.",
	}
	described = Words{"{provider} describes it here: {link}", "{provider} beschreibt es hier: {link}"}
)

// Advice is what to do about a problem: one text, or where the server's answer
// leaves several causes open, a lead and what to check, in order.
func Advice(p fact.Problem, l Lang) (lead string, steps []string) {
	usual := remedy(p, l)
	if cause, _ := fact.CauseOf(p.Code); !cause.Undecided {
		for _, h := range p.Hints {
			if h.Link != "" {
				return strings.TrimSpace(usual + " " + described.In(l, map[string]string{"provider": h.Provider, "link": h.Link})), nil
			}
		}
		return usual, nil
	}
	var before, after []string // the usual remedy, which is to log in on the website
	for _, h := range p.Hints {
		words, known := mayBe[h.Need]
		if !known {
			continue
		}
		step := words.In(l, map[string]string{"provider": h.Provider})
		if h.Link != "" {
			step += ": " + h.Link
		} else {
			step += "."
		}
		if otherPassword(h.Need) {
			before = append(before, step)
		} else {
			after = append(after, step)
		}
	}
	switch {
	case len(before) > 0:
		after = append(after, typing.In(l, nil)) // the website would tell nothing of it
	case len(after) > 0:
		before = []string{usual}
	default:
		return usual, nil
	}
	return inOrder.In(l, nil), append(before, after...)
}

// otherPassword reports whether the password of the website never works in a mail
// program.
func otherPassword(need fact.NeedCode) bool {
	switch need {
	case fact.NeedAppPassword, fact.NeedMailPassword, fact.NeedAuthorizationCode, fact.NeedOAuth2, fact.NeedBridge:
		return true
	}
	return false
}

// Remedy is what to do about a problem, in one text.
func Remedy(p fact.Problem, l Lang) string {
	lead, steps := Advice(p, l)
	for i, step := range steps {
		lead += " " + strconv.Itoa(i+1) + ". " + step
	}
	return lead
}

// needs say what a provider wants before a mail program can log in, in few words.
var needs = map[fact.NeedCode]Words{
	fact.NeedAppPassword:       {"{provider} takes an app password here", "{provider} verlangt hier ein App-Passwort"},
	fact.NeedAppPassword2FA:    {"with two-factor sign-in, {provider} takes an app password here", "bei Zwei-Faktor-Anmeldung verlangt {provider} hier ein App-Passwort"},
	fact.NeedMailPassword:      {"{provider} has a password of its own for mail programs", "{provider} hat ein eigenes Passwort für Mailprogramme"},
	fact.NeedEnableAccess:      {"at {provider}, mail programs must be allowed in the web settings first", "bei {provider} muss der Zugriff für Mailprogramme zuerst in den Web-Einstellungen erlaubt werden"},
	fact.NeedOAuth2:            {"{provider} takes no password for reading mail", "{provider} nimmt zum Lesen von E-Mails kein Passwort an"},
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
