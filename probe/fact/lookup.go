package fact

import "time"

// Verdict is what became of asking a source.
type Verdict string

// The verdicts. None means that the source was asked and has nothing to say;
// Failed, that it could not be asked or said something unusable.
const (
	Found   Verdict = "found"
	None    Verdict = "none"
	Failed  Verdict = "failed"
	Skipped Verdict = "skipped"
)

// LookupFault is what was wrong with one question or its answer.
type LookupFault string

// The faults of look-ups. The DNS ones are those of the name that was asked for.
const (
	LookupNXDomain    LookupFault = "nxdomain"
	LookupNoData      LookupFault = "no-data"
	LookupServFail    LookupFault = "servfail"
	LookupDNSTimeout  LookupFault = "dns-timeout"
	LookupNoNetwork   LookupFault = "no-network"
	LookupIsolated    LookupFault = "isolated"     // DNS here denies public names, whatever they are
	LookupUnreachable LookupFault = "unreachable"  // the web server did not answer
	LookupBadTLS      LookupFault = "bad-tls"      // its certificate or handshake failed
	LookupStatus      LookupFault = "http-status"  // it answered, but not with 200
	LookupRedirect    LookupFault = "bad-redirect" // it sent us where we do not go
	LookupTooLarge    LookupFault = "too-large"    // the body is over the limit
	LookupNotXML      LookupFault = "not-xml"      // a web page, or anything but XML
	LookupInvalid     LookupFault = "invalid"      // XML or JSON without a usable server
	LookupDigest      LookupFault = "digest"       // PACC: no TXT record holds the file's digest
	LookupInsecure    LookupFault = "insecure"     // usable, but it came in the clear
	LookupNullMX      LookupFault = "null-mx"      // RFC 7505: the domain takes no mail
	LookupNotOffered  LookupFault = "not-offered"  // RFC 2782: target ".", decidedly no service
	LookupGateway     LookupFault = "gateway"      // the MX is a filter service
	LookupProprietary LookupFault = "proprietary"  // only a protocol that is no open standard
	LookupWantsLogin  LookupFault = "wants-login"  // it tells nothing without a password
	LookupOff         LookupFault = "switched-off" // the user does not want it asked
	LookupCanceled    LookupFault = "canceled"     // the run ended first
)

// Lookup is one question to the network and its answer, as the report lists it.
type Lookup struct {
	// What is the question: a record name with its type, or a URL.
	What string
	// Result is the answer in one line, or what went wrong.
	Result string
	Fault  LookupFault
	Took   time.Duration
	// Clock is what a web server's clock said when it answered; zero where it said
	// nothing, or no web server was asked.
	Clock time.Time
	// Answered is the URL that answered in the end, where redirects led on.
	Answered string
	// Authentic is set where the resolver vouched for the answer (AD, RFC 4035).
	Authentic bool
	// Notes are what is odd about the file that came, if one did.
	Notes []Note
}

// SourceReport is what one source said, with every question that it cost.
type SourceReport struct {
	Source  Source
	Verdict Verdict
	// Fault is why the verdict is not Found, where one fault explains it, and
	// Detail the words of the network for it (a status line, an error).
	Fault   LookupFault
	Detail  string
	Took    time.Duration
	Lookups []Lookup
	// Named are the servers that the source names, in its own order.
	Named []Candidate
}
