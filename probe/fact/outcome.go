package fact

// Status is the outcome of a run in one word; the exit code follows from it.
type Status string

// The statuses.
const (
	StatusVerified  Status = "verified"  // an incoming and an outgoing server accepted the login
	StatusReachable Status = "reachable" // both answered over verified TLS; no password was given
	StatusFailed    Status = "failed"    // settings were found, but do not work as they are
	StatusNotFound  Status = "not-found" // nothing was found that speaks mail
	StatusRefused   Status = "refused"   // a server refused the credential
	StatusUntested  Status = "untested"  // it could not be tested from here
)

// Setting is one server as a user types it into a mail program.
type Setting struct {
	Endpoint
	// Auth is the mechanism that was accepted, or the one that would be tried.
	Auth     string
	Username string
	Source   Source
	// Place is the record or file that names it.
	Place string
	// Verified is set where the server accepted the login with it, over TLS that
	// proves the server.
	Verified bool
	// WorksOnly is set where the login was accepted over a connection that only a
	// dangerous flag opened to it. Whoever hands such a setting on says so.
	WorksOnly Exposure
}

// Logins counts what a run cost the account: logins that were attempted, those that
// count as refused, and how many refused ones were allowed.
type Logins struct{ Attempted, Refused, Budget int }

// LeftOut is what a run did not look at because of its bounds: at most 24 hosts and
// 64 endpoints, and no more than 16 MiB of dialogues.
type LeftOut struct {
	// Hosts are those that no endpoint of was examined, Endpoints all that were not.
	Hosts, Endpoints int
	// Dialogues is set where servers sent more than a run reads.
	Dialogues bool
}
