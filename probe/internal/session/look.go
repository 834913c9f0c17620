package session

import (
	"context"
	"crypto/tls"
	"errors"
	"net/netip"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
)

// Bounds of a second look. A server that only waits for our hello answers it at
// once; an old one may take its time for the keys.
const (
	lookForTLS    = 1500 * time.Millisecond
	lookForOldTLS = 5 * time.Second
)

// doubt is what a second connection might tell of a failure that the first left
// open; empty where it would tell nothing.
func doubt(c *fact.Check) fact.LookKind {
	f := c.Failure
	switch {
	case f == nil:
		return ""
	case f.Step == fact.StepTLS && !c.Handshake.WantsCertificate:
		switch f.Kind {
		case fact.FailVersion, fact.FailAlert, fact.FailHandshake, fact.FailClosed, fact.FailReset, fact.FailTimeout:
			return fact.LookOldTLS
		}
	case f.Step == fact.StepGreeting && c.TLS != fact.Implicit && c.Greeting == "":
		switch f.Kind {
		case fact.FailTimeout:
			return fact.LookImplicitTLS
		case fact.FailClosed, fact.FailReset:
			if implicitPort(c.Endpoint) {
				return fact.LookImplicitTLS
			}
		}
	}
	return ""
}

// implicitPort reports whether a port is by custom one of implicit TLS.
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

// LookAgain makes a second connection where a failure left the cause open, once the
// first has ended, and notes in Check.Look what it showed, unless that is known
// already. No credential can go over it: it ends with the handshake, or with the
// greeting behind it.
func (s *Session) LookAgain(ctx context.Context, d *connect.Dialer, ips []netip.Addr, o Options) {
	kind := doubt(&s.Check)
	if kind == "" || s.ready || s.Check.Look != nil {
		return
	}
	s.Close()
	e, limit := s.Check.Endpoint, lookForOldTLS
	if kind == fact.LookImplicitTLS {
		e.TLS, limit = fact.Implicit, lookForTLS
	}
	o.Cleartext = false
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	second := &Session{Check: fact.Check{Endpoint: e, Outcome: fact.OutcomeFailed}, old: kind == fact.LookOldTLS, patience: limit}
	err := second.examine(limited, d, ips, o)
	if errors.Is(err, errSeen) {
		err = nil
	}
	if err != nil {
		second.fail(limited, err)
	}
	second.listens = second.Check.Failure == nil && !second.old
	second.Close()
	if ctx.Err() != nil {
		return // the run ended: nobody knows what would have come of it
	}
	s.Check.Look = &fact.Look{
		Kind: kind, Handshake: second.Check.Handshake, Greeting: second.Check.Greeting, Failure: second.Check.Failure,
	}
	s.Check.Wire = append(s.Check.Wire, second.Check.Wire...)
}

// errSeen ends the examination of a second look that has seen what it came for.
var errSeen = errors.New("the handshake came through")

// secure makes the handshake of the session.
func (s *Session) secure(ctx context.Context, d *connect.Dialer) error {
	return s.step(fact.StepTLS, func() error {
		shake := s.conn.StartTLS
		if s.old {
			shake = s.conn.ProbeLegacyTLS
		}
		err := shake(ctx, s.Check.Endpoint.Host, d.Trust)
		s.Check.Handshake = s.conn.Handshake
		if err == nil && s.old {
			return errSeen
		}
		return err
	})
}

// plaintext is what a handshake met instead of TLS; false if it met TLS.
func plaintext(err error) (header string, met bool) {
	var record tls.RecordHeaderError
	if !errors.As(err, &record) {
		return "", false
	}
	return string(record.RecordHeader[:]), true
}
