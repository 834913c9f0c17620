// Package testkit is what the tests below probe share: an internet in a bubble of
// its own time, a resolver on it, and golden files. Package prober, below it, has
// the engine's part, so that the packages that the engine is made of can use this one.
package testkit

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/mailprobe/mailprobe/probe/internal/dns"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// RTT is the round-trip time of the internets here unless a test says otherwise.
const RTT = 40 * time.Millisecond

// Bubble runs f with an internet that has domains of [probetest.Domains] on it, in
// time that passes only while everybody waits. It ends when no goroutine is left:
// a leak fails the test.
func Bubble(t *testing.T, f func(t *testing.T, i *probetest.Internet), domains ...string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		i := Internet(t, RTT)
		defer i.Close()
		Build(t, i, domains...)
		f(t, i)
	})
}

// Internet makes one with nothing on it, which is closed with the test at the latest.
func Internet(t testing.TB, rtt time.Duration) *probetest.Internet {
	t.Helper()
	i, err := probetest.New(probetest.Options{RTT: rtt})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(i.Close)
	return i
}

// Build puts ready-made domains up; none, where none is named.
func Build(t testing.TB, i *probetest.Internet, domains ...string) {
	t.Helper()
	if len(domains) == 0 {
		return
	}
	if err := i.Build(domains...); err != nil {
		t.Fatal(err)
	}
}

// Resolver asks the internet's own name server, by dial, which is mostly
// [probetest.Internet.DialContext].
func Resolver(i *probetest.Internet, dial dns.DialFunc) *dns.Resolver {
	server, err := dns.ParseServer(i.ResolverAddr().String())
	if err != nil {
		panic(err) // the address is the internet's own
	}
	return &dns.Resolver{Servers: []dns.Server{server}, Dial: dial}
}
