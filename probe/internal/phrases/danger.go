package phrases

import (
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/text"
)

// ExposureWords say by what settings work that should not: they stand for {how}
// in the heads below.
var ExposureWords = map[fact.Exposure]text.Words{
	fact.Unchecked:   {EN: "with the check of the certificate switched off", DE: "bei abgeschalteter Zertifikatsprüfung"},
	fact.Unencrypted: {EN: "unencrypted", DE: "unverschlüsselt"},
}

// The heads of a report on settings that only a dangerous flag made work.
var (
	ExposedBoth = text.Words{
		EN: "unencrypted and with the check of the certificate switched off",
		DE: "unverschlüsselt und bei abgeschalteter Zertifikatsprüfung",
	}
	OnlySo      = text.Words{EN: "{address} works only {how}:", DE: "{address} funktioniert nur {how}:"}
	GivenOnlySo = text.Words{EN: "These settings work only {how}:", DE: "Diese Einstellungen funktionieren nur {how}:"}
	SendsOnlySo = text.Words{
		EN: "{address}: receiving works with these settings, sending only {how}:",
		DE: "{address}: Das Empfangen funktioniert mit diesen Einstellungen, das Senden nur {how}:",
	}
	ReceivesOnlySo = text.Words{
		EN: "{address}: sending works with these settings, receiving only {how}:",
		DE: "{address}: Das Senden funktioniert mit diesen Einstellungen, das Empfangen nur {how}:",
	}
	NotSendsSo = text.Words{
		EN: "{address}: receiving works only {how}, and sending does not work:",
		DE: "{address}: Das Empfangen funktioniert nur {how}, das Senden gar nicht:",
	}
	NotReceivesSo = text.Words{
		EN: "{address}: sending works only {how}, and receiving does not work:",
		DE: "{address}: Das Senden funktioniert nur {how}, das Empfangen gar nicht:",
	}
)

// ExposureMeans is what it means that settings work only so.
var ExposureMeans = map[fact.Exposure]text.Words{
	fact.Unchecked: {
		EN: "Only --allow-bad-certificate let the login go there: the certificate does not prove the server, so whoever answers can read the password and all mail. Mail programs warn of these settings, or refuse them.",
		DE: "Nur wegen --allow-bad-certificate wurde die Anmeldung dorthin gesendet: Das Zertifikat weist den Server nicht aus; wer dort antwortet, kann Passwort und alle E-Mails lesen. Mailprogramme warnen vor diesen Einstellungen oder lehnen sie ab.",
	},
	fact.Unencrypted: {
		EN: "Only --allow-cleartext let the login go there: nothing is encrypted, so whoever is on the way can read the password and all mail. Change the password once there is a server with TLS.",
		DE: "Nur wegen --allow-cleartext wurde die Anmeldung dorthin gesendet: Nichts ist verschlüsselt; unterwegs lassen sich Passwort und alle E-Mails mitlesen. Ändern Sie das Passwort, sobald es einen Server mit TLS gibt.",
	},
}
