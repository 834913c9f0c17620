package text

import (
	"slices"

	"github.com/mailprobe/mailprobe/probe/internal/note"
)

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
var files = slices.Concat(wholeFiles, fileServers)

// wholeFiles are those about the file, its elements and their values.
var wholeFiles = []Entry{
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
}
