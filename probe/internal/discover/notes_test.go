package discover

import (
	"slices"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
)

// Notes on a file come without secrets, and not at all from whoever was given one.
func TestNotesWithoutSecrets(t *testing.T) {
	redactor := &connect.Redactor{}
	redactor.Add("correct horse")
	for _, sawPassword := range []bool{false, true} {
		sink := &Sink{redactor: redactor, sawPassword: sawPassword}
		sink.Lookup(fact.Lookup{What: "https://autodiscover.example.com/", Notes: []fact.Note{{Rule: "file-port-invalid", Place: "IMAP/correct horse", Value: "0 correct horse"}}})
		got := sink.report.Lookups[0].Notes
		want := []fact.Note{{Rule: "file-port-invalid", Place: "IMAP/" + redactor.Redact("correct horse"), Value: "0 " + redactor.Redact("correct horse")}}
		if sawPassword {
			want = nil
		}
		if !slices.Equal(got, want) || redactor.Redact("correct horse") == "correct horse" {
			t.Errorf("sawPassword %v: %+v, want %+v", sawPassword, got, want)
		}
	}
}
