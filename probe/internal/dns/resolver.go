// Package dns asks DNS questions and keeps the answers for one run.
//
// It asks the system's resolvers, or those that are configured, and distinguishes
// what callers need to distinguish: a name that does not exist, a name without
// records of the type, a resolver that fails and one that does not answer. Search
// lists and /etc/hosts are not used: a mail domain is what public DNS says.
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

const (
	// retryDelay is how long one server may be silent before the next one, or the
	// same once more, is asked as well. The first question stays open.
	retryDelay = 500 * time.Millisecond
	// maxAliases bounds a chain of CNAMEs.
	maxAliases = 10
)

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

	preferred atomic.Int32 // the place in Servers that questions begin with
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

// Fault returns the fault of an error of this package, empty for nil. A context
// that ended is LookupCanceled or LookupDNSTimeout; any other error is one of
// the network.
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

// Ask asks one question. Aliases are followed, also where the server does not
// follow them itself. An error is an *[Error] or the context's.
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
			return Answer{}, questionError(name, qtype, err)
		}
		answer.Authentic = answer.Authentic && reply.AuthenticatedData
		aliases, records, err := followAliases(reply, answer.holder(), qtype)
		answer.Aliases = append(answer.Aliases, aliases...)
		switch {
		case err != nil:
			return Answer{}, &Error{name, qtype, fact.LookupServFail, err.Error()}
		case len(records) > 0:
			answer.Records, answer.Took = records, time.Since(start)
			return answer, nil
		case reply.Rcode == dns.RcodeNameError:
			return Answer{}, &Error{Name: name, Type: qtype, Fault: fact.LookupNXDomain}
		case len(aliases) == 0, isDenial(reply):
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

// followAliases follows the CNAMEs within one reply from name to the records, and
// returns both.
func followAliases(reply *dns.Msg, name string, qtype uint16) (aliases []string, records []dns.RR, err error) {
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

// isDenial reports whether a reply without records of the type is final: it then
// holds the SOA of the zone (RFC 2308, section 2.2). Without it, the server may
// have returned an alias only and left the target to be asked for.
func isDenial(reply *dns.Msg) bool {
	return slices.ContainsFunc(reply.Ns, func(rr dns.RR) bool { return rr.Header().Rrtype == dns.TypeSOA })
}

func sameName(a, b string) bool {
	return strings.EqualFold(strings.TrimSuffix(a, "."), strings.TrimSuffix(b, "."))
}

// questionError returns the error of a question whose last server failed with err.
func questionError(name string, qtype uint16, err error) error {
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

// rcodeError is the code of a reply that answers nothing: SERVFAIL, REFUSED and
// the like.
type rcodeError int

func (e rcodeError) Error() string {
	if name := dns.RcodeToString[int(e)]; name != "" {
		return name
	}
	return fmt.Sprintf("RCODE %d", int(e))
}

// exchange asks the servers until one answers with records or a valid denial.
// The next server is asked when one fails, or when one has not answered for
// retryDelay; that one's answer still counts if it comes first.
func (r *Resolver) exchange(ctx context.Context, m *dns.Msg) (*dns.Msg, error) {
	servers := r.Servers
	if len(servers) == 0 {
		servers = systemServers()
	}
	if len(servers) == 0 {
		return nil, errNoServers
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	type result struct {
		place int
		reply *dns.Msg
		err   error
	}
	tries := max(2, len(servers)) // a single server is asked twice: UDP loses packets
	results := make(chan result, tries)
	asked, answered, silent := 0, 0, false
	first := int(r.preferred.Load())
	ask := func() {
		place := (first + asked) % len(servers)
		asked++
		go func() {
			reply, err := r.askServer(ctx, servers[place], m.Copy())
			results <- result{place, reply, err}
		}()
	}
	ask()
	timer := time.NewTimer(retryDelay)
	defer timer.Stop()
	var last error
	for {
		select {
		case got := <-results:
			if got.err == nil {
				if silent {
					r.preferred.Store(int32(got.place))
				}
				return got.reply, nil
			}
			answered++
			last = moreTelling(last, got.err)
			switch {
			case asked < len(servers): // a failure is not repeated at the same server
				ask()
				timer.Reset(retryDelay)
			case answered == asked:
				return nil, last
			}
		case <-timer.C:
			silent = true
			if asked < tries {
				ask()
				timer.Reset(retryDelay)
			}
		case <-ctx.Done(): // a server has still not answered
			return nil, moreTelling(last, ctx.Err())
		}
	}
}

// moreTelling returns the error that says more about the servers, by [weight]; a
// where both say as much.
func moreTelling(a, b error) error {
	if a == nil || weight(b) > weight(a) {
		return b
	}
	return a
}

// weight orders errors by how much they say about a server: it answered with an
// error code (3), its reply was malformed (2), it did not answer (1), it could
// not be reached at all (0).
func weight(err error) int {
	var rcode rcodeError
	switch {
	case errors.As(err, &rcode):
		return 3
	case unreachable(err):
		return 0
	case isTimeout(err):
		return 1
	default: // a malformed reply
		return 2
	}
}

// askServer asks one server, and checks that the reply belongs to the question.
func (r *Resolver) askServer(ctx context.Context, s Server, m *dns.Msg) (*dns.Msg, error) {
	m.Id = dns.Id()
	reply, err := s.exchange(ctx, transport{r.dial(), r.Roots, r.Now}, m)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s, err)
	}
	if !answers(reply, m) {
		return nil, fmt.Errorf("%s: the reply is to another question", s)
	}
	switch reply.Rcode {
	case dns.RcodeSuccess, dns.RcodeNameError:
		return reply, nil
	case dns.RcodeFormatError, dns.RcodeNotImplemented:
		if m.IsEdns0() != nil { // home routers that are older than EDNS (RFC 6891, section 7)
			m.Extra, m.AuthenticatedData = nil, false
			return r.askServer(ctx, s, m)
		}
	}
	return nil, fmt.Errorf("%s: %w", s, rcodeError(reply.Rcode))
}

// answers reports whether a reply belongs to the question m. Some servers leave the
// question out of a reply that is only an error code.
func answers(reply, m *dns.Msg) bool {
	if !reply.Response {
		return false
	}
	if len(reply.Question) != 1 {
		return len(reply.Question) == 0 && reply.Rcode != dns.RcodeSuccess && reply.Rcode != dns.RcodeNameError
	}
	q, a := m.Question[0], reply.Question[0]
	return a.Qtype == q.Qtype && a.Qclass == q.Qclass && sameName(a.Name, q.Name)
}

func (r *Resolver) dial() DialFunc {
	if r.Dial != nil {
		return r.Dial
	}
	return (&net.Dialer{}).DialContext
}
