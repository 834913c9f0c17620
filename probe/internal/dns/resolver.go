// Package dns asks DNS questions and keeps the answers for one run.
//
// It asks the system's own resolvers, or those it is told of, and tells apart
// what callers must tell apart: a name that does not exist, a name without
// records of the type, a resolver that fails and one that is silent. Search
// lists and /etc/hosts play no part: a mail domain is what public DNS says.
package dns

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/miekg/dns"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Timing of one question. A resolver that is silent for patience is not given
// up: the next one, or the same once more, is asked beside it.
const (
	defaultTimeout = 3 * time.Second
	patience       = 500 * time.Millisecond
	maxAliases     = 10
)

// DialFunc opens a connection as [net.Dialer.DialContext] does. One for "udp" is
// a [net.PacketConn] too: by that datagrams are told from streams.
type DialFunc func(ctx context.Context, network, address string) (net.Conn, error)

// Resolver asks a list of DNS servers. The zero value asks the system's.
// It is safe for concurrent use once its fields are set.
type Resolver struct {
	// Servers are asked in this order; empty means the system's. Where one was
	// silent, later questions begin with the one that answered instead.
	Servers []Server
	// Dial replaces the network; nil means [net.Dialer].
	Dial DialFunc
	// Roots and Now are what the certificates of DNS servers are held against;
	// nil means the system's.
	Roots *x509.CertPool
	Now   func() time.Time
	// Timeout bounds one question with all its repetitions; 0 means 3 s.
	Timeout time.Duration

	first atomic.Int32 // the place in Servers that questions begin with
}

// Answer is what DNS said to one question.
type Answer struct {
	// Name and Type are the question; Aliases are the names that CNAMEs led to, in
	// order, the last of which held the records.
	Name    string
	Type    uint16
	Aliases []string
	// Records are of the type that was asked for, in the order of the answer.
	Records []dns.RR
	// Authentic is the AD bit: the resolver says that DNSSEC proved the answer.
	Authentic bool
	Took      time.Duration
	// LeftOut is how many servers the records name beyond those that are kept.
	LeftOut int
}

// Error is a question that got no records. Its Fault is one of the DNS faults
// of package fact.
type Error struct {
	Name   string
	Type   uint16
	Fault  fact.LookupFault
	Detail string
}

func (e *Error) Error() string {
	text := fmt.Sprintf("%s %s: %s", e.Name, dns.TypeToString[e.Type], e.Fault)
	if e.Detail != "" {
		text += ": " + e.Detail
	}
	return text
}

// Fault is the fault of an error of this package; any other error is the
// network's or the caller's own end.
func Fault(err error) fact.LookupFault {
	var e *Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &e):
		return e.Fault
	case errors.Is(err, context.Canceled):
		return fact.LookupCanceled
	case errors.Is(err, context.DeadlineExceeded):
		return fact.LookupDNSTimeout
	default:
		return fact.LookupNoNetwork
	}
}

// Ask puts one question. Aliases are followed, also where the server leaves
// that to us. An error is an *[Error] or the context's.
func (r *Resolver) Ask(ctx context.Context, name string, qtype uint16) (Answer, error) {
	start := time.Now()
	if _, ok := dns.IsDomainName(name); !ok {
		return Answer{}, &Error{name, qtype, fact.LookupNXDomain, "no name can be so long"}
	}
	timeout := r.Timeout
	if timeout == 0 {
		timeout = defaultTimeout
	}
	asked, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	answer := Answer{Name: name, Type: qtype, Authentic: true}
	for len(answer.Aliases) < maxAliases {
		reply, err := r.exchange(asked, question(answer.holder(), qtype))
		if err != nil {
			if ctx.Err() != nil {
				return Answer{}, ctx.Err()
			}
			return Answer{}, failed(name, qtype, err)
		}
		answer.Authentic = answer.Authentic && reply.AuthenticatedData
		aliases, records, err := follow(reply, answer.holder(), qtype)
		answer.Aliases = append(answer.Aliases, aliases...)
		switch {
		case err != nil:
			return Answer{}, &Error{name, qtype, fact.LookupServFail, err.Error()}
		case len(records) > 0:
			answer.Records, answer.Took = records, time.Since(start)
			return answer, nil
		case reply.Rcode == dns.RcodeNameError:
			return Answer{}, &Error{Name: name, Type: qtype, Fault: fact.LookupNXDomain}
		case len(aliases) == 0, denied(reply):
			return Answer{}, &Error{Name: name, Type: qtype, Fault: fact.LookupNoData}
		}
		// The server named an alias only: ask for that.
	}
	return Answer{}, &Error{name, qtype, fact.LookupServFail, errAliases.Error()}
}

// holder is the name that holds the records, as far as is known.
func (a *Answer) holder() string {
	if n := len(a.Aliases); n > 0 {
		return a.Aliases[n-1]
	}
	return a.Name
}

var errAliases = errors.New("the aliases are too many, or lead in a circle")

func question(name string, qtype uint16) *dns.Msg {
	m := new(dns.Msg)
	m.SetQuestion(dns.Fqdn(name), qtype)
	m.SetEdns0(udpSize, false)
	m.AuthenticatedData = true // RFC 6840, section 5.7: ask for the AD bit
	return m
}

// follow walks inside one reply from name to the records, over the aliases that it
// returns.
func follow(reply *dns.Msg, name string, qtype uint16) (aliases []string, records []dns.RR, err error) {
	alias := name
	for range maxAliases {
		next := ""
		for _, rr := range reply.Answer {
			h := rr.Header()
			if h.Class != dns.ClassINET || !sameName(h.Name, alias) {
				continue
			}
			if h.Rrtype == qtype {
				records = append(records, rr)
			} else if c, ok := rr.(*dns.CNAME); ok {
				next = strings.TrimSuffix(strings.ToLower(c.Target), ".")
			}
		}
		if len(records) > 0 || next == "" {
			return aliases, records, nil
		}
		alias = next
		aliases = append(aliases, alias)
	}
	return nil, nil, errAliases
}

// denied tells whether a reply without records of the type is the last word: the
// SOA of the zone is there to say so (RFC 2308, section 2.2). Without it a server
// may have named an alias only and left the rest to us.
func denied(reply *dns.Msg) bool {
	return slices.ContainsFunc(reply.Ns, func(rr dns.RR) bool { return rr.Header().Rrtype == dns.TypeSOA })
}

func sameName(a, b string) bool {
	return strings.EqualFold(strings.TrimSuffix(a, "."), strings.TrimSuffix(b, "."))
}

// failed turns what the last server did into a fault.
func failed(name string, qtype uint16, err error) error {
	e := &Error{Name: name, Type: qtype, Fault: fact.LookupServFail, Detail: err.Error()}
	var rcode rcodeError
	switch {
	case errors.As(err, &rcode):
	case isTimeout(err):
		e.Fault = fact.LookupDNSTimeout
	case unreachable(err):
		e.Fault = fact.LookupNoNetwork
	}
	return e
}

func isTimeout(err error) bool {
	var ne net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &ne) && ne.Timeout()
}

// unreachable tells whether the question never came to a resolver.
func unreachable(err error) bool {
	var op *net.OpError
	if errors.Is(err, errNoServers) || errors.As(err, &op) && op.Op == "dial" && !op.Timeout() {
		return true
	}
	for _, e := range noWay {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}
