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

// CertificateError is a handshake that was broken off because the certificate
// does not prove the host. No byte of ours went through it.
type CertificateError struct {
	Certificate *fact.Certificate
	Detail      string
}

func (e *CertificateError) Error() string {
	text := fmt.Sprintf("the certificate does not prove the host: %v", e.Certificate.Faults)
	if e.Detail != "" {
		text += ": " + e.Detail
	}
	return text
}

// broken tells whether any of the faults keeps a certificate from proving a
// host. A short key is weak, but it does.
func broken(faults []fact.CertificateFault) bool {
	for _, f := range faults {
		if f != fact.CertWeak {
			return true
		}
	}
	return false
}

// judge holds a server's certificates, leaf first, against a host name and
// collects every fault. Detail is the verifier's own words for the worst.
func judge(chain []*x509.Certificate, host string, trust Trust) (*fact.Certificate, string) {
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
	if f, err := judgeChain(chain, trust.Roots, now); f != "" {
		note(f, err)
	}
	if weakKey(leaf) {
		note(fact.CertWeak, nil)
	}
	return certificate, strings.Join(details, "; ")
}

// judgeChain verifies the way from the leaf to a root. Where the leaf's dates
// are wrong the clock is set to a time when they were right, so that what else
// is wrong comes to light.
func judgeChain(chain []*x509.Certificate, roots *x509.CertPool, now time.Time) (fact.CertificateFault, error) {
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
			return "", nil // an issuer is of another time than the leaf: that is fault enough
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

// unknownIssuer tells three cases apart: the certificate vouches for itself, the
// server forgot to send the issuer's, or the chain ends with somebody who is
// not trusted.
func unknownIssuer(chain []*x509.Certificate) fact.CertificateFault {
	leaf, last := chain[0], chain[len(chain)-1]
	switch {
	case selfSigned(leaf):
		return fact.CertSelfSigned
	case !selfSigned(last) && slices.ContainsFunc(last.IssuingCertificateURL, public):
		// The missing issuer says where anybody can get it, as public authorities do.
		return fact.CertIncomplete
	default:
		return fact.CertUnknownRoot
	}
}

// privateZones are top-level names of networks without a public name (RFC 6762,
// appendix G; RFC 9476; and .internal, which was reserved for this in 2024).
var privateZones = []string{".internal", ".intranet", ".private", ".corp", ".home", ".lan", ".local", ".alt"}

// public tells whether an address can be asked for by the whole world: an
// organisation's own authority gives one in its directory or inner network.
func public(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	host := strings.ToLower(u.Hostname())
	_, err = netip.ParseAddr(host)
	return err != nil && strings.Contains(host, ".") &&
		!slices.ContainsFunc(privateZones, func(zone string) bool { return strings.HasSuffix(host, zone) })
}

// selfSigned checks the signature itself: CheckSignatureFrom refuses a leaf
// that is no CA, which most home-made certificates are not.
func selfSigned(c *x509.Certificate) bool {
	return string(c.RawIssuer) == string(c.RawSubject) &&
		c.CheckSignature(c.SignatureAlgorithm, c.RawTBSCertificate, c.Signature) == nil
}

// weakKey is a key that no public authority may certify any more (CA/Browser
// Forum baseline requirements, 6.1.5), or a signature by SHA-1.
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

// Bounds of what is kept. Shared certificates hold hundreds of names, and some
// servers send every authority they know.
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

// issuerName is the issuer as people know it: the organisation and the name of
// the certificate that signed.
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
