package probe

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
	"github.com/mailprobe/mailprobe/probe/internal/session"
)

// account is a secret of the user's, and how far the run has proved
// it (safety rule 3). There are two where other credentials are for sending, and
// what proves one says nothing of the other.
type account struct {
	inFlight int
	refused  int     // answers to the secret that count as refused
	winner   *target // whose login proved it
	username string  // that it was proved with
	proof    string  // the mechanism that it was proved with
	second   *login  // the one more try of safety rule 3
	// ended is set once no more logins with it may be tried.
	ended bool
}

// account is what a target would be shown.
func (r *run) account(t *target) *account {
	if !t.incoming() && r.sendsApart() {
		return &r.sending
	}
	return &r.receiving
}

// sendsApart reports whether another password is for sending. Another name alone is
// one more form for the same secret.
func (r *run) sendsApart() bool { return !r.query.SendingPassword.Empty() }

// accounts are those that the run has to do with.
func (r *run) accounts() []*account {
	if r.sendsApart() {
		return []*account{&r.receiving, &r.sending}
	}
	return []*account{&r.receiving}
}

// settle notes the answers to a login with the account and draws from them what
// safety rule 3 draws: a definite "wrong credentials" leaves room for one more try,
// everything else that is no acceptance ends the account's logins; and so does no
// answer at all behind a refusal, for that is how a locked door looks.
func (r *run) settle(a *account, t *target, attempts []fact.Attempt) {
	a.inFlight--
	before := a.refused
	a.refused += refusals(attempts)
	if len(attempts) == 0 {
		a.ended = a.ended || a.winner == nil && before > 0
		return
	}
	last := attempts[len(attempts)-1]
	switch {
	case last.Result == fact.AttemptAccepted:
		if a.winner == nil {
			a.winner, a.username, a.proof = t, last.Username, last.Mechanism
		}
		return
	case a.winner != nil:
		a.second = r.otherWayToSend(a, t, last)
		return
	case before > 0:
		a.ended = true
		return
	}
	switch last.Result {
	case fact.AttemptUnsupported, fact.AttemptUnsent:
		t.check.Login = fact.LoginImpossible // nobody judged the secret
		a.ended = a.refused > 0
	default:
		a.second = r.secondTry(a, t, last)
		a.ended = a.second == nil
	}
}

// secondTry is the one more try that safety rule 3 allows after a definite "wrong
// credentials": after SCRAM a mechanism that shows the password, because the
// server may keep it in a form that SCRAM cannot work with; else the next user
// name form, where no source gave the name.
func (r *run) secondTry(a *account, t *target, last fact.Attempt) *login {
	if !diagnose.WrongCredentials(t.Protocol, last) || a.refused > 1 || !r.budget.free() {
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

// otherWayToSend is LOGIN after PLAIN, where a mailbox server took the password and
// SMTP refused it: there are servers that answer so to a mechanism that they only
// announce.
func (r *run) otherWayToSend(a *account, t *target, last fact.Attempt) *login {
	switch {
	case t.incoming() || !a.winner.incoming() || last.Mechanism != "PLAIN" || last.Result != fact.AttemptRefused,
		!diagnose.WrongCredentials(t.Protocol, last),
		!slices.Contains(r.mechanisms(t), "LOGIN") || !r.budget.free():
		return nil
	}
	return &login{t, last.Username, []string{"LOGIN"}}
}
