package probe

import (
	"slices"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/diagnose"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/session"
)

// start sends a login on its way.
func (r *run) start(l *login) {
	t := l.target
	r.second = nil
	r.budget.take()
	t.phase = loggingIn
	t.tried = append(t.tried, l.username)
	o := order{endpoint: t.Endpoint, credential: r.credential(t, l.username), mechanisms: l.mechanisms}
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

// takeJudged notes the answer to a credential and draws what safety rules 3 to 5
// draw from it.
func (r *run) takeJudged(e event, now time.Time) {
	t := r.see(e, now)
	if t == nil {
		return
	}
	t.phase = ready
	attempts := e.attempts
	if r.finishing && r.winner != nil {
		attempts = r.brokenOff(t, attempts)
	}
	r.budget.settle(attempts)
	if len(attempts) == 0 {
		return
	}
	last := attempts[len(attempts)-1]
	switch {
	case last.Result == fact.AttemptAccepted:
		if r.winner == nil {
			r.winner, r.username, r.proof = t, last.Username, last.Mechanism
		}
	case last.Result == fact.AttemptUnsupported:
		t.check.Login = fact.LoginImpossible // no mechanism was left; nobody judged the password
	case last.Result == fact.AttemptUnsent && r.winner == nil:
		t.check.Login = fact.LoginImpossible
	case r.winner == nil:
		r.second = r.secondTry(t, last)
		r.ended = r.second == nil
	}
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

// secondTry is the one more try that safety rule 3 allows after a definite "wrong
// credentials": after SCRAM a mechanism that shows the password, because the
// server may keep it in a form that SCRAM cannot work with; else the next user
// name form, where no source gave the name.
func (r *run) secondTry(t *target, last fact.Attempt) *login {
	if diagnose.Attempt(t.Protocol, last) != fact.WrongCredentials || r.budget.refused > 1 || !r.budget.free() {
		return nil
	}
	if shown := session.Revealing(r.mechanisms(t)); strings.HasPrefix(last.Mechanism, "SCRAM-") && len(shown) > 0 {
		return &login{t, last.Username, shown}
	}
	for _, name := range t.usernames(&r.query) {
		if !slices.Contains(t.tried, name) {
			return &login{t, name, []string{last.Mechanism}}
		}
	}
	return nil
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
		if r.loginable(t) || r.mayBecome(t) && r.trust(t) == trusted {
			r.unlock(t.Host, now)
			break
		}
	}
	return wake
}

// askConsent asks whether a host that nothing vouches for may see the password,
// where no trusted one is left that could: once for each registrable domain.
func (r *run) askConsent(now time.Time) (wake time.Time) {
	if r.query.Consent == nil || r.clock.depth > 0 {
		return wake
	}
	for _, t := range r.targets {
		if t.phase != ready || !r.usable(t) || r.barred(t) || r.trust(t) != untrusted || !r.permitted(t) ||
			len(t.tried) > 0 || t.Rank == fact.RankGuess || r.hopeful(t) {
			continue
		}
		domain := fact.Registrable(t.Host)
		if r.asked[domain] {
			continue
		}
		if until := t.readyAt.Add(patience); len(r.open) > 0 && now.Before(until) {
			wake = earlier(wake, until)
			continue
		}
		r.asked[domain] = true
		r.clock.pause(now)
		r.work.Go(func() {
			yes := r.query.Consent(r.ctx, domain)
			r.events <- event{kind: consented, domain: domain, yes: yes}
		})
		return wake
	}
	return wake
}

// hopeful tells whether a trusted target may yet do what the untrusted one would:
// prove the password, or the service once the password is proved.
func (r *run) hopeful(t *target) bool {
	return slices.ContainsFunc(r.targets, func(other *target) bool {
		if r.winner != nil && other.incoming() != t.incoming() {
			return false
		}
		return other.accepted() || other.phase == loggingIn || r.loginable(other) && len(other.tried) == 0 ||
			r.mayBecome(other)
	})
}
