package policy

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
func (s *State) admit() {
	var taken Room
	for _, t := range s.targets {
		if t.Phase > Named && t.Rank != fact.RankUser {
			taken.add(t.Host)
		}
	}
	for _, t := range s.targets {
		if t.Phase != Named {
			continue
		}
		if t.Rank != fact.RankUser && !taken.take(t.Host, s.betterOpen(t.Rank)) {
			continue
		}
		t.Phase = Resolving
		if !s.ending {
			s.lookUp(t.Host)
		}
		if h := s.hosts[t.Host]; h.Failure != nil {
			t.Phase, t.Check = Done, h.Unresolved(t.Candidate)
		}
	}
}

// betterOpen is how many sources may still speak at a better rank.
func (s *State) betterOpen(than fact.Rank) int {
	n := 0
	for _, rank := range s.open {
		if rank < than {
			n++
		}
	}
	return n
}

// mayConnect reports whether there is a connection left for a target. Where all are
// taken, the worst of those that only wait for a login is given up.
func (s *State) mayConnect(t *Target) bool {
	limit := max(connectionReserve, MaxConnections-connectionReserve*s.betterOpen(t.Rank))
	open, leaving := 0, false
	var idle *Target
	for _, owner := range s.targets {
		if !owner.live || owner.Phase == Ready && owner.rested {
			continue
		}
		open++
		leaving = leaving || owner.Phase == Ready && owner.resting
		if owner.Phase == Ready && !owner.resting && owner.Check.Login != fact.LoginAccepted && (idle == nil || compareCandidates(owner.Candidate, idle.Candidate) > 0) {
			idle = owner
		}
	}
	if open < limit {
		return true
	}
	if idle != nil && !leaving {
		s.rest(idle)
	}
	return false
}

// LeftOut counts what there was no room for: hosts that no endpoint of was examined,
// and all endpoints that were not.
func (s *State) LeftOut() (hosts, endpoints int) {
	in, out := map[string]bool{}, map[string]bool{}
	for _, t := range s.targets {
		switch {
		case t.Phase > Named:
			in[t.Host] = true
		case t.Phase == Named:
			endpoints++
			out[t.Host] = true
		}
	}
	for host := range out {
		if !in[host] {
			hosts++
		}
	}
	return hosts, endpoints
}
