package fact

// The codes, by what they are about. Package text holds the words for each,
// and docs/codes.md lists them all.
const (
	// Finding.
	DNSNXDomain                 Code = "dns-nxdomain"
	DNSServFail                 Code = "dns-servfail"
	DNSTimeout                  Code = "dns-timeout"
	DNSNoAddress                Code = "dns-no-address"
	NullMX                      Code = "null-mx"
	SRVNotOffered               Code = "srv-not-offered"
	AutoconfigInsecure          Code = "autoconfig-insecure"
	AutoconfigNotXML            Code = "autoconfig-not-xml"
	AutoconfigInvalid           Code = "autoconfig-invalid"
	AutodiscoverRedirectRefused Code = "autodiscover-redirect-refused"
	PACCDigestMismatch          Code = "pacc-digest-mismatch"
	StaleConfig                 Code = "stale-config"
	SourcesDisagree             Code = "sources-disagree"
	UntrustedTarget             Code = "untrusted-target"
	MXIsGateway                 Code = "mx-is-gateway"
	ProprietaryProtocol         Code = "proprietary-protocol"

	// Reaching.
	PortRefused          Code = "port-refused"
	PortTimeout          Code = "port-timeout"
	HostUnreachable      Code = "host-unreachable"
	ConnectionReset      Code = "connection-reset"
	ClosedBeforeGreeting Code = "closed-before-greeting"
	GreetingTimeout      Code = "greeting-timeout"
	Port25Blocked        Code = "port25-blocked"
	IPv6Broken           Code = "ipv6-broken"
	CaptivePortal        Code = "captive-portal"

	// Speaking.
	NotAMailServer      Code = "not-a-mail-server"
	WrongService        Code = "wrong-service"
	PlaintextOnTLSPort  Code = "plaintext-on-tls-port"
	TLSOnPlaintextPort  Code = "tls-on-plaintext-port"
	ServerRefusesClient Code = "server-refuses-client"
	IPBlocklisted       Code = "ip-blocklisted"

	// Certificate.
	CertificateExpired         Code = "certificate-expired"
	CertificateNotYetValid     Code = "certificate-not-yet-valid"
	CertificateNameMismatch    Code = "certificate-name-mismatch"
	CertificateSelfSigned      Code = "certificate-self-signed"
	CertificateUntrusted       Code = "certificate-untrusted"
	CertificateChainIncomplete Code = "certificate-chain-incomplete"
	CertificateIntercepted     Code = "certificate-intercepted"
	CertificateWeak            Code = "certificate-weak"
	CertificateExpiresSoon     Code = "certificate-expires-soon"
	ClockSkew                  Code = "clock-skew"

	// TLS.
	TLSTooOld                 Code = "tls-too-old"
	TLSHandshakeFailed        Code = "tls-handshake-failed"
	ClientCertificateRequired Code = "client-certificate-required"
	STARTTLSMissing           Code = "starttls-missing"
	STARTTLSRefused           Code = "starttls-refused"
	STARTTLSStripped          Code = "starttls-stripped"
	STARTTLSInjection         Code = "starttls-injection"
	PreauthCleartext          Code = "preauth-cleartext"
	CleartextOnly             Code = "cleartext-only"

	// Login.
	LoginDisabled         Code = "login-disabled"
	NoCommonMechanism     Code = "no-common-mechanism"
	OAuth2Required        Code = "oauth2-required"
	OAuth2TokenRejected   Code = "oauth2-token-rejected"
	WrongCredentials      Code = "wrong-credentials"
	UsernameForm          Code = "username-form"
	AppPasswordRequired   Code = "app-password-required"
	WebLoginRequired      Code = "web-login-required"
	ProtocolDisabled      Code = "protocol-disabled"
	SMTPAuthDisabled      Code = "smtp-auth-disabled"
	PolicyBlocked         Code = "policy-blocked"
	AccountDisabled       Code = "account-disabled"
	AccountLocked         Code = "account-locked"
	PasswordExpired       Code = "password-expired"
	RateLimited           Code = "rate-limited"
	TooManyConnections    Code = "too-many-connections"
	TemporaryFailure      Code = "temporary-failure"
	LoginTimeout          Code = "login-timeout"
	LoginBudgetSpent      Code = "login-budget-spent"
	SubmissionWithoutAuth Code = "submission-without-auth"

	// Mailbox.
	MailboxUnavailable Code = "mailbox-unavailable"
	QuotaNearlyFull    Code = "quota-nearly-full"
	QuotaFull          Code = "quota-full"
	SenderNotOwned     Code = "sender-not-owned"
)
