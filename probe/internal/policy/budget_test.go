package policy

import (
	"slices"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Safety rules 3 and 4: what the budget has room for, at and beside each bound.
func TestBudget(t *testing.T) {
	for _, tt := range []struct {
		name              string
		b                 budget
		free, spent, over bool
	}{
		{"nothing yet", budget{limit: 2}, true, false, false},
		{"one refused", budget{limit: 2, refused: 1}, true, false, false},
		{"one refused, one on its way", budget{limit: 2, refused: 1, inFlight: 1}, false, false, false},
		{"two on their way", budget{limit: 2, inFlight: 2}, false, false, false},
		{"all refused", budget{limit: 2, refused: 2}, false, true, true},
		{"more refused than a bound that is less", budget{limit: 1, refused: 2}, false, true, true},
		{"no login allowed", budget{}, false, false, true},
		{"one more uncounted answer may come", budget{limit: 2, uncounted: 3}, true, false, false},
		{"and is on its way", budget{limit: 2, uncounted: 3, pending: 1}, false, false, false},
		{"four uncounted answers", budget{limit: 2, uncounted: 4}, false, false, true},
	} {
		if free, spent, over := tt.b.free(), tt.b.spent(), tt.b.over(); free != tt.free || spent != tt.spent || over != tt.over {
			t.Errorf("%s: free %t, spent %t, over %t", tt.name, free, spent, over)
		}
	}
}

// A login takes no more mechanisms than may be answered in a way that counts for
// nothing, and gives back what it took.
func TestBudgetTakesAndSettles(t *testing.T) {
	b := budget{limit: 2, uncounted: 1, pending: 1}
	if may := b.take([]string{"SCRAM-SHA-256", "PLAIN", "LOGIN"}); !slices.Equal(may, []string{"SCRAM-SHA-256", "PLAIN"}) {
		t.Errorf("may try %v", may)
	}
	if want := (budget{limit: 2, uncounted: 1, pending: 3, inFlight: 1, attempted: 1}); b != want {
		t.Errorf("taken: %+v, want %+v", b, want)
	}
	answers := func(results ...fact.AttemptResult) (given []Judged) {
		for _, r := range results {
			given = append(given, Judged{Attempt: fact.Attempt{Result: r}})
		}
		return given
	}
	b.settle(2, answers(fact.AttemptUnsupported, fact.AttemptRefused))
	if want := (budget{limit: 2, uncounted: 2, pending: 1, refused: 1, attempted: 1}); b != want {
		t.Errorf("settled: %+v, want %+v", b, want)
	}
	for _, tt := range []struct {
		result             fact.AttemptResult
		refused, uncounted int
	}{
		{fact.AttemptAccepted, 0, 0},
		{fact.AttemptRefused, 1, 0},
		{fact.AttemptUnanswered, 1, 0},
		{fact.AttemptUnproven, 1, 0},
		{fact.AttemptUnsupported, 0, 1},
		{fact.AttemptTemporary, 0, 1},
		{fact.AttemptUnsent, 0, 0},
	} {
		b := budget{limit: 2, inFlight: 1, pending: 1}
		b.settle(1, answers(tt.result))
		if b.refused != tt.refused || b.uncounted != tt.uncounted || b.inFlight != 0 || b.pending != 0 {
			t.Errorf("%s: %+v", tt.result, b)
		}
	}
}
