package policy

import (
	"net/netip"
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// start begins every examination that can begin now.
func (s *State) start(now time.Time) (wake time.Time) {
	for _, t := range s.targets {
		if t.Phase != Dormant {
			continue
		}
		released, later := s.released(t, now)
		if released {
			t.Phase = Named
		} else {
			wake = earlier(wake, later)
		}
	}
	if s.clock.over(now) {
		return wake
	}
	s.admit()
	s.wakeSkipped()
	for _, t := range s.targets {
		h := s.hosts[t.Host]
		if t.Phase != Resolving || !h.Known || h.Failure != nil || s.spared(t) {
			continue
		}
		if t.TLS == fact.NoTLS && !s.wish.AllowCleartext {
			if first := s.starttlsTarget(t); first != nil {
				t.Phase, t.waitsFor = Queued, first
				continue
			}
		}
		switch ips := reachable(t, h.IPs); {
		case len(ips) == 0:
			leaveOut(t)
		case s.mayConnect(t):
			s.vacate(t)
			s.examine(t, ips)
		}
	}
	return wake
}

// examine has a target reached and examined.
func (s *State) examine(t *Target, ips []netip.Addr) {
	s.lastConn++
	t.Phase, t.conn, t.live, t.resting, t.rested = Examining, s.lastConn, true, false, false
	s.give(Examine{Conn: t.conn, Endpoint: t.Endpoint, IPs: ips})
}

// reachable are the addresses that a target may be examined at. What a record or
// a file names inside a private network or on this computer is a mail server on a
// port for mail, or nobody's business: whoever publishes it could have us knock at
// any port of somebody else's network.
func reachable(t *Target, ips []netip.Addr) []netip.Addr {
	if t.Origin == fact.OriginUser || fact.MailPort(t.Port) {
		return ips
	}
	return slices.DeleteFunc(slices.Clone(ips), fact.Inward)
}

// leaveOut ends a target that may not be examined.
func leaveOut(t *Target) {
	t.Phase = Done
	t.Check = fact.Check{
		Endpoint: t.Endpoint, Source: t.Source, Derived: t.Derived,
		Outcome: fact.OutcomeSkipped, LeftOut: fact.LeftOutPrivatePort, Login: fact.LoginNotTried,
	}
}

// released reports whether a guess may be connected to: its protocol is offered,
// and no higher source names a server for its service that answers. Those that
// have not answered yet are waited for a moment; SRV, which may decline, as long as
// it takes.
func (s *State) released(t *Target, now time.Time) (released bool, later time.Time) {
	if s.declined[t.Protocol] {
		return false, later
	}
	if rank, asking := s.open[fact.SourceSRV]; asking && rank <= fact.RankSRVElsewhere {
		return false, later // it may decline the service
	}
	waiting := false
	for _, other := range s.targets {
		if other.Rank == fact.RankGuess || other.incoming() != t.incoming() {
			continue
		}
		if other.answered() && other.sound() {
			return false, later
		}
		waiting = waiting || other.alive()
	}
	switch {
	case waiting && s.guessFrom.IsZero():
		return false, later // no host has an address yet
	case waiting && now.Before(s.guessFrom):
		return false, s.guessFrom
	}
	return true, later
}

// mayBeReleased reports whether a guess may still be connected to.
func (s *State) mayBeReleased(t *Target, now time.Time) bool {
	released, later := s.released(t, now)
	return released || !later.IsZero()
}

// starttlsTarget is the target with STARTTLS at a cleartext target's port; the one
// connection there shows both.
func (s *State) starttlsTarget(t *Target) *Target {
	e := t.Endpoint
	e.TLS = fact.STARTTLS
	for _, other := range s.targets {
		if other.Endpoint == e && other.Phase < Done && other.Phase > Named {
			return other
		}
	}
	return nil
}

// lookUp has a host's addresses asked for, once.
func (s *State) lookUp(host string) {
	if _, asked := s.hosts[host]; asked {
		return
	}
	s.hosts[host] = Host{}
	s.give(LookUp{host})
}
