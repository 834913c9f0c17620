package probetest

import (
	"crypto/tls"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// handshake is how a script shapes the server's side of TLS.
type handshake struct {
	skip       bool
	max        uint16 // as in crypto/tls; 0 for no limit
	clientCert bool
}

// shapeHandshake carries a directive of the handshake row out.
func (s *session) shapeHandshake(step step) bool {
	switch step.verb {
	case "skip":
		s.shape.skip = true
	case "max":
		s.shape.max = tls.VersionTLS10 + uint16(step.count)
	case "certificate":
		s.shape.clientCert = true
	case "alert":
		_, _ = s.reader.Peek(1)
		s.write(string([]byte{21, 3, 3, 0, 2, 2, byte(step.count)})) // RFC 8446, section 6: a fatal alert
		return false
	}
	return true
}

// startTLS runs the server's side of the handshake; false if the connection ends there.
func (s *session) startTLS() bool {
	if !s.happen("handshake", command{}) {
		return false
	}
	if s.shape.skip {
		return true
	}
	secure := tls.Server(s.raw, s.tlsConfig())
	if err := secure.HandshakeContext(s.ctx); err != nil {
		return false
	}
	s.raw.record.secured(secure.ConnectionState().Version)
	s.speakOn(secure, true)
	return true
}

// afterSTARTTLS goes on inside TLS; false if the connection is over then.
func (s *session) afterSTARTTLS() bool {
	if s.wellBehaved() {
		s.handOver(true)
		return false
	}
	if r := find(s.service.script, []string{"greeting"}, s.inTLS, false); r != nil && r.tls && s.service.tls == fact.STARTTLS {
		return s.perform(r.reply, command{words: r.words})
	}
	return true
}

func (s *session) tlsConfig() *tls.Config {
	config := s.host.authority.serverConfig(s.host.cert, s.host.name)
	if s.shape.max != 0 {
		config.MinVersion, config.MaxVersion = tls.VersionTLS10, s.shape.max
	}
	if s.shape.clientCert {
		config.ClientAuth = tls.RequireAnyClientCert
	}
	return config
}
