package lint

import (
	"fmt"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
	"github.com/mailprobe/mailprobe/providers/file"
)

// entryCheck is what a rule is applied to: an entry, the claims of all entries, the day.
type entryCheck struct {
	*file.Entry
	claims claims
	today  time.Time

	rule  fact.Rule
	found []fact.Finding
}

// report adds a finding of the rule at a path such as "servers[0].host".
func (j *entryCheck) report(path, remedy, message string, args ...any) {
	j.found = append(j.found, j.At(path, j.rule, fmt.Sprintf(message, args...), remedy))
}

// holder returns the entry that has a key, if it is another one.
func (j *entryCheck) holder(key string) *file.Entry {
	if e := j.claims[key]; e != j.Entry {
		return e
	}
	return nil
}

// claims maps keys to the entries that have them: "id gmx", "domain gmx.de", "mx gmx.net".
type claims map[string]*file.Entry

func mxKey(m providers.MXPattern) string { return "mx " + m.Suffix + m.Pattern }
