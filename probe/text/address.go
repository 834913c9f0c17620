package text

import "github.com/mailprobe/mailprobe/probe/fact"

// addressFaults are the ways to mistype an address, and how it is done right.
var addressFaults = map[fact.AddressFault]struct{ message, hint Words }{
	fact.AddressNoAt: {
		Words{"{typed} is not a mail address: it has no @", "{typed} ist keine E-Mail-Adresse: Das @ fehlt"},
		Words{"write it as anna@example.com", "Schreiben Sie sie in der Form anna@example.com"},
	},
	fact.AddressTwoAts: {
		Words{"{typed} is not a mail address: it has more than one @", "{typed} ist keine E-Mail-Adresse: Sie enthält mehr als ein @"},
		Words{"write it as anna@example.com", "Schreiben Sie sie in der Form anna@example.com"},
	},
	fact.AddressEmptyLocal: {
		Words{"{typed} is not a mail address: nothing stands before the @", "{typed} ist keine E-Mail-Adresse: Vor dem @ steht nichts"},
		Words{"write the whole address, as in anna@example.com", "Geben Sie die ganze Adresse an, etwa anna@example.com"},
	},
	fact.AddressEmptyDomain: {
		Words{"{typed} is not a mail address: nothing stands behind the @", "{typed} ist keine E-Mail-Adresse: Hinter dem @ steht nichts"},
		Words{"write the whole address, as in anna@example.com", "Geben Sie die ganze Adresse an, etwa anna@example.com"},
	},
	fact.AddressBadLocal: {
		Words{"{part} cannot stand before the @ of a mail address", "{part} kann nicht vor dem @ einer E-Mail-Adresse stehen"},
		Words{"check it for spaces, brackets and misplaced dots", "Prüfen Sie es auf Leerzeichen, Klammern und falsch gesetzte Punkte"},
	},
	fact.AddressBadLabel: {
		Words{"{part} cannot be part of a domain name", "{part} kann nicht Teil eines Domainnamens sein"},
		Words{"check the part behind the @ for typing errors", "Prüfen Sie den Teil hinter dem @ auf Tippfehler"},
	},
	fact.AddressSingleLabel: {
		Words{"{part} is not a whole domain name", "{part} ist kein vollständiger Domainname"},
		Words{"write the whole address, as in anna@example.com", "Geben Sie die ganze Adresse an, etwa anna@example.com"},
	},
	fact.AddressPublicSuffix: {
		Words{"{part} is a public suffix, under which names are registered; it is not a mail domain", "{part} ist eine öffentliche Endung, unter der Namen registriert werden, und keine Mail-Domain"},
		Words{"write the whole address, as in anna@example.com", "Geben Sie die ganze Adresse an, etwa anna@example.com"},
	},
}

// AddressFault says what is wrong with an address and how to write it.
func AddressFault(e *fact.AddressError, l Lang) (message, hint string) {
	row := addressFaults[e.Fault]
	args := map[string]string{"typed": Quoted(e.Typed, l), "part": Quoted(e.Part, l)}
	return row.message.In(l, args), row.hint.In(l, args)
}

// Quoted is what somebody typed, in the quotation marks of the language.
func Quoted(s string, l Lang) string {
	if l == German {
		return "„" + fact.Printable(s) + "“"
	}
	return `"` + fact.Printable(s) + `"`
}
