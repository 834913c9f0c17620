package connect

import (
	"bufio"
	"context"
	"crypto/tls"
)

// StartTLS makes the TLS handshake for a host name: TLS 1.2 or newer, and a
// certificate that is valid for the name, now, from a trusted authority. All faults
// of the certificate are collected, not just the first; any of them breaks the
// handshake off, unless [Trust.AnyCertificate] is set. A handshake that fails closes
// the connection, so that nothing can be sent in the clear after it. Conn.Handshake
// is set as far as it came.
func (c *Conn) StartTLS(ctx context.Context, host string, trust Trust) error {
	c.Within(tlsTimeout)
	secured := tls.Client(c.head, c.config(host, trust))
	if err := secured.HandshakeContext(ctx); err != nil {
		c.Close()
		return err
	}
	c.top, c.secure = secured, true
	c.in = bufio.NewReader(reader{c})
	return nil
}

// config returns the configuration of a handshake that is safe, and that fills in
// Conn.Handshake.
func (c *Conn) config(host string, trust Trust) *tls.Config {
	return &tls.Config{
		ServerName: host,
		MinVersion: tls.VersionTLS12,
		// The check of crypto/tls stops at the first fault. Ours runs in
		// VerifyConnection, on every handshake, finds all of them, and its
		// error breaks the handshake off just the same.
		InsecureSkipVerify: true,
		VerifyConnection: func(state tls.ConnectionState) error {
			certificate, detail := verify(state.PeerCertificates, host, trust)
			c.Handshake.Version, c.Handshake.Cipher = state.Version, tls.CipherSuiteName(state.CipherSuite)
			c.Handshake.Certificate = certificate
			if disqualifies(certificate.Faults) && !trust.AnyCertificate {
				return &certificateError{certificate, detail}
			}
			return nil
		},
		// We have none, but that one was asked for explains how a handshake ends.
		GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			c.Handshake.WantsCertificate = true
			return &tls.Certificate{}, nil
		},
	}
}

// ProbeLegacyTLS makes a handshake that offers what old servers and middleboxes
// need: TLS 1.0, RSA key exchange, deprecated ciphers, and a ClientHello that fits
// one segment because it holds no post-quantum key share. The connection is closed
// whatever the result, so that nothing is ever sent over it. Conn.Handshake holds
// what was negotiated; an invalid certificate is no error here.
func (c *Conn) ProbeLegacyTLS(ctx context.Context, host string, trust Trust) error {
	defer c.Close()
	trust.AnyCertificate = true
	config := c.config(host, trust)
	config.MinVersion = tls.VersionTLS10
	config.CurvePreferences = []tls.CurveID{tls.X25519, tls.CurveP256, tls.CurveP384}
	for _, suite := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
		config.CipherSuites = append(config.CipherSuites, suite.ID)
	}
	c.Within(tlsTimeout)
	return tls.Client(c.head, config).HandshakeContext(ctx)
}

// OldCipher reports whether a cipher suite is one that [Conn.StartTLS] does not
// offer because its key exchange or cipher is deprecated (RFC 9325, section 4).
func OldCipher(name string) bool {
	for _, suite := range tls.InsecureCipherSuites() {
		if suite.Name == name {
			return true
		}
	}
	return false
}

// TLSState returns the state of TLS, for mechanisms that bind a login to it (RFC
// 5056); nil without TLS.
func (c *Conn) TLSState() *tls.ConnectionState {
	secured, ok := c.top.(*tls.Conn)
	if !ok {
		return nil
	}
	state := secured.ConnectionState()
	return &state
}
