package fact

import (
	"cmp"
	"slices"
)

// Source is a place where settings are published or kept.
type Source string

// The sources, in the order in which they are listed side by side.
const (
	SourceUser         Source = "user"
	SourcePACC         Source = "pacc"
	SourceAutoconfig   Source = "autoconfig"
	SourceProvider     Source = "provider"
	SourceISPDB        Source = "ispdb"
	SourceSRV          Source = "srv"
	SourceMX           Source = "mx"
	SourceAutodiscover Source = "autodiscover"
	SourceTXT          Source = "txt"
	SourceGuess        Source = "guess"
)

// Rank says how much a source's word counts; lower is better. One source can
// speak at several ranks: autoconfig by https and by http, SRV inside the
// domain and beyond it.
type Rank int

// The ranks.
const (
	RankUser Rank = iota
	RankPACC
	RankAutoconfig
	RankProvider
	RankISPDB
	RankSRV
	RankMX
	RankElsewhere // somebody else than the provider that the MX leads to
	RankAutodiscover
	RankUnsigned // TXT, and autoconfig over http
	RankSRVElsewhere
	RankGuess
	RankNone // of a source that will name no server any more
)

// SourceRow is all that is known of a source by its name: one row of the table
// below. How it is asked stands in package discover.
type SourceRow struct {
	Name Source
	// Best is the best rank that it can speak at.
	Best Rank
	// DomainsOwn is set where the domain itself speaks; the others are what is said
	// of it.
	DomainsOwn bool
	// Label is its name in lists. Provenance says of settings how they were come
	// by; {provider} is the provider of the address.
	Label, Provenance Words
}

var sources = []SourceRow{
	{
		Name: SourceUser, Best: RankUser,
		Label:      Words{"settings given", "Angaben"},
		Provenance: Words{"as you typed them", "wie von Ihnen angegeben"},
	},
	{
		Name: SourcePACC, Best: RankPACC, DomainsOwn: true,
		Label:      Words{"PACC", "PACC"},
		Provenance: Words{"published by the domain", "von der Domain veröffentlicht"},
	},
	{
		Name: SourceAutoconfig, Best: RankAutoconfig, DomainsOwn: true,
		Label:      Words{"autoconfig", "Autoconfig"},
		Provenance: Words{"published in the domain's autoconfig file", "in der Autoconfig-Datei der Domain veröffentlicht"},
	},
	{
		Name: SourceProvider, Best: RankProvider,
		Label:      Words{"provider database", "Anbieterdatenbank"},
		Provenance: Words{"known settings of {provider}", "bekannte Einstellungen von {provider}"},
	},
	{
		Name: SourceISPDB, Best: RankISPDB,
		Label:      Words{"ISPDB", "ISPDB"},
		Provenance: Words{"from the public provider database", "aus der öffentlichen Anbieterdatenbank"},
	},
	{
		Name: SourceSRV, Best: RankSRV, DomainsOwn: true,
		Label:      Words{"SRV records", "SRV-Einträge"},
		Provenance: Words{"published in the domain's SRV records", "in den SRV-Einträgen der Domain veröffentlicht"},
	},
	{
		Name: SourceMX, Best: RankMX,
		Label:      Words{"MX record", "MX-Eintrag"},
		Provenance: Words{"found through the domain's MX record", "über den MX-Eintrag der Domain gefunden"},
	},
	{
		Name: SourceAutodiscover, Best: RankAutodiscover, DomainsOwn: true,
		Label:      Words{"Autodiscover", "Autodiscover"},
		Provenance: Words{"published by Autodiscover", "über Autodiscover veröffentlicht"},
	},
	{
		Name: SourceTXT, Best: RankUnsigned, DomainsOwn: true,
		Label:      Words{"TXT record", "TXT-Eintrag"},
		Provenance: Words{"published in a TXT record", "in einem TXT-Eintrag veröffentlicht"},
	},
	{
		Name: SourceGuess, Best: RankGuess,
		Label:      Words{"usual names", "übliche Namen"},
		Provenance: Words{"not published; the usual names were tried", "nicht veröffentlicht; übliche Namen wurden probiert"},
	},
}

// Sources are all sources, in the order in which a report lists them.
func Sources() []SourceRow { return slices.Clone(sources) }

// SourceOf is the row of a source, and whether there is one.
func SourceOf(name Source) (SourceRow, bool) {
	i := slices.IndexFunc(sources, func(r SourceRow) bool { return r.Name == name })
	if i < 0 {
		return SourceRow{Name: name}, false
	}
	return sources[i], true
}

// CompareSources orders sources as a report lists them.
func CompareSources(a, b Source) int {
	place := func(s Source) int { return slices.IndexFunc(sources, func(r SourceRow) bool { return r.Name == s }) }
	return cmp.Compare(place(a), place(b))
}
