package probe

import (
	"context"
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/discover"
	"github.com/mailprobe/mailprobe/providers"
)

// Query is what one run is to find out.
type Query struct {
	// Address may be zero where servers are given.
	Address fact.Address
	// Given are servers to try in place of looking for any; GivenOnly leaves out
	// the look at what else their hosts offer.
	Given     []Given
	GivenOnly bool
	// Password asks for the secret when it is known where it would go; nil
	// means that no login is tried. It is called at most once, beside the run,
	// and may wait for the user: the run's time stands still meanwhile. An empty
	// secret means that the user wants no login.
	Password func(ctx context.Context, ask Ask) (fact.Secret, error)
	// Secrets are never shown: no report holds them, nor the base64 and other forms of
	// them that servers may repeat, from the start of the run on. Name here a password
	// that is there before Password is asked for it, and others that servers may know.
	// Token and SendingPassword, and what Password returns, need not be named. A secret
	// that is a word of the trade or a part of the address cannot be hidden in plain
	// text (docs/safety.md, rule 7).
	Secrets []fact.Secret
	// Token is an OAuth2 access token to log in with instead of the password,
	// which is not asked for then.
	Token fact.Secret
	// Username is the only name to log in with, if set; SendingUsername and
	// SendingPassword are other credentials for outgoing servers.
	Username        string
	SendingUsername string
	SendingPassword fact.Secret
	// CheckSender also asks outgoing servers, after the login, whether the address
	// may send and be sent to. No message is sent.
	CheckSender bool
	// Consent asks whether hosts that nothing vouches for may see the password;
	// nil means no. It is called at most three times, never twice for a domain, and
	// one call at a time.
	Consent func(ctx context.Context, question Consent) bool
	// Trust are registrable domains whose hosts may see the password.
	Trust []string
	// TrustAll lets every host see it whose certificate is valid.
	TrustAll bool
	// MaxLogins is how many refused logins the run may cost; 0 means
	// [DefaultMaxLogins], less than 0 none.
	MaxLogins int
	// Protocols limits the run; empty means all.
	Protocols []fact.Protocol
	// Sources limits the run; empty means all.
	Sources []fact.Source
	// NoISPDB keeps the domain from the public database, which is somebody else's.
	NoISPDB bool
	// All waits for every endpoint, also when the answer is proved.
	All bool
	// Timeout is the whole run's; 0 means [DefaultTimeout].
	Timeout time.Duration
	// EHLO is the name to give SMTP servers.
	EHLO string
	// AutodiscoverLogin lets Autodiscover have the password, where it tells nothing
	// without: over verified https, in the address's registrable domain or at
	// Microsoft, and where no mail server is left to try.
	AutodiscoverLogin bool
	// AllowCleartext and AllowBadCertificate also log in where safety rule 1 forbids
	// it, if the name is trusted by something else than TrustAll.
	AllowCleartext      bool
	AllowBadCertificate bool
	// Start is when the user began to wait, for Report.Proved; zero means now.
	Start time.Time
	// Proved is called, at most once, when the answer is known, long before the
	// run ends; Progress whenever something changed. Both may be nil.
	Proved   func(*Report)
	Progress func(Progress)
}

// Ask says where the password would go.
type Ask struct {
	// Host is the server that would see it first.
	Host string
	// Provider is set where the database knows whose server that is.
	Provider *providers.Provider
}

// Consent is a question about trust. One yes counts for all that it names.
type Consent struct {
	// Domains are the registrable domains whose hosts would be trusted, Hosts the
	// server of each that the password would go to first.
	Domains, Hosts []string
}

func (q *Query) setDefaults() {
	if q.Start.IsZero() {
		q.Start = time.Now()
	}
	if q.Timeout == 0 {
		q.Timeout = DefaultTimeout
	}
	if q.MaxLogins == 0 {
		q.MaxLogins = DefaultMaxLogins
	}
	if len(q.Given) > 0 {
		q.All = true // the user asks about each of them
		if len(q.Protocols) == 0 {
			q.Protocols = q.givenProtocols()
		}
	}
}

// wanted tells whether the run looks at a protocol.
func (q *Query) wanted(p fact.Protocol) bool {
	return len(q.Protocols) == 0 || slices.Contains(q.Protocols, p)
}

// wants tells whether the run looks for servers of a service, the incoming or the outgoing.
func (q *Query) wants(incoming bool) bool {
	if incoming {
		return q.wanted(fact.IMAP) || q.wanted(fact.POP3)
	}
	return q.wanted(fact.SMTP)
}

// asksLogin tells whether the user has, or may be asked for, something to log in
// with.
func (q *Query) asksLogin() bool { return q.Password != nil || !q.Token.Empty() }

// givenProtocols are those of the servers that the user named.
func (q *Query) givenProtocols() []fact.Protocol {
	var found []fact.Protocol
	for _, g := range q.Given {
		if !slices.Contains(found, g.Protocol) {
			found = append(found, g.Protocol)
		}
	}
	return found
}

// chosen are the sources that may be asked.
func (q *Query) chosen() []discover.Source {
	all := discover.All()
	if len(q.Sources) == 0 {
		return all
	}
	return slices.DeleteFunc(all, func(s discover.Source) bool { return !slices.Contains(q.Sources, s.Name()) })
}
