package probe

import "github.com/mailprobe/mailprobe/probe/fact"

// What one run examines at the most (safety rule 9). Whoever publishes settings
// could make a run as long as he likes otherwise, and a port scan of somebody
// else's network.
const (
	maxHosts     = 24
	maxEndpoints = 64
	// MaxConnections is how many servers are talked to at a time.
	MaxConnections = 16
	// Each better source that may still speak keeps some of the room free, so that
	// whoever speaks first and much leaves something for those that count more.
	hostReserve       = 2
	endpointReserve   = 6
	connectionReserve = 2
)

// Room is how much of the bounds of one run, or one domain, is taken: at most 24
// hosts and 64 endpoints. The zero value has nothing taken.
type Room struct {
	hosts     map[string]bool
	endpoints int
}

// Take takes the room for an endpoint of a host, and reports whether there was any.
func (r *Room) Take(host string) bool { return r.take(host, 0) }

// take is [Room.Take] while so many better sources may still speak.
func (r *Room) take(host string, better int) bool {
	if r.endpoints >= maxEndpoints-endpointReserve*better || !r.hosts[host] && len(r.hosts) >= maxHosts-hostReserve*better {
		return false
	}
	r.add(host)
	return true
}

func (r *Room) add(host string) {
	if r.hosts == nil {
		r.hosts = map[string]bool{}
	}
	r.hosts[host] = true
	r.endpoints++
}

// admit lets targets in, best first, as far as there is room. What the user named
// needs none.
func (r *run) admit() {
	var taken Room
	for _, t := range r.targets {
		if t.phase > named && t.Rank != fact.RankUser {
			taken.add(t.Host)
		}
	}
	for _, t := range r.targets {
		if t.phase != named {
			continue
		}
		if t.Rank != fact.RankUser && !taken.take(t.Host, r.betterOpen(t.Rank)) {
			continue
		}
		t.phase = resolving
		if !r.finishing {
			r.lookUp(t.Host)
		}
		if h := r.hosts[t.Host]; h.known && h.err != nil {
			t.phase, t.check = done, h.unresolved(t.Candidate)
		}
	}
}

// betterOpen is how many sources may still speak at a better rank.
func (r *run) betterOpen(than fact.Rank) int {
	n := 0
	for _, rank := range r.open {
		if rank < than {
			n++
		}
	}
	return n
}

// mayConnect reports whether there is a connection left for a target. Where all are
// taken, the worst of those that only wait for a login is given up.
func (r *run) mayConnect(t *target) bool {
	limit := max(connectionReserve, MaxConnections-connectionReserve*r.betterOpen(t.Rank))
	open, leaving := 0, false
	var idle *target
	for _, owner := range r.workers {
		if owner.phase == ready && owner.rested {
			continue
		}
		open++
		leaving = leaving || owner.phase == ready && owner.resting
		if owner.phase == ready && !owner.resting && owner.check.Login != fact.LoginAccepted && (idle == nil || compareCandidates(owner.Candidate, idle.Candidate) > 0) {
			idle = owner
		}
	}
	if open < limit {
		return true
	}
	if idle != nil && !leaving {
		r.rest(idle)
	}
	return false
}

// LeftOut is what a run did not look at because of its bounds: at most 24 hosts and
// 64 endpoints, and no more than 16 MiB of dialogues.
type LeftOut struct {
	// Hosts are those that no endpoint of was examined, Endpoints all that were not.
	Hosts, Endpoints int
	// Dialogues is set where servers sent more than a run reads.
	Dialogues bool
}

// leftOut counts what there was no room for.
func (r *run) leftOut() LeftOut {
	var out LeftOut
	in, hosts := map[string]bool{}, map[string]bool{}
	for _, t := range r.targets {
		switch {
		case t.phase > named:
			in[t.Host] = true
		case t.phase == named:
			out.Endpoints++
			hosts[t.Host] = true
		}
	}
	for host := range hosts {
		if !in[host] {
			out.Hosts++
		}
	}
	out.Dialogues = r.dialer.Intake.Spent()
	return out
}
