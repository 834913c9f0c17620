package probetest

import (
	"context"
	"io"
	"log"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// serveSMTP runs go-smtp's server, under the same terms as [session.serveIMAP].
func (s *session) serveSMTP(sole *soleListener) {
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) {
		return &smtpSession{session: s}, nil
	}))
	server.Domain = s.host.name
	server.ErrorLog = log.New(io.Discard, "", 0)
	server.AllowInsecureAuth = true
	_ = server.Serve(sole)                            // it ends with the connection
	_ = server.Shutdown(context.WithoutCancel(s.ctx)) // this waits for the last of its goroutines
}

// smtpSession takes mail from whoever has logged in, and forgets it.
type smtpSession struct {
	session  *session
	loggedIn bool
}

func (m *smtpSession) AuthMechanisms() []string { return m.session.service.mechanisms }

func (m *smtpSession) Auth(mechanism string) (sasl.Server, error) {
	e := m.session.offers(mechanism, func(user, password string) error {
		err := m.session.check(user, password, smtp.ErrAuthFailed)
		m.loggedIn = err == nil
		return err
	})
	if e == nil {
		return nil, smtp.ErrAuthUnknownMechanism
	}
	return e, nil
}

func (m *smtpSession) Mail(string, *smtp.MailOptions) error {
	if !m.loggedIn {
		return &smtp.SMTPError{Code: 530, EnhancedCode: smtp.EnhancedCode{5, 7, 0}, Message: "Authentication required"}
	}
	return nil
}

func (m *smtpSession) Rcpt(string, *smtp.RcptOptions) error { return nil }

func (m *smtpSession) Data(r io.Reader) error {
	_, err := io.Copy(io.Discard, r)
	return err
}

func (m *smtpSession) Reset()        {}
func (m *smtpSession) Logout() error { return nil }

var _ smtp.AuthSession = (*smtpSession)(nil)
