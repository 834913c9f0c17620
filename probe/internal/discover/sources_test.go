package discover

import (
	"slices"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Each source has a row, and is asked in the order of the table; the user is the
// one row that nobody asks.
func TestEverySourceHasARow(t *testing.T) {
	var asked, rows []fact.Source
	for _, s := range All() {
		asked = append(asked, s.Name())
	}
	for _, row := range fact.Sources() {
		if row.Name != fact.SourceUser {
			rows = append(rows, row.Name)
		}
	}
	if !slices.Equal(asked, rows) {
		t.Errorf("asked are %v, the table has %v", asked, rows)
	}
}
