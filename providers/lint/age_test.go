package lint

import (
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/providers"
)

// TestDue: entries that were checked on one day fall due over a quarter of a year,
// a few a day, none later than a year on.
func TestDue(t *testing.T) {
	checked := time.Date(2026, time.November, 21, 0, 0, 0, 0, time.UTC)
	ids := providers.Builtin().IDs()
	count := map[time.Time]int{}
	for _, id := range ids {
		day := due(id, checked)
		if day.Before(checked.AddDate(1, 0, -90)) || day.After(checked.AddDate(1, 0, 1)) {
			t.Errorf("%s is due on %s", id, day.Format(time.DateOnly))
		}
		if count[day]++; count[day] > len(ids)/20 {
			t.Errorf("%d entries are due on %s", count[day], day.Format(time.DateOnly))
		}
	}
	if len(count) < 60 {
		t.Errorf("all are due on %d days", len(count))
	}
	if got := due("gmx", checked).Format(time.DateOnly); got != "2027-09-24" {
		t.Errorf("gmx is due on %s: the day of an ID must not change from one version to the next", got)
	}
}
