package fact

// What only an audit of a list or of a domain can find; it names everything else
// by the codes in codes.go.
const (
	// Of an entry in a provider list.
	EntryUnusable      Code = "entry-unusable"        // it cannot be read, and was left out
	EntryNotPublished  Code = "entry-not-published"   // the provider publishes other settings of the host
	AuthNotOffered     Code = "auth-not-offered"      // the server does not take what the entry says
	EntryNothingToTest Code = "entry-nothing-to-test" // all its servers depend on the address
	ServerUnusable     Code = "server-unusable"       // it failed, and nobody knows why
	TestLoginFailed    Code = "test-login-failed"     // the test account could not log in

	// Of a domain.
	NothingPublished    Code = "nothing-published"
	SRVMissing          Code = "srv-missing"
	AutoconfigMissing   Code = "autoconfig-missing"
	AutodiscoverMissing Code = "autodiscover-missing"
	PACCMissing         Code = "pacc-missing"
	MXMissing           Code = "mx-missing"
	IncomingUnpublished Code = "incoming-unpublished"
	OutgoingUnpublished Code = "outgoing-unpublished"
	CleartextPublished  Code = "cleartext-published"
	TargetElsewhere     Code = "target-elsewhere" // SRV leaves the domain, so that clients ask or refuse
	PlacesDisagree      Code = "places-disagree"  // one source says different things in two places
	ModesDisagree       Code = "modes-disagree"   // the same host, but other ports
	TooManyServers      Code = "too-many-servers" // more than are examined of one domain
)
