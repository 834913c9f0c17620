package engine

import (
	"context"
	"net/netip"
	"sync"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
	"github.com/mailprobe/mailprobe/probe/internal/discover"
	"github.com/mailprobe/mailprobe/probe/internal/policy"
	"github.com/mailprobe/mailprobe/probe/internal/session"
)

// run is one run in progress.
type run struct {
	Config
	network  *Network
	state    *policy.State
	redactor *connect.Redactor
	dialer   *connect.Dialer
	env      *discover.Env

	// ctx ends every connection and look-up of the run.
	ctx    context.Context
	cancel context.CancelFunc
	// timeUp is over when the run's time is, endTime makes it so.
	timeUp  context.Context
	endTime context.CancelFunc
	events  chan event
	work    sync.WaitGroup

	// secret is the password or token, once it is known.
	secret      fact.Secret
	passwordErr error // why it could not be asked for
	workers     map[policy.ConnID]*worker
	challenges  map[string]*discover.Challenge // by URL
	logins      []diagnose.WebLogin            // what came of those that were answered

	// What is for the report alone.
	reports  []fact.SourceReport
	services []fact.Service
	declined map[fact.Protocol]bool
}

// event is what the run's goroutines tell it. note is called by the loop.
type event interface {
	note(r *run, now time.Time)
}

// told is what a worker has seen on its connection by now.
type told struct {
	conn  policy.ConnID
	check fact.Check
}

// examiner looks at endpoints without a credential: for the conductor's workers,
// and for surveys.
type examiner struct {
	dialer  *connect.Dialer
	options session.Options
}

// worker examines one endpoint and logs in there when it is told to. It talks to
// the run by events.
type worker struct {
	examiner
	conn     policy.ConnID
	endpoint fact.Endpoint
	ips      []netip.Addr
	orders   chan job
	events   chan<- event
	cancel   context.CancelFunc // ends an examination
	// timeUp is over when the run's time is: no connection is opened after that.
	timeUp context.Context
}

// job is what a worker is to do with its connection.
type job interface{ job() }

// rest: give it up until it is needed.
type rest struct{}

// leave: take leave and end.
type leave struct{}

// login: try a credential by the mechanisms in turn.
type login struct {
	endpoint   fact.Endpoint
	credential session.Credential
	mechanisms []string
	sender     string // the address to check after the login; empty for no check
	// anew: the login needs a connection that was made for the endpoint's own name.
	anew bool
}

func (rest) job()  {}
func (leave) job() {}
func (login) job() {}
