package probe

import (
	"cmp"
	"context"
	"maps"
	"net/netip"
	"slices"
	"sync"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/internal/redact"
	"github.com/mailprobe/mailprobe/probe/internal/session"
)

// Bounds of a survey where it sets none itself.
const (
	// DefaultPerHost is how many connections a host may see at once. Servers
	// count them, and some lock out who has more than a handful.
	DefaultPerHost = 2
	// DefaultAtOnce is how many endpoints are examined at once.
	DefaultAtOnce = 64
	// lookUpsAtOnce is how many names are looked up at once: resolvers lose
	// questions that come by the hundred.
	lookUpsAtOnce = 16
)

// Survey is a list of endpoints to examine without a login, many at a time.
type Survey struct {
	Endpoints []fact.Endpoint
	// PerHost is how many connections a host may see at once; names that share
	// an address are one host. 0 means [DefaultPerHost].
	PerHost int
	// AtOnce is how many endpoints are examined at once; 0 means [DefaultAtOnce].
	AtOnce int
	// EHLO is the name to give SMTP servers.
	EHLO string
	// Secrets are never shown in a check: those of [Query].
	Secrets []fact.Secret
	// Progress, which may be nil, is called whenever an endpoint is done. Calls
	// do not overlap.
	Progress func(done, total int)
}

// Survey examines the endpoints and returns a check for each, in their order. An
// endpoint that is named twice is examined once; where its failure leaves the
// cause open, it is looked at a second time. Checks hold facts only: what
// they mean is for package diagnose. The error is the context's; what was not
// examined by then is unfinished.
func (p *Prober) Survey(ctx context.Context, s Survey) ([]fact.Check, error) {
	s.PerHost, s.AtOnce = cmp.Or(s.PerHost, DefaultPerHost), cmp.Or(s.AtOnce, DefaultAtOnce)
	v := &surveyor{
		Survey:   s,
		examiner: examiner{p.dialer(ctx, s.redactor(), false), session.Options{EHLO: s.EHLO}},
		checks:   map[fact.Endpoint]fact.Check{},
	}
	v.run(ctx)
	checks := make([]fact.Check, len(s.Endpoints))
	for i, e := range s.Endpoints {
		c, done := v.checks[e]
		if !done {
			c = fact.Check{Endpoint: e, Outcome: fact.OutcomeUnfinished, Login: fact.LoginNotTried}
		}
		checks[i] = c
	}
	return checks, ctx.Err()
}

// redactor knows the secrets, and leaves the names that are asked about.
func (s *Survey) redactor() *connect.Redactor {
	r := redact.New(s.Secrets...)
	var hosts []string
	for _, e := range s.Endpoints {
		hosts = append(hosts, e.Host)
	}
	r.Spare(hosts...)
	return r
}

// surveyor is a survey in progress.
type surveyor struct {
	Survey
	examiner
	checks map[fact.Endpoint]fact.Check
	total  int
}

// run looks all hosts up, then examines. Only this goroutine touches the state.
func (v *surveyor) run(ctx context.Context) {
	gone, stop := givenUp(ctx)
	defer stop()
	var names []string
	var endpoints []fact.Endpoint
	seen := map[fact.Endpoint]bool{}
	for _, e := range v.Endpoints {
		if !seen[e] {
			seen[e] = true
			endpoints, names = append(endpoints, e), append(names, e.Host)
		}
	}
	slices.Sort(names)
	v.total = len(endpoints)
	hosts := v.lookUp(ctx, slices.Compact(names), gone)
	group := groups(hosts)
	var waiting []errand
	for _, e := range endpoints {
		h := hosts[e.Host]
		switch {
		case h.cutOff():
		case h.err != nil:
			v.done(h.unresolved(fact.Candidate{Endpoint: e}))
		default:
			waiting = append(waiting, errand{e, h, group[e.Host], min(families(h.ips), v.PerHost)})
		}
	}
	v.examine(ctx, waiting, gone)
}

// lookUp asks for the addresses of all hosts.
func (v *surveyor) lookUp(ctx context.Context, names []string, gone <-chan struct{}) map[string]host {
	hosts := map[string]host{}
	var mu sync.Mutex
	var work sync.WaitGroup
	slots := make(chan struct{}, lookUpsAtOnce)
	waitFor(func() {
		for _, name := range names {
			slots <- struct{}{}
			work.Go(func() {
				defer func() { <-slots }()
				h := lookUp(ctx, v.dialer, name)
				mu.Lock()
				defer mu.Unlock()
				hosts[name] = h
			})
		}
		work.Wait()
	}, gone)
	mu.Lock()
	defer mu.Unlock()
	return maps.Clone(hosts) // who is left behind may still add to the other
}

// errand is an endpoint that waits for its turn. It costs its host as many
// connections as there are address families to try.
type errand struct {
	fact.Endpoint
	host  host
	group int
	cost  int
}

// examine goes through the errands, as many at a time as may be.
func (v *surveyor) examine(ctx context.Context, waiting []errand, gone <-chan struct{}) {
	type finished struct {
		errand
		check fact.Check
	}
	load := map[int]int{}
	running := 0
	results := make(chan finished, len(waiting)) // nobody may be left to hear the last
	waiting = longestFirst(waiting)
	for len(waiting) > 0 || running > 0 {
		next := -1
		if running < v.AtOnce && ctx.Err() == nil {
			next = slices.IndexFunc(waiting, func(e errand) bool { return load[e.group]+e.cost <= v.PerHost })
		}
		if next >= 0 {
			e := waiting[next]
			waiting = slices.Delete(waiting, next, next+1)
			load[e.group] += e.cost
			running++
			go func() {
				s := v.open(ctx, e.Endpoint, e.host.ips)
				s.Close()
				v.lookAgain(ctx, s, e.host.ips)
				results <- finished{e, s.Check}
			}()
			continue
		}
		if running == 0 {
			return // interrupted
		}
		var f finished
		select {
		case f = <-results:
		case <-gone:
			return
		}
		running--
		load[f.group] -= f.cost
		f.check.Steps = append([]fact.Step{f.host.step}, f.check.Steps...)
		v.done(f.check)
	}
}

func (v *surveyor) done(c fact.Check) {
	if c.Login == fact.LoginNotTried && len(session.Usable(c.Mechanisms, nil)) == 0 {
		c.Login = fact.LoginImpossible
	}
	v.checks[c.Endpoint] = c
	if v.Progress != nil {
		v.Progress(len(v.checks), v.total)
	}
}

// groups numbers the hosts so that names which lead to a common address have one
// number: they are one host, and its patience is one.
func groups(hosts map[string]host) map[string]int {
	names := make([]string, 0, len(hosts))
	for name := range hosts {
		names = append(names, name)
	}
	slices.Sort(names)
	group, byIP := map[string]int{}, map[netip.Addr]int{}
	for i, name := range names {
		group[name] = i
		for _, ip := range hosts[name].ips {
			if other, seen := byIP[ip]; seen && other != group[name] {
				merge(group, byIP, other, group[name])
			}
			byIP[ip] = group[name]
		}
	}
	return group
}

func merge(group map[string]int, byIP map[netip.Addr]int, from, to int) {
	for name, g := range group {
		if g == from {
			group[name] = to
		}
	}
	for ip, g := range byIP {
		if g == from {
			byIP[ip] = to
		}
	}
}

// longestFirst puts the errands of hosts with the most of them first, since
// these take longest; else the order stays.
func longestFirst(errands []errand) []errand {
	count := map[int]int{}
	for _, e := range errands {
		count[e.group] += e.cost
	}
	slices.SortStableFunc(errands, func(a, b errand) int { return cmp.Compare(count[b.group], count[a.group]) })
	return errands
}

// families is how many address families a host is in.
func families(ips []netip.Addr) int {
	v4 := slices.ContainsFunc(ips, netip.Addr.Is4)
	v6 := slices.ContainsFunc(ips, netip.Addr.Is6)
	if v4 && v6 {
		return 2
	}
	return 1
}
