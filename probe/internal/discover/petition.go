package discover

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/autodiscover"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/providers"
)

// Challenge is a place that tells nothing without the password, and that the
// rules of Autodiscover would allow to see it. Whether it does is for others to
// decide: it costs a login.
type Challenge struct {
	// URL is where the password would go, in an answer to a 401, and Host the
	// name in it.
	URL, Host string
	// Priority is the place's own among those of the source; lower is better.
	Priority int
	// Provider is whose the host is, where it is not the domain's own; nil too
	// where the database does not know Microsoft.
	Provider *providers.Provider

	redirects redirects
	address   fact.Address
}

// Answer asks again, with the password. What is found is emitted like that of a
// source, the last event with a report to add to the source's own; another
// petition may be among it. The result tells how the credential was taken, by
// the status of HTTP: 401 and 403 refuse it. Whatever the place says is kept
// without the password, which it may say back.
func (p *Challenge) Answer(ctx context.Context, env *Env, username string, secret fact.Secret, emit func(Event)) fact.Attempt {
	start := time.Now()
	sink := &Sink{emit: emit, redactor: env.Redactor, sawPassword: true, report: fact.SourceReport{Source: fact.SourceAutodiscover}}
	if sink.redactor == nil {
		sink.redactor = &connect.Redactor{}
	}
	sink.redactor.Add(secret.Reveal())
	a := &autodiscoverClient{env: env, sink: sink, left: maxRequests}
	place := autodiscover.Place{URL: p.URL}
	q := request(place, p.address)
	q.username, q.secret = username, secret
	file := env.Web.ask(ctx, q)
	attempt := fact.Attempt{
		Username: username, Mechanism: "Basic", Result: credentialResult(file), Line: file.Lookup.Result, Took: time.Since(start),
	}
	if attempt.Result == fact.AttemptAccepted {
		a.handle(ctx, p.redirects, place, p.address, file)
	} else {
		sink.Lookup(file.Lookup)
	}
	report := sink.close()
	report.Took = time.Since(start)
	emit(Event{Source: fact.SourceAutodiscover, Report: &report})
	return attempt
}

// credentialResult is how a web server took a password. A question that got no
// answer may have been counted.
func credentialResult(f *fetched) fact.AttemptResult {
	switch {
	case f.Status == 0:
		return fact.AttemptUnanswered
	case f.Status < http.StatusBadRequest:
		return fact.AttemptAccepted
	case f.Status >= http.StatusInternalServerError, f.Status == http.StatusTooManyRequests:
		return fact.AttemptTemporary
	default:
		return fact.AttemptRefused
	}
}

// challenge asks for the password where a place wants it and may have it.
func (a *autodiscoverClient) challenge(t redirects, place autodiscover.Place, address fact.Address) {
	if !autodiscover.MayLogIn(a.env.Address.Domain, t.hops) {
		return
	}
	p := &Challenge{URL: place.URL, Host: hostName(place.URL), Priority: t.priority, redirects: t, address: address}
	if autodiscover.Microsoft(p.Host) {
		p.Provider = a.env.Providers.ByServer(exchangeOnline)
	}
	a.sink.Challenge(p)
}

// wantsLogin notes a 401 with the ways to log in that it offers.
func wantsLogin(file *fetched) {
	file.refuse(fact.LookupWantsLogin, strings.TrimSpace("HTTP 401 "+strings.Join(file.Schemes, ", ")))
}
