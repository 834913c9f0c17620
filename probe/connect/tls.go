package connect

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Trust is what a certificate is held against.
type Trust struct {
	// Roots are the certificate authorities; nil means the system's.
	Roots *x509.CertPool
	// Now is the time; nil means [time.Now].
	Now func() time.Time
	// AnyCertificate lets a handshake succeed whatever the certificate says.
	// The faults are recorded all the same.
	AnyCertificate bool
}

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

// StartTLS secures the connection for a host name: TLS 1.2 or newer, and a
// certificate that is valid for the name, now, by a trusted authority. All that
// is wrong with a certificate is found, not just the first thing; the handshake
// then ends before it is complete. A handshake that fails closes the connection,
// so that nothing can be sent in the clear behind it. Conn.Handshake is set as far
// as it came.
func (c *Conn) StartTLS(ctx context.Context, host string, trust Trust) error {
	c.Within(TLSTimeout)
	secured := tls.Client(c.tap, c.config(host, trust))
	if err := secured.HandshakeContext(ctx); err != nil {
		c.Close()
		return err
	}
	c.top, c.secure = secured, true
	c.in = bufio.NewReader(reader{c})
	return nil
}

// config is that of a handshake which is safe, and which notes what it sees.
func (c *Conn) config(host string, trust Trust) *tls.Config {
	return &tls.Config{
		ServerName: host,
		MinVersion: tls.VersionTLS12,
		// The library's own check stops at the first fault and tells one
		// reason only. Ours runs in VerifyConnection, on every handshake, and
		// an error from it breaks the handshake off just the same.
		InsecureSkipVerify: true,
		VerifyConnection: func(state tls.ConnectionState) error {
			certificate, detail := Judge(state.PeerCertificates, host, trust)
			c.Handshake.Version, c.Handshake.Cipher = state.Version, tls.CipherSuiteName(state.CipherSuite)
			c.Handshake.Certificate = certificate
			if broken(certificate.Faults) && !trust.AnyCertificate {
				return &CertificateError{certificate, detail}
			}
			return nil
		},
		// We have none, but that it was asked for explains how a handshake ends.
		GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			c.Handshake.WantsCertificate = true
			return &tls.Certificate{}, nil
		},
	}
}

// LookAtTLS makes a handshake with all that old servers and middleboxes ask for:
// TLS 1.0, RSA key exchange, ciphers that were given up, and a hello that fits
// one segment because it holds no post-quantum key share. The connection is
// closed whatever comes of it, so that nothing is ever sent over it.
// Conn.Handshake tells what was settled on; a certificate that proves nothing is
// no error here.
func (c *Conn) LookAtTLS(ctx context.Context, host string, trust Trust) error {
	defer c.Close()
	trust.AnyCertificate = true
	config := c.config(host, trust)
	config.MinVersion = tls.VersionTLS10
	config.CurvePreferences = []tls.CurveID{tls.X25519, tls.CurveP256, tls.CurveP384}
	for _, suite := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
		config.CipherSuites = append(config.CipherSuites, suite.ID)
	}
	c.Within(TLSTimeout)
	return tls.Client(c.tap, config).HandshakeContext(ctx)
}

// OldCipher tells whether a cipher suite is one that [Conn.StartTLS] does not
// offer: its key exchange or cipher has been given up (RFC 9325, section 4).
func OldCipher(name string) bool {
	for _, suite := range tls.InsecureCipherSuites() {
		if suite.Name == name {
			return true
		}
	}
	return false
}

// TLSState is what TLS settled, for mechanisms that bind a login to it (RFC
// 5056); nil without TLS.
func (c *Conn) TLSState() *tls.ConnectionState {
	secured, ok := c.top.(*tls.Conn)
	if !ok {
		return nil
	}
	state := secured.ConnectionState()
	return &state
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

// Judge holds a server's certificates, leaf first, against a host name and
// collects every fault. Detail is the verifier's own words for the worst.
func Judge(chain []*x509.Certificate, host string, trust Trust) (*fact.Certificate, string) {
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
		Issuer:    issuerName(leaf),
		NotBefore: leaf.NotBefore,
		NotAfter:  leaf.NotAfter,
		Leaf:      leaf,
	}
	for _, name := range leaf.DNSNames[:min(len(leaf.DNSNames), maxNames)] {
		c.Names = append(c.Names, fact.Printable(strings.ToLower(name)))
	}
	for _, ip := range leaf.IPAddresses {
		if a, ok := netip.AddrFromSlice(ip); ok && len(c.Names) < maxNames {
			c.Names = append(c.Names, a.Unmap().String())
		}
	}
	if len(c.Names) == 0 && leaf.Subject.CommonName != "" {
		c.Names = []string{fact.Printable(leaf.Subject.CommonName)}
	}
	for _, up := range chain[:min(len(chain), maxIssuers)] {
		c.IssuedBy = append(c.IssuedBy, issuerName(up))
	}
	return c
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
