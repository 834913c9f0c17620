package probe

import (
	"github.com/mailprobe/mailprobe/probe/diagnose"
	"github.com/mailprobe/mailprobe/probe/discover"
	"github.com/mailprobe/mailprobe/probe/fact"
)

// eventKind says what an event tells the run.
type eventKind int

const (
	discovered   eventKind = iota // a source has something to say
	resolved                      // a host's addresses are known, or why not
	examined                      // an endpoint was looked at
	judged                        // a credential was answered
	lookedBehind                  // more is known of what lies behind a login
	closed                        // a worker has ended
	answered                      // a place of Autodiscover took the password, or did not
	unlocked                      // the user gave a password, or none
	consented                     // the user answered for a domain
)

// event is what the run's goroutines tell it. Only the fields of its kind are set.
type event struct {
	kind eventKind

	source discover.Event

	name string
	host host

	worker   *worker
	check    fact.Check
	attempts []fact.Attempt

	web diagnose.WebLogin

	secret fact.Secret
	domain string
	yes    bool
}
