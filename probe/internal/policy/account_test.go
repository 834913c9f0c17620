package policy

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// A mailbox server took the password, and SMTP refuses PLAIN, which some servers only
// announce: LOGIN is tried, once, and only behind a definite "wrong credentials".
func TestSendsByLOGIN(t *testing.T) {
	refused := Judged{WrongCredentials: true, Attempt: fact.Attempt{Username: "anna", Mechanism: "PLAIN", Result: fact.AttemptRefused}}
	for _, tt := range []struct {
		name    string
		offered []string
		last    func(*Judged)
		change  func(*State)
		want    bool
	}{
		{"LOGIN is there", []string{"PLAIN", "LOGIN"}, nil, nil, true},
		{"it is not", []string{"PLAIN"}, nil, nil, false},
		{"it was LOGIN", []string{"PLAIN", "LOGIN"}, func(a *Judged) { a.Mechanism = "LOGIN" }, nil, false},
		{"another reason", []string{"PLAIN", "LOGIN"}, func(a *Judged) { a.WrongCredentials = false }, nil, false},
		{"no answer", []string{"PLAIN", "LOGIN"}, func(a *Judged) { a.Result, a.WrongCredentials = fact.AttemptUnanswered, false }, nil, false},
		{"the budget is spent", []string{"PLAIN", "LOGIN"}, nil, func(s *State) { s.budget.refused = 2 }, false},
	} {
		smtp := in(LoggingIn, "smtps://smtp.d.example:465", fact.RankSRV, 100)
		smtp.Check.Mechanisms = tt.offered
		s := proved(fact.RankSRV, smtp)
		last := refused
		if tt.last != nil {
			tt.last(&last)
		}
		if tt.change != nil {
			tt.change(s)
		}
		s.receiving.inFlight = 1
		s.settle(&s.receiving, smtp, []Judged{last})
		second := s.receiving.second
		if (second != nil) != tt.want || tt.want && (second.mechanisms[0] != "LOGIN" || second.username != "anna") {
			t.Errorf("%s: %+v", tt.name, second)
		}
	}
}
