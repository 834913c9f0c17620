package probetest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

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

// capabilities is what a service offers at a point of the dialogue, spelt so
// that it can follow "* CAPABILITY ", stand in the list of CAPA, or follow "250-".
func (s *service) capabilities(inTLS, loggedIn bool) string {
	starttls := s.tls == fact.STARTTLS && !inTLS
	mechanisms := s.mechanisms
	if starttls || loggedIn {
		mechanisms = nil
	}
	var caps []string
	switch s.protocol {
	case fact.IMAP:
		caps = []string{"IMAP4rev1", "LITERAL+", "SASL-IR"}
		if starttls {
			caps = append(caps, "STARTTLS")
		}
		for _, m := range mechanisms {
			caps = append(caps, "AUTH="+m)
		}
		if len(mechanisms) == 0 && !loggedIn {
			caps = append(caps, "LOGINDISABLED")
		}
		return strings.Join(caps, " ")
	case fact.POP3:
		caps = []string{"TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE"}
		if starttls {
			caps = append(caps, "STLS")
		}
		if len(mechanisms) > 0 {
			caps = append(caps, "USER", "SASL "+strings.Join(mechanisms, " "))
		}
		return strings.Join(caps, "\r\n")
	}
	caps = []string{"PIPELINING", "8BITMIME"}
	if starttls {
		caps = append(caps, "STARTTLS")
	}
	if len(mechanisms) > 0 {
		caps = append(caps, "AUTH "+strings.Join(mechanisms, " "))
	}
	return strings.Join(caps, "\r\n250-")
}
