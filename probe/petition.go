package probe

import (
	"cmp"
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
	"github.com/mailprobe/mailprobe/probe/internal/discover"
)

// petitions are the places that want the password before they tell the settings.
// They are heard last: where no server is left that could prove it, and only if
// the user wants that. Each is a login like any other (safety rule 4).
type petitions struct {
	waiting []*discover.Challenge
	// asked are the URLs of those that were given the password, heard their
	// answers.
	asked []string
	heard []diagnose.WebLogin
}

// refused tells whether any of them refused the password.
func (p *petitions) refused() bool {
	return slices.ContainsFunc(p.heard, func(w diagnose.WebLogin) bool { return w.Result == fact.AttemptRefused })
}

// maxPetitions is how many places may be given the password. A domain has two of
// its own and one behind a redirect; a server that says yes to the password and
// leads on, to where it is wanted again, could ask for ever.
const maxPetitions = 3

// takePetition notes a place, once. An access token is made for mail servers, and
// none for such a place.
func (r *run) takePetition(p *discover.Challenge) {
	known := slices.ContainsFunc(r.petitions.waiting, func(w *discover.Challenge) bool { return w.URL == p.URL })
	if !r.query.AutodiscoverLogin || !r.query.Token.Empty() || known || slices.Contains(r.petitions.asked, p.URL) {
		return
	}
	r.petitions.waiting = append(r.petitions.waiting, p)
	slices.SortStableFunc(r.petitions.waiting, func(a, b *discover.Challenge) int { return cmp.Compare(a.Priority, b.Priority) })
}

// petition is the next one to hear; nil while there is something better.
func (r *run) petition(now time.Time) *discover.Challenge {
	if len(r.petitions.asked) >= maxPetitions || r.receiving.winner != nil || r.receiving.second != nil || r.receiving.ended || len(r.open) > 0 || r.budget.inFlight > 0 || !r.budget.free() {
		return nil
	}
	for _, t := range r.targets {
		if r.loginable(t) || r.mayBecome(t) || t.phase == held && r.mayBeReleased(t, now) {
			return nil
		}
	}
	for _, p := range r.petitions.waiting {
		if r.mayHear(p) {
			return p
		}
	}
	return nil
}

// mayHear tells whether a place may see the password. Autodiscover's own rules
// (see [autodiscover.MayLogIn]) leave the hosts of the domain, whose trust is that
// of a mail server there, and Microsoft's; and what takes OAuth2 only gets no
// password here either (safety rules 2 and 6).
func (r *run) mayHear(p *discover.Challenge) bool {
	owner := p.Provider
	if owner == nil {
		own := fact.Candidate{Endpoint: fact.Endpoint{Host: p.Host}, Origin: fact.OriginDomain}
		if r.trustees.of(own).State() != fact.Trusted {
			return false
		}
		owner = cmp.Or(r.trustees.own, r.trustees.mx)
	} else if r.trustees.elsewhere() && owner.ID != r.trustees.mx.ID {
		return false
	}
	return owner == nil || !owner.TokenOnly()
}

// hear gives a place the password.
func (r *run) hear(p *discover.Challenge) {
	r.petitions.waiting = slices.DeleteFunc(r.petitions.waiting, func(w *discover.Challenge) bool { return w == p })
	r.petitions.asked = append(r.petitions.asked, p.URL)
	r.budget.take([]string{"Basic"})
	r.receiving.inFlight++
	r.open[fact.SourceAutodiscover] = fact.RankAutodiscover
	username, secret := r.query.Username, r.key.secret
	if username == "" {
		username = r.query.Address.ASCII()
	}
	r.work.Go(func() {
		attempt := p.Answer(r.ctx, r.inquiry, username, secret, func(e discover.Event) {
			r.events <- event{kind: discovered, source: e}
		})
		r.events <- event{kind: answered, web: diagnose.WebLogin{URL: r.redactor.Redact(p.URL), Host: p.Host, Attempt: attempt}}
	})
}

// takeAnswered notes how a place took the password. Only a yes leaves room for
// more (safety rules 3 and 5).
func (r *run) takeAnswered(w diagnose.WebLogin) {
	attempts := []fact.Attempt{w.Attempt}
	r.budget.settle(1, attempts)
	r.receiving.inFlight--
	r.receiving.refused += refusals(attempts)
	r.petitions.heard = append(r.petitions.heard, w)
	r.receiving.ended = r.receiving.ended || w.Result != fact.AttemptAccepted
}
