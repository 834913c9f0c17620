package session

import (
	"context"
	"errors"
	"net/netip"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
)

// Timeouts of a second connection. A server that waits for a ClientHello answers at
// once; an old one may need time to compute its keys.
const (
	implicitTLSTimeout = 1500 * time.Millisecond
	legacyTLSTimeout   = 5 * time.Second
)

// openQuestion returns what a second connection could find out about a failure;
// empty for nothing.
func openQuestion(c *fact.Check) fact.SecondProbeKind {
	f := c.Failure
	switch {
	case f == nil:
		return ""
	case f.Step == fact.StepTLS && !c.Handshake.WantsCertificate:
		switch f.Kind {
		case fact.FailVersion, fact.FailAlert, fact.FailHandshake, fact.FailClosed, fact.FailReset, fact.FailTimeout:
			return fact.ProbeLegacyTLS
		}
	case f.Step == fact.StepGreeting && c.TLS != fact.Implicit && c.Greeting == "":
		switch f.Kind {
		case fact.FailTimeout:
			return fact.ProbeImplicitTLS
		case fact.FailClosed, fact.FailReset:
			if implicitPort(c.Endpoint) {
				return fact.ProbeImplicitTLS
			}
		}
	}
	return ""
}

// implicitPort reports whether a port is a standard one of implicit TLS.
func implicitPort(e fact.Endpoint) bool {
	for _, p := range []fact.Protocol{fact.IMAP, fact.POP3, fact.SMTP} {
		for _, standard := range fact.StandardPorts(p) {
			if standard.Port == e.Port && standard.TLS == fact.Implicit {
				return true
			}
		}
	}
	return false
}

// ProbeFurther makes a second connection where a failure left the cause open, after
// closing the first, and records in Check.SecondProbe what it showed, unless that is
// known already. No credential can be sent over it: it ends with the handshake, or
// with the greeting after it.
func (s *Session) ProbeFurther(ctx context.Context, d *connect.Dialer, ips []netip.Addr, o Options) {
	kind := openQuestion(&s.Check)
	if kind == "" || s.ready || s.Check.SecondProbe != nil {
		return
	}
	s.Close()
	e, limit := s.Check.Endpoint, legacyTLSTimeout
	if kind == fact.ProbeImplicitTLS {
		e.TLS, limit = fact.Implicit, implicitTLSTimeout
	}
	o.Cleartext = false
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	second := &Session{Check: fact.Check{Endpoint: e, Outcome: fact.OutcomeFailed}, legacyTLS: kind == fact.ProbeLegacyTLS, greetingTimeout: limit}
	err := second.examine(limited, d, ips, o)
	if errors.Is(err, errHandshakeDone) {
		err = nil
	}
	if err != nil {
		second.fail(limited, err)
	}
	second.awaitingCommand = second.Check.Failure == nil && !second.legacyTLS
	second.Close()
	if ctx.Err() != nil {
		return // the run ended, which says nothing about the server
	}
	s.Check.SecondProbe = &fact.SecondProbe{
		Kind: kind, Handshake: second.Check.Handshake, Greeting: second.Check.Greeting, Failure: second.Check.Failure,
	}
	s.Check.Wire = append(s.Check.Wire, second.Check.Wire...)
}

// errHandshakeDone ends the examination of a second connection that needed no more
// than the handshake.
var errHandshakeDone = errors.New("the handshake came through")
