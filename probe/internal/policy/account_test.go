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

// Safety rule 3: what each answer to a login leaves room for.
func TestSettle(t *testing.T) {
	answer := func(r fact.AttemptResult, mechanism string, definite bool) Judged {
		return Judged{WrongCredentials: definite, Attempt: fact.Attempt{Username: "anna@d.example", Mechanism: mechanism, Result: r}}
	}
	no := answer(fact.AttemptRefused, "PLAIN", true)
	for _, tt := range []struct {
		name    string
		before  int // refusals of the account
		offered []string
		answers []Judged
		change  func(*State, *Target)
		ended   bool
		second  string // the mechanism and user name of the one more try
	}{
		{"accepted", 0, []string{"PLAIN"}, []Judged{answer(fact.AttemptAccepted, "PLAIN", false)}, nil, false, ""},
		{"wrong credentials", 0, []string{"PLAIN"}, []Judged{no}, nil, false, "PLAIN anna"},
		{"wrong credentials again", 1, []string{"PLAIN"}, []Judged{no}, nil, true, ""},
		{"twice in one login", 0, []string{"PLAIN"}, []Judged{no, no}, nil, true, ""},
		{"a no of another kind", 0, []string{"PLAIN"}, []Judged{answer(fact.AttemptRefused, "PLAIN", false)}, nil, true, ""},
		{"no answer", 0, []string{"PLAIN"}, []Judged{answer(fact.AttemptUnanswered, "PLAIN", false)}, nil, true, ""},
		{"later", 0, []string{"PLAIN"}, []Judged{answer(fact.AttemptTemporary, "PLAIN", false)}, nil, true, ""},
		{"SCRAM refused", 0, []string{"SCRAM-SHA-256", "PLAIN", "LOGIN"}, []Judged{answer(fact.AttemptRefused, "SCRAM-SHA-256", true)}, nil, false, "PLAIN anna@d.example"},
		{"SCRAM refused, and nothing else there", 0, []string{"SCRAM-SHA-256"}, []Judged{answer(fact.AttemptRefused, "SCRAM-SHA-256", true)}, nil, false, "SCRAM-SHA-256 anna"},
		{"no mechanism", 0, []string{"PLAIN"}, []Judged{answer(fact.AttemptUnsupported, "PLAIN", false)}, nil, false, ""},
		{"no mechanism behind a refusal", 0, []string{"PLAIN", "LOGIN"}, []Judged{no, answer(fact.AttemptUnsupported, "LOGIN", false)}, nil, true, ""},
		{"nothing was sent", 0, []string{"PLAIN"}, nil, nil, false, ""},
		{"the door is shut behind a refusal", 1, []string{"PLAIN"}, nil, nil, true, ""},
		{"the user gave the name", 0, []string{"PLAIN"}, []Judged{no}, func(s *State, _ *Target) { s.wish.Username = "anna@d.example" }, true, ""},
		{"a source gave the name", 0, []string{"PLAIN"}, []Judged{no}, func(_ *State, t *Target) { t.Username, t.Origin = "anna@d.example", fact.OriginDomain }, true, ""},
		{"both forms were tried", 0, []string{"PLAIN"}, []Judged{no}, func(_ *State, t *Target) { t.tried = append(t.tried, "anna") }, true, ""},
		{"the web took another form", 0, []string{"PLAIN"}, []Judged{no}, func(s *State, _ *Target) { s.receiving.webName = "anna@d.example" }, true, ""},
		{"the budget is spent", 0, []string{"PLAIN"}, []Judged{no}, func(s *State, _ *Target) { s.budget.refused = 2 }, true, ""},
	} {
		imap := in(LoggingIn, "imaps://imap.d.example:993", fact.RankSRV, 100)
		imap.Check.Mechanisms, imap.tried = tt.offered, []string{"anna@d.example"}
		s := scene(imap)
		if tt.change != nil {
			tt.change(s, imap)
		}
		a := &s.receiving
		a.inFlight, a.refused = 1, tt.before
		s.settle(a, imap, tt.answers)
		second := ""
		if a.second != nil {
			second = a.second.mechanisms[0] + " " + a.second.username
		}
		if a.inFlight != 0 || a.ended != tt.ended || second != tt.second {
			t.Errorf("%s: %d in flight, ended %t, second %q; want ended %t, second %q", tt.name, a.inFlight, a.ended, second, tt.ended, tt.second)
		}
	}
}
