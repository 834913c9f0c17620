package fact

// TrustState says whether a host may see a credential (safety rule 2).
type TrustState string

// The states. Undecided means that something is still to be heard of that would
// decide, or that nobody asked.
const (
	Trusted   TrustState = "trusted"
	Untrusted TrustState = "untrusted"
	Undecided TrustState = "undecided"
)

// TrustReason is the one ground on which a host is trusted or not. The set is
// closed and its codes are stable: they stand in the JSON report.
type TrustReason string

// The grounds of trust.
const (
	TrustTyped          TrustReason = "typed"           // the user typed the host
	TrustVouched        TrustReason = "vouched"         // the user vouched for its registrable domain: --trust, or a question answered with yes
	TrustEverything     TrustReason = "everything"      // --yes
	TrustOwnDomain      TrustReason = "own-domain"      // it lies in the registrable domain of the address
	TrustProviderDomain TrustReason = "provider-domain" // the database lists it for the provider that the address's domain belongs to
	TrustProviderMX     TrustReason = "provider-mx"     // … for the provider that the domain's MX leads to
	TrustDomainFile     TrustReason = "domain-file"     // an https file of the domain itself, at a fixed place of it, names it
	TrustPACC           TrustReason = "pacc"            // a PACC document names it whose digest the domain publishes
	TrustISPDB          TrustReason = "ispdb"           // Thunderbird's database names it
)

// The grounds of distrust. A file counts as what led to it: one that is fetched
// over https because a TXT record says so is the word of DNS.
const (
	DistrustDNS           TrustReason = "only-dns"       // nothing but unsigned DNS leads to it
	DistrustHTTP          TrustReason = "only-http"      // nothing but a file that came in the clear leads to it
	DistrustRedirect      TrustReason = "only-redirect"  // nothing but a redirect to somebody else leads to it
	DistrustGuess         TrustReason = "only-guess"     // nobody names it; the name is made up
	DistrustOtherProvider TrustReason = "other-provider" // the database lists it, but for a provider that this address is not known to be of
	DistrustElsewhere     TrustReason = "mail-elsewhere" // the MX leads to a provider of mailboxes that does not list it
)

// UndecidedMX: the domain's MX, which would say whose host it may be, has not
// been heard of.
const UndecidedMX TrustReason = "mx-unknown"

// trustStates says what each ground comes to.
var trustStates = map[TrustReason]TrustState{
	TrustTyped: Trusted, TrustVouched: Trusted, TrustEverything: Trusted, TrustOwnDomain: Trusted,
	TrustProviderDomain: Trusted, TrustProviderMX: Trusted,
	TrustDomainFile: Trusted, TrustPACC: Trusted, TrustISPDB: Trusted,
	DistrustDNS: Untrusted, DistrustHTTP: Untrusted, DistrustRedirect: Untrusted, DistrustGuess: Untrusted,
	DistrustOtherProvider: Untrusted, DistrustElsewhere: Untrusted,
	UndecidedMX: Undecided,
}

// State is what the ground comes to. A reason that is none of those above is no
// ground to trust anybody: Undecided.
func (r TrustReason) State() TrustState {
	if s, known := trustStates[r]; known {
		return s
	}
	return Undecided
}

// TrustReasons are all grounds, those of trust first, in the order above.
func TrustReasons() []TrustReason {
	return []TrustReason{
		TrustTyped, TrustVouched, TrustEverything, TrustOwnDomain,
		TrustProviderDomain, TrustProviderMX, TrustDomainFile, TrustPACC, TrustISPDB,
		DistrustDNS, DistrustHTTP, DistrustRedirect, DistrustGuess, DistrustOtherProvider, DistrustElsewhere,
		UndecidedMX,
	}
}

// Trust is the decision about one host with its ground. The zero value is
// undecided, for no reason that anybody gave.
type Trust struct {
	Reason TrustReason
	// Provider is the name, as people know it, of the provider that the reason
	// speaks of: the one that lists the host, or for DistrustElsewhere the one
	// that the MX leads to. Empty for the other reasons.
	Provider string
}

// State is the decision without its ground.
func (t Trust) State() TrustState { return t.Reason.State() }
