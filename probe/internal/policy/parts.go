package policy

import (
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// Phase is how far a target is.
type Phase int

// The phases.
const (
	Dormant   Phase = iota // a guess that nobody needs yet
	Named                  // there is no room for it yet, or its turn has not come
	Resolving              // its host has no address yet
	Queued                 // another target's connection to the same address and port decides
	Examining
	Ready // examined, and its connection waits for a login
	LoggingIn
	Done
)

// Target is one endpoint of the run.
type Target struct {
	fact.Candidate                  // the best-ranked naming of the endpoint
	others         []fact.Candidate // who else names it

	Phase Phase
	Check fact.Check
	// readyAt is when the examination came out well, acceptedAt when a login did.
	readyAt    time.Time
	acceptedAt time.Time
	// conn is the connection that is the target's, live whether somebody still works
	// at it.
	conn ConnID
	live bool
	// notOwned is set where the server does not let the user send as the address.
	notOwned bool
	// tried are the user names that were sent to it.
	tried []string
	// sentTo is the endpoint by whose name a login was sent last.
	sentTo fact.Endpoint
	// sent is how many mechanisms the login in flight may try.
	sent int
	// sends is set where the login is to be followed by the check of the sender.
	sends bool
	// waitsFor is the target whose connection decides, while queued.
	waitsFor *Target
	// standIn is the target that was examined in place of this one.
	standIn *Target
	// via is the target for whose name the connection was made, where that is not
	// this one's.
	via *Target
	// renamed is set where the connection bears a name that it must not be used by.
	renamed bool
	// separate is set where the target has to be examined by itself, whoever leads
	// to the same address and port.
	separate bool
	// resting is set once the worker was told to give its connection up until it is
	// needed, rested when it has.
	resting, rested bool
}

// account is a secret of the user's, and how far the run has proved it (safety rule
// 3). There are two where another password is for sending, and what proves one says
// nothing of the other. Another name alone is one more form for the same secret.
type account struct {
	inFlight int
	refused  int     // answers to the secret that count as refused
	winner   *Target // whose login proved it
	username string  // that it was proved with
	proof    string  // the mechanism that it was proved with
	second   *login  // the one more try of safety rule 3
	// webName is the name that a place of Autodiscover took with the secret: no other
	// is tried then.
	webName string
	// ended is set once no more logins with it may be tried.
	ended bool
}

// login is one credential to be tried at one target.
type login struct {
	target     *Target
	username   string
	mechanisms []string
}

// budget is the number of refused logins that a run may cost, counted over all
// protocols and hosts (safety rule 4). A login holds a token while it is in
// flight and gives it back unless it was refused.
type budget struct {
	limit     int
	inFlight  int
	refused   int
	attempted int
	// uncounted are the answers that were neither acceptance nor refusal, pending how
	// many more the logins in flight may get.
	uncounted, pending int
}

// clock is a deadline that stands still while a question waits for the user.
type clock struct {
	deadline time.Time
	paused   time.Time
	depth    int
}

// trustPolicy is what trust in a name rests on (safety rule 2).
type trustPolicy struct {
	domain    string // of the address
	providers *providers.Database
	// own is the provider of the address's domain, by the database.
	own *providers.Provider
	// mx is the provider that the MX leads to, and mxHost the host that did.
	mx     *providers.Provider
	mxHost string
	// mxKnown is set once the MX has been asked, whatever came of it.
	mxKnown bool
	// granted are the registrable domains that the user vouched for.
	granted map[string]bool
	// everything is --yes.
	everything bool
}

// Challenge is a place of Autodiscover that wants the password before it tells the
// settings. It is answered last: where no server is left that could prove the
// password, and only if the user wants that. It is a login like any other (safety
// rule 4).
type Challenge struct {
	// URL is where the password would go, Host the name in it.
	URL, Host string
	// Priority is the place's own among those of the source; lower is better.
	Priority int
	// Provider is whose the host is, where it is not the domain's own.
	Provider *providers.Provider
}

type challenges struct {
	waiting []Challenge
	// answered are the URLs of those that were given the password.
	answered []string
	refused  bool
}

// Pair is the answer: the best incoming and outgoing servers that work, and when
// that was known. One of them is nil where the run does not look for it.
type Pair struct {
	Incoming, Outgoing *Target
	At                 time.Time
}
