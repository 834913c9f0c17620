package policy

import (
	"net/netip"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// ConnID numbers the connections of a run; 0 is none.
type ConnID int

// Order is something to be done: one of the types below. What comes of it is noted
// with the state when it is known.
type Order interface{ order() }

// LookUp: ask for a host's addresses.
type LookUp struct{ Host string }

// Examine: reach an endpoint at one of the addresses and examine it without a
// credential.
type Examine struct {
	Conn     ConnID
	Endpoint fact.Endpoint
	IPs      []netip.Addr
}

// Rest: give a connection up until it is needed.
type Rest struct{ Conn ConnID }

// LogIn: try a credential on a connection, by the mechanisms in turn until it was
// judged.
type LogIn struct {
	Conn     ConnID
	Endpoint fact.Endpoint
	Username string
	// Sending is set where the credentials for sending are meant, Token where the
	// secret is an access token.
	Sending, Token bool
	Mechanisms     []string
	// Sender is the address to check behind the login; empty for no check.
	Sender string
	// Anew: the login needs a connection that was made for the endpoint's own name.
	Anew bool
}

// AskPassword: ask the user for the password. The clock stands still meanwhile.
type AskPassword struct {
	// Host would see it first; Provider is whose server that is, nil where nobody
	// knows.
	Host     string
	Provider *providers.Provider
}

// AskTrust: ask the user whether hosts of the domains may see the password. The clock
// stands still meanwhile.
type AskTrust struct {
	// Domains are registrable domains, Hosts the server of each that would see the
	// password first.
	Domains, Hosts []string
}

// Answer: give a place of Autodiscover the password.
type Answer struct {
	URL      string
	Username string
}

// Announce: the answer is known.
type Announce struct{}

// TimeUp: the time is up. No connection is opened any more, and what is being opened
// is broken off; a login that is under way is waited for.
type TimeUp struct{}

func (LookUp) order()      {}
func (Examine) order()     {}
func (Rest) order()        {}
func (LogIn) order()       {}
func (AskPassword) order() {}
func (AskTrust) order()    {}
func (Answer) order()      {}
func (Announce) order()    {}
func (TimeUp) order()      {}

func (s *State) give(o Order) { s.orders = append(s.orders, o) }

// take returns the orders that have been given and forgets them.
func (s *State) take() []Order {
	orders := s.orders
	s.orders = nil
	return orders
}
