package diagnose

import (
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// hints are what may lie behind a cause of what a provider is known to want: the one
// whose server it is, else the one whose mailbox it is.
func (at site) hints(code fact.Code) []fact.Hint {
	cause, _ := fact.CauseOf(code)
	if cause.Hints == nil {
		return nil
	}
	p := at.in.Provider
	if at.in.Database != nil {
		if owner := at.in.Database.ByServer(at.check.Host); owner != nil {
			p = owner
		}
	}
	if p == nil {
		return nil
	}
	var found []fact.Hint
	for _, need := range cause.Hints {
		i := slices.IndexFunc(p.Needs, func(n providers.Need) bool { return n.Need == need })
		if i >= 0 {
			found = append(found, fact.Hint{Need: need, Provider: p.Name, Link: p.Needs[i].Link})
		}
	}
	return found
}
