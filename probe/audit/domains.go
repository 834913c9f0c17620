package audit

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
)

// Domains checks what mail domains publish.
type Domains struct {
	Prober *probe.Prober
	// EHLO is the name to give SMTP servers.
	EHLO string
	// NoISPDB keeps the domains from being sent to the public database.
	NoISPDB bool
	// Secrets are redacted wherever a server or a file echoes them.
	Secrets []fact.Secret
	// Progress, which may be nil, is called whenever a server is done; the total
	// grows when more has to be looked at.
	Progress func(done, total int)
}

// domainsAtOnce is how many domains are looked up at once.
const domainsAtOnce = 4

// Check looks up all that each domain publishes, in every place where clients look,
// examines every server that is named, and reports whether the places agree with
// each other and with the servers, and what should be published instead. The
// subjects are in the order of the domains. The error is the context's.
func (d *Domains) Check(ctx context.Context, domains []string) ([]Subject, error) {
	var all []*domain
	for _, name := range domains {
		all = append(all, &domain{name: name, checks: map[fact.Endpoint]fact.Check{}})
	}
	inParallel(domainsAtOnce, all, func(one *domain) {
		one.sources, _ = d.Prober.Published(ctx, probe.Query{Address: postmaster(one.name), NoISPDB: d.NoISPDB, Secrets: d.Secrets})
	})
	d.examine(ctx, all, (*domain).named)
	d.examine(ctx, all, (*domain).guessed)
	d.receive(ctx, all)
	subjects := make([]Subject, len(all))
	for i, one := range all {
		subjects[i] = one.subject(d.now())
	}
	return cleaned(subjects, d.Secrets, domains), ctx.Err()
}

func (d *Domains) now() time.Time {
	if d.Prober.Now != nil {
		return d.Prober.Now()
	}
	return time.Now()
}

// examine looks at endpoints of all domains, each once.
func (d *Domains) examine(ctx context.Context, all []*domain, which func(*domain) []fact.Endpoint) {
	s := probe.Survey{EHLO: d.EHLO, Progress: d.Progress, AtOnce: probe.MaxConnections, Secrets: d.Secrets}
	var whose []*domain
	for _, one := range all {
		for _, e := range which(one) {
			if _, seen := one.checks[e]; !seen && one.hasRoomFor(e) {
				s.Endpoints, whose = append(s.Endpoints, e), append(whose, one)
			}
		}
	}
	checks, _ := d.Prober.Examine(ctx, s) // the context is asked in the end
	for i, c := range checks {
		whose[i].checks[c.Endpoint] = c
	}
}

// domain is one mail domain being checked: what is said of it, and what its
// servers showed.
type domain struct {
	name    string
	sources []fact.SourceReport
	checks  map[fact.Endpoint]fact.Check
	// receives is the host that takes the domain's mail without an MX that says so;
	// empty where there is one, or nobody was seen to.
	receives string
	// room is what of the bounds of one domain is taken, crowded how many endpoints
	// found none left.
	room    probe.Room
	leftOut int
}

// hasRoomFor reports whether an endpoint is examined, and counts those that are not:
// a domain may name as many servers as it likes, and anybody's.
func (d *domain) hasRoomFor(e fact.Endpoint) bool {
	if d.room.Take(e.Host) {
		return true
	}
	d.leftOut++
	return false
}

// ownSource reports whether a source is published by the domain itself, as opposed to
// sources about it.
func ownSource(s fact.Source) bool {
	row, _ := fact.SourceOf(s)
	return row.DomainsOwn
}

// candidates returns those of the selected sources, sorted by rank, then by protocol
// and by the source's own preference.
func (d *domain) candidates(which func(fact.Source) bool) []fact.Candidate {
	var found []fact.Candidate
	for _, s := range d.sources {
		if which(s.Source) {
			found = append(found, s.Named...)
		}
	}
	slices.SortFunc(found, func(a, b fact.Candidate) int {
		return cmp.Or(
			cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Protocol, b.Protocol), cmp.Compare(a.Priority, b.Priority),
			cmp.Compare(a.Order, b.Order), cmp.Compare(a.TLS, b.TLS), cmp.Compare(a.Place, b.Place), cmp.Compare(a.String(), b.String()),
		)
	})
	return found
}

func anySource(s fact.Source) bool { return s != fact.SourceGuess }

// named returns the endpoints that any source names, and the other standard ports of
// their hosts, which could be published instead.
func (d *domain) named() []fact.Endpoint {
	var found []fact.Endpoint
	for _, c := range d.candidates(anySource) {
		found = append(found, c.Endpoint)
	}
	for _, c := range d.candidates(anySource) {
		for _, e := range fact.StandardPorts(c.Protocol) {
			taken := slices.ContainsFunc(found, func(f fact.Endpoint) bool { return f.Host == c.Host && f.Port == e.Port })
			if !taken && e.Port != 25 {
				found = append(found, e.At(c.Host))
			}
		}
	}
	return unique(found)
}

// guessed returns endpoints at the usual host names, for incoming or outgoing mail if
// no server that is named works for it.
func (d *domain) guessed() []fact.Endpoint {
	var found []fact.Endpoint
	for _, c := range d.candidates(func(s fact.Source) bool { return s == fact.SourceGuess }) {
		if !d.serves(c.Protocol.Incoming()) && c.Port != 25 {
			found = append(found, c.Endpoint)
		}
	}
	return unique(found)
}

// serves reports whether any server that was examined works for incoming, or for
// outgoing mail.
func (d *domain) serves(incoming bool) bool {
	for e, c := range d.checks {
		if e.Protocol.Incoming() == incoming && works(c) {
			return true
		}
	}
	return false
}

// works reports whether an endpoint should be published: it has verified TLS and a
// way to log in.
func works(c fact.Check) bool {
	return c.Outcome == fact.OutcomeOK && c.TLS != fact.NoTLS && len(c.Mechanisms) > 0
}

func unique(endpoints []fact.Endpoint) []fact.Endpoint {
	seen := map[fact.Endpoint]bool{}
	return slices.DeleteFunc(endpoints, func(e fact.Endpoint) bool {
		before := seen[e]
		seen[e] = true
		return before
	})
}

// published returns the checks of the endpoints that the domain itself names, in the
// order of its sources.
func (d *domain) published() []fact.Check {
	var found []fact.Check
	seen := map[fact.Endpoint]bool{}
	for _, c := range d.candidates(ownSource) {
		check, examined := d.checks[c.Endpoint]
		if seen[c.Endpoint] || !examined {
			continue
		}
		seen[c.Endpoint] = true
		check.Source = c.Source
		found = append(found, check)
	}
	return found
}

// subject returns the result for the domain.
func (d *domain) subject(now time.Time) Subject {
	s := Subject{Name: d.name, Checks: d.published(), Sources: d.asked()}
	s.Untested = d.untested()
	s.Problems = append(located(d.problems(s.Checks, now)), d.fileNotes()...)
	sortProblems(s.Problems)
	if slices.ContainsFunc(s.Problems, fixable) || d.receives != "" {
		s.Publish = d.publication()
	}
	return s
}

// fixable reports whether publishing other settings may fix a problem: all errors, and
// the warnings that are about what is published.
func fixable(p Problem) bool {
	cause, _ := fact.CauseOf(p.Code)
	return p.Severity == fact.Error || p.Severity == fact.Warning && cause.Republish
}

// asked returns the reports of sources other than guesses.
func (d *domain) asked() []fact.SourceReport {
	return slices.DeleteFunc(slices.Clone(d.sources), func(s fact.SourceReport) bool { return !anySource(s.Source) })
}

// untested reports whether DNS did not answer for the domain, and nothing else did.
func (d *domain) untested() bool {
	return len(d.candidates(ownSource)) == 0 && d.anyLookup(func(l fact.Lookup) bool {
		if l.What != d.name+" MX" {
			return false
		}
		switch l.Fault {
		case fact.LookupServFail, fact.LookupDNSTimeout, fact.LookupNoNetwork, fact.LookupIsolated, fact.LookupCanceled:
			return true
		}
		return false
	})
}
