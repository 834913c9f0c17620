package probe

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// A mailbox server took the password, and SMTP refuses PLAIN, which some servers only
// announce: LOGIN is tried, once, and only behind a definite "wrong credentials".
func TestSendsByLOGIN(t *testing.T) {
	refused := fact.Attempt{Username: "anna", Mechanism: "PLAIN", Result: fact.AttemptRefused, Line: "535 5.7.8 authentication failed"}
	for _, tt := range []struct {
		name    string
		offered []string
		last    func(*fact.Attempt)
		change  func(*run)
		want    bool
	}{
		{"LOGIN is there", []string{"PLAIN", "LOGIN"}, nil, nil, true},
		{"it is not", []string{"PLAIN"}, nil, nil, false},
		{"it was LOGIN", []string{"PLAIN", "LOGIN"}, func(a *fact.Attempt) { a.Mechanism = "LOGIN" }, nil, false},
		{"another reason", []string{"PLAIN", "LOGIN"}, func(a *fact.Attempt) { a.Line = "534 5.7.9 Application-specific password required" }, nil, false},
		{"no answer", []string{"PLAIN", "LOGIN"}, func(a *fact.Attempt) { a.Result, a.Line = fact.AttemptUnanswered, "" }, nil, false},
		{"the budget is spent", []string{"PLAIN", "LOGIN"}, nil, func(r *run) { r.budget.refused = 2 }, false},
	} {
		smtp := in(loggingIn, "smtps://smtp.d.example:465", fact.RankSRV, 100)
		smtp.check.Mechanisms = tt.offered
		r := proved(fact.RankSRV, smtp)
		last := refused
		if tt.last != nil {
			tt.last(&last)
		}
		if tt.change != nil {
			tt.change(r)
		}
		r.receiving.inFlight = 1
		r.settle(&r.receiving, smtp, []fact.Attempt{last})
		second := r.receiving.second
		if (second != nil) != tt.want || tt.want && (second.mechanisms[0] != "LOGIN" || second.username != "anna") {
			t.Errorf("%s: %+v", tt.name, second)
		}
	}
}
