// Package session speaks IMAP, POP3 and SMTP, each in files of its own, and the SASL
// exchange that they share. It returns facts; package diagnose names the causes.
//
// A session has two parts. [Open] does all that needs no credential: it connects,
// waits for the greeting, secures the connection and asks for the capabilities.
// Only a session that came through all of that is [Session.Ready], and only a ready
// one takes a credential ([Session.Login]). What a server says before TLS is kept as
// evidence, and decides nothing but whether STARTTLS is offered.
package session

import (
	"context"
	"errors"
	"net/netip"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
)

// Options are the same for every session of a run.
type Options struct {
	// EHLO is the name we give an SMTP server; empty means the address literal
	// of the connection, as mail programs send it (RFC 5321, section 4.1.3).
	EHLO string
	// Cleartext lets a session without TLS become ready. It is what
	// --allow-cleartext asks for, and nothing else sets it.
	Cleartext bool
}

// Session is one connection to a server, and the dialogue over it. It is used by one
// goroutine at a time.
type Session struct {
	// Check is what has been seen so far.
	Check fact.Check

	conn  *connect.Conn
	dials *connect.Dials
	proto dialogue
	ready bool
	// greetingTimeout is how long the greeting is waited for.
	greetingTimeout time.Duration
	// awaitingCommand is set while the server waits for our next command, so that
	// Close may log out.
	awaitingCommand bool
	// legacyTLS makes the handshake [connect.Conn.ProbeLegacyTLS], and ends there.
	legacyTLS bool
}

// Open connects to an endpoint at one of the addresses and examines it without a
// credential. It always returns a session, which the caller closes; its Check says
// how far it came.
//
// A server that says nothing in the clear is most often one that waits for a TLS
// ClientHello. So after a short silence a second connection tries TLS, and only
// where there is none is a slow greeting waited for, on a third.
func Open(ctx context.Context, d *connect.Dialer, e fact.Endpoint, ips []netip.Addr, o Options) *Session {
	if e.TLS == fact.Implicit || e.Port == 25 {
		return open(ctx, d, e, ips, o, connect.GreetingTimeout)
	}
	s := open(ctx, d, e, ips, o, implicitTLSDelay)
	if openQuestion(&s.Check) != fact.ProbeImplicitTLS || s.Check.Failure.Kind != fact.FailTimeout {
		return s
	}
	s.ProbeFurther(ctx, d, ips, o)
	if s.Check.SecondProbe == nil || s.Check.SecondProbe.Handshake.Version != 0 || implicitPort(e) {
		return s
	}
	later := open(ctx, d, e, ips, o, connect.GreetingTimeout-implicitTLSDelay)
	later.Check.Wire = append(s.Check.Wire, later.Check.Wire...)
	if later.Check.Outcome == fact.OutcomeFailed {
		later.Check.SecondProbe = s.Check.SecondProbe
	}
	return later
}

// implicitTLSDelay is how long a greeting in the clear is waited for before TLS is
// tried on a second connection. It is not tried on port 25: servers there delay the
// greeting on purpose, and take a client that speaks first for a spammer.
const implicitTLSDelay = 3 * time.Second

func open(ctx context.Context, d *connect.Dialer, e fact.Endpoint, ips []netip.Addr, o Options, patience time.Duration) *Session {
	s := &Session{Check: fact.Check{Endpoint: e, Outcome: fact.OutcomeFailed, Login: fact.LoginImpossible}, greetingTimeout: patience}
	err := s.examine(ctx, d, ips, o)
	if err != nil {
		s.fail(ctx, err)
		return s
	}
	s.Check.Outcome, s.Check.Login = fact.OutcomeOK, fact.LoginNotTried
	s.ready, s.awaitingCommand = true, true
	return s
}

// examine runs the steps in order; the one that fails is the last in Check.Steps.
func (s *Session) examine(ctx context.Context, d *connect.Dialer, ips []netip.Addr, o Options) error {
	e := s.Check.Endpoint
	err := s.step(fact.StepTCP, func() (err error) {
		s.conn, s.dials, err = d.Connect(ctx, ips, e.Port)
		return err
	})
	if err != nil {
		return err
	}
	s.Check.IP = s.conn.IP
	s.proto = newDialogue(e.Protocol, s, o)

	if e.TLS == fact.Implicit {
		if err := s.secure(ctx, d); err != nil {
			return err
		}
	}
	if err := s.step(fact.StepGreeting, s.proto.greet); err != nil {
		return err
	}
	if e.TLS != fact.Implicit {
		if err := s.ask(&s.Check.ClearCapabilities); err != nil {
			return err
		}
	}
	switch e.TLS {
	case fact.STARTTLS:
		if !s.proto.offersSTARTTLS(s.Check.ClearCapabilities) {
			return &failure{step: fact.StepSTARTTLS, kind: fact.FailNotOffered}
		}
		if err := s.step(fact.StepSTARTTLS, s.upgrade); err != nil {
			return err
		}
		if err := s.secure(ctx, d); err != nil {
			return err
		}
	case fact.NoTLS:
		if !o.Cleartext {
			return &failure{step: fact.StepTLS, kind: fact.FailNotOffered}
		}
		s.Check.Capabilities = s.Check.ClearCapabilities
		s.Check.Mechanisms = s.proto.mechanisms(s.Check.Capabilities)
		return nil
	}
	if err := s.ask(&s.Check.Capabilities); err != nil {
		return err
	}
	s.Check.Mechanisms = s.proto.mechanisms(s.Check.Capabilities)
	return nil
}

// ask fills in the capabilities. A server may have sent them in its greeting, which
// costs no round trip and is not a step.
func (s *Session) ask(into *[]string) error {
	if *into = s.proto.unsolicitedCapabilities(); *into != nil {
		return nil
	}
	return s.step(fact.StepCapability, func() (err error) {
		*into, err = s.proto.capabilities()
		return err
	})
}

// upgrade asks for TLS. Bytes that came along with the answer are an error: they may
// have been injected (CVE-2011-0411).
func (s *Session) upgrade() error {
	if err := s.proto.starttls(); err != nil {
		return err
	}
	if rest := s.conn.Leftover(); rest != "" {
		return &failure{kind: fact.FailLeftover, line: rest}
	}
	return nil
}

// step runs one step and records how long it took.
func (s *Session) step(name fact.StepName, run func() error) error {
	start := time.Now()
	err := run()
	s.Check.Steps = append(s.Check.Steps, fact.Step{Name: name, Took: time.Since(start)})
	return err
}

// Ready reports whether the session may be given a credential.
func (s *Session) Ready() bool { return s.ready }

// fail records at which step the session failed, and how. A session that was cut off
// by the end of the run, or by the bound on what a run reads, is unfinished instead.
func (s *Session) fail(ctx context.Context, err error) {
	if ctx.Err() != nil || errors.Is(err, connect.ErrIntakeSpent) {
		s.Check.Outcome = fact.OutcomeUnfinished
		return
	}
	f := &fact.Failure{Kind: connect.KindOf(err), Detail: err.Error()}
	if n := len(s.Check.Steps); n > 0 {
		f.Step = s.Check.Steps[n-1].Name
	}
	f.Clear = s.conn == nil || !s.conn.Secure()
	var own *failure
	header, met := plaintext(err)
	switch {
	case errors.As(err, &own):
		f.Kind, f.Line = own.kind, own.line
		if own.step != "" {
			f.Step = own.step
		}
	case met && s.Check.Endpoint.TLS == fact.STARTTLS:
		// The server sent plain text where only the handshake may follow.
		f.Kind, f.Line = fact.FailLeftover, header
	case met:
		// What came instead of TLS is the best evidence.
		f.Line = s.conn.FirstBytes()
	}
	if f.Line == "" && f.Step == fact.StepGreeting {
		f.Line = s.Check.Greeting // as far as it came
	}
	if s.conn != nil {
		f.Line, f.Detail = s.conn.Evidence(f.Line), s.conn.Evidence(f.Detail)
	}
	s.Check.Failure = f
	s.awaitingCommand = f.Kind == fact.FailNotOffered
}

// Close logs out where the server waits for a command, closes the connection and
// completes Check. It may be called more than once.
func (s *Session) Close() {
	if s.conn == nil {
		s.finish()
		return
	}
	if s.awaitingCommand {
		s.conn.Within(logoutTimeout)
		conn := s.conn
		late := time.AfterFunc(logoutTimeout, func() { conn.Close() })
		_ = s.proto.bye() // whether it answers does not matter
		late.Stop()
	}
	s.ready, s.awaitingCommand = false, false
	s.conn.Close()
	s.finish()
	s.conn = nil
}

// logoutTimeout is how long the answer to LOGOUT or QUIT is waited for.
const logoutTimeout = time.Second

// finish adds to Check what is known only when the connection has ended.
func (s *Session) finish() {
	if s.dials != nil {
		s.Check.Dials = s.dials.All()
		s.dials = nil
	}
	if s.conn != nil {
		s.Check.Wire = append(s.Check.Wire, s.conn.Transcript().Lines()...)
	}
}

// newDialogue returns the client side of a protocol, over the session's connection.
func newDialogue(p fact.Protocol, s *Session, o Options) dialogue {
	w := wire{s.conn, &s.Check, s.greetingTimeout}
	switch p {
	case fact.POP3:
		return &pop3{wire: w}
	case fact.SMTP:
		return &smtp{wire: w, name: o.EHLO}
	default:
		return &imap{wire: w}
	}
}

// secure makes the TLS handshake of the session.
func (s *Session) secure(ctx context.Context, d *connect.Dialer) error {
	return s.step(fact.StepTLS, func() error {
		shake := s.conn.StartTLS
		if s.legacyTLS {
			shake = s.conn.ProbeLegacyTLS
		}
		err := shake(ctx, s.Check.Endpoint.Host, d.Trust)
		s.Check.Handshake = s.conn.Handshake
		if err == nil && s.legacyTLS {
			return errHandshakeDone
		}
		return err
	})
}
