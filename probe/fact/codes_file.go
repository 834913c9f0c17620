package fact

// The rules of published files that are about the file as a whole.
const (
	FileByteOrderMark       Code = "file-byte-order-mark"
	FileLateDeclaration     Code = "file-late-declaration"
	FileTrailingBytes       Code = "file-trailing-bytes"
	FileEncodingNotUTF8     Code = "file-encoding-not-utf8"
	FileVersionMissing      Code = "file-version-missing"
	FileVersionUnknown      Code = "file-version-unknown"
	FileMore                Code = "file-more-notes" // of one rule than are kept
	FileProviderMissing     Code = "file-provider-missing"
	FileProviderRepeated    Code = "file-provider-repeated"
	FileIDMissing           Code = "file-id-missing"
	FileIDInvalid           Code = "file-id-invalid"
	FileDomainMissing       Code = "file-domain-missing"
	FileDomainInvalid       Code = "file-domain-invalid"
	FileDomainRepeated      Code = "file-domain-repeated"
	FileDomainNotListed     Code = "file-domain-not-listed"
	FileDomainUnknownSuffix Code = "file-domain-unknown-suffix"
	FileNameMissing         Code = "file-name-missing"
	FileNameTooLong         Code = "file-name-too-long"
	FileNoIncoming          Code = "file-no-incoming"
	FileNoOutgoing          Code = "file-no-outgoing"
)

var fileWhole = []Cause{
	{
		Code: FileByteOrderMark, Severity: Warning,
		Message: Words{
			"the file begins with a byte-order mark, on which some programs fail.",
			"Die Datei beginnt mit einem Byte Order Mark, an dem manche Programme scheitern.",
		},
		Remedy: fileSave,
	},
	{
		Code: FileLateDeclaration, Severity: Error,
		Message: Words{
			"white space stands before the XML declaration, so that strict readers refuse the file.",
			"Vor der XML-Deklaration stehen Leerzeichen; strenge Programme lehnen die Datei deshalb ab.",
		},
		Remedy: fileSave,
	},
	{
		Code: FileTrailingBytes, Severity: Error,
		Message: Words{
			"something follows behind the end of the document, so that strict readers refuse the file.",
			"Nach dem Ende des Dokuments folgt noch etwas; strenge Programme lehnen die Datei deshalb ab.",
		},
		Remedy: fileSave,
	},
	{
		Code: FileEncodingNotUTF8, Severity: Warning,
		Message: Words{
			"the file is not in UTF-8.",
			"Die Datei ist nicht in UTF-8 kodiert.",
		},
		Remedy: fileSave,
	},
	{
		Code: FileVersionMissing, Severity: Info,
		Message: Words{
			"the file names no version of the format.",
			"Die Datei nennt keine Version des Formats.",
		},
		Remedy: fileAdd,
	},
	{
		Code: FileVersionUnknown, Severity: Info,
		Message: Words{
			"the version is neither 1.1 nor 1.2.",
			"Die Version ist weder 1.1 noch 1.2.",
		},
		Remedy: fileChange,
	},
	{
		Code: FileMore, Severity: Info,
		Message: Words{
			"there are more notes of this rule than are shown.",
			"Zu dieser Regel gibt es mehr Hinweise, als gezeigt werden.",
		},
		Remedy: fileCorrect,
	},
	{
		Code: FileProviderMissing, Severity: Error,
		Message: Words{
			"there is no emailProvider element.",
			"Das Element emailProvider fehlt.",
		},
		Remedy: fileAdd,
	},
	{
		Code: FileProviderRepeated, Severity: Warning,
		Message: Words{
			"there is a second emailProvider element, which programs pass over.",
			"Es gibt ein zweites Element emailProvider; Programme übergehen es.",
		},
		Remedy: fileOne,
	},
	{
		Code: FileIDMissing, Severity: Error,
		Message: Words{
			"the emailProvider has no id.",
			"Das Element emailProvider hat keine id.",
		},
		Remedy: fileAdd,
	},
	{
		Code: FileIDInvalid, Severity: Error,
		Message: Words{
			"the id is no host name.",
			"Die id ist kein Hostname.",
		},
		Remedy: fileHost,
	},
	{
		Code: FileDomainMissing, Severity: Error,
		Message: Words{
			"no domain element names a mail domain.",
			"Kein domain-Element nennt eine E-Mail-Domain.",
		},
		Remedy: fileAdd,
	},
	{
		Code: FileDomainInvalid, Severity: Warning,
		Message: Words{
			"this is not a domain, so it was passed over.",
			"Das ist keine Domain; die Angabe wurde übergangen.",
		},
		Remedy: fileCorrect,
	},
	{
		Code: FileDomainRepeated, Severity: Warning,
		Message: Words{
			"the domain is listed twice.",
			"Die Domain ist doppelt aufgeführt.",
		},
		Remedy: fileOne,
	},
	{
		Code: FileDomainNotListed, Severity: Info,
		Message: Words{
			"the mail domain is not among the domains of the file.",
			"Die E-Mail-Domain steht nicht unter den Domains der Datei.",
		},
		Remedy: fileAdd,
	},
	{
		Code: FileDomainUnknownSuffix, Severity: Warning,
		Message: Words{
			"no such top-level domain exists, so nobody can have an address there.",
			"Diese Top-Level-Domain gibt es nicht; niemand kann dort eine Adresse haben.",
		},
		Remedy: fileCorrect,
	},
	{
		Code: FileNameMissing, Severity: Warning,
		Message: Words{
			"the provider has no name that programs could show.",
			"Der Anbieter hat keinen Namen, den Programme anzeigen könnten.",
		},
		Remedy: fileAdd,
	},
	{
		Code: FileNameTooLong, Severity: Info,
		Message: Words{
			"the name is longer than the format allows.",
			"Der Name ist länger, als das Format erlaubt.",
		},
		Remedy: fileCorrect,
	},
	{
		Code: FileNoIncoming, Severity: Error,
		Message: Words{
			"the file names no IMAP or POP3 server.",
			"Die Datei nennt keinen IMAP- oder POP3-Server.",
		},
		Remedy: fileAdd,
	},
	{
		Code: FileNoOutgoing, Severity: Error,
		Message: Words{
			"the file names no server for sending.",
			"Die Datei nennt keinen Server zum Senden.",
		},
		Remedy: fileAdd,
	},
}
