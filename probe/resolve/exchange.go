package resolve

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

func (e rcodeError) Error() string { return dns.RcodeToString[int(e)] }

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
		reply *dns.Msg
		err   error
	}
	tries := max(2, len(servers)) // a single server is asked twice: UDP loses packets
	results := make(chan result, tries)
	asked, answered := 0, 0
	ask := func() {
		server := servers[asked%len(servers)]
		asked++
		go func() {
			reply, err := r.askServer(ctx, server, m.Copy())
			results <- result{reply, err}
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
				return got.reply, nil
			}
			answered++
			last = worse(last, got.err)
			switch {
			case asked < len(servers): // a failure is not repeated at the same server
				ask()
			case answered == asked:
				return nil, last
			}
		case <-timer.C:
			if asked < tries {
				ask()
				timer.Reset(patience)
			}
		case <-ctx.Done():
			if last == nil {
				last = ctx.Err()
			}
			return nil, last
		}
	}
}

// worse keeps the error that says more: an answer of a server before silence.
func worse(a, b error) error {
	var rcode rcodeError
	if a == nil || errors.As(b, &rcode) {
		return b
	}
	return a
}

// askServer puts the question to one server and holds the reply against it.
func (r *Resolver) askServer(ctx context.Context, s Server, m *dns.Msg) (*dns.Msg, error) {
	m.Id = dns.Id()
	reply, err := s.exchange(ctx, r.dial(), m)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s, err)
	}
	if !answers(reply, m) {
		return nil, fmt.Errorf("%s: the reply is to another question", s)
	}
	switch reply.Rcode {
	case dns.RcodeSuccess, dns.RcodeNameError:
		return reply, nil
	default:
		return nil, fmt.Errorf("%s: %w", s, rcodeError(reply.Rcode))
	}
}

func answers(reply, m *dns.Msg) bool {
	if !reply.Response || len(reply.Question) != 1 {
		return false
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
