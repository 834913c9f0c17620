package audit

import (
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/redact"
)

// cleaned are subjects without any of the secrets, wherever in them (safety rule 7).
// What is spared is what the subjects are called by.
func cleaned(subjects []Subject, secrets []fact.Secret, spared []string) []Subject {
	r := redact.New(secrets...)
	r.Spare(spared...)
	return redact.Copy(subjects, r)
}

// secrets are those of the accounts and others that are named.
func (l *Lists) secrets() []fact.Secret {
	all := append([]fact.Secret(nil), l.Secrets...)
	for _, a := range l.Accounts {
		all = append(all, a.Password)
	}
	return all
}

// spared are what entries and accounts are called by, and the servers that are named.
func (l *Lists) spared(entries []Entry) []string {
	var all []string
	for _, e := range entries {
		all = append(all, e.ID, e.File)
		if e.Provider != nil {
			all = append(all, e.Provider.Domains...)
			for _, c := range e.claims(l.Accounts) {
				all = append(all, c.Endpoint.Host)
			}
		}
	}
	for _, a := range l.Accounts {
		all = append(all, a.Address.Typed, a.Username)
	}
	return all
}
