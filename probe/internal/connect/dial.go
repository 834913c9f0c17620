// Package connect opens connections to mail servers: to both address families,
// with TLS and its whole verdict, recorded and bounded. It returns facts and
// names no cause.
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
	// headStart is how long IPv6 is alone before IPv4 is dialled beside it. RFC
	// 8305, section 5, allows no less than 100 ms; a server is asked twice only
	// where it is slow or IPv6 is dead.
	headStart = 100 * time.Millisecond
	// stragglerTime is how long the family that lost is watched for the report,
	// once the other is connected.
	stragglerTime = 300 * time.Millisecond
	// addressTime is how long a silent address keeps the next one of its family
	// waiting.
	addressTime = 750 * time.Millisecond
)

// Dialer reaches servers for one run. It holds at most one connection to an
// address and port at a time (safety rule 5): who comes second waits.
type Dialer struct {
	// Cache answers for host names.
	Cache *dns.Cache
	// Dial opens a connection to a literal address; nil means [net.Dialer].
	Dial dns.DialFunc
	// Families are the address families that may be used.
	Families dns.Families
	// Trust is what certificates are held against.
	Trust Trust
	// Redactor cleans what is recorded; nil for none.
	Redactor *Redactor
	// Intake bounds what all connections together may read; nil for no bound.
	Intake *Intake

	doors doors
}

// Addresses are those of a host in the families that the run may use.
func (d *Dialer) Addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	return d.Cache.Addresses(ctx, host, d.Families)
}

// Dials are the attempts to reach one port, in both families.
type Dials struct {
	mu      sync.Mutex
	results []fact.Dial
	done    sync.WaitGroup
}

// All waits for the family that lost, at most 300 ms after the other was
// connected, and returns every attempt. One that the end of the run cut off is
// none.
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

// errOvertaken ends an attempt that was watched long enough.
var errOvertaken = errors.New("no answer within 300 ms after the other family was connected")

// reached is how one attempt ended.
type reached struct {
	conn    net.Conn
	ip      netip.Addr
	release func()
	took    time.Duration
	err     error
}

// farther is the failure that says more of the server.
func farther(a, b reached) reached {
	distance := func(r reached) int {
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

// Connect reaches one of the addresses of a mail server. IPv6 begins; IPv4
// follows after 100 ms or as soon as IPv6 has failed; the first connection wins
// and the other is closed. Where there is none, the error is that of the attempt
// which came farthest: one that was answered before one that met silence, and
// that before one that had no way to go; IPv6 where both came as far.
func (d *Dialer) Connect(ctx context.Context, ips []netip.Addr, port uint16) (*Conn, *Dials, error) {
	won, dials, err := d.race(ctx, ips, port, d.doors.hold)
	if err != nil {
		return nil, dials, err
	}
	return newConn(ctx, won.conn, won.ip, d, won.release), dials, nil
}

// DialContext reaches a host by name as [net.Dialer.DialContext] does, for web
// servers: these take several connections at a time.
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
	won, _, err := d.race(ctx, ips, uint16(port), holdNothing)
	return won.conn, err
}

// race dials both families and returns the first connection.
func (d *Dialer) race(ctx context.Context, ips []netip.Addr, port uint16, hold holdFunc) (reached, *Dials, error) {
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
		return reached{}, dials, errNoAddress
	}
	// The losing family outlives this call, but not the run.
	attempt, cancel := context.WithCancelCause(ctx)
	results := make(chan reached, 2)
	dial := func(ips []netip.Addr) {
		dials.done.Add(1)
		go func() {
			defer dials.done.Done()
			results <- d.family(attempt, ips, port, hold, dials)
		}()
	}
	dial(first)
	pending := 1
	start := time.NewTimer(headStart)
	defer start.Stop()
	var failed reached
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
				d.settle(dials, results, pending, cancel)
				return r, dials, nil
			}
			failed = farther(failed, r)
			switch {
			case second != nil:
				dial(second)
				second = nil
				pending++
			case pending == 0:
				cancel(nil)
				return reached{}, dials, failed.err
			}
		}
	}
}

// settle watches the family that lost for a while, and closes what it opened.
func (d *Dialer) settle(dials *Dials, results <-chan reached, pending int, cancel context.CancelCauseFunc) {
	if pending == 0 {
		cancel(nil)
		return
	}
	dials.done.Add(1)
	go func() {
		defer dials.done.Done()
		defer cancel(nil)
		late := time.NewTimer(stragglerTime)
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
				cancel(errOvertaken)
			}
		}
	}()
}

// family tries the addresses of one family in turn. What it may take does not
// include the wait for somebody else's connection to end.
func (d *Dialer) family(ctx context.Context, ips []netip.Addr, port uint16, hold holdFunc, dials *Dials) reached {
	var last reached
	left := DialTimeout
	for i, ip := range ips {
		limit := left
		if others := len(ips) - i - 1; others > 0 {
			limit = min(addressTime, left/time.Duration(others+1))
		}
		r := d.one(ctx, netip.AddrPortFrom(ip, port), limit, hold, dials)
		if r.err == nil || ctx.Err() != nil {
			return r
		}
		left -= r.took
		last = farther(last, r)
	}
	return last
}

// one tries one address.
func (d *Dialer) one(ctx context.Context, target netip.AddrPort, limit time.Duration, hold holdFunc, dials *Dials) reached {
	ip := target.Addr()
	release, err := hold(ctx, target)
	if err != nil {
		return reached{ip: ip, err: err}
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
		case context.Cause(ctx) == errOvertaken:
			result.Kind, result.Detail = fact.FailTimeout, errOvertaken.Error()
		case ctx.Err() != nil:
			// The run ended: nobody knows what would have come of it.
			return reached{ip: ip, err: err}
		case limited.Err() != nil:
			result.Kind = fact.FailTimeout
		}
	}
	dials.add(result)
	return reached{conn, ip, release, result.Took, err}
}

func (d *Dialer) dial() dns.DialFunc {
	if d.Dial != nil {
		return d.Dial
	}
	return (&net.Dialer{}).DialContext
}
