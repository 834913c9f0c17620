// Package session holds the dialogues with mail servers: IMAP, POP3 and SMTP,
// each in a file, and the one SASL exchange that they share. It returns facts
// and names no cause.
//
// A session has two parts. [Open] does all that needs no credential: it reaches
// the server, waits for its greeting, secures the connection and asks what the
// server can do. Only a session that came through all of that is [Session.Ready],
// and only a ready one takes a credential. What a server says before TLS is kept
// as evidence and decides nothing, but whether STARTTLS is offered.
package session

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"strings"
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

// Session is one dialogue. It is used by one goroutine at a time.
type Session struct {
	// Check is what has been seen so far.
	Check fact.Check

	conn  *connect.Conn
	dials *connect.Dials
	talk  dialogue
	ready bool
	// patience is how long the greeting is waited for.
	patience time.Duration
	// listens is set while the server waits for our next command, so that it can
	// be told when we leave.
	listens bool
	// old makes the handshake one of [connect.Conn.ProbeLegacyTLS], and ends there.
	old bool
}

// dialogue is what the protocols have in common. Its errors are *[failure] or
// those of the connection. What a protocol does not have, [wire] answers for.
type dialogue interface {
	// greet waits for the greeting and judges it.
	greet() error
	// told are capabilities that came unasked; nil where none did.
	told() []string
	// capabilities are what the server announces of itself here and now.
	capabilities() ([]string, error)
	// offersSTARTTLS reports whether the capabilities hold it.
	offersSTARTTLS(capabilities []string) bool
	// starttls asks for TLS; nil means that the handshake may begin.
	starttls() error
	// mechanisms are the ways to log in that the capabilities hold.
	mechanisms(capabilities []string) []string
	// stamp is what the server's greeting holds for APOP, or empty.
	stamp() string
	// carry readies the protocol to carry one login by the mechanism.
	carry(mechanism string, credential Credential) carrier
	// mailbox looks behind the login, changing nothing; nil where there is
	// nothing to look at.
	mailbox() *fact.Mailbox
	// details adds what is worth knowing of a mailbox that has opened.
	details(*fact.Mailbox)
	// sender tries an address as sender; nil where nothing is sent.
	sender(address string) *fact.Sender
	// bye takes leave.
	bye() error
}

// Open reaches an endpoint at one of the addresses and examines it without a
// credential. It always returns a session, which the caller closes; Check tells
// how far it came.
//
// A server that says nothing in the clear is most often one that waits for our
// hello. So after a short silence a second connection looks for TLS, and only
// where there is none is a slow greeting waited for, on a third.
func Open(ctx context.Context, d *connect.Dialer, e fact.Endpoint, ips []netip.Addr, o Options) *Session {
	if e.TLS == fact.Implicit || e.Port == 25 {
		return open(ctx, d, e, ips, o, connect.GreetingTimeout)
	}
	s := open(ctx, d, e, ips, o, silence)
	if doubt(&s.Check) != fact.LookImplicitTLS || s.Check.Failure.Kind != fact.FailTimeout {
		return s
	}
	s.LookAgain(ctx, d, ips, o)
	if s.Check.Look == nil || s.Check.Look.Handshake.Version != 0 || implicitPort(e) {
		return s
	}
	later := open(ctx, d, e, ips, o, connect.GreetingTimeout-silence)
	later.Check.Wire = append(s.Check.Wire, later.Check.Wire...)
	if later.Check.Outcome == fact.OutcomeFailed {
		later.Check.Look = s.Check.Look
	}
	return later
}

// silence is how long a greeting in the clear is waited for before TLS is tried.
// On port 25 it is not: servers there are slow on purpose, and hold who speaks
// first for a sender of spam.
const silence = 3 * time.Second

func open(ctx context.Context, d *connect.Dialer, e fact.Endpoint, ips []netip.Addr, o Options, patience time.Duration) *Session {
	s := &Session{Check: fact.Check{Endpoint: e, Outcome: fact.OutcomeFailed, Login: fact.LoginImpossible}, patience: patience}
	err := s.examine(ctx, d, ips, o)
	if err != nil {
		s.fail(ctx, err)
		return s
	}
	s.Check.Outcome, s.Check.Login = fact.OutcomeOK, fact.LoginNotTried
	s.ready, s.listens = true, true
	return s
}

// examine goes through the steps in order; the step that fails is the last one
// in Check.Steps.
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
	s.talk = speak(e.Protocol, s, o)

	if e.TLS == fact.Implicit {
		if err := s.secure(ctx, d); err != nil {
			return err
		}
	}
	if err := s.step(fact.StepGreeting, s.talk.greet); err != nil {
		return err
	}
	if e.TLS != fact.Implicit {
		if err := s.ask(&s.Check.ClearCapabilities); err != nil {
			return err
		}
	}
	switch e.TLS {
	case fact.STARTTLS:
		if !s.talk.offersSTARTTLS(s.Check.ClearCapabilities) {
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
		s.Check.Mechanisms = s.talk.mechanisms(s.Check.Capabilities)
		return nil
	}
	if err := s.ask(&s.Check.Capabilities); err != nil {
		return err
	}
	s.Check.Mechanisms = s.talk.mechanisms(s.Check.Capabilities)
	return nil
}

// ask fills in the capabilities. A server may have told them in its greeting
// already, which costs no round trip and is no step.
func (s *Session) ask(into *[]string) error {
	if *into = s.talk.told(); *into != nil {
		return nil
	}
	return s.step(fact.StepCapability, func() (err error) {
		*into, err = s.talk.capabilities()
		return err
	})
}

// upgrade asks for TLS and refuses whatever came along with the answer.
func (s *Session) upgrade() error {
	if err := s.talk.starttls(); err != nil {
		return err
	}
	if rest := s.conn.Leftover(); rest != "" {
		return &failure{kind: fact.FailLeftover, line: rest}
	}
	return nil
}

// step runs one phase and notes how long it took.
func (s *Session) step(name fact.StepName, run func() error) error {
	start := time.Now()
	err := run()
	s.Check.Steps = append(s.Check.Steps, fact.Step{Name: name, Took: time.Since(start)})
	return err
}

// Ready reports whether the session may be given a credential.
func (s *Session) Ready() bool { return s.ready }

// fail notes where the session ended and how it showed. A session that the end
// of the run cut off, or a bound on all of its dialogues, has not failed: it is
// unfinished.
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
		// Something was said in the clear where only the handshake could follow.
		f.Kind, f.Line = fact.FailLeftover, header
	case met:
		// What came instead of TLS is the best evidence there is.
		f.Line = s.conn.FirstBytes()
	}
	if f.Line == "" && f.Step == fact.StepGreeting {
		f.Line = s.Check.Greeting // as far as it came
	}
	if s.conn != nil {
		f.Line, f.Detail = s.conn.Evidence(f.Line), s.conn.Evidence(f.Detail)
	}
	s.Check.Failure = f
	s.listens = f.Kind == fact.FailNotOffered
}

// Close takes leave where there is somebody to take leave of, ends the
// connection and completes Check. It may be called more than once.
func (s *Session) Close() {
	if s.conn == nil {
		s.finish()
		return
	}
	if s.listens {
		s.conn.Within(farewell)
		conn := s.conn
		late := time.AfterFunc(farewell, func() { conn.Close() })
		_ = s.talk.bye() // a server that does not answer has been told
		late.Stop()
	}
	s.ready, s.listens = false, false
	s.conn.Close()
	s.finish()
	s.conn = nil
}

// farewell is how long the answer to LOGOUT or QUIT is waited for.
const farewell = time.Second

// finish adds what is known only when the connection has ended.
func (s *Session) finish() {
	if s.dials != nil {
		s.Check.Dials = s.dials.All()
		s.dials = nil
	}
	if s.conn != nil {
		s.Check.Wire = append(s.Check.Wire, s.conn.Transcript().Lines()...)
	}
}

// offers reports whether a list of capabilities holds one, without regard to case.
func offers(capabilities []string, name string) bool {
	return slices.ContainsFunc(capabilities, func(c string) bool { return strings.EqualFold(c, name) })
}
