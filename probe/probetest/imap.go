package probetest

import (
	"io"
	"log"

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
