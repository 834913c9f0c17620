package fact

// Origin is how the host name of a candidate came to us, which decides whether
// it may see a password.
type Origin string

// The origins. Only the first four make a name trusted by themselves.
const (
	OriginUser      Origin = "user"      // typed by the user
	OriginDatabase  Origin = "database"  // in the provider database
	OriginDomain    Origin = "domain"    // an https file of the domain itself, or PACC with its digest
	OriginISPDB     Origin = "ispdb"     // the live provider database, over https
	OriginElsewhere Origin = "elsewhere" // an https file of somebody else, an off-domain redirect
	OriginHTTP      Origin = "http"      // a file that came in the clear
	OriginDNS       Origin = "dns"       // unsigned DNS
	OriginGuess     Origin = "guess"     // made up from the domain
)

// Candidate is one server that a source names, before anybody looked at it.
type Candidate struct {
	Endpoint

	Source Source
	Rank   Rank
	Origin Origin
	// Place is the record or URL that names the server. Way is how one comes to it,
	// where it takes more than asking there: the record that led to a URL, and the
	// URLs that redirects led on to, the last of which named the server.
	Place string
	Way   []string
	// Priority is the source's own preference; lower is better. It comes before
	// the general order of protocols and modes: SRV's priority and weight, the
	// first of two places that a file was found in.
	Priority int
	// Order is the position in the source, which decides between servers that
	// the general order leaves equal.
	Order int
	// Derived is set where the source names the host but not this port: what a
	// server offers beside what is published of it.
	Derived bool
	// Username is what the source says to log in with; empty if it says nothing.
	Username string
	// Mechanisms are the SASL mechanisms the source asks for, best first; empty
	// if it says nothing.
	Mechanisms []string
	// TokenOnly is set where the source says that the server takes OAuth2 and
	// no password.
	TokenOnly bool
}

// Trail are the records and URLs that lead to the server's name, in order; none
// where the user typed it or it was made up.
func (c Candidate) Trail() []string {
	if len(c.Way) == 0 && c.Place != "" {
		return []string{c.Place}
	}
	return c.Way
}
