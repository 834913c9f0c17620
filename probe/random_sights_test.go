package probe_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// sights counts what was met in random worlds, so that a test in which nothing
// happens any more does not go on saying that all is well.
type sights struct {
	mu   sync.Mutex
	seen map[string]int
}

// wanted are what every some hundred worlds have to show.
var wanted = map[string]func(*recording) bool{
	"a login that was accepted": func(r *recording) bool { return r.met(func(c credential) bool { return c.kind() == accepted }) },
	"a login that was refused":  func(r *recording) bool { return r.met(func(c credential) bool { return c.kind() == definiteNo }) },
	"a login without an answer": func(r *recording) bool { return r.met(func(c credential) bool { return c.kind() == unanswered }) },
	"an answer that is nothing": func(r *recording) bool { return r.met(func(c credential) bool { return c.kind().forNothing() }) },
	"a login by POP3":           func(r *recording) bool { return r.met(func(c credential) bool { return c.Protocol == fact.POP3 }) },
	"a login by Basic":          func(r *recording) bool { return r.met(func(c credential) bool { return c.Protocol == probetest.HTTP }) },
	"a login with a token":      func(r *recording) bool { return r.met(func(c credential) bool { return !r.byPassword(c) }) },
	"a login to another domain": func(r *recording) bool {
		return r.met(func(c credential) bool { return fact.Registrable(c.Host) != fact.Registrable(r.world.domain) })
	},
	"both secrets":              func(r *recording) bool { return len(r.bySecret(theReceiving)) > 0 && len(r.bySecret(theSending)) > 0 },
	"a second form of the name": func(r *recording) bool { return r.met(func(c credential) bool { return c.User == probetest.User }) },
	"a question about trust":    func(r *recording) bool { return len(r.questions) > 0 },
	"a pair that has to work":   func(r *recording) bool { return r.world.works != "" },
	"two names at one door":     (*recording).twoNames,
	"a certificate that is none": func(r *recording) bool {
		return slices.ContainsFunc(r.connections, func(c probetest.Connection) bool { return c.SNI != "" && !c.CertGood })
	},
}

func (r *recording) met(what func(credential) bool) bool {
	return slices.ContainsFunc(r.credentials(), what)
}

// twoNames reports whether a door was connected to by two names.
func (r *recording) twoNames() bool {
	for _, c := range r.connections {
		other := func(o probetest.Connection) bool {
			return o.Addr == c.Addr && o.SNI != c.SNI && o.SNI != "" && c.SNI != ""
		}
		if isMail(c.Addr) && slices.ContainsFunc(r.connections, other) {
			return true
		}
	}
	return false
}

// note takes a run into account; nil is one that could not be made.
func (s *sights) note(r *recording) {
	if r == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.seen == nil {
		s.seen = map[string]int{}
	}
	for name, shows := range wanted {
		if shows(r) {
			s.seen[name]++
		}
	}
}

func (s *sights) hold(t *testing.T) {
	t.Helper()
	for name := range wanted {
		if s.seen[name] == 0 {
			t.Errorf("no random world shows %s", name)
		}
	}
	t.Log(s.seen)
}
