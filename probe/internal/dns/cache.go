package dns

import (
	"context"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/miekg/dns"
	"golang.org/x/net/publicsuffix"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// resolutionDelay is how long addresses of one family wait for those of the
// other (RFC 8305, section 3).
const resolutionDelay = 50 * time.Millisecond

// Cache asks every question of one run once, however many callers there are.
// Answers live as long as the Cache, whatever their TTL: a run takes seconds. It
// is safe for concurrent use.
type Cache struct {
	resolver *Resolver
	ctx      context.Context

	mu      sync.Mutex
	entries map[key]*entry
}

type key struct {
	name  string
	qtype uint16
}

type entry struct {
	done   chan struct{}
	answer Answer
	err    error
	took   time.Duration
}

// Cache returns an empty cache whose questions end with ctx.
func (r *Resolver) Cache(ctx context.Context) *Cache {
	return &Cache{resolver: r, ctx: ctx, entries: map[key]*entry{}}
}

// ask is [Resolver.Ask], once for each name and type. Later callers wait for the
// answer to the first; ctx ends the wait, not the question.
func (c *Cache) ask(ctx context.Context, name string, qtype uint16) (Answer, error) {
	e := c.start(name, qtype)
	select {
	case <-e.done:
		return e.answer, e.err
	case <-ctx.Done():
		return Answer{}, ctx.Err()
	}
}

func (c *Cache) start(name string, qtype uint16) *entry {
	c.mu.Lock()
	defer c.mu.Unlock()
	k := key{name, qtype}
	e, known := c.entries[k]
	if !known {
		e = &entry{done: make(chan struct{})}
		c.entries[k] = e
		go func() {
			defer close(e.done)
			start := time.Now()
			e.answer, e.err = c.resolver.Ask(c.ctx, name, qtype)
			if Fault(e.err) == fact.LookupNXDomain && c.isolated(name, qtype) {
				e.err = &Error{name, qtype, fact.LookupIsolated, topOf(name) + " is denied too"}
			}
			e.took = time.Since(start)
		}()
	}
	return e
}

// isolated reports whether the resolver denies every public name, as those of
// closed networks do, rather than only the one that was asked for. It is asked
// for the top-level domain, which exists; asking for an invented name would prove
// nothing. Only mail domains and hosts are worth the question: other records are
// missing as a matter of course.
func (c *Cache) isolated(name string, qtype uint16) bool {
	top := topOf(name)
	if qtype != dns.TypeMX && qtype != dns.TypeA && qtype != dns.TypeAAAA || top == name {
		return false
	}
	if suffix, delegated := publicsuffix.PublicSuffix(top); !delegated || suffix != top {
		return false
	}
	_, err := c.ask(c.ctx, top, dns.TypeNS)
	return Fault(err) == fact.LookupNXDomain
}

// topOf is the last label of a name.
func topOf(name string) string {
	name = strings.TrimSuffix(name, ".")
	return name[strings.LastIndexByte(name, '.')+1:]
}

// Families are the address families that a run may use. The zero value is both.
type Families struct{ NoV4, NoV6 bool }

// Addresses asks for A and AAAA at once and returns what there is, IPv6 first
// (RFC 6724). Once one family has answered, the other has 50 ms more, and is then
// left out (RFC 8305). A host that is an IP address is its own answer, whatever
// its family. Where both questions fail, the error is the more telling one: a name
// that does not exist (RFC 8020) before a failure, and that before a family
// without records.
func (c *Cache) Addresses(ctx context.Context, host string, families Families) ([]netip.Addr, error) {
	if ip, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{ip.Unmap()}, nil
	}
	var v4, v6 *entry
	if !families.NoV6 {
		v6 = c.start(host, dns.TypeAAAA)
	}
	if !families.NoV4 {
		v4 = c.start(host, dns.TypeA)
	}
	if err := awaitBoth(ctx, v6, v4); err != nil {
		return nil, err
	}
	var found []netip.Addr
	var err error
	for _, e := range []*entry{v6, v4} {
		if e == nil || !e.ended() {
			continue
		}
		found = append(found, addresses(e.answer)...)
		err = mostTelling(err, e.err)
	}
	if len(found) > 0 {
		return found, nil
	}
	if err == nil {
		err = &Error{Name: host, Type: dns.TypeA, Fault: fact.LookupNoData}
	}
	return nil, err
}

// Took returns how long DNS needed for the addresses of a host. It is 0 for a host
// that has not been asked for, or that is an IP address.
func (c *Cache) Took(host string) time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	var took time.Duration
	for _, qtype := range []uint16{dns.TypeAAAA, dns.TypeA} {
		if e := c.entries[key{host, qtype}]; e != nil && e.ended() {
			took = max(took, e.took)
		}
	}
	return took
}

// awaitBoth waits until both questions have ended, or until resolutionDelay after
// one has found addresses. Either may be nil.
func awaitBoth(ctx context.Context, first, second *entry) error {
	var late <-chan time.Time
	a, b := first.wait(), second.wait()
	for a != nil || b != nil {
		var found bool
		select {
		case <-a:
			a, found = nil, first.err == nil
		case <-b:
			b, found = nil, second.err == nil
		case <-late:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
		if found && late == nil {
			timer := time.NewTimer(resolutionDelay)
			defer timer.Stop()
			late = timer.C
		}
	}
	return nil
}

func (e *entry) wait() <-chan struct{} {
	if e == nil {
		return nil
	}
	return e.done
}

func (e *entry) ended() bool {
	select {
	case <-e.done:
		return true
	default:
		return false
	}
}

func addresses(a Answer) []netip.Addr {
	var found []netip.Addr
	for _, rr := range a.Records {
		var ip netip.Addr
		var ok bool
		switch rr := rr.(type) {
		case *dns.A:
			ip, ok = netip.AddrFromSlice(rr.A)
		case *dns.AAAA:
			ip, ok = netip.AddrFromSlice(rr.AAAA)
		}
		if ok && len(found) < maxAddresses {
			found = append(found, ip.Unmap())
		}
	}
	return found
}

// maxAddresses bounds how many addresses of one family are tried.
const maxAddresses = 4

// mostTelling returns which of two errors about one name says more about it.
func mostTelling(a, b error) error {
	switch {
	case b == nil:
		return a
	case a == nil, Fault(a) == fact.LookupNoData, Fault(b) == fact.LookupNXDomain:
		return b
	}
	return a
}
