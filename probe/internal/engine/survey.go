package engine

import (
	"cmp"
	"context"
	"maps"
	"net/netip"
	"slices"
	"sync"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/internal/policy"
	"github.com/mailprobe/mailprobe/probe/internal/redact"
	"github.com/mailprobe/mailprobe/probe/internal/session"
)

// Bounds of a survey where it sets none itself.
const (
	// defaultPerHost is how many connections a host may see at once. Servers
	// count them, and some lock out who has more than a handful.
	defaultPerHost = 2
	// defaultAtOnce is how many endpoints are examined at once.
	defaultAtOnce = 64
	// lookUpsAtOnce is how many names are looked up at once: resolvers lose
	// questions that come by the hundred.
	lookUpsAtOnce = 16
)

// Survey is a list of endpoints to examine without a login. Package probe has the same
// under its own name, with what each field means.
type Survey struct {
	Endpoints []fact.Endpoint
	PerHost   int
	AtOnce    int
	EHLO      string
	Secrets   []fact.Secret
	Progress  func(done, total int)
}

// Examine examines the endpoints of a survey and returns a check for each, in their
// order. The error is the context's; what was not examined by then is unfinished.
func Examine(ctx context.Context, network *Network, s Survey) ([]fact.Check, error) {
	s.PerHost, s.AtOnce = cmp.Or(s.PerHost, defaultPerHost), cmp.Or(s.AtOnce, defaultAtOnce)
	v := &surveyor{
		Survey:   s,
		examiner: examiner{network.dialer(ctx, s.redactor(), false), session.Options{EHLO: s.EHLO}},
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
	var waiting []appointment
	for _, e := range endpoints {
		h := hosts[e.Host]
		switch {
		case h.CutOff || !h.Known:
		case h.Failure != nil:
			v.done(h.Unresolved(fact.Candidate{Endpoint: e}))
		default:
			waiting = append(waiting, appointment{e, h, group[e.Host], min(families(h.IPs), v.PerHost)})
		}
	}
	v.examine(ctx, waiting, gone)
}

// lookUp asks for the addresses of all hosts.
func (v *surveyor) lookUp(ctx context.Context, names []string, gone <-chan struct{}) map[string]policy.Host {
	hosts := map[string]policy.Host{}
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

// appointment is an endpoint that waits for its turn. It costs its host as many
// connections as there are address families to try.
type appointment struct {
	fact.Endpoint
	host  policy.Host
	group int
	cost  int
}

// examine goes through the appointments, as many at a time as may be.
func (v *surveyor) examine(ctx context.Context, waiting []appointment, gone <-chan struct{}) {
	type finished struct {
		appointment
		check fact.Check
	}
	load := map[int]int{}
	running := 0
	results := make(chan finished, len(waiting)) // nobody may be left to hear the last
	waiting = longestFirst(waiting)
	for len(waiting) > 0 || running > 0 {
		next := -1
		if running < v.AtOnce && ctx.Err() == nil {
			next = slices.IndexFunc(waiting, func(e appointment) bool { return load[e.group]+e.cost <= v.PerHost })
		}
		if next >= 0 {
			e := waiting[next]
			waiting = slices.Delete(waiting, next, next+1)
			load[e.group] += e.cost
			running++
			go func() {
				s := v.open(ctx, e.Endpoint, e.host.IPs)
				s.Close()
				v.lookAgain(ctx, s, e.host.IPs)
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
		f.check.Steps = append([]fact.Step{f.host.Step}, f.check.Steps...)
		v.done(f.check)
	}
}

func (v *surveyor) done(c fact.Check) {
	if c.Login == fact.LoginNotTried && len(fact.UsableMechanisms(c.Mechanisms, nil, false)) == 0 {
		c.Login = fact.LoginImpossible
	}
	v.checks[c.Endpoint] = c
	if v.Progress != nil {
		v.Progress(len(v.checks), v.total)
	}
}

// groups numbers the hosts so that names which lead to a common address have one
// number: they are one host, and its patience is one.
func groups(hosts map[string]policy.Host) map[string]int {
	names := make([]string, 0, len(hosts))
	for name := range hosts {
		names = append(names, name)
	}
	slices.Sort(names)
	group, byIP := map[string]int{}, map[netip.Addr]int{}
	for i, name := range names {
		group[name] = i
		for _, ip := range hosts[name].IPs {
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

// longestFirst puts the appointments of hosts with the most of them first, since
// these take longest; else the order stays.
func longestFirst(jobs []appointment) []appointment {
	count := map[int]int{}
	for _, e := range jobs {
		count[e.group] += e.cost
	}
	slices.SortStableFunc(jobs, func(a, b appointment) int { return cmp.Compare(count[b.group], count[a.group]) })
	return jobs
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
