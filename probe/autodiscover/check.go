package autodiscover

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/note"
)

// Check judges an answer as Parse returned it: the notes of Parse, which are about
// single elements, and what only the whole shows. domain is the mail domain, as
// A-labels.
func Check(a *Answer, domain string) []fact.Note {
	notes := note.After(a.Notes)
	if a.Kind != Settings || a.ExchangeOnly() {
		return notes.All()
	}
	var servers []note.Server
	for _, s := range a.Servers {
		servers = append(servers, note.Server{Endpoint: s.Endpoint, Username: s.Username(), Position: s.Position, Place: strings.ToUpper(string(s.Protocol))})
		if s.Host == domain {
			notes.Add(fact.FileHostnameIsDomain, s.Position, strings.ToUpper(string(s.Protocol))+"/Server", s.Host)
		}
	}
	if !slices.ContainsFunc(a.Servers, func(s Server) bool { return s.Protocol.Incoming() }) {
		notes.Add(fact.FileNoIncoming, fact.Position{}, "", "")
	}
	if !slices.ContainsFunc(a.Servers, func(s Server) bool { return s.Protocol == fact.SMTP }) {
		notes.Add(fact.FileNoOutgoing, fact.Position{}, "", "")
	}
	notes.Servers([]string{domain}, servers)
	return notes.All()
}
