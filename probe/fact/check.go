package fact

import (
	"net/netip"
	"time"
)

// StepName is a phase of a connection, each one round trip or more.
type StepName string

// The steps in their usual order. EHLO, CAPABILITY and CAPA are all StepCapability.
const (
	StepDNS        StepName = "dns"
	StepTCP        StepName = "tcp"
	StepGreeting   StepName = "greeting"
	StepCapability StepName = "capability"
	StepSTARTTLS   StepName = "starttls"
	StepTLS        StepName = "tls"
	StepLogin      StepName = "login"
	StepMailbox    StepName = "mailbox"
)

// Step is one phase and how long it took.
type Step struct {
	Name StepName
	Took time.Duration
}

// FailureKind is how a step ended that did not succeed, as it was seen.
type FailureKind string

// The ways to fail. Which cause lies behind one depends on the step, the
// protocol and the bytes: that is for package diagnose.
const (
	FailNXDomain    FailureKind = "nxdomain"
	FailNoAddress   FailureKind = "no-address"
	FailServFail    FailureKind = "servfail"
	FailDNSTimeout  FailureKind = "dns-timeout"
	FailNoNetwork   FailureKind = "no-network" // not even the resolver could be asked
	FailIsolated    FailureKind = "isolated"   // the resolver denies public names, whatever they are
	FailRefused     FailureKind = "refused"
	FailUnreachable FailureKind = "unreachable"
	FailTimeout     FailureKind = "timeout"
	FailReset       FailureKind = "reset"
	FailClosed      FailureKind = "closed"      // EOF
	FailTooLong     FailureKind = "too-long"    // a line or dialogue over its limit
	FailGarbled     FailureKind = "garbled"     // not the protocol's grammar
	FailRejected    FailureKind = "rejected"    // a well-formed no: BYE, -ERR, 4yz, 5yz
	FailNotOffered  FailureKind = "not-offered" // the capability is missing
	FailLeftover    FailureKind = "leftover"    // bytes after the answer to STARTTLS
	FailPreauth     FailureKind = "preauth"     // IMAP PREAUTH before TLS
	FailNotTLS      FailureKind = "not-tls"     // the peer's bytes are no TLS record
	FailAlert       FailureKind = "alert"       // the peer sent a TLS alert
	FailVersion     FailureKind = "version"     // no common TLS version
	FailCertificate FailureKind = "certificate"
	FailHandshake   FailureKind = "handshake" // anything else that ends a handshake
	FailProxy       FailureKind = "proxy"
	FailUnsendable  FailureKind = "unsendable" // what we were to send fits on no line
	FailOther       FailureKind = "other"
)

// Failure is where an examination ended and on what evidence.
type Failure struct {
	Step StepName
	Kind FailureKind
	// Line is the server's line, redacted and bounded, that the failure shows
	// in; empty where there is none.
	Line string
	// Detail is the error text of the system or library.
	Detail string
	// Clear is set where Line came before TLS, so that anybody on the way may
	// have written it.
	Clear bool
}

// Dial is the attempt to reach one address.
type Dial struct {
	IP   netip.Addr
	Took time.Duration
	// Kind is empty where the connection was made.
	Kind   FailureKind
	Detail string
}

// Outcome is what came of examining an endpoint without a credential.
type Outcome string

// The outcomes. OK means: greeted, verified TLS, capabilities read.
const (
	OutcomeOK         Outcome = "ok"
	OutcomeFailed     Outcome = "failed"
	OutcomeUnfinished Outcome = "unfinished"
	OutcomeSkipped    Outcome = "skipped"
)

// LeftOutReason is a rule by which an endpoint was not examined.
type LeftOutReason string

// LeftOutPrivatePort: something that was published names a host inside a private
// network, or this computer, on a port that is none for mail.
const LeftOutPrivatePort LeftOutReason = "private-port"

// LoginState is what came of logging in.
type LoginState string

// The states. Impossible means that no login could have been tried safely.
const (
	LoginAccepted   LoginState = "accepted"
	LoginRefused    LoginState = "refused"
	LoginNotTried   LoginState = "not-tried"
	LoginImpossible LoginState = "impossible"
)

// Check is everything that was seen of one endpoint.
type Check struct {
	Endpoint
	Source  Source
	Derived bool
	// Trail are the records and URLs that lead to the server's name, in order; Trust
	// says whether the host may see a credential, and on what ground.
	Trail []string
	Trust Trust

	IP    netip.Addr
	Dials []Dial
	Steps []Step

	// Greeting is the server's first line.
	Greeting string
	// ClearCapabilities were announced before TLS. They are kept as evidence
	// only: nothing is decided by them but whether STARTTLS is offered.
	ClearCapabilities []string
	// Capabilities were announced over TLS.
	Capabilities []string
	// Mechanisms are the ways to log in that the server announced over TLS, as
	// SASL names; the bare commands LOGIN of IMAP and USER of POP3 appear as
	// "LOGIN" and "USER".
	Mechanisms []string
	Handshake  Handshake

	Outcome Outcome
	Failure *Failure
	// Look is what a second connection showed, where the first one's failure
	// left the cause open; nil where none was made.
	Look *Look
	// SameAs is the endpoint whose connection stands for this one, because both
	// lead to one address and port.
	SameAs string
	// LeftOut is why the endpoint was not examined, where a rule forbids it; empty
	// where none does.
	LeftOut LeftOutReason

	Login    LoginState
	Attempts []Attempt
	Mailbox  *Mailbox
	// Sender is set where the user's own address was tried as a sender (SMTP).
	Sender *Sender

	// Wire is the dialogue, redacted; connections that followed one another are
	// in one list.
	Wire []WireLine

	Problems []Problem
}

// LookKind is what a second connection was made to find out.
type LookKind string

// The kinds. None of these connections ever carries a credential.
const (
	LookOldTLS      LookKind = "old-tls"      // does an old or smaller handshake come through?
	LookImplicitTLS LookKind = "implicit-tls" // does a silent port want TLS from the start?
)

// Look is what a second connection showed.
type Look struct {
	Kind LookKind
	// Handshake is what TLS settled on there; its Version is 0 where it did not.
	Handshake Handshake
	// Greeting is what the server said behind it.
	Greeting string
	// Failure is how it ended, if not well.
	Failure *Failure
}

// WireLine is one line of a recorded dialogue, redacted and printable.
type WireLine struct {
	At     time.Duration // since the connection was made
	Client bool          // sent by us
	TLS    bool          // inside TLS
	Text   string
}

// Attempt is one credential that was sent, and the answer.
type Attempt struct {
	Username  string
	Mechanism string
	Result    AttemptResult
	// Failure is how the exchange broke off where no final answer came; Line is
	// what shows it then.
	Failure FailureKind
	// Line is the server's final answer, redacted; Earlier are the untagged or
	// challenge lines that came before it and may hold the cause.
	Line    string
	Earlier []string
	Took    time.Duration
}

// AttemptResult is the sort of answer that a credential met.
type AttemptResult string

// The answers. All but the first four count as refused logins (safety rule 4).
const (
	AttemptAccepted    AttemptResult = "accepted"
	AttemptUnsupported AttemptResult = "unsupported" // BAD, 504: nobody judged the password
	AttemptTemporary   AttemptResult = "temporary"
	AttemptUnsent      AttemptResult = "unsent" // refused or broken before the credential left
	AttemptRefused     AttemptResult = "refused"
	AttemptUnanswered  AttemptResult = "unanswered"
	// AttemptUnproven: the credential left, and the server then did not keep to
	// the mechanism, so that whatever it answered proves nothing.
	AttemptUnproven AttemptResult = "unproven"
)

// Refusal reports whether a server that locks accounts may have counted it.
func (r AttemptResult) Refusal() bool {
	return r == AttemptRefused || r == AttemptUnanswered || r == AttemptUnproven
}

// OfferedTLS reports whether TLS was offered at all, whatever came of it.
func (c *Check) OfferedTLS() bool {
	if c.Outcome == OutcomeOK && c.Endpoint.TLS != NoTLS {
		return true
	}
	if c.Look != nil && c.Look.Kind == LookImplicitTLS && c.Look.Handshake.Version != 0 {
		return true
	}
	f := c.Failure
	return f != nil && (f.Step == StepTLS && f.Kind != FailNotOffered && f.Kind != FailNotTLS ||
		f.Step == StepSTARTTLS && f.Kind != FailNotOffered)
}
