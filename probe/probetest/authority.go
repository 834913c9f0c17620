package probetest

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Flaw is something wrong with a certificate. Flaws can be combined.
type Flaw string

// The flaws. A certificate with the wrong name is one issued for other names.
const (
	Expired        Flaw = "expired"         // ended ten days ago
	NotYetValid    Flaw = "not-yet-valid"   // begins in ten days
	SelfSigned     Flaw = "self-signed"     // its own issuer
	UnknownIssuer  Flaw = "unknown-issuer"  // signed by an authority outside Roots
	NoIntermediate Flaw = "no-intermediate" // sent without the rest of its chain
	WeakKey        Flaw = "weak-key"        // RSA with 1024 bits
	WeakSignature  Flaw = "weak-signature"  // signed with SHA-1
)

// Cert describes a certificate to be issued. The zero value is a good one for
// the names of whoever shows it.
type Cert struct {
	// Names are the DNS names and IP addresses that it is valid for. Where there
	// are none, they are those of the server.
	Names []string
	// NotAfter is when it ends; the zero time means sixty days from now. It
	// begins ninety days before that, or an hour ago if that were later.
	NotAfter time.Time
	Flaws    []Flaw
}

const (
	day = 24 * time.Hour
	// The lifetime of a certificate, and what is left of it, unless it says otherwise.
	certLifetime = 90 * day
	certLeft     = 60 * day
	// caIssuersURL is where certificates say that their issuer's certificate can
	// be fetched (RFC 5280, section 4.2.2.1). Nothing is served there.
	caIssuersURL = "http://certificates.probetest.example/intermediate.cer"
)

// Authority is a certificate authority: a root, an intermediate that issues, and
// a second root that nobody trusts.
type Authority struct {
	root, intermediate, stranger issuer

	key    *ecdsa.PrivateKey // shared by all leaves: to make one costs time
	weak   func() (*rsa.PrivateKey, error)
	serial atomic.Int64
}

type issuer struct {
	cert *x509.Certificate
	key  crypto.Signer
}

// NewAuthority makes an authority that is valid from a year ago for ten years.
func NewAuthority() (*Authority, error) {
	a := &Authority{weak: sync.OnceValues(func() (*rsa.PrivateKey, error) {
		return rsa.GenerateKey(rand.Reader, 1024)
	})}
	var err error
	if a.key, err = newKey(); err != nil {
		return nil, err
	}
	if a.root, err = a.newIssuer("Probetest Root", nil); err != nil {
		return nil, err
	}
	if a.intermediate, err = a.newIssuer("Probetest Intermediate", &a.root); err != nil {
		return nil, err
	}
	a.stranger, err = a.newIssuer("Stranger Root", nil)
	return a, err
}

// Roots is the pool that a client trusts.
func (a *Authority) Roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.root.cert)
	return pool
}

// RootPEM is the root certificate as a file for `--ca-file`.
func (a *Authority) RootPEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.root.cert.Raw})
}

// Issue makes a certificate with its chain and key.
func (a *Authority) Issue(c Cert) (tls.Certificate, error) {
	has := func(f Flaw) bool { return slices.Contains(c.Flaws, f) }
	template := a.template(c)
	from := a.intermediate
	chain := [][]byte{from.cert.Raw}
	if has(UnknownIssuer) {
		from = a.stranger
		chain = [][]byte{from.cert.Raw}
	}
	if has(NoIntermediate) {
		chain = nil
	}
	var key crypto.Signer = a.key
	if has(WeakKey) {
		weak, err := a.weak()
		if err != nil {
			return tls.Certificate{}, err
		}
		key = weak
	}
	if has(SelfSigned) {
		from, chain = issuer{template, key}, nil
		template.IssuingCertificateURL = nil
	}
	if has(WeakSignature) {
		template.SignatureAlgorithm = x509.ECDSAWithSHA1
		if _, ok := from.key.(*rsa.PrivateKey); ok {
			template.SignatureAlgorithm = x509.SHA1WithRSA
		}
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, from.cert, key.Public(), from.key)
	if err != nil {
		return tls.Certificate{}, err
	}
	leaf, err := x509.ParseCertificate(raw)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: append([][]byte{raw}, chain...), PrivateKey: key, Leaf: leaf}, nil
}

func (a *Authority) template(c Cert) *x509.Certificate {
	now := time.Now()
	end := c.NotAfter
	if end.IsZero() {
		end = now.Add(certLeft)
	}
	begin := end.Add(-certLifetime)
	if hourAgo := now.Add(-time.Hour); begin.After(hourAgo) {
		begin = hourAgo
	}
	if slices.Contains(c.Flaws, Expired) {
		begin, end = now.Add(-10*day-certLifetime), now.Add(-10*day)
	}
	if slices.Contains(c.Flaws, NotYetValid) {
		begin, end = now.Add(10*day), now.Add(10*day+certLifetime)
	}
	t := &x509.Certificate{
		SerialNumber:          big.NewInt(a.serial.Add(1)),
		NotBefore:             begin,
		NotAfter:              end,
		KeyUsage:              x509.KeyUsageDigitalSignature,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
		IssuingCertificateURL: []string{caIssuersURL},
	}
	for _, name := range c.Names {
		if ip := net.ParseIP(name); ip != nil {
			t.IPAddresses = append(t.IPAddresses, ip)
		} else {
			t.DNSNames = append(t.DNSNames, name)
		}
	}
	if len(c.Names) > 0 {
		t.Subject = pkix.Name{CommonName: c.Names[0]}
	}
	return t
}

// proves reports whether a client that trusts Roots would take the certificate for the host.
func (a *Authority) proves(cert *tls.Certificate, host string) bool {
	if cert.Leaf == nil {
		return false
	}
	others := x509.NewCertPool()
	for _, raw := range cert.Certificate[1:] {
		if c, err := x509.ParseCertificate(raw); err == nil && !bytes.Equal(c.RawIssuer, c.RawSubject) {
			others.AddCert(c)
		}
	}
	_, err := cert.Leaf.Verify(x509.VerifyOptions{
		DNSName: host, Roots: a.Roots(), Intermediates: others, CurrentTime: time.Now(),
	})
	return err == nil
}

// newIssuer makes a certificate that may sign others; by itself, where there is no parent.
func (a *Authority) newIssuer(name string, parent *issuer) (issuer, error) {
	key, err := newKey()
	if err != nil {
		return issuer{}, err
	}
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(a.serial.Add(1)),
		Subject:               pkix.Name{Organization: []string{"Probetest"}, CommonName: name},
		NotBefore:             now.Add(-365 * day),
		NotAfter:              now.Add(9 * 365 * day),
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
		BasicConstraintsValid: true,
		IsCA:                  true,
	}
	signer := issuer{template, key}
	if parent != nil {
		signer = *parent
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, signer.cert, key.Public(), signer.key)
	if err != nil {
		return issuer{}, err
	}
	cert, err := x509.ParseCertificate(raw)
	return issuer{cert, key}, err
}

func newKey() (*ecdsa.PrivateKey, error) {
	return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
}

// serverConfig is the configuration of a server that shows one certificate. It
// leaves a note of each hello in the record of the connection. The name is the
// server's own, for clients that name none.
func (a *Authority) serverConfig(cert *tls.Certificate, name string) *tls.Config {
	return &tls.Config{
		Certificates:           []tls.Certificate{*cert},
		SessionTicketsDisabled: true,
		GetConfigForClient: func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
			if c, ok := hello.Conn.(*conn); ok {
				host := hello.ServerName
				if host == "" {
					host = name
				}
				c.record.hello(hello.ServerName, a.proves(cert, host))
			}
			return nil, nil // this one
		},
	}
}
