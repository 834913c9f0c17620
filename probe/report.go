package probe

import (
	"cmp"
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
	"github.com/mailprobe/mailprobe/probe/internal/session"
	"github.com/mailprobe/mailprobe/providers"
)

// Report is all that a run found out.
type Report struct {
	Address fact.Address
	Status  Status
	// Provider is whose mailbox it is, where the database knows; else nil.
	Provider *providers.Provider
	// Incoming and Outgoing are the best settings, proved or not; nil where
	// nothing was found for the service. Alternatives are others that were proved.
	Incoming, Outgoing *Setting
	Alternatives       []Setting
	// Services are what is published beside the mail servers, each once.
	Services []fact.Service
	Sources  []fact.SourceReport
	Checks   []fact.Check
	Problems []fact.Problem
	Logins   Logins
	// LeftOut is what the bounds of a run kept from being examined.
	LeftOut LeftOut
	// Proved is how long it took until the best pair was proved; 0 if it was not.
	Proved time.Duration
	Took   time.Duration
}

// Setting is one server as a user types it into a mail program.
type Setting struct {
	fact.Endpoint
	// Auth is the mechanism that was accepted, or the one that would be tried.
	Auth     string
	Username string
	Source   fact.Source
	// Place is the record or file that names it.
	Place string
	// Verified is set where the server accepted the login with it, over TLS that
	// proves the server.
	Verified bool
	// WorksOnly is set where the login was accepted over a connection that only a
	// dangerous flag opened to it. Whoever hands such a setting on says so.
	WorksOnly fact.Exposure
}

// Logins counts what the run cost the account.
type Logins struct{ Attempted, Refused, Budget int }

// report draws up what is known now, without any secret in it.
func (r *run) report() *Report {
	report := &Report{
		Address: r.query.Address,
		Sources: slices.Clone(r.reports),
		Logins:  Logins{r.budget.attempted, r.budget.refused, r.budget.limit},
		Took:    time.Since(r.query.Start),
	}
	if r.provider != nil {
		report.Provider = r.provider.Provider
	}
	sortSources(report.Sources)
	if r.proved != nil {
		report.Proved = r.proved.at.Sub(r.query.Start)
	}
	for _, t := range r.targets {
		if t.phase > named {
			report.Checks = append(report.Checks, r.checkOf(t))
		}
	}
	report.LeftOut = r.leftOut()
	report.Incoming, report.Outgoing = r.setting(true), r.setting(false)
	report.Alternatives = r.alternatives()
	report.Services = distinct(r.services)
	r.diagnose(report)
	report.Status = r.status(report)
	return r.cleaned(report)
}

// checkOf is the target's check with what only the run knows of it.
func (r *run) checkOf(t *target) fact.Check {
	c := asWithoutFlags(t.check)
	if t.Source == fact.SourceUser && !t.Derived && t.TLS == fact.NoTLS && c.SameAs != "" {
		c = declined(c)
	}
	c.Endpoint, c.Source, c.Derived, c.Trail, c.Trust = t.Endpoint, t.Source, t.Derived, t.Trail(), r.trust(t)
	if c.Outcome == "" {
		c.Outcome, c.Login = fact.OutcomeUnfinished, fact.LoginNotTried
	}
	if c.Login == fact.LoginNotTried && (r.barred(t) || r.trust(t).State() == fact.Untrusted) && !r.withoutLogin() {
		c.Login = fact.LoginImpossible
	}
	return c
}

// asWithoutFlags is a check as safety rule 1 judges its connection. A dangerous
// flag lets the run go on where it would have ended; that it had to is the fault
// of the connection all the same (safety rule 10).
func asWithoutFlags(c fact.Check) fact.Check {
	exposed := c.Exposure()
	if c.Outcome != fact.OutcomeOK || exposed == "" {
		return c
	}
	c.Outcome = fact.OutcomeFailed
	switch exposed {
	case fact.Unencrypted:
		c.Failure = &fact.Failure{Step: fact.StepTLS, Kind: fact.FailNotOffered, Clear: true}
	case fact.Unchecked:
		c.Failure = &fact.Failure{Step: fact.StepTLS, Kind: fact.FailCertificate}
	}
	return c
}

// declined is the check of an endpoint that the user wants without TLS and where
// the same connection showed STARTTLS: what was seen inside TLS is not its own, and
// that it does without is what is wrong with it.
func declined(c fact.Check) fact.Check {
	c.Outcome, c.SameAs = fact.OutcomeFailed, ""
	c.Failure = &fact.Failure{Step: fact.StepTLS, Kind: fact.FailNotOffered, Clear: true}
	c.Handshake, c.Capabilities, c.Mechanisms = fact.Handshake{}, nil, nil
	return c
}

// setting is the best server of a service: the proved one, else the best by what
// came of it, else the best that was named.
func (r *run) setting(incoming bool) *Setting {
	if r.proved != nil {
		t := r.proved.outgoing
		if incoming {
			t = r.proved.incoming
		}
		if t != nil {
			return r.settingOf(t)
		}
	}
	var best *target
	for _, t := range r.targets {
		if t.incoming() != incoming || t.phase <= named || t.beside() || r.checkOf(t).Outcome == fact.OutcomeSkipped {
			continue
		}
		if best == nil || merit(t) > merit(best) {
			best = t
		}
	}
	if best == nil {
		return nil
	}
	return r.settingOf(best)
}

// merit is how well a target did. Targets of equal merit keep their rank.
func merit(t *target) int {
	switch c := asWithoutFlags(t.check); {
	case t.accepted() && c.Outcome == fact.OutcomeOK:
		return 5
	case t.accepted():
		return 4
	case len(c.Attempts) > 0:
		return 3
	case c.Outcome == fact.OutcomeOK:
		return 2
	case spokeMail(c):
		return 1
	default:
		return 0
	}
}

func (r *run) settingOf(t *target) *Setting {
	s := &Setting{Endpoint: t.Endpoint, Source: t.Source, Place: t.Place}
	if t.accepted() {
		s.WorksOnly = t.check.Exposure()
		s.Verified = s.WorksOnly == ""
	}
	if names := t.usernames(&r.query); len(names) > 0 {
		s.Username = names[0]
	}
	mechanisms := r.mechanisms(t)
	if r.barred(t) { // then it is said by what it could be opened
		mechanisms = append(session.UsableWithToken(t.check.Mechanisms, t.Mechanisms), "OAUTHBEARER")
	}
	if len(mechanisms) > 0 {
		s.Auth = mechanisms[0]
	}
	if n := len(t.check.Attempts); n > 0 && t.check.Login == fact.LoginAccepted {
		s.Username, s.Auth = t.check.Attempts[n-1].Username, t.check.Attempts[n-1].Mechanism
	}
	return s
}

// alternatives are the proved settings beside the answer.
func (r *run) alternatives() []Setting {
	var found []Setting
	for _, t := range r.targets {
		if works, _ := r.works(t); works && r.proved != nil && t != r.proved.incoming && t != r.proved.outgoing {
			found = append(found, *r.settingOf(t))
		}
	}
	return found
}

// diagnose names the causes, endpoint by endpoint and then together.
func (r *run) diagnose(report *Report) {
	in := diagnose.Input{
		Domain:     report.Address.Domain,
		Sources:    report.Sources,
		Checks:     report.Checks,
		Provider:   report.Provider,
		Database:   r.trustees.providers,
		NotOffered: r.notOffered,
		Web:        r.petitions.heard,
		Now:        r.now(),
		Tokens:     map[fact.Protocol]bool{},

		SendingApart: !r.query.SendingPassword.Empty(),
		Spent:        r.budget.spent(),
	}
	for _, t := range r.targets {
		if r.holdsToken(t) {
			in.Tokens[t.Protocol] = true
		}
		if t.check.Outcome == fact.OutcomeOK && r.trust(t).State() == fact.Untrusted {
			in.Untrusted = append(in.Untrusted, t.Endpoint)
		}
		if r.barred(t) {
			in.TokenOnly = append(in.TokenOnly, t.Endpoint)
		}
	}
	if r.proved != nil {
		for _, t := range []*target{r.proved.incoming, r.proved.outgoing} {
			if t != nil {
				in.Proved = append(in.Proved, t.Endpoint)
			}
		}
	}
	report.Problems = diagnose.Run(in)
}

func (r *run) now() time.Time {
	if r.prober.Now != nil {
		return r.prober.Now()
	}
	return time.Now()
}

// sortSources puts what the sources said in the order of a report.
func sortSources(reports []fact.SourceReport) {
	slices.SortFunc(reports, func(a, b fact.SourceReport) int {
		return fact.CompareSources(a.Source, b.Source)
	})
}

// distinct are the services in the order of their sources, the first naming of
// each.
func distinct(all []fact.Service) []fact.Service {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b fact.Service) int {
		return cmp.Or(fact.CompareSources(a.Source, b.Source), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Where, b.Where))
	})
	var found []fact.Service
	for _, s := range sorted {
		if !slices.ContainsFunc(found, func(f fact.Service) bool { return f.Kind == s.Kind && f.Where == s.Where }) {
			found = append(found, s)
		}
	}
	return found
}
