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
	args := map[string]string{"part": Quoted(e.Part, l)}
	return row.message.In(l, args), row.hint.In(l, args)
}
