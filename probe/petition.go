package probe

import (
	"cmp"
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/diagnose"
	"github.com/mailprobe/mailprobe/probe/discover"
	"github.com/mailprobe/mailprobe/probe/fact"
)

// petitions are the places that want the password before they tell the settings.
// They are heard last: where no server is left that could prove it, and only if
// the user wants that. Each is a login like any other (safety rule 4).
type petitions struct {
	waiting []*discover.Petition
	// asked are the URLs of those that were given the password, heard their
	// answers.
	asked []string
	heard []diagnose.WebLogin
}

// refused tells whether any of them refused the password.
func (p *petitions) refused() bool {
	return slices.ContainsFunc(p.heard, func(w diagnose.WebLogin) bool { return w.Result == fact.AttemptRefused })
}

// takePetition notes a place, once. An access token is made for mail servers, and
// none for such a place.
func (r *run) takePetition(p *discover.Petition) {
	known := slices.ContainsFunc(r.petitions.waiting, func(w *discover.Petition) bool { return w.URL == p.URL })
	if !r.query.AutodiscoverLogin || !r.query.Token.Empty() || known || slices.Contains(r.petitions.asked, p.URL) {
		return
	}
	r.petitions.waiting = append(r.petitions.waiting, p)
	slices.SortStableFunc(r.petitions.waiting, func(a, b *discover.Petition) int { return cmp.Compare(a.Priority, b.Priority) })
}

// petition is the next one to hear; nil while there is something better.
func (r *run) petition(now time.Time) *discover.Petition {
	if len(r.petitions.waiting) == 0 || r.winner != nil || r.second != nil || len(r.open) > 0 || r.budget.inFlight > 0 || !r.budget.free() {
		return nil
	}
	for _, t := range r.targets {
		if r.loginable(t) || r.mayBecome(t) || t.phase == held && r.mayBeReleased(t, now) {
			return nil
		}
	}
	return r.petitions.waiting[0]
}

// hear gives a place the password.
func (r *run) hear(p *discover.Petition) {
	r.petitions.waiting = r.petitions.waiting[1:]
	r.petitions.asked = append(r.petitions.asked, p.URL)
	r.budget.take()
	r.open[fact.SourceAutodiscover] = fact.RankAutodiscover
	username, secret := r.query.Username, r.key.secret
	if username == "" {
		username = r.query.Address.ASCII()
	}
	r.work.Go(func() {
		attempt := p.Ask(r.ctx, r.inquiry, username, secret, func(e discover.Event) {
			r.events <- event{kind: discovered, source: r.quiet(e)}
		})
		attempt.Line = r.redactor.Redact(attempt.Line)
		r.events <- event{kind: answered, web: diagnose.WebLogin{URL: p.URL, Host: p.Host, Attempt: attempt}}
	})
}

// quiet is what a place said that was given the password, without it: where it
// sends us on to, and what it says there, may hold what it was told.
func (r *run) quiet(e discover.Event) discover.Event {
	clean := r.redactor.Redact
	for i := range e.Candidates {
		e.Candidates[i].Place = clean(e.Candidates[i].Place)
	}
	for i := range e.Services {
		e.Services[i].Where, e.Services[i].Place = clean(e.Services[i].Where), clean(e.Services[i].Place)
	}
	if e.Report == nil {
		return e
	}
	e.Report.Detail = clean(e.Report.Detail)
	for i, l := range e.Report.Lookups {
		l.What, l.Result, l.Answered = clean(l.What), clean(l.Result), clean(l.Answered)
		e.Report.Lookups[i] = l
	}
	for i := range e.Report.Named {
		e.Report.Named[i].Place = clean(e.Report.Named[i].Place)
	}
	return e
}

// takeAnswered notes how a place took the password.
func (r *run) takeAnswered(w diagnose.WebLogin) {
	r.budget.settle([]fact.Attempt{w.Attempt})
	r.petitions.heard = append(r.petitions.heard, w)
	r.ended = r.ended || w.Result.Refusal()
}
