package engine

import (
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
	"github.com/mailprobe/mailprobe/probe/internal/discover"
	"github.com/mailprobe/mailprobe/probe/internal/policy"
	"github.com/mailprobe/mailprobe/probe/internal/session"
)

// logIn has a worker try the secret that the order means.
func (r *run) logIn(o policy.LogIn) {
	credential := session.Credential{Username: o.Username, Secret: r.secret, Token: o.Token}
	if o.Sending && !r.SendingPassword.Empty() {
		credential.Secret = r.SendingPassword
	}
	r.workers[o.Conn].orders <- login{o.Endpoint, credential, o.Mechanisms, o.Sender, o.Anew}
}

// askPassword asks the user beside the run. A question that failed is answered with
// no password.
func (r *run) askPassword(ask policy.AskPassword) {
	r.work.Go(func() {
		secret, err := r.AskPassword(r.ctx, ask)
		r.redactor.Add(secret.Reveal()) // whatever becomes of the run now
		if err != nil {
			secret = fact.Secret{}
		}
		r.events <- unlocked{secret, err}
	})
}

func (r *run) askTrust(ask policy.AskTrust) {
	r.work.Go(func() { r.events <- consented{ask.Domains, r.AskTrust(r.ctx, ask)} })
}

// answerChallenge gives a place of Autodiscover the password.
func (r *run) answerChallenge(o policy.Answer) {
	p, secret := r.challenges[o.URL], r.secret
	r.work.Go(func() {
		attempt := p.Answer(r.ctx, r.env, o.Username, secret, func(e discover.Event) { r.events <- discovered{e} })
		r.events <- answered{diagnose.WebLogin{URL: r.redactor.Redact(p.URL), Host: p.Host, Attempt: attempt}}
	})
}

// lookUp asks for a host's addresses.
func (r *run) lookUp(name string) {
	r.work.Go(func() { r.events <- resolved{name, lookUp(r.ctx, r.dialer, name)} })
}
