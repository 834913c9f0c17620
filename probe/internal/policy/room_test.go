package policy

import (
	"fmt"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

func TestRoom(t *testing.T) {
	var room Room
	n := 0
	for i := range 100 {
		if room.Take(fmt.Sprint("h", i)) {
			n++
		}
	}
	if n != maxHosts {
		t.Errorf("%d hosts, want %d", n, maxHosts)
	}
	for range 100 {
		if room.Take("h0") {
			n++
		}
	}
	if n != maxEndpoints {
		t.Errorf("%d endpoints, want %d", n, maxEndpoints)
	}
}

// Whoever speaks first and much leaves room for those whose word counts more.
func TestAdmitKeepsRoomForBetterSources(t *testing.T) {
	var flood []*Target
	for i := range 40 {
		flood = append(flood, in(Named, fmt.Sprintf("imaps://h%d.d.example:993", i), fact.RankSRV, 0))
	}
	s := scene(flood...)

	s.open[fact.SourceAutoconfig] = fact.RankAutoconfig
	s.admit()
	if got := admitted(s); got != maxHosts-hostReserve {
		t.Errorf("%d admitted while a better source may speak", got)
	}
	delete(s.open, fact.SourceAutoconfig)
	late := in(Named, "imaps://imap.d.example:993", fact.RankAutoconfig, 0)
	s.targets = append(s.targets, late)
	s.sort()
	s.admit()
	if late.Phase != Resolving {
		t.Error("the better source came too late")
	}
	if got := admitted(s); got != maxHosts {
		t.Errorf("%d admitted in all", got)
	}
}

func admitted(s *State) int {
	n := 0
	for _, t := range s.targets {
		if t.Phase > Named {
			n++
		}
	}
	return n
}

// At most so many connections at a time: the worst that only waits gives way, and
// nothing begins before it has.
func TestMayConnect(t *testing.T) {
	var targets []*Target
	for i := range MaxConnections {
		targets = append(targets, in(Ready, fmt.Sprintf("imaps://h%02d.d.example:993", i), fact.RankSRV, 0))
	}
	next := in(Resolving, "imaps://imap.d.example:993", fact.RankSRV, 0)
	s := scene(append(targets, next)...)
	for i, t := range targets {
		t.conn, t.live = ConnID(i+1), true
	}
	worst := targets[MaxConnections-1]
	if s.mayConnect(next) || !worst.resting {
		t.Fatal("all are taken, and the worst does not give way")
	}
	if s.mayConnect(next) || targets[MaxConnections-2].resting {
		t.Error("it has not given way yet, and one is enough")
	}
	worst.rested = true
	if !s.mayConnect(next) {
		t.Error("there is room now")
	}
}

// Each better source that may still speak keeps some of every bound for itself.
func TestRoomKept(t *testing.T) {
	for better := range 4 {
		var hosts, endpoints Room
		for i := range 2 * maxEndpoints {
			hosts.take(fmt.Sprint("h", i), better)
			endpoints.take("h0", better)
		}
		if got, want := len(hosts.hosts), maxHosts-better*hostReserve; got != want {
			t.Errorf("%d better: %d hosts, want %d", better, got, want)
		}
		if got, want := endpoints.endpoints, maxEndpoints-better*endpointReserve; got != want {
			t.Errorf("%d better: %d endpoints, want %d", better, got, want)
		}
	}
}

// So with connections; but two there are always.
func TestConnectionsKept(t *testing.T) {
	for better, want := range []int{16, 14, 12, 10, 8, 6, 4, 2, 2, 2} {
		next := in(Resolving, "imaps://imap.d.example:993", fact.RankGuess, 0)
		s := scene(next)
		for i := range better {
			s.open[fact.Source(fmt.Sprint("source ", i))] = fact.RankSRV
		}
		s.open[fact.SourceGuess] = fact.RankGuess // no better than the target's own
		connections := 0
		for ; s.mayConnect(next) && connections < 100; connections++ {
			examined := in(Examining, fmt.Sprintf("imaps://h%02d.d.example:993", connections), fact.RankSRV, 0)
			examined.live = true
			s.targets = append(s.targets, examined)
		}
		if connections != want {
			t.Errorf("%d better: %d connections, want %d", better, connections, want)
		}
	}
}
