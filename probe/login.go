package probe

import (
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// start sends a login on its way.
func (r *run) start(l *login) {
	t := l.target
	account := r.account(t)
	account.second = nil
	account.inFlight++
	l.mechanisms = r.budget.take(l.mechanisms)
	t.sent = len(l.mechanisms)
	t.phase, t.resting, t.rested = loggingIn, false, false
	t.tried = append(t.tried, l.username)
	o := order{
		endpoint: t.connectedAs(), credential: r.credential(t, l.username), mechanisms: l.mechanisms,
		// The connection bears a name that is not trusted as this one is.
		anew: t.renamed || t.via != nil && trustOrder(r.trust(t.via)) > trustOrder(r.trust(t)),
	}
	if o.anew {
		o.endpoint, t.via, t.renamed = t.Endpoint, nil, false
	}
	if r.query.CheckSender && !t.incoming() {
		o.sender = r.sender(l.username)
		t.sends = o.sender != ""
	}
	t.worker.orders <- o
}

// sender is the address to check after a login: the user's, or where servers were
// given without it, who logs in, as far as that is one.
func (r *run) sender(username string) string {
	if r.query.Address.Domain != "" {
		return r.query.Address.ASCII()
	}
	address, err := fact.ParseAddress(username)
	if err != nil {
		return ""
	}
	return address.ASCII()
}

// takeJudged notes the answer to a credential.
func (r *run) takeJudged(e event, now time.Time) {
	t := r.see(e, now)
	if t == nil {
		return
	}
	t.phase = ready
	account, attempts := r.account(t), e.attempts
	if r.finishing && account.winner != nil {
		attempts = r.brokenOff(t, attempts)
	}
	r.budget.settle(t.sent, attempts)
	r.settle(account, t, attempts)
}

// brokenOff takes an attempt back that we ended ourselves, because the answer was
// proved and the time for the rest is up. Its password is right, so that it was
// left without an answer costs the account nothing.
func (r *run) brokenOff(t *target, attempts []fact.Attempt) []fact.Attempt {
	last := len(attempts) - 1
	if last < 0 || attempts[last].Result != fact.AttemptUnanswered {
		return attempts
	}
	t.check.Attempts = t.check.Attempts[:len(t.check.Attempts)-1]
	t.check.Login = fact.LoginNotTried
	return attempts[:last]
}

// unlock tells whether the password is there. If it is not, it is asked for,
// once, and for the server that would see it first.
func (r *run) unlock(host string, now time.Time) bool {
	if r.key.known || r.key.asked {
		return r.key.known && !r.key.secret.Empty()
	}
	r.key.asked = true
	ask := Ask{Host: host, Provider: r.trustees.providers.ByServer(host)}
	if ask.Provider == nil && r.provider != nil {
		ask.Provider = r.provider.Provider
	}
	r.clock.pause(now)
	r.work.Go(func() {
		secret, err := r.query.Password(r.ctx, ask)
		if err != nil {
			secret = fact.Secret{}
		}
		r.events <- event{kind: unlocked, secret: secret}
	})
	return false
}

// askEarly asks for the password before the first login can start, once the user
// has waited a second and it is known where the password would go.
func (r *run) askEarly(now time.Time) (wake time.Time) {
	if r.key.asked || r.key.known {
		return wake
	}
	if at := r.query.Start.Add(askAfter); now.Before(at) {
		return at
	}
	for _, t := range r.targets {
		if r.loginable(t) || r.mayBecome(t) && r.trust(t).State() == fact.Trusted {
			r.unlock(t.Host, now)
			break
		}
	}
	return wake
}

// maxQuestions is how many times a run asks about trust at the most. Unsigned DNS
// can name as many servers as it likes.
const maxQuestions = 3

// askConsent asks whether hosts that nothing vouches for may see the password,
// where no trusted one is left that could: once for each registrable domain, and
// in one question for the best server of each service.
func (r *run) askConsent(now time.Time) (wake time.Time) {
	if r.query.Consent == nil || r.clock.depth > 0 || r.questions >= maxQuestions {
		return wake
	}
	var question Consent
	for _, incoming := range []bool{true, false} {
		t, later := r.questionable(incoming, now)
		wake = earlier(wake, later)
		if t == nil {
			continue
		}
		if until := t.readyAt.Add(patience); now.Before(until) && r.mayJoin(!incoming) {
			return earlier(wake, until)
		}
		if domain := fact.Registrable(t.Host); !slices.Contains(question.Domains, domain) {
			question.Domains = append(question.Domains, domain)
			question.Hosts = append(question.Hosts, t.Host)
		}
	}
	if len(question.Domains) == 0 {
		return wake
	}
	r.questions++
	for _, domain := range question.Domains {
		r.asked[domain] = true
	}
	r.clock.pause(now)
	r.work.Go(func() {
		yes := r.query.Consent(r.ctx, question)
		r.events <- event{kind: consented, domains: question.Domains, yes: yes}
	})
	return wake
}

// questionable is the best server of a service that only the user's word is wanted
// for, or until when something better is waited for.
func (r *run) questionable(incoming bool, now time.Time) (*target, time.Time) {
	for _, t := range r.targets {
		if t.incoming() != incoming || t.phase != ready || !r.usable(t) || r.barred(t) || r.trust(t).State() != fact.Untrusted || !r.permitted(t) ||
			len(t.tried) > 0 || t.Rank == fact.RankGuess || r.asked[fact.Registrable(t.Host)] || r.account(t).ended || r.hopeful(t) {
			continue
		}
		if until := t.readyAt.Add(patience); len(r.open) > 0 && now.Before(until) {
			return nil, until
		}
		return t, time.Time{}
	}
	return nil, time.Time{}
}

// mayJoin reports whether a server of the service is still being looked at that the
// user would be asked about too.
func (r *run) mayJoin(incoming bool) bool {
	return slices.ContainsFunc(r.targets, func(t *target) bool {
		return t.incoming() == incoming && t.pending() && t.Rank != fact.RankGuess &&
			r.trust(t).State() == fact.Untrusted && !r.asked[fact.Registrable(t.Host)]
	})
}

// hopeful tells whether a trusted target may yet do what the untrusted one would:
// prove the password, or the service once the password is proved.
func (r *run) hopeful(t *target) bool {
	return slices.ContainsFunc(r.targets, func(other *target) bool {
		if (r.account(t).winner != nil || r.account(t) != r.account(other)) && other.incoming() != t.incoming() {
			return false
		}
		return other.accepted() || other.phase == loggingIn || r.loginable(other) && len(other.tried) == 0 ||
			r.mayBecome(other)
	})
}
