package fact

// The rules of published files that are about elements, members and their values.
const (
	FileElementUnknown     Code = "file-element-unknown"
	FileElementMisspelt    Code = "file-element-misspelt"
	FileElementMisplaced   Code = "file-element-misplaced"
	FileElementRepeated    Code = "file-element-repeated"
	FileAttributeUnknown   Code = "file-attribute-unknown"
	FileValueNotText       Code = "file-value-not-text"
	FileValuePadded        Code = "file-value-padded"
	FileValueSpelling      Code = "file-value-spelling"
	FileTextCleaned        Code = "file-text-cleaned"
	FilePlaceholderUnknown Code = "file-placeholder-unknown"
	FilePlaceholderUnfit   Code = "file-placeholder-unfit"
	FileURLMissing         Code = "file-url-missing"
	FileURLInvalid         Code = "file-url-invalid"
	FileLinkInsecure       Code = "file-link-insecure"
	FileLinkPlaceholder    Code = "file-link-placeholder"
	FileMemberType         Code = "file-member-type"        // JSON
	FileOldName            Code = "file-old-name"           // PACC
	FileSubmitConflict     Code = "file-submit-conflict"    // PACC
	FileActionMissing      Code = "file-action-missing"     // Autodiscover
	FileActionUnknown      Code = "file-action-unknown"     // Autodiscover
	FileSwitchUnknown      Code = "file-switch-unknown"     // Autodiscover
	FileEncryptionUnknown  Code = "file-encryption-unknown" // Autodiscover
)

var fileValue = []Cause{
	{
		Code: FileElementUnknown, Severity: Info,
		Message: Words{
			"the format has no such element; programs pass it over.",
			"Das Format kennt dieses Element nicht; Programme übergehen es.",
		},
		Remedy: fileRemove,
	},
	{
		Code: FileElementMisspelt, Severity: Warning,
		Message: Words{
			"the format has no such element, but one that is spelt alike; programs pass this one over.",
			"Das Format kennt dieses Element nicht, aber ein ähnlich geschriebenes; Programme übergehen es.",
		},
		Remedy: fileChange,
	},
	{
		Code: FileElementMisplaced, Severity: Error,
		Message: Words{
			"programs do not look for this element here.",
			"An dieser Stelle suchen Programme das Element nicht.",
		},
		Remedy: fileMove,
	},
	{
		Code: FileElementRepeated, Severity: Warning,
		Message: Words{
			"this is given twice; programs disagree about which counts.",
			"Das ist doppelt angegeben; welche Angabe gilt, sehen Programme verschieden.",
		},
		Remedy: fileOne,
	},
	{
		Code: FileAttributeUnknown, Severity: Error,
		Message: Words{
			"the element has an attribute that the format does not know; Thunderbird then reads no value.",
			"Das Element hat ein Attribut, das das Format nicht kennt; Thunderbird liest den Wert dann nicht.",
		},
		Remedy: fileRemove,
	},
	{
		Code: FileValueNotText, Severity: Error,
		Message: Words{
			"there are elements where text belongs.",
			"Hier stehen Elemente, wo Text hingehört.",
		},
		Remedy: fileCorrect,
	},
	{
		Code: FileValuePadded, Severity: Warning,
		Message: Words{
			"there is white space around the value, which some programs take for a part of it.",
			"Um den Wert stehen Leerzeichen, die manche Programme mitlesen.",
		},
		Remedy: fileChange,
	},
	{
		Code: FileValueSpelling, Severity: Warning,
		Message: Words{
			"the value is spelt in a way that some programs do not read.",
			"Der Wert ist so geschrieben, dass manche Programme ihn nicht lesen.",
		},
		Remedy: fileChange,
	},
	{
		Code: FileTextCleaned, Severity: Info,
		Message: Words{
			"control characters were removed from the text.",
			"Aus dem Text wurden Steuerzeichen entfernt.",
		},
		Remedy: fileCorrect,
	},
	{
		Code: FilePlaceholderUnknown, Severity: Error,
		Message: Words{
			"a placeholder does not exist or is not closed, so programs take it as it stands.",
			"Ein Platzhalter ist unbekannt oder nicht geschlossen; Programme lesen ihn so, wie er dasteht.",
		},
		Remedy: fileHolder,
	},
	{
		Code: FilePlaceholderUnfit, Severity: Error,
		Message: Words{
			"the placeholder does not fit here: what it stands for could be anything.",
			"Der Platzhalter passt hier nicht: Wofür er steht, kann beliebig sein.",
		},
		Remedy: fileCorrect,
	},
	{
		Code: FileURLMissing, Severity: Error,
		Message: Words{
			"the server has no URL.",
			"Dem Server fehlt die URL.",
		},
		Remedy: fileAdd,
	},
	{
		Code: FileURLInvalid, Severity: Error,
		Message: Words{
			"this is not a URL that can be used.",
			"Das ist keine verwendbare URL.",
		},
		Remedy: fileCorrect,
	},
	{
		Code: FileLinkInsecure, Severity: Warning,
		Message: Words{
			"the link leads to a page without TLS.",
			"Der Link führt zu einer Seite ohne TLS.",
		},
		Remedy: fileHTTPS,
	},
	{
		Code: FileLinkPlaceholder, Severity: Error,
		Message: Words{
			"programs fill in no placeholder in a link for people, so the link they show is broken.",
			"In Links für Menschen ersetzen Programme keine Platzhalter; der angezeigte Link ist deshalb fehlerhaft.",
		},
		Remedy: fileCorrect,
	},
	{
		Code: FileMemberType, Severity: Error,
		Message: Words{
			"the value is of another type than the format has.",
			"Der Wert hat einen anderen Typ, als das Format vorsieht.",
		},
		Remedy: fileCorrect,
	},
	{
		Code: FileOldName, Severity: Info,
		Message: Words{
			"smtp is an old name; since version -03 of the draft it is submit.",
			"smtp ist ein alter Name; seit Fassung -03 des Entwurfs heißt es submit.",
		},
		Remedy: fileChange,
	},
	{
		Code: FileSubmitConflict, Severity: Warning,
		Message: Words{
			"smtp names another host than submit; smtp was passed over.",
			"smtp nennt einen anderen Host als submit; smtp wurde übergangen.",
		},
		Remedy: fileRemove,
	},
	{
		Code: FileActionMissing, Severity: Warning,
		Message: Words{
			"there is no Action element; the answer was taken for what it looks like.",
			"Das Element Action fehlt; die Antwort wurde nach ihrem Inhalt gelesen.",
		},
		Remedy: fileAdd,
	},
	{
		Code: FileActionUnknown, Severity: Error,
		Message: Words{
			"the Action is unknown; the answer was taken for what it looks like.",
			"Der Wert von Action ist unbekannt; die Antwort wurde nach ihrem Inhalt gelesen.",
		},
		Remedy: fileCorrect,
	},
	{
		Code: FileSwitchUnknown, Severity: Warning,
		Message: Words{
			"the value is neither on nor off.",
			"Der Wert ist weder on noch off.",
		},
		Remedy: fileCorrect,
	},
	{
		Code: FileEncryptionUnknown, Severity: Warning,
		Message: Words{
			"the kind of encryption is unknown.",
			"Die Art der Verschlüsselung ist unbekannt.",
		},
		Remedy: fileCorrect,
	},
}
