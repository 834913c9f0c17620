package engine

import (
	"cmp"
	"reflect"
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
	"github.com/mailprobe/mailprobe/probe/internal/policy"
	"github.com/mailprobe/mailprobe/probe/internal/redact"
)

// report draws up what is known now, without any secret in it: whenever its parts were
// recorded, what the run itself acts on stays as it is.
func (r *run) report() *Report {
	s := r.state
	report := &Report{
		Address:  r.Address,
		Provider: s.Provider(),
		Incoming: s.Setting(true), Outgoing: s.Setting(false), Alternatives: s.Alternatives(),
		Services: distinct(r.services),
		Sources:  slices.Clone(r.reports),
		Logins:   s.Logins(),
		LeftOut:  fact.LeftOut{Dialogues: r.dialer.Intake.Spent()},
		Took:     time.Since(r.Start),
	}
	report.LeftOut.Hosts, report.LeftOut.Endpoints = s.LeftOut()
	sortSources(report.Sources)
	if p := s.Proved(); p != nil {
		report.Proved = p.At.Sub(r.Start)
	}
	r.diagnose(report)
	report.Status = s.Status(report.Checks, report.Problems)
	return redact.Copy(report, r.redactor, reflect.TypeFor[fact.Status]())
}

// diagnose adds what was seen of each endpoint and names the causes, endpoint by
// endpoint and then together.
func (r *run) diagnose(report *Report) {
	in := diagnose.Input{
		Domain:       report.Address.Domain,
		Sources:      report.Sources,
		Provider:     report.Provider,
		Database:     r.network.Providers,
		NotOffered:   r.declined,
		Web:          r.logins,
		Now:          r.network.Now(),
		Tokens:       map[fact.Protocol]bool{},
		Proved:       r.state.Proved().Endpoints(),
		SendingApart: r.Wish.SendingPassword,
		Spent:        r.state.Spent(),
	}
	r.state.Seen(func(f policy.Finding) {
		report.Checks = append(report.Checks, f.Check)
		if f.Token {
			in.Tokens[f.Check.Protocol] = true
		}
		if f.OK && f.Check.Trust.State() == fact.Untrusted {
			in.Untrusted = append(in.Untrusted, f.Check.Endpoint)
		}
		if f.TokenRequired {
			in.TokenOnly = append(in.TokenOnly, f.Check.Endpoint)
		}
	})
	in.Checks = report.Checks
	report.Problems = diagnose.Run(in)
}

// redactor knows, from the start, every secret that the run was given; a password that
// is asked for joins them when it is there.
func (c *Config) redactor() *connect.Redactor {
	r := redact.New(append([]fact.Secret{c.SendingPassword, c.Token}, c.Secrets...)...)
	r.Spare(c.Address.Typed, c.Address.Local, c.Address.Domain, c.Address.Unicode(), c.Username, c.SendingUsername, c.EHLO)
	r.Spare(c.Trust...)
	for _, s := range c.Servers {
		r.Spare(s.Host, s.Username)
	}
	return r
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
