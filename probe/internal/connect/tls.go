package connect

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"time"
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
			certificate, detail := judge(state.PeerCertificates, host, trust)
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
