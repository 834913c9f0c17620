package diagnose

import (
	"slices"
	"strconv"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// Input is everything that a run has seen.
type Input struct {
	// Domain is that of the address, as A-labels.
	Domain  string
	Sources []fact.SourceReport
	Checks  []fact.Check
	// Provider is the one that hosts the mailbox, or nil. Database knows to which
	// provider a host belongs; nil where that does not matter.
	Provider   *providers.Provider
	Database   *providers.Database
	NotOffered map[fact.Protocol]bool
	// Proved are the endpoints of the answer; empty where there is none.
	Proved []fact.Endpoint
	// Untrusted are endpoints that may not see the password, TokenOnly those
	// that the database says take none.
	Untrusted, TokenOnly []fact.Endpoint
	// Web are the logins at web servers of Autodiscover.
	Web []WebLogin
	// Tokens are the protocols for which the user has an OAuth2 token instead of a
	// password.
	Tokens map[fact.Protocol]bool
	// SendingApart reports whether servers for sending were given a password of their
	// own, so that what one service says of it means nothing for the other.
	SendingApart bool
	// Spent reports whether the budget of refused logins ended the trying.
	Spent bool
	Now   time.Time
}

// WebLogin is a login at a web server, by its URL.
type WebLogin struct {
	URL, Host string
	fact.Attempt
}

// endpoint is one endpoint to be diagnosed.
type endpoint struct {
	check fact.Check
	in    Input
}

// problem returns a problem of the endpoint; args are pairs of names and values.
func (at endpoint) problem(code fact.Code, evidence string, args ...string) fact.Problem {
	usual := []string{"host", at.check.Host, "port", portText(at.check.Port), "protocol", string(at.check.Protocol)}
	return fact.NewProblem(code, at.check.Endpoint.String(), evidence, append(usual, args...)...)
}

// exposed reports whether a credential went over a connection that only a dangerous
// flag opened to it.
func exposed(c fact.Check) bool { return len(c.Attempts) > 0 && c.Exposure() != "" }

func portText(port uint16) string { return strconv.Itoa(int(port)) }

// hints returns the provider's requirements that may be behind a cause: of the provider
// that the server belongs to, else of the one that hosts the mailbox.
func (at endpoint) hints(code fact.Code) []fact.Hint {
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
