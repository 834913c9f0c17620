package fact

import (
	"crypto/x509"
	"net"
	"slices"
	"time"
)

// CertificateFault is one reason why a certificate does not prove the host.
// A certificate can have several at once, and all are kept.
type CertificateFault string

// The reasons.
const (
	CertExpired     CertificateFault = "expired"
	CertNotYetValid CertificateFault = "not-yet-valid"
	CertWrongName   CertificateFault = "wrong-name"
	CertSelfSigned  CertificateFault = "self-signed"
	CertIncomplete  CertificateFault = "chain-incomplete"
	CertUnknownRoot CertificateFault = "unknown-root"
	CertWeak        CertificateFault = "weak"
	CertOther       CertificateFault = "other"
)

// Certificate is what a server showed of itself.
type Certificate struct {
	// Names are the DNS names and addresses it is valid for. A subject's common
	// name stands here only if there is no other name: no client accepts it, but
	// it tells whose certificate it is.
	Names []string
	// NamesLeftOut is how many names it has besides.
	NamesLeftOut int
	Issuer       string
	// IssuedBy are the issuer names up the chain as far as it was sent or built.
	IssuedBy  []string
	NotBefore time.Time
	NotAfter  time.Time
	Faults    []CertificateFault
	// SameServer are those of Names that lead to the address which showed the
	// certificate; they are looked up only where the name is wrong.
	SameServer []string
	// SubjectOnly is set where Names holds the subject's common name.
	SubjectOnly bool
	// Fingerprint is the SHA-256 digest of the certificate as it was sent, in
	// hexadecimal. The certificate itself, which a server can make as large as it
	// likes, is not kept.
	Fingerprint string
}

// Covers reports whether the certificate is for a host, by the names that are kept
// of it. It is false for nil.
func (c *Certificate) Covers(host string) bool {
	if c == nil || c.SubjectOnly {
		return false
	}
	names := x509.Certificate{}
	for _, name := range c.Names {
		if ip := net.ParseIP(name); ip != nil {
			names.IPAddresses = append(names.IPAddresses, ip)
		} else {
			names.DNSNames = append(names.DNSNames, name)
		}
	}
	return names.VerifyHostname(host) == nil
}

// Has reports whether the certificate has the fault.
func (c *Certificate) Has(f CertificateFault) bool {
	if c == nil {
		return false
	}
	for _, have := range c.Faults {
		if have == f {
			return true
		}
	}
	return false
}

// Proves reports whether the certificate proves its host: it has no fault, or
// none but a key that is short. None at all leaves nothing to doubt.
func (c *Certificate) Proves() bool {
	return c == nil || !slices.ContainsFunc(c.Faults, func(f CertificateFault) bool { return f != CertWeak })
}

// Handshake is what a TLS handshake settled on. Certificate is also set where the
// handshake was broken off because of it.
type Handshake struct {
	Version     uint16 // as in crypto/tls; 0 if the handshake did not get so far
	Cipher      string // the name of the cipher suite
	Certificate *Certificate
	// WantsCertificate is set where the server asked for one of ours.
	WantsCertificate bool
}
