package audit

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
)

// problems applies all rules to what the domain publishes. checks are those of the
// servers that it names.
func (d *domain) problems(checks []fact.Check, now time.Time) []fact.Problem {
	found := diagnose.Run(diagnose.Input{Domain: d.name, Sources: d.asked(), Checks: checks, Now: now})
	found = append(found, unexplained(checks, located(found))...)
	found = slices.DeleteFunc(found, func(p fact.Problem) bool { return d.coveredByRule(p) })
	for i := range found {
		d.lowerSeverity(&found[i])
	}
	if d.gone() {
		return found
	}
	if d.leftOut > 0 {
		found = append(found, d.problem(fact.TooManyServers, d.name, "", "count", strconv.Itoa(d.leftOut)))
	}
	found = append(found, d.missing()...)
	for _, s := range d.sources {
		if ownSource(s.Source) && s.Verdict == fact.Found {
			found = append(found, d.missingService(s)...)
			found = append(found, d.cleartext(s)...)
			found = append(found, d.differingPlaces(s)...)
		}
	}
	found = append(found, d.foreignTargets()...)
	return append(found, d.differingModes()...)
}

// located returns problems without a place in a file.
func located(problems []fact.Problem) []Problem {
	all := make([]Problem, len(problems))
	for i, p := range problems {
		all[i].Problem = p
	}
	return all
}

// problem returns a problem of the domain, or of one of its sources.
func (d *domain) problem(code fact.Code, where, evidence string, args ...string) fact.Problem {
	return fact.NewProblem(code, where, evidence, append([]string{"domain", d.name}, args...)...)
}

// coveredByRule reports whether a rule of this package reports a problem better: that
// a port without TLS is published is worse than that it has none.
func (d *domain) coveredByRule(p fact.Problem) bool {
	for e := range d.checks {
		if e.TLS == fact.NoTLS && e.String() == p.Where {
			return true
		}
	}
	return false
}

// lowerSeverity lowers problems that do not matter: a file that is served over https
// may be served over http as well, and there may be a web page in a place that
// clients try only after the file; and a domain that takes no mail is consistent if it
// publishes nothing.
func (d *domain) lowerSeverity(p *fact.Problem) {
	first := autoconfigURL(d.name)
	switch {
	case p.Code == fact.AutoconfigInsecure && d.secureFile():
		p.Severity = fact.Info
	case p.Code == fact.AutoconfigNotXML && p.Where != first && d.secureFile(first):
		p.Severity = fact.Info
	case p.Code == fact.NullMX && len(d.candidates(ownSource)) == 0:
		p.Severity = fact.Info
	}
}

// secureFile reports whether an autoconfig file came over https, from one of the
// places if any are given.
func (d *domain) secureFile(places ...string) bool {
	return slices.ContainsFunc(d.candidates(ownSource), func(c fact.Candidate) bool {
		return c.Source == fact.SourceAutoconfig && strings.HasPrefix(c.Place, "https://") &&
			(len(places) == 0 || slices.Contains(places, c.Place))
	})
}

// gone reports whether there is no such domain, that it takes no mail, or that DNS did
// not answer: nothing is missing there, then.
func (d *domain) gone() bool {
	return d.untested() || d.anyLookup(func(l fact.Lookup) bool {
		return l.What == d.name+" MX" && (l.Fault == fact.LookupNXDomain || l.Fault == fact.LookupNullMX)
	})
}

func (d *domain) anyLookup(is func(fact.Lookup) bool) bool {
	return slices.ContainsFunc(d.sources, func(s fact.SourceReport) bool { return slices.ContainsFunc(s.Lookups, is) })
}

// missing returns problems for what clients look up and do not find.
func (d *domain) missing() []fact.Problem {
	var found []fact.Problem
	if d.lacksMX() {
		found = append(found, d.problem(fact.MXMissing, d.name+" MX", ""))
	}
	if len(d.candidates(ownSource)) == 0 && !d.publishesAnything() {
		return append(found, d.problem(fact.NothingPublished, d.name, ""))
	}
	if !d.sourceAnswers(fact.SourceSRV) {
		found = append(found, d.problem(fact.SRVMissing, d.name+" SRV", ""))
	}
	if !d.secureFile() && !d.faulty(fact.SourceAutoconfig) {
		found = append(found, d.problem(fact.AutoconfigMissing, autoconfigURL(d.name), ""))
	}
	if !d.sourceAnswers(fact.SourceAutodiscover) && !d.faulty(fact.SourceAutodiscover) {
		found = append(found, d.problem(fact.AutodiscoverMissing, d.name+" Autodiscover", ""))
	}
	if !d.sourceAnswers(fact.SourcePACC) && !d.faulty(fact.SourcePACC) {
		found = append(found, d.problem(fact.PACCMissing, d.name+" PACC", ""))
	}
	return found
}

// publishesAnything reports whether anything is published at all, even if unusable.
func (d *domain) publishesAnything() bool {
	return d.anyLookup(func(l fact.Lookup) bool {
		switch l.Fault {
		case fact.LookupNotOffered, fact.LookupInvalid, fact.LookupDigest:
			return true
		}
		return false
	})
}

// sourceAnswers reports whether a source names a server, or says that there is none.
func (d *domain) sourceAnswers(source fact.Source) bool {
	for _, s := range d.sources {
		if s.Source == source && (s.Verdict == fact.Found || s.Fault == fact.LookupNotOffered || s.Fault == fact.LookupWantsLogin) {
			return true
		}
	}
	return false
}

// faulty reports whether a source publishes something unusable, which is a problem of
// its own.
func (d *domain) faulty(source fact.Source) bool {
	for _, s := range d.sources {
		if s.Source != source {
			continue
		}
		return slices.ContainsFunc(s.Lookups, func(l fact.Lookup) bool {
			switch l.Fault {
			case fact.LookupNotXML, fact.LookupInvalid, fact.LookupDigest, fact.LookupInsecure, fact.LookupRedirect:
				return true
			}
			return false
		})
	}
	return false
}

// missingService returns a problem where a source names servers for incoming mail only,
// or for outgoing mail only: clients have to guess the others.
func (d *domain) missingService(s fact.SourceReport) []fact.Problem {
	var found []fact.Problem
	for _, side := range []struct {
		incoming bool
		code     fact.Code
	}{{true, fact.IncomingUnpublished}, {false, fact.OutgoingUnpublished}} {
		has := slices.ContainsFunc(s.Named, func(c fact.Candidate) bool { return c.Protocol.Incoming() == side.incoming })
		declined := slices.ContainsFunc(s.Lookups, func(l fact.Lookup) bool {
			return l.Fault == fact.LookupNotOffered && strings.HasPrefix(l.What, "_submission") != side.incoming
		})
		if !has && !declined {
			found = append(found, d.problem(side.code, d.name+" "+string(s.Source), "", "source", string(s.Source)))
		}
	}
	return found
}

// cleartext returns a problem for each endpoint without TLS that a source names.
func (d *domain) cleartext(s fact.SourceReport) []fact.Problem {
	var found []fact.Problem
	for _, c := range s.Named {
		if c.TLS == fact.NoTLS {
			found = append(found, d.problem(fact.CleartextPublished, c.Endpoint.String(), c.Place,
				"source", string(s.Source), "host", c.Host, "port", portText(c.Port)))
		}
	}
	return found
}

// differingPlaces returns a problem where the autoconfig files in two places name
// different servers.
func (d *domain) differingPlaces(s fact.SourceReport) []fact.Problem {
	if s.Source != fact.SourceAutoconfig {
		return nil
	}
	byPlace := map[string][]fact.Endpoint{}
	var order []string
	for _, c := range s.Named {
		if byPlace[c.Place] == nil {
			order = append(order, c.Place)
		}
		byPlace[c.Place] = append(byPlace[c.Place], c.Endpoint)
	}
	slices.Sort(order)
	for i := 1; i < len(order); i++ {
		a, b := byPlace[order[0]], byPlace[order[i]]
		if !sameSet(a, b) {
			says := order[0] + ": " + urls(unique(a)) + "; " + order[i] + ": " + urls(unique(b))
			return []fact.Problem{d.problem(fact.PlacesDisagree, d.name+" "+string(s.Source), says, "found", says)}
		}
	}
	return nil
}

func sameSet(a, b []fact.Endpoint) bool {
	within := func(a, b []fact.Endpoint) bool {
		return !slices.ContainsFunc(a, func(e fact.Endpoint) bool { return !slices.Contains(b, e) })
	}
	return within(a, b) && within(b, a)
}

// foreignTargets returns a problem for each SRV target outside the domain: clients ask
// the user first (RFC 6186, section 6), unless the record is signed by DNSSEC, or a
// file over https names the host too.
func (d *domain) foreignTargets() []fact.Problem {
	var found []fact.Problem
	var hosts []string
	for _, c := range d.candidates(func(s fact.Source) bool { return s == fact.SourceSRV }) {
		if fact.Registrable(c.Host) == fact.Registrable(d.name) || slices.Contains(hosts, c.Host) || d.signed(c.Place) {
			continue
		}
		hosts = append(hosts, c.Host)
		p := d.problem(fact.TargetElsewhere, c.Place, c.Host, "host", c.Host)
		if d.vouched(c.Host) {
			p.Severity = fact.Info
		}
		found = append(found, p)
	}
	return found
}

func (d *domain) signed(place string) bool {
	return d.anyLookup(func(l fact.Lookup) bool { return l.What == place && l.Authentic })
}

func (d *domain) vouched(host string) bool {
	return slices.ContainsFunc(d.candidates(ownSource), func(c fact.Candidate) bool {
		return c.Host == host && c.Source == fact.SourceAutoconfig && strings.HasPrefix(c.Place, "https://")
	})
}

// differingModes returns a problem where two sources name the same host for a protocol,
// but no endpoint in common. Package diagnose reports different hosts.
func (d *domain) differingModes() []fact.Problem {
	var found []fact.Problem
	for _, protocol := range []fact.Protocol{fact.IMAP, fact.POP3, fact.SMTP} {
		var said []fact.SourceReport
		for _, s := range d.sources {
			if ownSource(s.Source) && len(namedOf(s, protocol)) > 0 {
				said = append(said, s)
			}
		}
		for i := 1; i < len(said); i++ {
			a, b := namedOf(said[0], protocol), namedOf(said[i], protocol)
			if shares(a, b) || !sharesHost(a, b) {
				continue
			}
			says := urls(a) + " (" + string(said[0].Source) + "), " + urls(b) + " (" + string(said[i].Source) + ")"
			found = append(found, d.problem(fact.ModesDisagree, d.name+" "+string(protocol), says,
				"protocol", string(protocol), "host", a[0].Host, "found", says))
			break
		}
	}
	return found
}
