package providers

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNamed(t *testing.T) {
	db := Builtin()
	for text, want := range map[string][]string{
		"telekom":          {"t-online"},
		"Telekom":          {"t-online"},
		"hotmail":          {"outlook-com"},
		"swisscom":         {"bluewin"},
		"Swisscom bluewin": {"bluewin"},
		"t-online":         {"t-online"},
		"googlemail":       {"gmail"},
		"arcor":            {"vodafone-de"},
		"unitybox":         {"vodafone-de"},
		"WEB.DE":           {"webde"},
		"proton mail":      {"proton"},
		"vodafone":         {"vodafone-de", "vodafone-it"},
		"telek":            nil,
		"":                 nil,
		" - ":              nil,
	} {
		var got []string
		for _, p := range db.Named(text) {
			got = append(got, p.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}
