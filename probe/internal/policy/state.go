package policy

import (
	"net/netip"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// Wish is what a run is to find out, as far as decisions rest on it. No secret is in
// it, only whether there is one.
type Wish struct {
	// Address may be zero where the user named servers.
	Address fact.Address
	// Username is the only name to log in with, if set; SendingUsername is another
	// for outgoing servers.
	Username, SendingUsername string
	// Password is set where the user has a password or can be asked for one, Token
	// and SendingPassword where there is an access token, or another password for
	// outgoing servers.
	Password, Token, SendingPassword bool
	// CheckSender has outgoing servers asked, after the login, about the address.
	CheckSender bool
	// Consent is set where the user can be asked about trust. Trust are registrable
	// domains that the user vouched for; TrustAll vouches for all.
	Consent  bool
	Trust    []string
	TrustAll bool
	// MaxLogins is how many refused logins the run may cost.
	MaxLogins int
	// Protocols limits the run; empty means all.
	Protocols []fact.Protocol
	// All waits for every endpoint, also when the answer is proved.
	All bool
	// Start is when the user began to wait, Timeout how long the run may take from
	// the time of [New].
	Start   time.Time
	Timeout time.Duration
	// AutodiscoverLogin lets Autodiscover have the password as a last resort.
	AutodiscoverLogin bool
	// AllowCleartext and AllowBadCertificate bend safety rule 1.
	AllowCleartext, AllowBadCertificate bool
}

// Host is one name that endpoints stand on. It is looked up once; until that is
// known it is the zero value.
type Host struct {
	Known bool
	IPs   []netip.Addr
	// Step is the look-up, Failure how it ended where it found no address; CutOff is
	// set where that was the end of the run.
	Step    fact.Step
	Failure *fact.Failure
	CutOff  bool
}

// secretState says how far the user's password or token is away.
type secretState struct {
	asked, known, empty bool
}

// State is a run as it stands. It is used by one goroutine.
type State struct {
	wish Wish

	// What has been found.
	open      map[fact.Source]fact.Rank // sources that may still speak, and the best rank they may speak at
	targets   []*Target                 // best first
	hosts     map[string]Host
	grounds   trustPolicy
	trusted   map[string]fact.Trust // what was decided about hosts
	provider  *providers.Provider   // whose mailbox it is
	declined  map[fact.Protocol]bool
	guessFrom time.Time // when guesses are connected to, whatever higher sources' servers do

	// What has been tried.
	budget budget
	secret secretState
	// receiving and sending are the user's two accounts; the second counts only
	// where another password is for sending.
	receiving, sending account
	asked              map[string]bool // registrable domains that the user was asked to trust
	questions          int             // that were asked about trust
	challenges         challenges

	proved *Pair
	clock  clock
	// timeUp is set once the time was up, ending once nothing new may start.
	timeUp   bool
	ending   bool
	lastConn ConnID
	orders   []Order
}
