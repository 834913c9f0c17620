package probetest

import (
	"maps"
	"net/netip"
	"sync"
)

// Traffic is what a [Network] has counted so far, seen from the clients.
type Traffic struct {
	// Dials are the TCP connections that were asked for, by address, whether
	// they were made or not.
	Dials map[netip.AddrPort]int
	// MostOpen is the highest number of TCP connections that were open at once,
	// by address. A connection is open until one end closes it.
	MostOpen map[netip.AddrPort]int
	// Connections are the TCP connections that were made and the UDP sockets
	// that were dialled, in that order of time.
	Connections []ConnTraffic
	// RoundTrips is their sum.
	RoundTrips int
}

// ConnTraffic counts one connection.
type ConnTraffic struct {
	Network string // "tcp" or "udp"
	Remote  netip.AddrPort
	// RoundTrips are how often the client had to wait for the other side: once
	// for a TCP connect, and once for every write that is the first or follows a
	// read.
	RoundTrips int
}

// counters hold the numbers of a network while it runs.
type counters struct {
	mu       sync.Mutex
	dials    map[netip.AddrPort]int
	open     map[netip.AddrPort]int
	mostOpen map[netip.AddrPort]int
	tallies  []*tally
}

// tally counts one connection. A nil tally counts nothing.
type tally struct {
	counters  *counters
	traffic   ConnTraffic
	listening bool // the client has read, or has not written yet
	closed    bool
}

func newCounters() *counters {
	return &counters{
		dials:    make(map[netip.AddrPort]int),
		open:     make(map[netip.AddrPort]int),
		mostOpen: make(map[netip.AddrPort]int),
	}
}

func (c *counters) dialled(remote netip.AddrPort) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.dials[remote]++
}

// opened begins the tally of a connection.
func (c *counters) opened(network string, remote netip.AddrPort) *tally {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := &tally{counters: c, traffic: ConnTraffic{Network: network, Remote: remote}, listening: true}
	if network == "tcp" {
		t.traffic.RoundTrips = 1
		c.open[remote]++
		c.mostOpen[remote] = max(c.mostOpen[remote], c.open[remote])
	}
	c.tallies = append(c.tallies, t)
	return t
}

func (t *tally) close() {
	if t == nil {
		return
	}
	t.counters.mu.Lock()
	defer t.counters.mu.Unlock()
	if !t.closed {
		t.closed = true
		t.counters.open[t.traffic.Remote]--
	}
}

func (t *tally) read() {
	if t == nil {
		return
	}
	t.counters.mu.Lock()
	defer t.counters.mu.Unlock()
	t.listening = true
}

func (t *tally) wrote() {
	if t == nil {
		return
	}
	t.counters.mu.Lock()
	defer t.counters.mu.Unlock()
	if t.listening {
		t.traffic.RoundTrips++
		t.listening = false
	}
}

func (c *counters) snapshot() Traffic {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := Traffic{Dials: maps.Clone(c.dials), MostOpen: maps.Clone(c.mostOpen)}
	for _, tally := range c.tallies {
		t.Connections = append(t.Connections, tally.traffic)
		t.RoundTrips += tally.traffic.RoundTrips
	}
	return t
}
