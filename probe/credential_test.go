package probe

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
		target := in(ready, "smtps://smtp.d.example:465", fact.RankSRV, 0)
		target.check.Mechanisms, target.Mechanisms = tt.offered, tt.asked
		r := scene(target)
		r.receiving.proof = tt.proof
		if got := r.provedMechanisms(target); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// Which secret goes where.
func TestCredential(t *testing.T) {
	imap := in(ready, "imaps://imap.d.example:993", fact.RankSRV, 0)
	smtp := in(ready, "smtps://smtp.d.example:465", fact.RankSRV, 0)
	for _, tt := range []struct {
		name           string
		token, sending string
		imap, smtp     string // the secret, and whether it is a token
	}{
		{"a password", "", "", "x false", "x false"},
		{"another for sending", "", "y", "x false", "y false"},
		{"a token", "t", "", "t true", "t true"},
		{"a token, and a password for sending", "t", "y", "t true", "y false"},
	} {
		r := scene(imap, smtp)
		r.query.Token, r.query.SendingPassword = fact.NewSecret(tt.token), fact.NewSecret(tt.sending)
		if tt.token != "" {
			r.key.secret = r.query.Token
		}
		for target, want := range map[*target]string{imap: tt.imap, smtp: tt.smtp} {
			c := r.credential(target, "anna")
			got := c.Secret.Reveal() + " false"
			if c.Token {
				got = c.Secret.Reveal() + " true"
			}
			if got != want || c.Username != "anna" {
				t.Errorf("%s, %s: %s, want %s", tt.name, target.Protocol, got, want)
			}
		}
	}
}
