package text

import "github.com/mailprobe/mailprobe/probe/fact"

// ExposureWords say by what settings work that should not: they stand for {how}
// in the heads below.
var ExposureWords = map[fact.Exposure]Words{
	fact.Unchecked:   {"with the check of the certificate switched off", "bei abgeschalteter Zertifikatsprüfung"},
	fact.Unencrypted: {"unencrypted", "unverschlüsselt"},
}

// The heads of a report on settings that only a dangerous flag made work.
var (
	ExposedBoth = Words{
		"unencrypted and with the check of the certificate switched off",
		"unverschlüsselt und bei abgeschalteter Zertifikatsprüfung",
	}
	OnlySo      = Words{"{address} works only {how}:", "{address} funktioniert nur {how}:"}
	GivenOnlySo = Words{"These settings work only {how}:", "Diese Einstellungen funktionieren nur {how}:"}
	SendsOnlySo = Words{
		"{address}: receiving works with these settings, sending only {how}:",
		"{address}: Das Empfangen funktioniert mit diesen Einstellungen, das Senden nur {how}:",
	}
	ReceivesOnlySo = Words{
		"{address}: sending works with these settings, receiving only {how}:",
		"{address}: Das Senden funktioniert mit diesen Einstellungen, das Empfangen nur {how}:",
	}
	NotSendsSo = Words{
		"{address}: receiving works only {how}, and sending does not work:",
		"{address}: Das Empfangen funktioniert nur {how}, das Senden gar nicht:",
	}
	NotReceivesSo = Words{
		"{address}: sending works only {how}, and receiving does not work:",
		"{address}: Das Senden funktioniert nur {how}, das Empfangen gar nicht:",
	}
)

// ExposureMeans is what it means that settings work only so.
var ExposureMeans = map[fact.Exposure]Words{
	fact.Unchecked: {
		"Only --allow-bad-certificate let the login go there: the certificate does not prove the server, so whoever answers can read the password and all mail. Mail programs warn of these settings, or refuse them.",
		"Nur wegen --allow-bad-certificate wurde die Anmeldung dorthin gesendet: Das Zertifikat weist den Server nicht aus; wer dort antwortet, kann Passwort und alle E-Mails lesen. Mailprogramme warnen vor diesen Einstellungen oder lehnen sie ab.",
	},
	fact.Unencrypted: {
		"Only --allow-cleartext let the login go there: nothing is encrypted, so whoever is on the way can read the password and all mail. Change the password once there is a server with TLS.",
		"Nur wegen --allow-cleartext wurde die Anmeldung dorthin gesendet: Nichts ist verschlüsselt; unterwegs lassen sich Passwort und alle E-Mails mitlesen. Ändern Sie das Passwort, sobald es einen Server mit TLS gibt.",
	},
}
