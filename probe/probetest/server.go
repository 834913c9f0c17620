package probetest

import (
	"context"
	"crypto/tls"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Server describes a mail server.
type Server struct {
	// Names are its host names; the first is what it calls itself. A name may be
	// a wildcard (*.hoster.example). The names get address records in the zone.
	Names []string
	// IPs are its addresses; without any, a fresh IPv4 address.
	IPs []netip.Addr
	// Cert is its certificate; nil stands for a good one.
	Cert *Cert
	// Users are the accepted user names with their passwords. The names count as
	// they are: a server that wants the full address has "anna@srv.example", one
	// that wants the local part has "anna", one that takes either has both.
	Users map[string]string
	// LoginDelay comes before the answer to every credential.
	LoginDelay time.Duration
	// Services are its ports.
	Services []Service
}

// Service is one port of a mail server.
type Service struct {
	// On is the protocol and TLS mode as a URL has them, with a port where it is
	// not the usual one: "imaps", "pop3s", "smtps" with implicit TLS; "imap",
	// "pop3", "smtp" with STARTTLS; "smtp:25"; "imap?tls=none" without TLS, where
	// logins in the clear are taken.
	On string
	// Mechanisms are the SASL mechanisms on offer; nil stands for PLAIN and
	// LOGIN, an empty list for none. Others than these two can be offered but
	// are not spoken.
	Mechanisms []string
	// Script is how the service deviates from a well-behaved one.
	Script Script
	// Again takes the place of Script from the second connection on, for a server
	// that treats whoever comes back in another way; nil stands for no such.
	Again Script
}

// On lists well-behaved services, each by what stands in [Service].On.
func On(services ...string) []Service {
	list := make([]Service, len(services))
	for i, on := range services {
		list[i].On = on
	}
	return list
}

// Serve starts a mail server. It stands until the internet closes.
func (i *Internet) Serve(s Server) error {
	if len(s.Names) == 0 {
		return fmt.Errorf("probetest: a server needs a name")
	}
	cert, err := i.issueFor(s.Cert, s.Names)
	if err != nil {
		return err
	}
	ips, err := i.addresses(s.Names, s.IPs)
	if err != nil {
		return err
	}
	mailboxes, err := newMailboxes(s.Users)
	if err != nil {
		return err
	}
	host := &mailHost{
		name: s.Names[0], cert: cert, authority: i.Authority,
		users: s.Users, loginDelay: s.LoginDelay, mailboxes: mailboxes,
	}
	for _, described := range s.Services {
		service, err := described.parse()
		if err != nil {
			return fmt.Errorf("probetest: %s: %w", host.name, err)
		}
		for _, ip := range ips {
			if err := i.listenMail(host, service, netip.AddrPortFrom(ip, service.port)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (i *Internet) listenMail(host *mailHost, service *service, addr netip.AddrPort) error {
	listener, err := i.Network.listen(addr, i.Log, Connection{Server: host.name, Protocol: service.protocol})
	if err != nil {
		return err
	}
	i.running.Go(func() {
		for met := service; ; met = met.next() {
			c, err := listener.Accept()
			if err != nil {
				return // the network has closed
			}
			i.running.Go(func() { newSession(i.ctx, host, met, c.(*conn)).serve() })
		}
	})
	return nil
}

// mailHost is a running mail server.
type mailHost struct {
	name       string
	cert       *tls.Certificate
	authority  *Authority
	users      map[string]string
	loginDelay time.Duration
	mailboxes  mailboxes
}

// admits judges a credential.
func (h *mailHost) admits(user, password string) bool {
	want, known := h.users[user]
	return known && password == want
}

// service is a [Service] that was understood.
type service struct {
	protocol   fact.Protocol
	port       uint16
	tls        fact.TLSMode
	mechanisms []string
	script     []row
	defaults   []row
	again      *service // what the next connection meets; nil for the same
}

// next is what the connection meets that comes after one to this service.
func (s *service) next() *service {
	if s.again != nil {
		return s.again
	}
	return s
}

func (s Service) parse() (*service, error) {
	parsed, err := parseOn(s.On)
	if err != nil {
		return nil, err
	}
	parsed.mechanisms = s.Mechanisms
	if s.Mechanisms == nil {
		parsed.mechanisms = []string{"PLAIN", "LOGIN"}
	}
	if parsed.script, err = s.Script.compile(); err != nil {
		return nil, err
	}
	if parsed.defaults, err = defaults(parsed.protocol).compile(); err != nil || s.Again == nil {
		return parsed, err
	}
	again := *parsed
	parsed.again = &again
	again.script, err = s.Again.compile()
	return parsed, err
}

func parseOn(on string) (*service, error) {
	text, cleartext := strings.CutSuffix(on, "?tls=none")
	scheme, port, hasPort := strings.Cut(text, ":")
	name, implicit := strings.CutSuffix(scheme, "s")
	standard := fact.StandardPorts(fact.Protocol(name))
	mode := fact.STARTTLS
	if implicit {
		mode = fact.Implicit
	}
	at := slices.IndexFunc(standard, func(e fact.Endpoint) bool { return e.TLS == mode })
	if at < 0 || implicit && cleartext {
		return nil, fmt.Errorf("%q is no mail service", on)
	}
	s := &service{protocol: standard[at].Protocol, port: standard[at].Port, tls: mode}
	if cleartext {
		s.tls = fact.NoTLS
	}
	if hasPort {
		number, err := strconv.ParseUint(port, 10, 16)
		if err != nil || number == 0 {
			return nil, fmt.Errorf("%q has no valid port", on)
		}
		s.port = uint16(number)
	}
	return s, nil
}

// sleep waits; false if the context ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
