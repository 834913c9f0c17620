package session

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// What a code says that has no opinion of the credential, and what its words say.
func TestTurnedDown(t *testing.T) {
	for text, want := range map[string]fact.AttemptResult{
		"":                                 fact.AttemptUnsupported,
		"Unrecognized authentication type": fact.AttemptUnsupported,
		"504 5.5.4 Unrecognized mechanism": fact.AttemptUnsupported,
		"503 5.5.1 Error: authentication not enabled": fact.AttemptUnsupported,
		"Invalid credentials":                         fact.AttemptRefused,
		"504 5.7.4 Authentication failed":             fact.AttemptRefused,
		"501 5.7.0 Authentication failed: bad":        fact.AttemptRefused,
		"Too many attempts":                           fact.AttemptRefused,
		"Falsches Passwort":                           fact.AttemptRefused,
	} {
		if got := commandRejected(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// A server that has seen the password has judged it, whatever it says of it.
func TestRefusal(t *testing.T) {
	for _, tt := range []struct {
		mechanism, text string
		want            fact.AttemptResult
	}{
		{"PLAIN", "[AUTHENTICATIONFAILED] no", fact.AttemptRefused},
		{"PLAIN", "[UNAVAILABLE] later", fact.AttemptTemporary},
		{"PLAIN", "Unsupported authentication mechanism", fact.AttemptRefused},
		{"LOGIN", "bad protocol / cancel", fact.AttemptRefused},
		{"PLAIN", "[AUTHENTICATIONFAILED] Unsupported authentication mechanism", fact.AttemptRefused},
		{"SCRAM-SHA-256", "Unsupported authentication mechanism.", fact.AttemptUnsupported},
		{"SCRAM-SHA-256-PLUS", "bad protocol / cancel", fact.AttemptUnsupported},
		{"SCRAM-SHA-256", "[AUTHENTICATIONFAILED] bad protocol / cancel", fact.AttemptRefused},
		{"SCRAM-SHA-256", "no", fact.AttemptRefused},
	} {
		if got := refusal(tt.mechanism, tt.text, imapTemporary); got != tt.want {
			t.Errorf("%s %q: %s, want %s", tt.mechanism, tt.text, got, tt.want)
		}
	}
}
