package fact

// Service is a server beside the mail servers that a domain publishes: it is
// reported and never connected to.
type Service struct {
	// Kind is the protocol in lower case: jmap, managesieve, caldav, carddav,
	// webdav, ews, activesync.
	Kind string
	// Where is a URL, or a host and port where the protocol has none.
	Where string
	// Source and Place are who names it, and in which record or file.
	Source Source
	Place  string
}
