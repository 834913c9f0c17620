package text

import "github.com/mailprobe/mailprobe/probe/internal/note"

// What to do about a published file.
var (
	fileChange = Words{
		"Write it as the format has it.",
		"Schreiben Sie es so, wie das Format es vorsieht.",
	}
	fileAdd = Words{
		"Add it to the file.",
		"Ergänzen Sie die Angabe in der Datei.",
	}
	fileRemove = Words{
		"Take it out of the file.",
		"Entfernen Sie es aus der Datei.",
	}
	fileCorrect = Words{
		"Correct the value.",
		"Berichtigen Sie den Wert.",
	}
	fileNothing = Words{
		"Nothing is wrong.",
		"Das ist kein Fehler.",
	}
	fileSave = Words{
		"Save the file anew as UTF-8, without a byte-order mark and without anything before or after the document.",
		"Speichern Sie die Datei neu als UTF-8, ohne Byte Order Mark und ohne Zeichen vor oder nach dem Dokument.",
	}
	fileOne = Words{
		"Leave only one of them.",
		"Lassen Sie nur eine der Angaben stehen.",
	}
	fileMove = Words{
		"Move it to where the format has it: servers and names into emailProvider.",
		"Verschieben Sie es dorthin, wo das Format es vorsieht: Server und Namen in emailProvider.",
	}
	fileHolder = Words{
		"Write one of %EMAILADDRESS%, %EMAILLOCALPART%, %EMAILDOMAIN%, with both percent signs.",
		"Schreiben Sie %EMAILADDRESS%, %EMAILLOCALPART% oder %EMAILDOMAIN%, mit beiden Prozentzeichen.",
	}
	fileHttps = Words{
		"Name an address with https.",
		"Geben Sie eine Adresse mit https an.",
	}
	fileHost = Words{
		"Name a host by its full DNS name, as A-labels.",
		"Nennen Sie den Host mit vollem DNS-Namen, in ASCII-Form (A-Label).",
	}
	filePort = Words{
		"Name the usual port: 993 for IMAP, 995 for POP3, 465 for sending, all with TLS from the start.",
		"Nennen Sie den üblichen Port: 993 für IMAP, 995 für POP3, 465 zum Senden, jeweils mit TLS von Beginn an.",
	}
	fileSocket = Words{
		"Write SSL (TLS from the start), STARTTLS or plain.",
		"Schreiben Sie SSL (TLS von Beginn an), STARTTLS oder plain.",
	}
	fileUser = Words{
		"Write %EMAILADDRESS%, or %EMAILLOCALPART% where the part before the @ is the user name.",
		"Schreiben Sie %EMAILADDRESS% oder, wenn der Teil vor dem @ der Benutzername ist, %EMAILLOCALPART%.",
	}
	fileAuth = Words{
		"Name a method that every program has: password-cleartext, over TLS.",
		"Nennen Sie ein Verfahren, das jedes Programm beherrscht: password-cleartext, über TLS.",
	}
	fileOrder = Words{
		"Put the server that programs should take first.",
		"Stellen Sie den Server an den Anfang, den Programme verwenden sollen.",
	}
	fileOauth = Words{
		"Describe OAuth2 in an oAuth2 element, and name it at the servers that take it.",
		"Beschreiben Sie OAuth2 in einem oAuth2-Element und nennen Sie es bei den Servern, die es annehmen.",
	}
	fileTls = Words{
		"Name a port with TLS instead.",
		"Nennen Sie stattdessen einen Port mit TLS.",
	}
)

// files are the words for what is odd about a published file.
var files = []Entry{
	{note.ByteOrderMark, Words{
		"the file begins with a byte-order mark, on which some programs fail.",
		"Die Datei beginnt mit einem Byte Order Mark, an dem manche Programme scheitern.",
	}, fileSave},
	{note.LateDeclaration, Words{
		"white space stands before the XML declaration, so that strict readers refuse the file.",
		"Vor der XML-Deklaration stehen Leerzeichen; strenge Programme lehnen die Datei deshalb ab.",
	}, fileSave},
	{note.TrailingBytes, Words{
		"something follows behind the end of the document, so that strict readers refuse the file.",
		"Nach dem Ende des Dokuments folgt noch etwas; strenge Programme lehnen die Datei deshalb ab.",
	}, fileSave},
	{note.EncodingNotUTF8, Words{
		"the file is not in UTF-8.",
		"Die Datei ist nicht in UTF-8 kodiert.",
	}, fileSave},
	{note.VersionMissing, Words{
		"the file names no version of the format.",
		"Die Datei nennt keine Version des Formats.",
	}, fileAdd},
	{note.VersionUnknown, Words{
		"the version is neither 1.1 nor 1.2.",
		"Die Version ist weder 1.1 noch 1.2.",
	}, fileChange},
	{note.More, Words{
		"there are more notes of this rule than are shown.",
		"Zu dieser Regel gibt es mehr Hinweise, als gezeigt werden.",
	}, fileCorrect},
	{note.ProviderMissing, Words{
		"there is no emailProvider element.",
		"Das Element emailProvider fehlt.",
	}, fileAdd},
	{note.ProviderRepeated, Words{
		"there is a second emailProvider element, which programs pass over.",
		"Es gibt ein zweites Element emailProvider; Programme übergehen es.",
	}, fileOne},
	{note.IDMissing, Words{
		"the emailProvider has no id.",
		"Das Element emailProvider hat keine id.",
	}, fileAdd},
	{note.IDInvalid, Words{
		"the id is no host name.",
		"Die id ist kein Hostname.",
	}, fileHost},
	{note.DomainMissing, Words{
		"no domain element names a mail domain.",
		"Kein domain-Element nennt eine E-Mail-Domain.",
	}, fileAdd},
	{note.DomainInvalid, Words{
		"this is not a domain, so it was passed over.",
		"Das ist keine Domain; die Angabe wurde übergangen.",
	}, fileCorrect},
	{note.DomainRepeated, Words{
		"the domain is listed twice.",
		"Die Domain ist doppelt aufgeführt.",
	}, fileOne},
	{note.DomainNotListed, Words{
		"the mail domain is not among the domains of the file.",
		"Die E-Mail-Domain steht nicht unter den Domains der Datei.",
	}, fileAdd},
	{note.DomainUnknownSuffix, Words{
		"no such top-level domain exists, so nobody can have an address there.",
		"Diese Top-Level-Domain gibt es nicht; niemand kann dort eine Adresse haben.",
	}, fileCorrect},
	{note.NameMissing, Words{
		"the provider has no name that programs could show.",
		"Der Anbieter hat keinen Namen, den Programme anzeigen könnten.",
	}, fileAdd},
	{note.NameTooLong, Words{
		"the name is longer than the format allows.",
		"Der Name ist länger, als das Format erlaubt.",
	}, fileCorrect},
	{note.NoIncoming, Words{
		"the file names no IMAP or POP3 server.",
		"Die Datei nennt keinen IMAP- oder POP3-Server.",
	}, fileAdd},
	{note.NoOutgoing, Words{
		"the file names no server for sending.",
		"Die Datei nennt keinen Server zum Senden.",
	}, fileAdd},
	{note.ElementUnknown, Words{
		"the format has no such element; programs pass it over.",
		"Das Format kennt dieses Element nicht; Programme übergehen es.",
	}, fileRemove},
	{note.ElementMisspelt, Words{
		"the format has no such element, but one that is spelt alike; programs pass this one over.",
		"Das Format kennt dieses Element nicht, aber ein ähnlich geschriebenes; Programme übergehen es.",
	}, fileChange},
	{note.ElementMisplaced, Words{
		"programs do not look for this element here.",
		"An dieser Stelle suchen Programme das Element nicht.",
	}, fileMove},
	{note.ElementRepeated, Words{
		"this is given twice; programs disagree about which counts.",
		"Das ist doppelt angegeben; welche Angabe gilt, sehen Programme verschieden.",
	}, fileOne},
	{note.AttributeUnknown, Words{
		"the element has an attribute that the format does not know; Thunderbird then reads no value.",
		"Das Element hat ein Attribut, das das Format nicht kennt; Thunderbird liest den Wert dann nicht.",
	}, fileRemove},
	{note.ValueNotText, Words{
		"there are elements where text belongs.",
		"Hier stehen Elemente, wo Text hingehört.",
	}, fileCorrect},
	{note.ValuePadded, Words{
		"there is white space around the value, which some programs take for a part of it.",
		"Um den Wert stehen Leerzeichen, die manche Programme mitlesen.",
	}, fileChange},
	{note.ValueSpelling, Words{
		"the value is spelt in a way that some programs do not read.",
		"Der Wert ist so geschrieben, dass manche Programme ihn nicht lesen.",
	}, fileChange},
	{note.TextCleaned, Words{
		"control characters were removed from the text.",
		"Aus dem Text wurden Steuerzeichen entfernt.",
	}, fileCorrect},
	{note.PlaceholderUnknown, Words{
		"a placeholder does not exist or is not closed, so programs take it as it stands.",
		"Ein Platzhalter ist unbekannt oder nicht geschlossen; Programme lesen ihn so, wie er dasteht.",
	}, fileHolder},
	{note.PlaceholderUnfit, Words{
		"the placeholder does not fit here: what it stands for could be anything.",
		"Der Platzhalter passt hier nicht: Wofür er steht, kann beliebig sein.",
	}, fileCorrect},
	{note.URLMissing, Words{
		"the server has no URL.",
		"Dem Server fehlt die URL.",
	}, fileAdd},
	{note.URLInvalid, Words{
		"this is not a URL that can be used.",
		"Das ist keine verwendbare URL.",
	}, fileCorrect},
	{note.LinkInsecure, Words{
		"the link leads to a page without TLS.",
		"Der Link führt zu einer Seite ohne TLS.",
	}, fileHttps},
	{note.LinkPlaceholder, Words{
		"programs fill in no placeholder in a link for people.",
		"In Links für Menschen ersetzen Programme keine Platzhalter.",
	}, fileCorrect},
	{note.MemberType, Words{
		"the value is of another type than the format has.",
		"Der Wert hat einen anderen Typ, als das Format vorsieht.",
	}, fileCorrect},
	{note.OldName, Words{
		"smtp is an old name; since version -03 of the draft it is submit.",
		"smtp ist ein alter Name; seit Fassung -03 des Entwurfs heißt es submit.",
	}, fileChange},
	{note.SubmitConflict, Words{
		"smtp names another host than submit; smtp was passed over.",
		"smtp nennt einen anderen Host als submit; smtp wurde übergangen.",
	}, fileRemove},
	{note.ActionMissing, Words{
		"there is no Action element; the answer was taken for what it looks like.",
		"Das Element Action fehlt; die Antwort wurde nach ihrem Inhalt gelesen.",
	}, fileAdd},
	{note.ActionUnknown, Words{
		"the Action is unknown; the answer was taken for what it looks like.",
		"Der Wert von Action ist unbekannt; die Antwort wurde nach ihrem Inhalt gelesen.",
	}, fileCorrect},
	{note.SwitchUnknown, Words{
		"the value is neither on nor off.",
		"Der Wert ist weder on noch off.",
	}, fileCorrect},
	{note.EncryptionUnknown, Words{
		"the kind of encryption is unknown.",
		"Die Art der Verschlüsselung ist unbekannt.",
	}, fileCorrect},
	{note.TypeMissing, Words{
		"the server has no type, so programs pass it over.",
		"Dem Server fehlt der Typ; Programme übergehen ihn.",
	}, fileAdd},
	{note.TypeUnknown, Words{
		"the format has no such type; programs pass the server over.",
		"Das Format kennt diesen Typ nicht; Programme übergehen den Server.",
	}, fileNothing},
	{note.TypeMisplaced, Words{
		"the type belongs into another section, so programs pass the server over.",
		"Der Typ gehört in einen anderen Abschnitt; Programme übergehen den Server.",
	}, fileMove},
	{note.HostnameMissing, Words{
		"the server has no host name, so programs pass it over.",
		"Dem Server fehlt der Hostname; Programme übergehen ihn.",
	}, fileHost},
	{note.HostnameInvalid, Words{
		"this is not the name of a host.",
		"Das ist kein gültiger Hostname.",
	}, fileHost},
	{note.HostnameInternational, Words{
		"the host name is not written in ASCII, which some programs cannot read.",
		"Der Hostname ist nicht in ASCII geschrieben; manche Programme können ihn nicht lesen.",
	}, fileHost},
	{note.HostnameAddress, Words{
		"an IP address stands for the host name, which no certificate fits.",
		"Statt eines Hostnamens steht eine IP-Adresse, zu der kein Zertifikat passt.",
	}, fileHost},
	{note.HostnameSingleLabel, Words{
		"the host name has no domain, so nobody outside finds it.",
		"Der Hostname hat keine Domain; von außen ist er nicht zu finden.",
	}, fileHost},
	{note.HostnamePlaceholder, Words{
		"there is a placeholder in the host name, which few programs fill in.",
		"Im Hostnamen steht ein Platzhalter, den wenige Programme ersetzen.",
	}, fileNothing},
	{note.HostnameIsDomain, Words{
		"the mail domain itself stands for the host name; that is often the web server.",
		"Als Hostname steht die E-Mail-Domain selbst; das ist oft der Webserver.",
	}, fileHost},
	{note.PortMissing, Words{
		"the server has no port, so programs pass it over.",
		"Dem Server fehlt der Port; Programme übergehen ihn.",
	}, filePort},
	{note.PortUnsaid, Words{
		"the server has no port; the usual one was taken.",
		"Dem Server fehlt der Port; angenommen wird der übliche.",
	}, fileNothing},
	{note.PortInvalid, Words{
		"this is not a port from 1 to 65535.",
		"Das ist kein Port von 1 bis 65535.",
	}, filePort},
	{note.PortMode, Words{
		"the port is usually for another way to TLS.",
		"Der Port ist üblicherweise für eine andere TLS-Art da.",
	}, filePort},
	{note.PortProtocol, Words{
		"the port is for another protocol.",
		"Der Port gehört zu einem anderen Protokoll.",
	}, filePort},
	{note.PortUnusual, Words{
		"the port is not a usual one.",
		"Der Port ist nicht der übliche.",
	}, fileNothing},
	{note.Port25, Words{
		"many networks block port 25.",
		"Viele Netze sperren Port 25.",
	}, filePort},
	{note.SocketMissing, Words{
		"the server has no socketType, so programs pass it over.",
		"Dem Server fehlt der socketType; Programme übergehen ihn.",
	}, fileSocket},
	{note.SocketUnknown, Words{
		"the socketType is unknown, so programs pass the server over.",
		"Der socketType ist unbekannt; Programme übergehen den Server.",
	}, fileSocket},
	{note.UsernameMissing, Words{
		"the server has no user name; Thunderbird for Android then refuses the file.",
		"Dem Server fehlt der Benutzername; Thunderbird für Android lehnt die Datei dann ab.",
	}, fileUser},
	{note.UsernameInvalid, Words{
		"this is not a user name.",
		"Das ist kein Benutzername.",
	}, fileUser},
	{note.UsernameLiteral, Words{
		"everybody would log in with the same user name.",
		"Alle würden sich mit demselben Benutzernamen anmelden.",
	}, fileUser},
	{note.UsernameIncomplete, Words{
		"the login needs a domain, and none is given.",
		"Für die Anmeldung ist eine Domain nötig, genannt ist keine.",
	}, fileAdd},
	{note.PasswordPresent, Words{
		"there is a password in this public file.",
		"In dieser öffentlichen Datei steht ein Passwort.",
	}, fileRemove},
	{note.PasswordUnsaid, Words{
		"the file does not say whether passwords are taken.",
		"Die Datei sagt nicht, ob Passwörter angenommen werden.",
	}, fileAdd},
	{note.AuthMissing, Words{
		"no way to log in is named that is known.",
		"Es ist kein bekanntes Anmeldeverfahren genannt.",
	}, fileAuth},
	{note.AuthUnknown, Words{
		"this way to log in is unknown; programs pass it over.",
		"Dieses Anmeldeverfahren ist unbekannt; Programme übergehen es.",
	}, fileNothing},
	{note.AuthNotPortable, Words{
		"no way to log in is named that every program has.",
		"Es ist kein Anmeldeverfahren genannt, das jedes Programm beherrscht.",
	}, fileAuth},
	{note.AuthDeprecated, Words{
		"the way to log in is outdated.",
		"Das Anmeldeverfahren ist veraltet.",
	}, fileAuth},
	{note.SPARequired, Words{
		"the login is to use NTLM (SPA), which few programs have.",
		"Die Anmeldung soll NTLM (SPA) verwenden, was wenige Programme beherrschen.",
	}, fileRemove},
	{note.OAuth2Undescribed, Words{
		"OAuth2 is wanted, but not described; only programs that know the provider can use it.",
		"OAuth2 wird verlangt, aber nicht beschrieben; nur Programme, die den Anbieter kennen, können es verwenden.",
	}, fileOauth},
	{note.OAuth2Unused, Words{
		"OAuth2 is described, but no server takes it.",
		"OAuth2 ist beschrieben, aber kein Server nimmt es an.",
	}, fileOauth},
	{note.OAuth2Insecure, Words{
		"tokens would cross the network without TLS.",
		"Tokens gingen unverschlüsselt durchs Netz.",
	}, fileHttps},
	{note.Plaintext, Words{
		"the server is used without TLS: passwords cross the network in the clear, and Thunderbird for Android refuses the file.",
		"Der Server wird ohne TLS genutzt: Passwörter gehen unverschlüsselt durchs Netz, und Thunderbird für Android lehnt die Datei ab.",
	}, fileTls},
	{note.OrderPlaintextFirst, Words{
		"a server without TLS stands before one with TLS, so programs take the former.",
		"Ein Server ohne TLS steht vor einem mit TLS; Programme nehmen deshalb den ersten.",
	}, fileOrder},
	{note.OrderSTARTTLSFirst, Words{
		"a server with STARTTLS stands before one with TLS from the start.",
		"Ein Server mit STARTTLS steht vor einem mit TLS von Beginn an.",
	}, fileOrder},
	{note.OrderPOP3First, Words{
		"POP3 stands before IMAP.",
		"POP3 steht vor IMAP.",
	}, fileOrder},
	{note.OrderUnreadableFirst, Words{
		"a protocol that few programs speak stands before IMAP and POP3.",
		"Ein Protokoll, das wenige Programme sprechen, steht vor IMAP und POP3.",
	}, fileOrder},
	{note.ServerRepeated, Words{
		"the same server is listed twice.",
		"Derselbe Server ist doppelt aufgeführt.",
	}, fileOne},
	{note.TooManyServers, Words{
		"there are more servers than are looked at.",
		"Es sind mehr Server genannt, als betrachtet werden.",
	}, fileOne},
}
