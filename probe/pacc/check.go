package pacc

import (
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/note"
)

// Check judges a file as Parse returned it: the notes of Parse, which are about
// single members, and what only the whole shows. domain is the mail domain, as
// A-labels.
func Check(d *Document, domain string) []fact.Note {
	notes := note.After(d.Notes)
	var servers []note.Server
	for _, e := range d.Servers {
		servers = append(servers, note.Server{Endpoint: e, Place: "protocols." + member(e.Protocol)})
	}
	notes.Servers([]string{domain}, servers)
	return notes.All()
}
