package policy

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// account is what a target would be shown.
func (s *State) account(t *Target) *account {
	if !t.incoming() && s.wish.SendingPassword {
		return &s.sending
	}
	return &s.receiving
}

// accounts are those that the run has to do with.
func (s *State) accounts() []*account {
	if s.wish.SendingPassword {
		return []*account{&s.receiving, &s.sending}
	}
	return []*account{&s.receiving}
}

// settle notes the answers to a login with the account and draws from them what
// safety rule 3 draws: a definite "wrong credentials" leaves room for one more try,
// everything else that is no acceptance ends the account's logins; and so does no
// answer at all behind a refusal, for that is how a locked door looks.
func (s *State) settle(a *account, t *Target, attempts []Judged) {
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
		a.second = s.otherWayToSend(a, t, last)
		return
	case before > 0:
		a.ended = true
		return
	}
	switch last.Result {
	case fact.AttemptUnsupported, fact.AttemptUnsent:
		t.Check.Login = fact.LoginImpossible // nobody judged the secret
		a.ended = a.refused > 0
	default:
		a.second = s.secondTry(a, t, last)
		a.ended = a.second == nil
	}
}

// secondTry is the one more try that safety rule 3 allows after a definite "wrong
// credentials": after SCRAM a mechanism that shows the password, because the
// server may keep it in a form that SCRAM cannot work with; else the next user
// name form, where no source gave the name.
func (s *State) secondTry(a *account, t *Target, last Judged) *login {
	if !last.WrongCredentials || a.refused > 1 || !s.budget.free() {
		return nil
	}
	if shown := fact.RevealingMechanisms(s.mechanisms(t)); strings.HasPrefix(last.Mechanism, "SCRAM-") && len(shown) > 0 {
		return &login{t, last.Username, shown}
	}
	if a.webName != "" {
		return nil
	}
	for _, name := range t.usernames(&s.wish) {
		if !slices.Contains(t.tried, name) {
			return &login{t, name, []string{last.Mechanism}}
		}
	}
	return nil
}

// otherWayToSend is LOGIN after PLAIN, where a mailbox server took the password and
// SMTP refused it: there are servers that answer so to a mechanism that they only
// announce.
func (s *State) otherWayToSend(a *account, t *Target, last Judged) *login {
	switch {
	case t.incoming() || !a.winner.incoming() || last.Mechanism != "PLAIN" || last.Result != fact.AttemptRefused,
		!last.WrongCredentials,
		!slices.Contains(s.mechanisms(t), "LOGIN") || !s.budget.free():
		return nil
	}
	return &login{t, last.Username, []string{"LOGIN"}}
}
