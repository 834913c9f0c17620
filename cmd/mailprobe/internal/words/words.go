// Package words holds what the command says of itself: its questions, its
// progress and its usage errors, in English and German.
package words

import (
	"strings"

	"github.com/mailprobe/mailprobe/probe/text"
)

// What is said of codes that there are not, and of a run that was cut short.
var (
	NoSuchCode    = text.Words{EN: "there is no problem code {code}", DE: "Den Problemcode {code} gibt es nicht"}
	MeantCode     = text.Words{EN: "did you mean {code}?", DE: "Meinten Sie {code}?"}
	AllCodes      = text.Words{EN: "mailprobe explain lists all codes", DE: "mailprobe explain zeigt alle Codes"}
	Cut           = text.Words{EN: "interrupted; this is what was known by then.", DE: "Abgebrochen; so weit war die Prüfung."}
	AuditProgress = text.Words{EN: "looked at {done} of {total} servers", DE: "{done} von {total} Servern geprüft"}
)

// What is asked and said while a run goes on.
var (
	NotAsked    = text.Words{EN: "the password could not be asked for: {why}", DE: "Das Passwort ließ sich nicht erfragen: {why}"}
	AskPassword = text.Words{EN: "password for {host}", DE: "Passwort für {host}"}
	AskEmpty    = text.Words{EN: "; empty: no login", DE: "; leer: keine Anmeldung"}
	And         = text.Words{EN: " and ", DE: " und "}
	AskConsent  = text.Words{
		EN: "the password would go to hosts of {domain}, which no trustworthy source names. Send it there? [y/N] ",
		DE: "Das Passwort ginge an Server der Domain {domain}, die keine vertrauenswürdige Quelle nennt. Dorthin senden? [j/N] ",
	}
	AskConsentToken = text.Words{
		EN: "the access token would go to hosts of {domain}, which no trustworthy source names. Send it there? [y/N] ",
		DE: "Das Zugriffstoken ginge an Server der Domain {domain}, die keine vertrauenswürdige Quelle nennt. Dorthin senden? [j/N] ",
	}
	TypedControl = text.Words{
		EN: "that was no password: a key such as Tab, Esc or an arrow came with it. Please type it again.",
		DE: "Das war kein Passwort: Eine Taste wie Tab, Esc oder ein Pfeil war dabei. Bitte geben Sie es noch einmal ein.",
	}
	TypedTooLong = text.Words{
		EN: "that was too long: a password has at most {max} bytes here. Please type it again.",
		DE: "Das war zu lang: Ein Passwort hat hier höchstens {max} Byte. Bitte geben Sie es noch einmal ein.",
	}
	Looking           = text.Words{EN: "asked {asked} of {sources} sources, seen {seen} of {servers} servers", DE: "{asked} von {sources} Quellen befragt, {seen} von {servers} Servern geprüft"}
	Examining         = text.Words{EN: "seen {seen} of {servers} servers", DE: "{seen} von {servers} Servern geprüft"}
	LoggingIn         = text.Words{EN: "logging in to {host}", DE: "Anmeldung bei {host}"}
	ListOf            = text.Words{EN: "public suffix list of {date}", DE: "Public Suffix List vom {date}"}
	ListUndated       = text.Words{EN: "public suffix list of an unknown date", DE: "Public Suffix List von unbekanntem Datum"}
	ListOld           = text.Words{EN: "warning: the public suffix list is more than a year old, and hosts below a newer suffix would count as one owner's; install a newer mailprobe", DE: "Warnung: Die Public Suffix List ist über ein Jahr alt. Rechner unter einer neueren Endung gälten als Eigentum ein und desselben Inhabers. Installieren Sie ein neueres mailprobe"}
	ListTooOld        = text.Words{EN: "warning: the public suffix list of this mailprobe is of {date}; where a domain's suffix is newer, a stranger's host could count as its own. Install a newer mailprobe", DE: "Warnung: Die Public Suffix List dieses mailprobe ist vom {date}. Ist die Endung einer Domain neuer, könnte ein fremder Rechner als ihr eigener gelten. Installieren Sie ein neueres mailprobe"}
	DangerCleartext   = text.Words{EN: "warning: --allow-cleartext: the password may cross the network unencrypted", DE: "Warnung: --allow-cleartext: Das Passwort geht womöglich unverschlüsselt durchs Netz"}
	DangerCertificate = text.Words{EN: "warning: --allow-bad-certificate: the password may go to a server that cannot prove who it is", DE: "Warnung: --allow-bad-certificate: Das Passwort geht womöglich an einen Server, der sich nicht ausweisen kann"}
)

// What else is said of URLs.
var (
	URLNone        = text.Words{EN: "which servers?", DE: "Welche Server?"}
	URLNoName      = text.Words{EN: "there is a password, but no user name", DE: "Ein Passwort ist da, aber kein Benutzername"}
	URLNoNameToken = text.Words{EN: "there is a token, but no user name", DE: "Ein Token ist da, aber kein Benutzername"}
	URLNoNameHint  = text.Words{EN: "write it into the URL, as in imaps://anna@imap.example.com, or use --username", DE: "Schreiben Sie ihn in die URL, etwa imaps://anna@imap.example.com, oder verwenden Sie --username"}
)

// What is said of arguments that are missing, too many, or no command.
var (
	AddressNone   = text.Words{EN: "which address?", DE: "Welche Adresse?"}
	AddressMany   = text.Words{EN: "one address at a time, not {count}", DE: "Nur eine Adresse auf einmal, nicht {count}"}
	NoSuchCommand = text.Words{EN: "there is no command {name}", DE: "Den Befehl {name} gibt es nicht"}
	HelpHint      = text.Words{EN: "mailprobe --help shows the commands and flags", DE: "mailprobe --help zeigt die Befehle und Optionen"}
)

// What is said where a domain stands for an address, and the other way round.
var (
	DomainHint = text.Words{EN: "mailprobe domain {domain} judges what the domain publishes", DE: "mailprobe domain {domain} beurteilt, was die Domain veröffentlicht"}
	DomainNone = text.Words{EN: "which domain?", DE: "Welche Domain?"}
)

// IsYes reads the answer to a question, in either language.
func IsYes(typed string) bool {
	switch strings.ToLower(typed) {
	case "y", "yes", "j", "ja":
		return true
	}
	return false
}
