package engine

import (
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
	"github.com/mailprobe/mailprobe/probe/internal/discover"
	"github.com/mailprobe/mailprobe/probe/internal/policy"
)

// discovered: a source has something to say.
type discovered struct{ discover.Event }

func (e discovered) note(r *run, _ time.Time) {
	if e.Provider != nil {
		r.state.Recognised(e.Provider.Provider, e.Provider.MX)
	}
	if e.NotOffered != "" {
		r.declined[e.NotOffered] = true
		r.state.Declined(e.NotOffered)
	}
	if e.NoProvider {
		r.state.MXHeard()
	}
	if p := e.Challenge; p != nil {
		r.challenges[p.URL] = p
		r.state.Challenged(policy.Challenge{URL: p.URL, Host: p.Host, Priority: p.Priority, Provider: p.Provider})
	}
	if e.RankBound != 0 {
		r.state.Bounded(e.Source, e.RankBound)
	}
	if e.Report != nil {
		r.addReport(*e.Report)
		r.state.Closed(e.Source)
	}
	r.services = append(r.services, e.Services...)
	if len(e.Candidates) > 0 {
		r.state.CandidatesNamed(e.Candidates)
	}
}

// addReport joins what a source says later to what it said before.
func (r *run) addReport(report fact.SourceReport) {
	i := slices.IndexFunc(r.reports, func(s fact.SourceReport) bool { return s.Source == report.Source })
	if i < 0 {
		r.reports = append(r.reports, report)
		return
	}
	first := &r.reports[i]
	first.Verdict, first.Fault, first.Detail = report.Verdict, report.Fault, report.Detail
	first.Took += report.Took
	first.Lookups = append(first.Lookups, report.Lookups...)
	first.Named = append(first.Named, report.Named...)
}

// resolved: a host's addresses are known, or why not.
type resolved struct {
	name string
	host policy.Host
}

func (e resolved) note(r *run, now time.Time) { r.state.Resolved(e.name, e.host, now) }

func (t told) seen() policy.Seen {
	s := policy.Seen{Check: t.check}
	if t.check.Sender != nil {
		s.NotOwned = diagnose.Sender(*t.check.Sender) == fact.SenderNotOwned
	}
	return s
}

// examined: an endpoint was looked at.
type examined struct{ told }

func (e examined) note(r *run, now time.Time) { r.state.Examined(e.conn, e.seen(), now) }

// judged: a credential was answered, by each mechanism that was tried.
type judged struct {
	told
	attempts []fact.Attempt
}

func (e judged) note(r *run, now time.Time) {
	var attempts []policy.Judged
	for _, a := range e.attempts {
		wrong := diagnose.WrongCredentials(e.check.Protocol, a)
		attempts = append(attempts, policy.Judged{Attempt: a, WrongCredentials: wrong})
	}
	r.state.LoginJudged(e.conn, e.seen(), attempts, now)
}

// lookedBehind: more is known of what lies behind a login.
type lookedBehind struct{ told }

func (e lookedBehind) note(r *run, now time.Time) { r.state.LookedBehind(e.conn, e.seen(), now) }

// rested: a worker has given its connection up for now.
type rested struct{ told }

func (e rested) note(r *run, _ time.Time) { r.state.Rested(e.conn) }

// left: a worker has ended.
type left struct{ told }

func (e left) note(r *run, now time.Time) {
	r.state.Left(e.conn, e.seen(), now)
	delete(r.workers, e.conn)
}

// answered: a place of Autodiscover took the password, or did not.
type answered struct{ diagnose.WebLogin }

func (e answered) note(r *run, _ time.Time) {
	r.logins = append(r.logins, e.WebLogin)
	r.state.ChallengeJudged(e.Attempt)
}

// unlocked: the user gave a password, or none. err is why there is none.
type unlocked struct {
	secret fact.Secret
	err    error
}

func (e unlocked) note(r *run, now time.Time) {
	r.secret, r.passwordErr = e.secret, e.err
	r.state.Unlocked(e.secret.Empty(), now)
}

// consented: the user answered for hosts of some domains.
type consented struct {
	domains []string
	yes     bool
}

func (e consented) note(r *run, now time.Time) { r.state.Consented(e.domains, e.yes, now) }
