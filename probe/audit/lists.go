package audit

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// Lists checks the entries of provider lists.
type Lists struct {
	Prober *probe.Prober
	// EHLO is the name to give SMTP servers.
	EHLO string
	// Accounts are test accounts, whose logins are tried: at hosts of the address's
	// own registrable domain or of one in Trust, and at those that the database
	// lists. An entry alone vouches for nobody, for it may be what somebody proposes.
	Accounts []Account
	Trust    []string
	// Secrets are never shown, whoever says them; the accounts' are among them anyway.
	Secrets []fact.Secret
	// Progress, which may be nil, is called whenever a server is done.
	Progress func(done, total int)
}

// askedOf is what of a provider's own word an entry is held against.
var askedOf = []fact.Source{fact.SourcePACC, fact.SourceAutoconfig, fact.SourceSRV}

// publishers is how many providers are asked at once what they publish. Each
// costs some twenty DNS questions in one burst, and a home router's resolver
// loses questions where two hundred are open.
const publishers = 8

// Check examines every server of every entry without a login, asks what the
// providers publish for the first of their domains, and tries the logins of test
// accounts. The subjects are those of the entries, in their order; entries that
// name no server by nature (gateways, forwarders) have none. The error is the
// context's.
func (l *Lists) Check(ctx context.Context, entries []Entry) ([]Subject, error) {
	var all []*inspection
	for _, e := range entries {
		if e.Provider == nil || e.Provider.Kind == providers.Mailbox {
			all = append(all, l.inspection(e))
		}
	}
	var asking sync.WaitGroup
	asking.Go(func() { l.ask(ctx, all) })
	l.examine(ctx, all)
	asking.Wait()
	l.logIn(ctx, all)
	subjects := make([]Subject, len(all))
	for i, in := range all {
		subjects[i] = in.subject(l.now())
	}
	return cleaned(subjects, l.secrets(), l.spared(entries)), ctx.Err()
}

func (l *Lists) now() time.Time {
	if l.Prober.Now != nil {
		return l.Prober.Now()
	}
	return time.Now()
}

// inspection is one entry being checked.
type inspection struct {
	Entry
	servers []claim
	checks  []fact.Check
	sources []fact.SourceReport
	logins  []Problem
}

func (l *Lists) inspection(e Entry) *inspection {
	in := &inspection{Entry: e}
	if e.Provider != nil {
		in.servers = e.claims(l.Accounts)
	}
	return in
}

// examine looks at the servers of all entries, each once whoever names it.
func (l *Lists) examine(ctx context.Context, all []*inspection) {
	s := probe.Survey{EHLO: l.EHLO, Progress: l.Progress, Secrets: l.secrets()}
	for _, in := range all {
		for _, c := range in.servers {
			s.Endpoints = append(s.Endpoints, c.Endpoint)
		}
	}
	checks, _ := l.Prober.Examine(ctx, s) // the context is asked in the end
	for _, in := range all {
		in.checks, checks = checks[:len(in.servers):len(in.servers)], checks[len(in.servers):]
		for i := range in.checks {
			in.checks[i].Source = fact.SourceProvider
		}
	}
}

// ask asks the providers' own domains what they publish.
func (l *Lists) ask(ctx context.Context, all []*inspection) {
	inParallel(publishers, all, func(in *inspection) {
		if in.Provider == nil || len(in.Provider.Domains) == 0 || len(in.servers) == 0 {
			return
		}
		in.sources, _ = l.Prober.Published(ctx, probe.Query{Address: postmaster(in.Provider.Domains[0]), Sources: askedOf, Secrets: l.secrets()})
	})
}

// inParallel does something with each of a list, so many at a time.
func inParallel[T any](most int, list []T, do func(T)) {
	var work sync.WaitGroup
	slots := make(chan struct{}, most)
	for _, one := range list {
		slots <- struct{}{}
		work.Go(func() {
			defer func() { <-slots }()
			do(one)
		})
	}
	work.Wait()
}

// logIn tries the test accounts, one after the other: a provider's accounts are
// at the same hosts, and hosts count.
func (l *Lists) logIn(ctx context.Context, all []*inspection) {
	for _, a := range l.Accounts {
		at := slices.IndexFunc(all, func(in *inspection) bool { return in.ID == a.Provider && in.Provider != nil })
		if at < 0 || ctx.Err() != nil {
			continue
		}
		all[at].logIn(ctx, l, a)
	}
}

// logIn tries one account at the best servers of the entry, one incoming and one
// outgoing, at the price of one refused login at most.
func (in *inspection) logIn(ctx context.Context, l *Lists, a Account) {
	var servers []probe.Server
	for _, s := range given(in.servers, in.checks) {
		if l.trusts(a, s.Host) {
			servers = append(servers, s)
			continue
		}
		in.logins = append(in.logins, in.problem(fact.NewProblem(fact.UntrustedTarget, s.Endpoint.String(), "",
			"host", s.Host, "port", portText(s.Port), "domain", fact.Registrable(s.Host),
		), claimAt(in.servers, s.Endpoint.String()).at))
	}
	if len(servers) == 0 {
		return
	}
	for i := range servers {
		servers[i].Username = a.Username
		if a.Username == "" {
			at := slices.IndexFunc(in.servers, func(c claim) bool { return c.Endpoint == servers[i].Endpoint })
			servers[i].Username = in.servers[at].Username.For(a.Address)
		}
	}
	report, _ := l.Prober.Run(ctx, probe.Query{
		Address: a.Address, Servers: servers, ServersOnly: true, MaxLogins: 1, EHLO: l.EHLO, Secrets: l.secrets(),
		Password: func(context.Context, probe.Ask) (fact.Secret, error) { return a.Password, nil },
	})
	for _, c := range report.Checks {
		if c.Login == fact.LoginAccepted || c.Outcome == fact.OutcomeUnfinished {
			continue
		}
		where := claimAt(in.servers, c.Endpoint.String())
		in.logins = append(in.logins, in.problem(fact.NewProblem(fact.TestLoginFailed, c.Endpoint.String(), "",
			"name", a.Address.ASCII(), "host", c.Host, "port", portText(c.Port),
		), where.at))
	}
	for _, p := range report.Problems {
		if p.Severity != fact.Info {
			in.logins = append(in.logins, in.problem(p, claimAt(in.servers, p.Where).at))
		}
	}
}

// trusts reports whether a host may see the password of an account (safety rule 2):
// one of the address's own domain, one that the database lists for the provider of
// that domain, or one that the user vouches for. The entry under test is nobody's
// word: whoever proposes it may have written anything.
func (l *Lists) trusts(a Account, host string) bool {
	owner := fact.Registrable(host)
	if owner == fact.Registrable(a.Address.Domain) || slices.Contains(l.Trust, owner) {
		return true
	}
	db := l.Prober.Providers
	if db == nil {
		db = providers.Builtin()
	}
	p := db.ByDomain(a.Address.Domain)
	if p == nil {
		return false
	}
	return slices.ContainsFunc(p.ServersFor(a.Address.Domain, ""), func(s providers.Server) bool { return s.Host == host })
}

// subject is what came of the inspection.
func (in *inspection) subject(now time.Time) Subject {
	s := Subject{Name: in.ID, File: in.File, Line: in.Line, Checks: in.checks, Sources: in.sources}
	switch {
	case in.Err != nil:
		p := fact.NewProblem(fact.EntryUnusable, in.ID, "", "name", in.ID, "found", fact.Printable(in.Err.Error()))
		s.Problems = []Problem{in.problem(p, in.ErrAt)}
		return s
	case len(in.servers) == 0:
		p := fact.NewProblem(fact.EntryNothingToTest, in.ID, "", "name", in.ID)
		s.Problems = []Problem{in.problem(p, Place{})}
		return s
	}
	s.Untested = untested(in.checks)
	s.Problems = judgeEntry(in.Entry, in.servers, in.checks, in.sources, now)
	for _, p := range in.logins {
		known := slices.ContainsFunc(s.Problems, func(o Problem) bool { return o.Code == p.Code && o.Where == p.Where })
		if !known {
			s.Problems = append(s.Problems, p)
		}
	}
	sortProblems(s.Problems)
	return s
}

func portText(port uint16) string { return strconv.Itoa(int(port)) }
