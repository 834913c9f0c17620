// Package connect opens connections to mail servers: over both address families,
// with TLS and every fault of the certificate, recorded and bounded. It returns
// facts; package diagnose names the causes.
package connect

import (
	"cmp"
	"context"
	"errors"
	"net"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
)

const (
	// headStart is how long IPv6 is dialled alone before IPv4 is dialled as well. RFC
	// 8305, section 5, allows no less than 100 ms; a server is connected to twice
	// only where it is slow or IPv6 does not work.
	headStart = 100 * time.Millisecond
	// watchTime is how long the family that lost is still waited for once the other
	// is connected, so that the report can say what came of it.
	watchTime = 300 * time.Millisecond
	// addressTime is how long an address may be silent before the next one of its
	// family is dialled.
	addressTime = 750 * time.Millisecond
)

// Dialer connects to servers for one run. It holds at most one connection to a mail
// server's address and port at a time (safety rule 5): later callers wait. It is
// safe for concurrent use once its fields are set.
type Dialer struct {
	// Cache answers for host names.
	Cache *dns.Cache
	// Dial opens a connection to a literal address; nil means [net.Dialer].
	Dial dns.DialFunc
	// Families are the address families that may be used.
	Families dns.Families
	// Trust is what certificates are verified against.
	Trust Trust
	// Redactor cleans what is recorded; nil for none.
	Redactor *Redactor
	// Intake bounds what all connections together may read; nil for no bound.
	Intake *Intake

	slots slots
}

// Addresses returns those of a host in the families that the run may use.
func (d *Dialer) Addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	return d.Cache.Addresses(ctx, host, d.Families)
}

// Dials are the attempts to reach one port, in both families.
type Dials struct {
	mu      sync.Mutex
	results []fact.Dial
	done    sync.WaitGroup
}

// All waits for the family that lost, at most 300 ms after the other was connected,
// and returns every attempt, but for those that the end of the run cut off.
func (d *Dials) All() []fact.Dial {
	d.done.Wait()
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]fact.Dial(nil), d.results...)
}

func (d *Dials) add(result fact.Dial) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.results = append(d.results, result)
}

var errNoAddress = errors.New("the host has no address to dial")

// errLostRace cancels the attempt of the family that lost after watchTime.
var errLostRace = errors.New("no answer within 300 ms after the other family was connected")

// attempt is how dialling one address, or one family, ended.
type attempt struct {
	conn    net.Conn
	ip      netip.Addr
	release func()
	took    time.Duration
	err     error
}

// moreTelling returns the failure that says more about the server: an answer before
// silence, silence before no route; IPv6 where both say as much.
func moreTelling(a, b attempt) attempt {
	distance := func(r attempt) int {
		switch KindOf(r.err) {
		case "":
			return -1
		case fact.FailUnreachable:
			return 0
		case fact.FailTimeout:
			return 1
		default:
			return 2
		}
	}
	if far := cmp.Compare(distance(b), distance(a)); far > 0 || far == 0 && a.ip.Is4() {
		return b
	}
	return a
}

// Connect connects to one of the addresses of a mail server. IPv6 begins; IPv4
// follows after 100 ms or as soon as IPv6 has failed; the first connection wins
// and the other is closed. Where none is made, the error is that of the attempt
// which says most about the server: see moreTelling.
func (d *Dialer) Connect(ctx context.Context, ips []netip.Addr, port uint16) (*Conn, *Dials, error) {
	won, dials, err := d.race(ctx, ips, port, d.slots.acquire)
	if err != nil {
		return nil, dials, err
	}
	return newConn(ctx, won.conn, won.ip, won.release, d.Redactor, d.Intake), dials, nil
}

// DialContext connects to a host by name as [net.Dialer.DialContext] does. It is for
// web servers, which take several connections at a time.
func (d *Dialer) DialContext(ctx context.Context, _, address string) (net.Conn, error) {
	host, service, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	port, err := strconv.ParseUint(service, 10, 16)
	if err != nil {
		return nil, err
	}
	ips, err := d.Addresses(ctx, host)
	if err != nil {
		return nil, err
	}
	won, _, err := d.race(ctx, ips, uint16(port), acquireNothing)
	return won.conn, err
}

// race dials both families and returns the first connection.
func (d *Dialer) race(ctx context.Context, ips []netip.Addr, port uint16, acquire acquireFunc) (attempt, *Dials, error) {
	var v6, v4 []netip.Addr
	for _, ip := range ips {
		if ip.Is4() {
			v4 = append(v4, ip)
		} else {
			v6 = append(v6, ip)
		}
	}
	first, second := v6, v4
	if len(first) == 0 {
		first, second = v4, nil
	}
	dials := &Dials{}
	if len(first) == 0 {
		return attempt{}, dials, errNoAddress
	}
	// The attempt that loses may outlive this call, but not the run.
	racing, cancel := context.WithCancelCause(ctx)
	results := make(chan attempt, 2)
	dial := func(ips []netip.Addr) {
		dials.done.Add(1)
		go func() {
			defer dials.done.Done()
			results <- d.dialFamily(racing, ips, port, acquire, dials)
		}()
	}
	dial(first)
	pending := 1
	start := time.NewTimer(headStart)
	defer start.Stop()
	var failed attempt
	for {
		select {
		case <-start.C:
			if second != nil {
				dial(second)
				second = nil
				pending++
			}
		case r := <-results:
			pending--
			if r.err == nil {
				d.watchLoser(dials, results, pending, cancel)
				return r, dials, nil
			}
			failed = moreTelling(failed, r)
			switch {
			case second != nil:
				dial(second)
				second = nil
				pending++
			case pending == 0:
				cancel(nil)
				return attempt{}, dials, failed.err
			}
		}
	}
}

// watchLoser waits up to watchTime for the family that lost, and closes the
// connection if it makes one.
func (d *Dialer) watchLoser(dials *Dials, results <-chan attempt, pending int, cancel context.CancelCauseFunc) {
	if pending == 0 {
		cancel(nil)
		return
	}
	dials.done.Add(1)
	go func() {
		defer dials.done.Done()
		defer cancel(nil)
		late := time.NewTimer(watchTime)
		defer late.Stop()
		for {
			select {
			case r := <-results:
				if r.err == nil {
					r.conn.Close()
					r.release()
				}
				return
			case <-late.C:
				cancel(errLostRace)
			}
		}
	}()
}

// dialFamily tries the addresses of one family in turn, for dialTimeout together.
// Waiting for another connection to the same server to end does not count.
func (d *Dialer) dialFamily(ctx context.Context, ips []netip.Addr, port uint16, acquire acquireFunc, dials *Dials) attempt {
	var last attempt
	left := dialTimeout
	for i, ip := range ips {
		limit := left
		if others := len(ips) - i - 1; others > 0 {
			limit = min(addressTime, left/time.Duration(others+1))
		}
		r := d.dialOne(ctx, netip.AddrPortFrom(ip, port), limit, acquire, dials)
		if r.err == nil || ctx.Err() != nil {
			return r
		}
		left -= r.took
		last = moreTelling(last, r)
	}
	return last
}

// dialOne dials one address.
func (d *Dialer) dialOne(ctx context.Context, target netip.AddrPort, limit time.Duration, acquire acquireFunc, dials *Dials) attempt {
	ip := target.Addr()
	release, err := acquire(ctx, target)
	if err != nil {
		return attempt{ip: ip, err: err}
	}
	start := time.Now()
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	conn, err := d.dial()(limited, "tcp", target.String())
	result := fact.Dial{IP: ip, Took: time.Since(start)}
	if err != nil {
		release()
		result.Kind, result.Detail = KindOf(err), err.Error()
		switch {
		case context.Cause(ctx) == errLostRace:
			result.Kind, result.Detail = fact.FailTimeout, errLostRace.Error()
		case ctx.Err() != nil:
			// The run ended, which says nothing about the server.
			return attempt{ip: ip, err: err}
		case limited.Err() != nil:
			result.Kind = fact.FailTimeout
		}
	}
	dials.add(result)
	return attempt{conn, ip, release, result.Took, err}
}

func (d *Dialer) dial() dns.DialFunc {
	if d.Dial != nil {
		return d.Dial
	}
	return (&net.Dialer{}).DialContext
}
