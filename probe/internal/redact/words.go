package redact

import (
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
)

// New is a redactor that knows secrets, and leaves the words that reports are made of.
func New(secrets ...fact.Secret) *connect.Redactor {
	r := &connect.Redactor{}
	r.Spare(trade...)
	r.Spare(diagnose.ResponseTexts()...)
	for _, s := range secrets {
		r.Add(s.Reveal())
	}
	return r
}

// trade are the words that servers say, hosts are called by and reports hold whatever
// the password is. A hole in place of one of them would tell it.
var trade = strings.Fields(`
imap imaps imap4rev1 imap4rev2 pop3 pop3s smtp smtps esmtp lmtp submission submissions starttls
mail mailbox mailboxes mails email webmail mailserver server servers host hostname domain service
autoconfig autodiscover autodiscover.xml config-v1.1.xml user-agent-configuration.json clientconfig well-known
exchange outlook dovecot postfix courier cyrus exim sendmail microsoft google
login logout logon user username password passwd passphrase credential credentials authentication authenticate
authenticated authenticationfailed authorization plain oauthbearer xoauth2 oauth2 scram-sha-256-plus
scram-sha-1-plus cram-md5 apop digest-md5 gssapi ntlm bearer basic token capability capabilities greeting
hello welcome ready error failed failure invalid incorrect denied rejected refused accepted success successful
unknown unsupported disabled enabled temporary temporarily unavailable command request connection connections
closed closing timeout deadline server's certificate authority issuer implicit none tls1.2 tls1.3 http https www
example localhost inbox sent drafts trash junk archive flagged important quota storage message messages
pipelining 8bitmime enhancedstatuscodes chunking smtputf8 dsn vrfy etrn size redacted
status connections ftp temporar sendasdenied 25 80 110 143 443 465 587 993 995 4190`)
