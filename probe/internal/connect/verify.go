package connect

import (
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// certificateError is the error of a handshake that was broken off because the
// certificate does not prove the host. No data of ours was sent over it.
type certificateError struct {
	Certificate *fact.Certificate
	Detail      string
}

func (e *certificateError) Error() string {
	text := fmt.Sprintf("the certificate does not prove the host: %v", e.Certificate.Faults)
	if e.Detail != "" {
		text += ": " + e.Detail
	}
	return text
}

// disqualifies reports whether any of the faults keeps a certificate from proving a
// host. A weak key does not.
func disqualifies(faults []fact.CertificateFault) bool {
	for _, f := range faults {
		if f != fact.CertWeak {
			return true
		}
	}
	return false
}

// verify checks a server's certificates, leaf first, for a host name, and collects
// every fault. The text holds the errors of crypto/x509, for evidence.
func verify(chain []*x509.Certificate, host string, trust Trust) (*fact.Certificate, string) {
	if len(chain) == 0 {
		return &fact.Certificate{Faults: []fact.CertificateFault{fact.CertOther}}, "the server showed no certificate"
	}
	leaf := chain[0]
	now := time.Now()
	if trust.Now != nil {
		now = trust.Now()
	}
	certificate := describe(chain)
	var details []string
	note := func(f fact.CertificateFault, err error) {
		if !certificate.Has(f) {
			certificate.Faults = append(certificate.Faults, f)
		}
		if err != nil {
			details = append(details, err.Error())
		}
	}
	switch {
	case now.After(leaf.NotAfter):
		note(fact.CertExpired, nil)
	case now.Before(leaf.NotBefore):
		note(fact.CertNotYetValid, nil)
	}
	if err := leaf.VerifyHostname(host); err != nil {
		note(fact.CertWrongName, err)
	}
	if f, err := verifyChain(chain, trust.Roots, now); f != "" {
		note(f, err)
	}
	if weakKey(leaf) {
		note(fact.CertWeak, nil)
	}
	return certificate, strings.Join(details, "; ")
}

// verifyChain verifies the chain from the leaf to a root. Where the leaf is outdated
// or not yet valid, it is verified for a time within its dates, so that other faults
// are found as well.
func verifyChain(chain []*x509.Certificate, roots *x509.CertPool, now time.Time) (fact.CertificateFault, error) {
	leaf := chain[0]
	outdated := now.After(leaf.NotAfter) || now.Before(leaf.NotBefore)
	if outdated {
		now = leaf.NotBefore.Add(leaf.NotAfter.Sub(leaf.NotBefore) / 2)
	}
	intermediates := x509.NewCertPool()
	for _, c := range chain[1:] {
		intermediates.AddCert(c)
	}
	_, err := leaf.Verify(x509.VerifyOptions{
		Roots:         roots,
		Intermediates: intermediates,
		CurrentTime:   now,
		KeyUsages:     []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	})
	var (
		unknown x509.UnknownAuthorityError
		invalid x509.CertificateInvalidError
		weak    x509.InsecureAlgorithmError
	)
	switch {
	case err == nil:
		return "", nil
	case errors.As(err, &weak), strings.Contains(err.Error(), "insecure algorithm"):
		return fact.CertOther, err
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		if outdated {
			return "", nil // an issuer had other dates than the leaf, whose fault is noted already
		}
		err = fmt.Errorf("the certificate of the issuer %s: %w", fact.Printable(invalid.Cert.Subject.String()), err)
		if now.Before(invalid.Cert.NotBefore) {
			return fact.CertNotYetValid, err
		}
		return fact.CertExpired, err
	case errors.As(err, &unknown):
		return unknownIssuer(chain), err
	default:
		return fact.CertOther, err
	}
}

// unknownIssuer distinguishes three cases: the certificate is self-signed, the
// server did not send an intermediate certificate, or the chain ends with an
// authority that is not trusted.
func unknownIssuer(chain []*x509.Certificate) fact.CertificateFault {
	leaf, last := chain[0], chain[len(chain)-1]
	switch {
	case selfSigned(leaf):
		return fact.CertSelfSigned
	case !selfSigned(last) && slices.ContainsFunc(last.IssuingCertificateURL, isPublicURL):
		// The certificate says where its issuer's can be downloaded (AIA), as those of
		// public authorities do.
		return fact.CertIncomplete
	default:
		return fact.CertUnknownRoot
	}
}

// privateZones are top-level names of networks without a public name (RFC 6762,
// appendix G; RFC 9476; and .internal, which was reserved for this in 2024).
var privateZones = []string{".internal", ".intranet", ".private", ".corp", ".home", ".lan", ".local", ".alt"}

// isPublicURL reports whether a URL is one on the public internet. An organisation's
// own authority names one in its directory or internal network.
func isPublicURL(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	host := strings.ToLower(u.Hostname())
	_, err = netip.ParseAddr(host)
	return err != nil && strings.Contains(host, ".") &&
		!slices.ContainsFunc(privateZones, func(zone string) bool { return strings.HasSuffix(host, zone) })
}

// selfSigned reports whether a certificate is signed with its own key. It checks the
// signature itself, for CheckSignatureFrom refuses a certificate that is not a CA's,
// as most self-signed leaves are not.
func selfSigned(c *x509.Certificate) bool {
	return string(c.RawIssuer) == string(c.RawSubject) &&
		c.CheckSignature(c.SignatureAlgorithm, c.RawTBSCertificate, c.Signature) == nil
}

// weakKey reports whether a certificate has a key that no public authority may
// certify any more (CA/Browser Forum baseline requirements, 6.1.5), or is signed
// with SHA-1 or MD5.
func weakKey(leaf *x509.Certificate) bool {
	switch leaf.SignatureAlgorithm {
	case x509.SHA1WithRSA, x509.ECDSAWithSHA1, x509.MD5WithRSA:
		return true
	}
	switch key := leaf.PublicKey.(type) {
	case *rsa.PublicKey:
		return key.N.BitLen() < 2048
	case *ecdsa.PublicKey:
		return key.Params().BitSize < 256
	}
	return false
}

// Bounds on what is kept. Shared certificates hold hundreds of names, and some
// servers send every certificate they have.
const (
	maxNames   = 100
	maxIssuers = 10
)

func describe(chain []*x509.Certificate) *fact.Certificate {
	leaf := chain[0]
	c := &fact.Certificate{
		Issuer:      issuerName(leaf),
		NotBefore:   leaf.NotBefore,
		NotAfter:    leaf.NotAfter,
		Fingerprint: fingerprint(leaf.Raw),
	}
	keep := func(name string) {
		if len(c.Names) == maxNames {
			c.NamesLeftOut++
			return
		}
		c.Names = append(c.Names, fact.Printable(name))
	}
	for _, name := range leaf.DNSNames {
		keep(strings.ToLower(name))
	}
	for _, ip := range leaf.IPAddresses {
		if a, ok := netip.AddrFromSlice(ip); ok {
			keep(a.Unmap().String())
		}
	}
	if len(c.Names) == 0 && leaf.Subject.CommonName != "" {
		c.Names, c.SubjectOnly = []string{fact.Printable(leaf.Subject.CommonName)}, true
	}
	for _, up := range chain[:min(len(chain), maxIssuers)] {
		c.IssuedBy = append(c.IssuedBy, issuerName(up))
	}
	return c
}

func fingerprint(certificate []byte) string {
	sum := sha256.Sum256(certificate)
	return hex.EncodeToString(sum[:])
}

// issuerName returns the organisation and common name of the issuer, or its whole
// distinguished name where there is neither.
func issuerName(c *x509.Certificate) string {
	name := c.Issuer.CommonName
	if len(c.Issuer.Organization) > 0 && !strings.Contains(name, c.Issuer.Organization[0]) {
		name = strings.TrimSpace(c.Issuer.Organization[0] + " " + name)
	}
	if name == "" {
		name = c.Issuer.String()
	}
	return fact.Printable(name)
}

// Trust is what a certificate is verified against.
type Trust struct {
	// Roots are the certificate authorities; nil means the system's.
	Roots *x509.CertPool
	// Now is the time; nil means [time.Now].
	Now func() time.Time
	// AnyCertificate lets a handshake succeed whatever the certificate says.
	// The faults are recorded all the same.
	AnyCertificate bool
}
