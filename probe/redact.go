package probe

import (
	"context"
	"reflect"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/internal/redact"
)

// redactor knows, from the start, every secret that the query holds; a password that
// is asked for joins them when it is there.
func (q *Query) redactor() *connect.Redactor {
	r := redact.New(append([]fact.Secret{q.SendingPassword, q.Token}, q.Secrets...)...)
	r.Spare(q.Address.Typed, q.Address.Local, q.Address.Domain, q.Address.Unicode(), q.Username, q.SendingUsername, q.EHLO)
	r.Spare(q.Trust...)
	for _, g := range q.Given {
		r.Spare(g.Host, g.Username)
	}
	return r
}

// learning makes the redactor know a password the moment it is there, whatever becomes
// of the run then.
func (r *run) learning(ask func(context.Context, Ask) (fact.Secret, error)) func(context.Context, Ask) (fact.Secret, error) {
	if ask == nil {
		return nil
	}
	return func(ctx context.Context, a Ask) (fact.Secret, error) {
		secret, err := ask(ctx, a)
		r.redactor.Add(secret.Reveal())
		return secret, err
	}
}

// cleaned is a report without any secret that is known by now, whenever its parts were
// recorded. The run's own state, which it acts on, stays as it is.
func (r *run) cleaned(report *Report) *Report {
	return redact.Copy(report, r.redactor, reflect.TypeFor[Status]())
}
