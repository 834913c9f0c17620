package probe

import (
	"context"
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/discover"
	"github.com/mailprobe/mailprobe/probe/internal/engine"
	"github.com/mailprobe/mailprobe/probe/internal/policy"
	"github.com/mailprobe/mailprobe/providers"
)

// Where a query sets none itself.
const (
	// DefaultTimeout is the time of a whole run.
	DefaultTimeout = 30 * time.Second
	// DefaultMaxLogins is how many refused logins a run may cost. Fail2ban's default
	// is five, counted over all of a host's services, and one refusal can count
	// twice.
	DefaultMaxLogins = 2
)

// Query is what one run is to find out. [NewQuery] makes the usual one.
type Query struct {
	// What to look at.

	// Address may be zero where servers are named.
	Address fact.Address
	// Servers are tried in place of looking for any; ServersOnly leaves out the look at
	// what else their hosts offer.
	Servers     []Server
	ServersOnly bool
	// Protocols and Sources limit the run; empty means all.
	Protocols []fact.Protocol
	Sources   []fact.Source
	// NoISPDB keeps the domain from the public database, which is somebody else's.
	NoISPDB bool

	// Credentials.

	// Password asks for the secret when it is known where it would go; nil
	// means that no login is tried. It is called at most once, on a goroutine of its
	// own, and may wait for the user: the run's time stands still meanwhile. An empty
	// secret means that the user wants no login, and so does an error, which Run
	// returns.
	Password func(ctx context.Context, ask Ask) (fact.Secret, error)
	// Token is an OAuth2 access token to log in with instead of the password,
	// which is not asked for then.
	Token fact.Secret
	// Username is the only name to log in with, if set; SendingUsername and
	// SendingPassword are other credentials for outgoing servers.
	Username        string
	SendingUsername string
	SendingPassword fact.Secret
	// Secrets are never shown: no report holds them, nor the base64 and other forms of
	// them that servers may repeat, from the start of the run on. Name here a password
	// that is there before Password is asked for it, and others that servers may know.
	// Token and SendingPassword, and what Password returns, need not be named. A secret
	// that is a word of the trade or a part of the address cannot be hidden in plain
	// text (docs/safety.md, rule 7).
	Secrets []fact.Secret

	// Trust, and what the run may cost.

	// Consent asks whether hosts that nothing vouches for may see the password;
	// nil means no. It is called at most three times, never twice for a domain, one
	// call at a time, each on a goroutine of its own.
	Consent func(ctx context.Context, question Consent) bool
	// Trust are registrable domains whose hosts may see the password; TrustAll lets
	// every host see it whose certificate is valid.
	Trust    []string
	TrustAll bool
	// MaxLogins is how many refused logins the run may cost; 0 means
	// [DefaultMaxLogins], less than 0 none.
	MaxLogins int
	// AllowCleartext and AllowBadCertificate also log in where safety rule 1 forbids
	// it, if the name is trusted by something else than TrustAll. What only they made
	// possible is never called verified (rule 10).
	AllowCleartext, AllowBadCertificate bool
	// AutodiscoverLogin lets Autodiscover have the password, where it tells nothing
	// without: over verified https, in the address's registrable domain or at
	// Microsoft, and where no mail server is left to try.
	AutodiscoverLogin bool

	// How to go about it.

	// Timeout is the whole run's; 0 means [DefaultTimeout]. Start is when the user
	// began to wait, for Report.Proved; zero means now.
	Timeout time.Duration
	Start   time.Time
	// All waits for every endpoint, also when the answer is proved.
	All bool
	// CheckSender also asks outgoing servers, after the login, whether the address
	// may send and be sent to. No message is sent.
	CheckSender bool
	// EHLO is the name to give SMTP servers; empty means the address literal of the
	// connection.
	EHLO string

	// What to tell meanwhile. Both may be nil, are called on the goroutine of Run, and
	// hold it up as long as they take.

	// Proved is called, at most once, when the answer is known, long before the
	// run ends; Progress whenever something changed.
	Proved   func(*Report)
	Progress func(Progress)
}

// NewQuery is the query about an address with its password; empty means that nothing is
// logged in to. The error is a *[fact.AddressError].
func NewQuery(address, password string) (Query, error) {
	a, err := fact.ParseAddress(address)
	if err != nil {
		return Query{}, err
	}
	q := Query{Address: a}
	if password != "" {
		secret := fact.NewSecret(password)
		q.Secrets = []fact.Secret{secret}
		q.Password = func(context.Context, Ask) (fact.Secret, error) { return secret, nil }
	}
	return q, nil
}

// Server is one that the user named, to be tried as it is.
type Server struct {
	fact.Endpoint
	// Username is the name to log in with; empty means the query's, or the
	// address's usual forms.
	Username string
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

// Progress is how far a run is.
type Progress struct {
	Sources, SourcesDone     int
	Endpoints, EndpointsDone int
	LoggingIn                string // a host, or empty
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
	if len(q.Servers) == 0 {
		return
	}
	q.All = true // the user asks about each of them
	if len(q.Protocols) == 0 {
		for _, s := range q.Servers {
			if !slices.Contains(q.Protocols, s.Protocol) {
				q.Protocols = append(q.Protocols, s.Protocol)
			}
		}
	}
}

// config is the query as the engine takes it.
func (q *Query) config() engine.Config {
	c := engine.Config{
		Wish: policy.Wish{
			Address: q.Address, Username: q.Username, SendingUsername: q.SendingUsername,
			Password: q.Password != nil, Token: !q.Token.Empty(), SendingPassword: !q.SendingPassword.Empty(),
			CheckSender: q.CheckSender, Consent: q.Consent != nil, Trust: q.Trust, TrustAll: q.TrustAll,
			MaxLogins: q.MaxLogins, Protocols: q.Protocols, All: q.All, Start: q.Start, Timeout: q.Timeout,
			AutodiscoverLogin: q.AutodiscoverLogin, AllowCleartext: q.AllowCleartext, AllowBadCertificate: q.AllowBadCertificate,
		},
		ServersOnly: q.ServersOnly,
		Sources:     q.sources(),
		Token:       q.Token, SendingPassword: q.SendingPassword, Secrets: q.Secrets,
		EHLO: q.EHLO,
		AskPassword: func(ctx context.Context, ask policy.AskPassword) (fact.Secret, error) {
			return q.Password(ctx, Ask(ask))
		},
		AskTrust: func(ctx context.Context, ask policy.AskTrust) bool { return q.Consent(ctx, Consent(ask)) },
	}
	for i, s := range q.Servers {
		c.Servers = append(c.Servers, fact.Candidate{
			Endpoint: s.Endpoint, Username: s.Username, Order: i,
			Source: fact.SourceUser, Rank: fact.RankUser, Origin: fact.OriginUser,
		})
	}
	if q.Proved != nil {
		c.Announced = func(r *engine.Report) { q.Proved((*Report)(r)) }
	}
	if q.Progress != nil {
		c.Progress = func(p engine.Progress) { q.Progress(Progress(p)) }
	}
	return c
}

// sources are those that may be asked.
func (q *Query) sources() []discover.Source {
	all := discover.All()
	if len(q.Sources) == 0 {
		return all
	}
	return slices.DeleteFunc(all, func(s discover.Source) bool { return !slices.Contains(q.Sources, s.Name()) })
}
