package probetest

import (
	"crypto/tls"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

// mailHost is a running mail server.
type mailHost struct {
	name       string
	cert       *tls.Certificate
	authority  *Authority
	users      map[string]string
	loginDelay time.Duration
	mailboxes  mailboxes
}

// admits judges a credential.
func (h *mailHost) admits(user, password string) bool {
	want, known := h.users[user]
	return known && password == want
}

// mailboxes are the accounts of an IMAP server by user name.
type mailboxes map[string]*imapmemserver.User

// welcome is the one message of every mailbox.
const welcome = "From: postmaster@probetest.example\r\nSubject: Welcome\r\n\r\nThis mailbox works.\r\n"

func newMailboxes(users map[string]string) (mailboxes, error) {
	m := make(mailboxes)
	for name, password := range users {
		user := imapmemserver.NewUser(name, password)
		if err := user.Create("INBOX", nil); err != nil {
			return nil, err
		}
		if _, err := user.Append("INBOX", literal{strings.NewReader(welcome)}, &imap.AppendOptions{}); err != nil {
			return nil, err
		}
		m[name] = user
	}
	return m, nil
}

// literal is a text as the library wants to read it.
type literal struct{ *strings.Reader }

func (l literal) Size() int64 { return l.Reader.Size() }
