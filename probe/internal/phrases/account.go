package phrases

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/text"
)

// What is worth knowing of an account that works.
var (
	QuotaUsed    = text.Words{EN: "mailbox: {percent} % of {limit} used", DE: "Postfach: {percent} % von {limit} belegt"}
	MailboxCut   = text.Words{EN: "the server lists more folders or quotas than are read here", DE: "Der Server nennt mehr Ordner oder Kontingente, als hier gelesen werden"}
	Folders      = text.Words{EN: "folders: {list}", DE: "Ordner: {list}"}
	KeptForEver  = text.Words{EN: "POP3: mail may stay on the server", DE: "POP3: E-Mails dürfen auf dem Server bleiben"}
	KeptDays     = text.Words{EN: "POP3: days until the server deletes mail: {days}", DE: "POP3: Tage, bis der Server E-Mails löscht: {days}"}
	KeptNot      = text.Words{EN: "POP3: the server deletes mail once it was fetched", DE: "POP3: Der Server löscht E-Mails, sobald sie abgerufen sind"}
	LoginDelay   = text.Words{EN: "POP3: minutes to wait between two fetches: {minutes}", DE: "POP3: Minuten Wartezeit zwischen zwei Abrufen: {minutes}"}
	LargestMail  = text.Words{EN: "largest message: {size}", DE: "größte Nachricht: {size}"}
	SenderProved = text.Words{EN: "sending as {sender} is allowed", DE: "Senden als {sender} ist erlaubt"}
)

// FolderUses are the special uses of folders, by their names in RFC 6154.
var FolderUses = map[string]text.Words{
	"all":       {EN: "all mail", DE: "alle Nachrichten"},
	"archive":   {EN: "archive", DE: "Archiv"},
	"drafts":    {EN: "drafts", DE: "Entwürfe"},
	"flagged":   {EN: "starred", DE: "markiert"},
	"important": {EN: "important", DE: "wichtig"},
	"junk":      {EN: "spam", DE: "Spam"},
	"sent":      {EN: "sent", DE: "gesendet"},
	"trash":     {EN: "trash", DE: "Papierkorb"},
}

// ShortDate is a day as it is written where there is little room.
func ShortDate(t time.Time, l text.Lang) string {
	if l == text.German {
		return text.Date(t, l)
	}
	return t.Format("2 Jan 2006")
}

// Seconds is a duration as it is written in the language.
func Seconds(d time.Duration, l text.Lang) string {
	s := fmt.Sprintf("%.2f s", d.Seconds())
	if l == text.German {
		return strings.Replace(s, ".", ",", 1)
	}
	return s
}

// Size is a number of octets as it is written in the language, in the units of
// 1024 that mail servers count in: "9.5 MB", "50 MB".
func Size(octets int64, l text.Lang) string {
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
	if l == text.German {
		number = strings.Replace(number, ".", ",", 1)
	}
	return number + " " + units[unit]
}
