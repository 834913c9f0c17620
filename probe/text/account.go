package text

import (
	"strconv"
	"strings"
)

// What is worth knowing of an account that works.
var (
	QuotaUsed    = Words{"mailbox: {percent} % of {limit} used", "Postfach: {percent} % von {limit} belegt"}
	MailboxCut   = Words{"the server lists more folders or quotas than are read here", "Der Server nennt mehr Ordner oder Kontingente, als hier gelesen werden"}
	Folders      = Words{"folders: {list}", "Ordner: {list}"}
	KeptForEver  = Words{"POP3: mail may stay on the server", "POP3: E-Mails dürfen auf dem Server bleiben"}
	KeptDays     = Words{"POP3: days until the server deletes mail: {days}", "POP3: Tage, bis der Server E-Mails löscht: {days}"}
	KeptNot      = Words{"POP3: the server deletes mail once it was fetched", "POP3: Der Server löscht E-Mails, sobald sie abgerufen sind"}
	LoginDelay   = Words{"POP3: minutes to wait between two fetches: {minutes}", "POP3: Minuten Wartezeit zwischen zwei Abrufen: {minutes}"}
	LargestMail  = Words{"largest message: {size}", "größte Nachricht: {size}"}
	SenderProved = Words{"sending as {sender} is allowed", "Senden als {sender} ist erlaubt"}
)

// FolderUses are the special uses of folders, by their names in RFC 6154.
var FolderUses = map[string]Words{
	"all":       {"all mail", "alle Nachrichten"},
	"archive":   {"archive", "Archiv"},
	"drafts":    {"drafts", "Entwürfe"},
	"flagged":   {"starred", "markiert"},
	"important": {"important", "wichtig"},
	"junk":      {"spam", "Spam"},
	"sent":      {"sent", "gesendet"},
	"trash":     {"trash", "Papierkorb"},
}

// Size is a number of octets as it is written in the language, in the units of
// 1024 that mail servers count in: "9.5 MB", "50 MB".
func Size(octets int64, l Lang) string {
	value, unit := float64(octets), 0
	units := []string{"B", "KB", "MB", "GB", "TB", "PB", "EB"}
	for value >= 1024 && unit < len(units)-1 {
		value, unit = value/1024, unit+1
	}
	digits := 0
	if unit > 0 && value < 9.95 {
		digits = 1
	}
	number := strings.TrimSuffix(strconv.FormatFloat(value, 'f', digits, 64), ".0")
	if l == German {
		number = strings.Replace(number, ".", ",", 1)
	}
	return number + " " + units[unit]
}
