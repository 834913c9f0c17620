package dns

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/miekg/dns"
)

var errNoServers = errors.New("no DNS server is configured on this computer")

// rcodeError is an answer that is no answer: SERVFAIL, REFUSED and the like.
type rcodeError int

func (e rcodeError) Error() string {
	if name := dns.RcodeToString[int(e)]; name != "" {
		return name
	}
	return fmt.Sprintf("RCODE %d", int(e))
}

// exchange asks the servers until one answers with records or a sound denial.
// The next server is asked when one fails, or beside one that is silent.
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
	first := int(r.first.Load())
	ask := func() {
		place := (first + asked) % len(servers)
		asked++
		go func() {
			reply, err := r.askServer(ctx, servers[place], m.Copy())
			results <- result{place, reply, err}
		}()
	}
	ask()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	var last error
	for {
		select {
		case got := <-results:
			if got.err == nil {
				if silent {
					r.first.Store(int32(got.place))
				}
				return got.reply, nil
			}
			answered++
			last = worse(last, got.err)
			switch {
			case asked < len(servers): // a failure is not repeated at the same server
				ask()
				timer.Reset(patience)
			case answered == asked:
				return nil, last
			}
		case <-timer.C:
			silent = true
			if asked < tries {
				ask()
				timer.Reset(patience)
			}
		case <-ctx.Done(): // somebody is silent still
			return nil, worse(last, ctx.Err())
		}
	}
}

// worse keeps the error that says more, or else the first.
func worse(a, b error) error {
	if a == nil || weight(b) > weight(a) {
		return b
	}
	return a
}

// weight is how much an error says: that a server answered before silence, and
// silence before the want of a way there.
func weight(err error) int {
	var rcode rcodeError
	switch {
	case errors.As(err, &rcode):
		return 3
	case unreachable(err):
		return 0
	case isTimeout(err):
		return 1
	default: // a reply that is none
		return 2
	}
}

// askServer puts the question to one server and holds the reply against it.
func (r *Resolver) askServer(ctx context.Context, s Server, m *dns.Msg) (*dns.Msg, error) {
	m.Id = dns.Id()
	reply, err := s.exchange(ctx, means{r.dial(), r.Roots, r.Now}, m)
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

// answers tells whether a reply is to the question. Where a server has nothing to
// say but an error, some leave the question out.
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
