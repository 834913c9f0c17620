package probe

import (
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// Report is all that a run found out. No secret of the query is in it.
type Report struct {
	Address fact.Address
	Status  Status
	// Provider is whose mailbox it is, where the database knows; else nil.
	Provider *providers.Provider
	// Incoming and Outgoing are the best settings, proved or not; nil where
	// nothing was found for the service. Alternatives are others that were proved.
	Incoming, Outgoing *fact.Setting
	Alternatives       []fact.Setting
	// Services are what is published beside the mail servers, each once.
	Services []fact.Service
	// Sources are what each place said that was asked, in the order of their trust,
	// Checks what was seen of each endpoint, best first.
	Sources []fact.SourceReport
	Checks  []fact.Check
	// Problems are the causes that were found, the errors first. Each has the code of a
	// row in docs/codes.md.
	Problems []fact.Problem
	Logins   fact.Logins
	// LeftOut is what the bounds of a run kept from being examined.
	LeftOut fact.LeftOut
	// Proved is how long it took until the best pair was proved, from Query.Start; 0 if
	// it was not. Took is the whole run.
	Proved time.Duration
	Took   time.Duration
}

// Status is the outcome of a run in one word.
type Status = fact.Status

// The statuses, as [fact.Status] explains them.
const (
	Verified  = fact.StatusVerified
	Reachable = fact.StatusReachable
	Failed    = fact.StatusFailed
	NotFound  = fact.StatusNotFound
	Refused   = fact.StatusRefused
	Untested  = fact.StatusUntested
)
