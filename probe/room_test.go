package probe

import (
	"fmt"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

func TestRoom(t *testing.T) {
	var r Room
	n := 0
	for i := range 100 {
		if r.Take(fmt.Sprint("h", i)) {
			n++
		}
	}
	if n != maxHosts {
		t.Errorf("%d hosts, want %d", n, maxHosts)
	}
	for range 100 {
		if r.Take("h0") {
			n++
		}
	}
	if n != maxEndpoints {
		t.Errorf("%d endpoints, want %d", n, maxEndpoints)
	}
}

// Whoever speaks first and much leaves room for those whose word counts more.
func TestAdmitKeepsRoomForBetterSources(t *testing.T) {
	var flood []*target
	for i := range 40 {
		flood = append(flood, in(named, fmt.Sprintf("imaps://h%d.d.example:993", i), fact.RankSRV, 0))
	}
	r := scene(flood...)
	r.finishing = true // nothing is looked up in a scene
	r.open[fact.SourceAutoconfig] = fact.RankAutoconfig
	r.admit()
	if got := admitted(r); got != maxHosts-hostReserve {
		t.Errorf("%d admitted while a better source may speak", got)
	}
	delete(r.open, fact.SourceAutoconfig)
	late := in(named, "imaps://imap.d.example:993", fact.RankAutoconfig, 0)
	r.targets = append(r.targets, late)
	r.sort()
	r.admit()
	if late.phase != resolving {
		t.Error("the better source came too late")
	}
	if got := admitted(r); got != maxHosts {
		t.Errorf("%d admitted in all", got)
	}
}

func admitted(r *run) int {
	n := 0
	for _, t := range r.targets {
		if t.phase > named {
			n++
		}
	}
	return n
}

// At most so many connections at a time: the worst that only waits gives way, and
// nothing begins before it has.
func TestMayConnect(t *testing.T) {
	var targets []*target
	for i := range MaxConnections {
		targets = append(targets, in(ready, fmt.Sprintf("imaps://h%02d.d.example:993", i), fact.RankSRV, 0))
	}
	next := in(resolving, "imaps://imap.d.example:993", fact.RankSRV, 0)
	r := scene(append(targets, next)...)
	r.workers = map[*worker]*target{}
	for _, t := range targets {
		t.worker = &worker{orders: make(chan order, 4)}
		r.workers[t.worker] = t
	}
	worst := targets[MaxConnections-1]
	if r.mayConnect(next) || !worst.resting {
		t.Fatal("all are taken, and the worst does not give way")
	}
	if r.mayConnect(next) || targets[MaxConnections-2].resting {
		t.Error("it has not given way yet, and one is enough")
	}
	worst.rested = true
	if !r.mayConnect(next) {
		t.Error("there is room now")
	}
}
