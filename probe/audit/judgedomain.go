package audit

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
)

// judge names all that is wrong with what the domain publishes. checks are those
// of the servers that it names.
func (d *domain) judge(checks []fact.Check, now time.Time) []fact.Problem {
	found := diagnose.Run(diagnose.Input{Domain: d.name, Sources: d.asked(), Checks: checks, Now: now})
	found = append(found, unexplained(checks, located(found))...)
	found = slices.DeleteFunc(found, func(p fact.Problem) bool { return d.saidBetter(p) })
	for i := range found {
		d.soften(&found[i])
	}
	if d.gone() {
		return found
	}
	if d.crowded > 0 {
		found = append(found, d.problem(fact.TooManyServers, d.name, "", "count", strconv.Itoa(d.crowded)))
	}
	found = append(found, d.missing()...)
	for _, s := range d.sources {
		if own(s.Source) && s.Verdict == fact.Found {
			found = append(found, d.oneSided(s)...)
			found = append(found, d.cleartext(s)...)
			found = append(found, d.places(s)...)
		}
	}
	found = append(found, d.elsewhere()...)
	return append(found, d.modes()...)
}

// located are problems that stand in no file.
func located(problems []fact.Problem) []Problem {
	all := make([]Problem, len(problems))
	for i, p := range problems {
		all[i].Problem = p
	}
	return all
}

// problem is one about the domain as a whole or one of its sources.
func (d *domain) problem(code fact.Code, where, evidence string, args ...string) fact.Problem {
	return fact.NewProblem(code, where, evidence, append([]string{"domain", d.name}, args...)...)
}

// saidBetter tells the problems that a rule of this package puts into better
// words: that a port without TLS is published is worse than that it has none.
func (d *domain) saidBetter(p fact.Problem) bool {
	for e := range d.checks {
		if e.TLS == fact.NoTLS && e.String() == p.Where {
			return true
		}
	}
	return false
}

// soften: a file that is served well is no worse for being served in the clear
// beside, nor for a web page in a place that clients ask after they have it; a
// domain that takes no mail and publishes nothing is at one with itself.
func (d *domain) soften(p *fact.Problem) {
	first := autoconfigURL(d.name)
	switch {
	case p.Code == fact.AutoconfigInsecure && d.secureFile():
		p.Severity = fact.Info
	case p.Code == fact.AutoconfigNotXML && p.Where != first && d.secureFile(first):
		p.Severity = fact.Info
	case p.Code == fact.NullMX && len(d.said(own)) == 0:
		p.Severity = fact.Info
	}
}

// secureFile tells whether an autoconfig file came over https: from one of the
// places, where any are named.
func (d *domain) secureFile(places ...string) bool {
	return slices.ContainsFunc(d.said(own), func(c fact.Candidate) bool {
		return c.Source == fact.SourceAutoconfig && strings.HasPrefix(c.Place, "https://") &&
			(len(places) == 0 || slices.Contains(places, c.Place))
	})
}

// gone tells that there is no such domain, that it takes no mail, or that DNS did
// not answer: nothing is missing there, then.
func (d *domain) gone() bool {
	return d.untested() || d.looked(func(l fact.Lookup) bool {
		return l.What == d.name+" MX" && (l.Fault == fact.LookupNXDomain || l.Fault == fact.LookupNullMX)
	})
}

func (d *domain) looked(is func(fact.Lookup) bool) bool {
	return slices.ContainsFunc(d.sources, func(s fact.SourceReport) bool { return slices.ContainsFunc(s.Lookups, is) })
}

// missing is what clients look for in vain.
func (d *domain) missing() []fact.Problem {
	var found []fact.Problem
	if d.lacksMX() {
		found = append(found, d.problem(fact.MXMissing, d.name+" MX", ""))
	}
	if len(d.said(own)) == 0 && !d.mentioned() {
		return append(found, d.problem(fact.NothingPublished, d.name, ""))
	}
	if !d.says(fact.SourceSRV) {
		found = append(found, d.problem(fact.SRVMissing, d.name+" SRV", ""))
	}
	if !d.secureFile() && !d.faulty(fact.SourceAutoconfig) {
		found = append(found, d.problem(fact.AutoconfigMissing, autoconfigURL(d.name), ""))
	}
	if !d.says(fact.SourceAutodiscover) && !d.faulty(fact.SourceAutodiscover) {
		found = append(found, d.problem(fact.AutodiscoverMissing, d.name+" Autodiscover", ""))
	}
	if !d.says(fact.SourcePACC) && !d.faulty(fact.SourcePACC) {
		found = append(found, d.problem(fact.PACCMissing, d.name+" PACC", ""))
	}
	return found
}

// mentioned tells whether anything is published at all, be it unusable: then it
// is not nothing that is published.
func (d *domain) mentioned() bool {
	return d.looked(func(l fact.Lookup) bool {
		switch l.Fault {
		case fact.LookupNotOffered, fact.LookupInvalid, fact.LookupDigest:
			return true
		}
		return false
	})
}

// says tells whether a source names a server, or declines.
func (d *domain) says(source fact.Source) bool {
	for _, s := range d.sources {
		if s.Source == source && (s.Verdict == fact.Found || s.Fault == fact.LookupNotOffered || s.Fault == fact.LookupWantsLogin) {
			return true
		}
	}
	return false
}

// faulty tells whether a source has something to say and says it badly, which has
// a name of its own.
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

// oneSided: a source that names servers for reading only, or for sending only,
// leaves clients to guess the other.
func (d *domain) oneSided(s fact.SourceReport) []fact.Problem {
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

// cleartext: a source that sends passwords through the network in the clear.
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

// places: the file in one place names none of the servers that it names in the
// other. What came in the clear was said to be worse already.
func (d *domain) places(s fact.SourceReport) []fact.Problem {
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

// elsewhere: SRV records that leave the domain are not followed without a
// question (RFC 6186, section 6), unless they are signed, or a file over https
// vouches for the host.
func (d *domain) elsewhere() []fact.Problem {
	var found []fact.Problem
	var hosts []string
	for _, c := range d.said(func(s fact.Source) bool { return s == fact.SourceSRV }) {
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
	return d.looked(func(l fact.Lookup) bool { return l.What == place && l.Authentic })
}

func (d *domain) vouched(host string) bool {
	return slices.ContainsFunc(d.said(own), func(c fact.Candidate) bool {
		return c.Host == host && c.Source == fact.SourceAutoconfig && strings.HasPrefix(c.Place, "https://")
	})
}

// modes: two sources name the same host for a protocol, but no door of it in
// common. That they name different hosts is said by diagnose.
func (d *domain) modes() []fact.Problem {
	var found []fact.Problem
	for _, protocol := range []fact.Protocol{fact.IMAP, fact.POP3, fact.SMTP} {
		var said []fact.SourceReport
		for _, s := range d.sources {
			if own(s.Source) && len(namedOf(s, protocol)) > 0 {
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
