package fact

import (
	"slices"
	"testing"
)

func TestUsableMechanisms(t *testing.T) {
	all := []string{
		"XOAUTH2", "APOP", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-1-PLUS", "LOGIN", "PLAIN", "SCRAM-SHA-256",
		"SCRAM-SHA-256-PLUS", "NTLM", "GSSAPI", "USER", "OAUTHBEARER", "DIGEST-MD5",
	}
	best := []string{
		"SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "PLAIN", "LOGIN", "USER", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-1", "CRAM-MD5", "APOP",
	}
	for _, tt := range []struct{ offered, asked, want, withToken []string }{
		{all, nil, best, []string{"OAUTHBEARER", "XOAUTH2"}},
		{all, []string{"XOAUTH2"}, best, []string{"XOAUTH2", "OAUTHBEARER"}},
		{[]string{"LOGIN", "PLAIN"}, nil, []string{"PLAIN", "LOGIN"}, nil},
		{[]string{"LOGIN", "PLAIN"}, []string{"LOGIN"}, []string{"LOGIN", "PLAIN"}, nil},
		{[]string{"PLAIN", "SCRAM-SHA-256"}, []string{"PLAIN", "LOGIN"}, []string{"PLAIN", "SCRAM-SHA-256"}, nil},
		{[]string{"GSSAPI", "NTLM"}, []string{"PLAIN"}, nil, nil},
		{[]string{"USER"}, []string{"PLAIN", "LOGIN"}, []string{"USER"}, nil},
		{[]string{"PLAIN"}, []string{"GSSAPI", "PLAIN", "PLAIN"}, []string{"PLAIN"}, nil},
	} {
		if got := UsableMechanisms(tt.offered, tt.asked, false); !slices.Equal(got, tt.want) {
			t.Errorf("%v, asked %v: %v, want %v", tt.offered, tt.asked, got, tt.want)
		}
		if got := UsableMechanisms(tt.offered, tt.asked, true); !slices.Equal(got, tt.withToken) {
			t.Errorf("%v, asked %v, with a token: %v, want %v", tt.offered, tt.asked, got, tt.withToken)
		}
	}
	if got, want := RevealingMechanisms(best), []string{"PLAIN", "LOGIN", "USER"}; !slices.Equal(got, want) {
		t.Errorf("%v show the password, want %v", got, want)
	}
}
