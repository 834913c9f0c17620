package probetest

import (
	"io"
	"log"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
	"github.com/emersion/go-sasl"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// handOver lets a library's server carry on. It returns when the connection has
// closed. After STARTTLS the library's greeting is kept back, since a server
// does not greet twice.
func (s *session) handOver(greeted bool) {
	s.conn.mute = greeted
	sole := &soleListener{dialogue: s.conn}
	if s.service.protocol == fact.IMAP {
		s.serveIMAP(sole)
	} else {
		s.serveSMTP(sole)
	}
}

// serveIMAP runs go-imap's server. It gets a connection that it does not know to
// be TLS, for it has to be recorded above TLS; so it is told to take logins
// anywhere, and whether they are safe has been decided before.
func (s *session) serveIMAP(sole *soleListener) {
	server := imapserver.New(&imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return &imapSession{session: s}, nil, nil
		},
		Caps:         imap.CapSet{imap.CapIMAP4rev1: {}},
		Logger:       log.New(io.Discard, "", 0),
		InsecureAuth: true,
	})
	_ = server.Serve(sole) // it ends with the connection
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

// imapSession has no mailboxes until a login is accepted; the library asks for
// none before.
type imapSession struct {
	*imapmemserver.UserSession
	session *session
}

func (i *imapSession) Login(user, password string) error {
	if err := i.session.check(user, password, imapserver.ErrAuthFailed); err != nil {
		return err
	}
	i.UserSession = imapmemserver.NewUserSession(i.session.host.mailboxes[user])
	return nil
}

func (i *imapSession) AuthenticateMechanisms() []string { return i.session.service.mechanisms }

func (i *imapSession) Authenticate(mechanism string) (sasl.Server, error) {
	if e := i.session.offers(mechanism, i.Login); e != nil {
		return e, nil
	}
	return nil, &imap.Error{
		Type: imap.StatusResponseTypeNo, Code: imap.ResponseCodeCannot, Text: "Unsupported authentication mechanism",
	}
}

var _ imapserver.SessionSASL = (*imapSession)(nil)
