package phrases

import (
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/text"
)

func TestEveryReasonHasWords(t *testing.T) {
	for _, r := range fact.TrustReasons() {
		w := trustReasons[r]
		if w.EN == "" || w.DE == "" {
			t.Errorf("%s: no words in a language", r)
		}
		if en, de := strings.Count(w.EN, "{provider}"), strings.Count(w.DE, "{provider}"); en != de {
			t.Errorf("%s: English names the provider %d times, German %d", r, en, de)
		}
		cause, _ := fact.CauseOf(fact.UntrustedTarget)
		_, form := cause.Variant(string(r))
		if want := r.State() == fact.Untrusted; form != want {
			t.Errorf("%s: a form of untrusted-target: %t, want %t", r, form, want)
		}
	}
}

func TestTrust(t *testing.T) {
	for _, tt := range []struct {
		trust  fact.Trust
		en, de string
	}{
		{fact.Trust{}, "", ""},
		{fact.Trust{Reason: fact.TrustOwnDomain}, "name trusted: in the domain of the address", "Name vertrauenswürdig: in der Domain der Adresse"},
		{
			fact.Trust{Reason: fact.TrustProviderMX, Provider: "GMX"},
			"name trusted: known as a server of GMX, where the domain's MX leads",
			"Name vertrauenswürdig: als Server von GMX bekannt, wohin der MX-Eintrag der Domain führt",
		},
		{fact.Trust{Reason: fact.DistrustGuess}, "name not trusted: the name is only guessed", "Name nicht vertrauenswürdig: der Name ist nur geraten"},
	} {
		if en, de := Trust(tt.trust, text.English), Trust(tt.trust, text.German); en != tt.en || de != tt.de {
			t.Errorf("%+v: %q, %q", tt.trust, en, de)
		}
	}
}
