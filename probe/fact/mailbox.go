package fact

import (
	"strconv"
	"strings"
	"time"
)

// Mailbox is what the look behind a login showed. What a server does not tell is
// left empty.
type Mailbox struct {
	// Opened is set where INBOX opened for reading (IMAP) or STAT answered (POP3).
	Opened   bool
	Messages uint32
	// Line is the refusal where it did not open, redacted.
	Line string
	Took time.Duration

	// Quotas are the limits that INBOX is under (IMAP, RFC 9208).
	Quotas []Quota
	// Folders are those with a special use (IMAP, RFC 6154).
	Folders []Folder
	// Cut is set where the server told of more quotas or folders than are kept.
	Cut bool
	// Retention is how long mail may stay on the server, and Delay the time that
	// must pass between two logins (POP3: EXPIRE and LOGIN-DELAY, RFC 2449,
	// sections 6.7 and 6.5).
	Retention *Retention
	Delay     time.Duration
}

// StorageQuota is the resource that counts the size of messages.
const StorageQuota = "STORAGE"

// Quota is how much of a resource is used.
type Quota struct {
	Root     string // the server's name for what is limited together
	Resource string // STORAGE, MESSAGE …
	// Used and Limit are in units of the resource: 1024 octets for STORAGE, else
	// pieces. There is a limit only above 0.
	Used, Limit int64
}

// Percent is how full it is, rounded down; 0 where there is no limit.
func (q Quota) Percent() int {
	if q.Limit <= 0 {
		return 0
	}
	return int(min(float64(q.Used)/float64(q.Limit)*100, 999))
}

// Folder is a mailbox with a special use: "sent", "drafts", "trash", "junk",
// "archive", "all", "flagged" or "important".
type Folder struct{ Name, Use string }

// Retention is how long a POP3 server keeps mail that was fetched: for ever, or
// a number of days, which can be 0.
type Retention struct {
	Forever bool
	Days    int
}

// Sender is what came of naming an address as sender and recipient of a message
// that was never sent.
type Sender struct {
	Address string
	// Refused is the command that was refused, "MAIL" or "RCPT"; empty where both
	// were accepted. Line is the answer to it, redacted.
	Refused string
	Line    string
	Took    time.Duration
}

// MaxMessage is the size in octets of the largest message that an SMTP server
// takes (SIZE, RFC 1870), as it said over TLS; 0 where it names no limit.
func (c *Check) MaxMessage() int64 {
	if c.Protocol != SMTP {
		return 0
	}
	for _, capability := range c.Capabilities {
		words := strings.Fields(capability)
		if len(words) != 2 || !strings.EqualFold(words[0], "SIZE") {
			continue
		}
		if n, err := strconv.ParseInt(words[1], 10, 64); err == nil && n > 0 {
			return n
		}
	}
	return 0
}
