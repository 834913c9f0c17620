package policy

import (
	"slices"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// What is tried first at a server once the password was proved at another.
func TestProvedMechanisms(t *testing.T) {
	for _, tt := range []struct {
		name           string
		proof          string
		offered, asked []string
		want           []string
	}{
		{"shown", "PLAIN", []string{"SCRAM-SHA-256", "LOGIN", "PLAIN"}, nil, []string{"PLAIN", "LOGIN", "SCRAM-SHA-256"}},
		{"shown by a command", "USER", []string{"SCRAM-SHA-256", "LOGIN"}, nil, []string{"LOGIN", "SCRAM-SHA-256"}},
		{"proved by a hash that is not the best", "SCRAM-SHA-1", []string{"SCRAM-SHA-1", "SCRAM-SHA-256", "PLAIN"}, nil,
			[]string{"SCRAM-SHA-1", "SCRAM-SHA-256", "PLAIN"}},
		{"proved by what is not there", "CRAM-MD5", []string{"PLAIN", "SCRAM-SHA-256"}, nil, []string{"SCRAM-SHA-256", "PLAIN"}},
		{"the source asks", "PLAIN", []string{"PLAIN", "SCRAM-SHA-256"}, []string{"SCRAM-SHA-256"}, []string{"SCRAM-SHA-256", "PLAIN"}},
		{"nothing in common", "PLAIN", []string{"NTLM"}, nil, nil},
	} {
		target := in(Ready, "smtps://smtp.d.example:465", fact.RankSRV, 0)
		target.Check.Mechanisms, target.Mechanisms = tt.offered, tt.asked
		s := scene(target)
		s.receiving.proof = tt.proof
		if got := s.provedMechanisms(target); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// Where the user's token goes: a password for sending stands above it.
func TestHoldsToken(t *testing.T) {
	imap := in(Ready, "imaps://imap.d.example:993", fact.RankSRV, 0)
	smtp := in(Ready, "smtps://smtp.d.example:465", fact.RankSRV, 0)
	for _, tt := range []struct {
		name           string
		token, sending bool
		imap, smtp     bool
	}{
		{"a password", false, false, false, false},
		{"another for sending", false, true, false, false},
		{"a token", true, false, true, true},
		{"a token, and a password for sending", true, true, true, false},
	} {
		s := scene(imap, smtp)
		s.wish.Token, s.wish.SendingPassword = tt.token, tt.sending
		if s.holdsToken(imap) != tt.imap || s.holdsToken(smtp) != tt.smtp {
			t.Errorf("%s: %t %t", tt.name, s.holdsToken(imap), s.holdsToken(smtp))
		}
	}
}
