package fact_test

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

func TestTrustStates(t *testing.T) {
	for reason, want := range map[fact.TrustReason]fact.TrustState{
		"":                         fact.Undecided,
		"somebody said so":         fact.Undecided,
		fact.UndecidedMX:           fact.Undecided,
		fact.TrustOwnDomain:        fact.Trusted,
		fact.TrustEverything:       fact.Trusted,
		fact.DistrustDNS:           fact.Untrusted,
		fact.DistrustOtherProvider: fact.Untrusted,
	} {
		if got := (fact.Trust{Reason: reason}).State(); got != want {
			t.Errorf("%q: %s, want %s", reason, got, want)
		}
	}
}

// Every ground but the one that waits for the MX decides, and is listed once.
func TestTrustReasonsDecide(t *testing.T) {
	seen := map[fact.TrustReason]bool{}
	for _, r := range fact.TrustReasons() {
		if seen[r] {
			t.Errorf("%s is listed twice", r)
		}
		seen[r] = true
		if (r.State() == fact.Undecided) != (r == fact.UndecidedMX) {
			t.Errorf("%s: %s", r, r.State())
		}
	}
}
