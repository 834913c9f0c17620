package discover

import (
	"slices"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
)

// Notes on a file come without secrets, and not at all from whoever was given one.
func TestNotesWithoutSecrets(t *testing.T) {
	hide := &connect.Redactor{}
	hide.Add("correct horse")
	for _, told := range []bool{false, true} {
		out := &Out{hide: hide, told: told}
		out.Looked(fact.Lookup{What: "https://autodiscover.example.com/", Notes: []fact.Note{{Rule: "file-port-invalid", Place: "IMAP/correct horse", Value: "0 correct horse"}}})
		got := out.report.Lookups[0].Notes
		want := []fact.Note{{Rule: "file-port-invalid", Place: "IMAP/" + hide.Redact("correct horse"), Value: "0 " + hide.Redact("correct horse")}}
		if told {
			want = nil
		}
		if !slices.Equal(got, want) || hide.Redact("correct horse") == "correct horse" {
			t.Errorf("told %v: %+v, want %+v", told, got, want)
		}
	}
}
