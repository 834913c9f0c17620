package discover

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/autodiscover"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
)

// Answer sends the request again, with the password. Findings are emitted as by a
// source, another challenge possibly among them; the last event has a report to be
// added to the source's own. The result of the attempt follows from the HTTP status:
// 401 and 403 refuse the credential. The password is redacted from whatever is kept
// of the answer.
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

// credentialResult returns what a web server made of a password. A request that got
// no answer may still have been counted as a login.
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

// challenge reports a place that asks for the password, if it may be sent it.
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

// wantsLogin records a 401 with the authentication schemes that it offers.
func wantsLogin(file *fetched) {
	file.refuse(fact.LookupWantsLogin, strings.TrimSpace("HTTP 401 "+strings.Join(file.Schemes, ", ")))
}
