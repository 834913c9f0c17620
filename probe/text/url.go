package text

import "github.com/mailprobe/mailprobe/probe/fact"

// urlFaults are the ways to mistype the URL of a server, and how it is done right.
var urlFaults = map[fact.URLFault]struct{ message, hint Words }{
	fact.URLNotOne: {
		Words{"this is not the URL of a mail server", "Das ist nicht die URL eines Mailservers"},
		Words{"write it as imaps://anna@imap.example.com or smtp://smtp.example.com:587", "Schreiben Sie sie in der Form imaps://anna@imap.example.com oder smtp://smtp.example.com:587"},
	},
	fact.URLScheme: {
		Words{"{part} is no mail protocol", "{part} ist kein Mailprotokoll"},
		Words{"there is imaps, imap, pop3s, pop3, smtps and smtp", "Es gibt imaps, imap, pop3s, pop3, smtps und smtp"},
	},
	fact.URLHost: {
		Words{"{part} is not the name of a server", "{part} ist kein Servername"},
		Words{"write it as imaps://anna@imap.example.com", "Schreiben Sie ihn in der Form imaps://anna@imap.example.com"},
	},
	fact.URLPort: {
		Words{"{part} is not a port", "{part} ist kein Port"},
		Words{"a port is a number from 1 to 65535, such as 993", "Ein Port ist eine Zahl von 1 bis 65535, etwa 993"},
	},
	fact.URLPassword: {
		Words{"the URL holds a password, which other users of this computer can read", "Die URL enthält ein Passwort, das andere auf diesem Rechner lesen können"},
		Words{"leave it out; it is asked for, or comes from --password-file or MAILPROBE_PASSWORD", "Lassen Sie es weg; es wird abgefragt oder kommt aus --password-file oder MAILPROBE_PASSWORD"},
	},
	fact.URLRest: {
		Words{"a server's URL ends with the port; {part} does not belong there", "Die URL eines Servers endet mit dem Port; {part} gehört nicht dorthin"},
		Words{"only ?tls=none may follow", "Nur ?tls=none darf folgen"},
	},
	fact.URLMode: {
		Words{"{part} means TLS from the start, and tls=none means no TLS", "{part} bedeutet TLS von Beginn an, tls=none dagegen kein TLS"},
		Words{"leave the s or the option out", "Lassen Sie das s oder die Angabe weg"},
	},
}

// URLFault says what is wrong with a URL and how to write it. It does not repeat
// the URL, which may hold a password.
func URLFault(e *fact.URLError, l Lang) (message, hint string) {
	row := urlFaults[e.Fault]
	args := map[string]string{"part": quoted(e.Part, l)}
	return row.message.In(l, args), row.hint.In(l, args)
}

// What else is said of URLs.
var (
	URLNone        = Words{"which servers?", "Welche Server?"}
	URLNoName      = Words{"there is a password, but no user name", "Ein Passwort ist da, aber kein Benutzername"}
	URLNoNameToken = Words{"there is a token, but no user name", "Ein Token ist da, aber kein Benutzername"}
	URLNoNameHint  = Words{"write it into the URL, as in imaps://anna@imap.example.com, or use --username", "Schreiben Sie ihn in die URL, etwa imaps://anna@imap.example.com, oder verwenden Sie --username"}
)

// What is said of arguments that are missing, too many, or no command.
var (
	AddressNone   = Words{"which address?", "Welche Adresse?"}
	AddressMany   = Words{"one address at a time, not {count}", "Nur eine Adresse auf einmal, nicht {count}"}
	NoSuchCommand = Words{"there is no command {name}", "Den Befehl {name} gibt es nicht"}
	HelpHint      = Words{"mailprobe --help shows the commands and flags", "mailprobe --help zeigt die Befehle und Optionen"}
)

// What is said where a domain stands for an address, and the other way round.
var (
	DomainHint = Words{"mailprobe domain {domain} judges what the domain publishes", "mailprobe domain {domain} beurteilt, was die Domain veröffentlicht"}
	DomainNone = Words{"which domain?", "Welche Domain?"}
)
