package diagnose

import (
	"fmt"
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Causes on our side: the clock of this computer, its network, and whoever intercepts
// its connections. They show at several unrelated servers, and what they cause there
// is not reported.

// local replaces problems of endpoints by causes on our side.
func local(in Input) {
	captivePortal(in)
	clockSkew(in)
	intercepted(in)
	blockedPort25(in)
	noNetwork(in)
}

// replace puts one cause in place of its consequences.
func replace(c *fact.Check, p fact.Problem, consequences ...fact.Code) {
	c.Problems = slices.DeleteFunc(c.Problems, func(old fact.Problem) bool { return slices.Contains(consequences, old.Code) })
	c.Problems = append([]fact.Problem{p}, c.Problems...)
}

// unrelated reports whether two endpoints belong to different owners, as far as
// names and addresses show.
func unrelated(a, b fact.Check) bool {
	return fact.Registrable(a.Host) != fact.Registrable(b.Host) && a.IP != b.IP
}

// clockTolerance is how far a web server's clock may be off ours: more than matters
// for certificates, less than a wrong time zone.
const clockTolerance = 5 * time.Minute

// clockSkew recognises that our clock is wrong: certificates of unrelated hosts are
// expired, or not yet valid, alike, or they are valid by a web server's clock. A
// single expired certificate is the server's fault; so are several, where a web
// server's clock agrees with ours.
func clockSkew(in Input) {
	outdated := func(c fact.Check) (fault fact.CertificateFault) {
		for _, f := range []fact.CertificateFault{fact.CertExpired, fact.CertNotYetValid} {
			if c.Handshake.Certificate.Has(f) {
				return f
			}
		}
		return ""
	}
	web, at := webClock(in)
	for i, c := range in.Checks {
		certificate := c.Handshake.Certificate
		fault := outdated(c)
		switch {
		case fault == "" || c.Outcome == fact.OutcomeSkipped:
			continue
		case web.IsZero():
			alike := func(o fact.Check) bool {
				return outdated(o) == fault && unrelated(c, o) && !sameLeaf(certificate, o.Handshake.Certificate)
			}
			if !slices.ContainsFunc(in.Checks, alike) {
				continue
			}
		case web.Before(certificate.NotBefore) || web.After(certificate.NotAfter):
			continue // it is outdated by that clock, too
		}
		evidence := "this computer's clock: " + in.Now.UTC().Format(time.RFC3339)
		if at != "" {
			evidence += "; " + at + ": " + web.UTC().Format(time.RFC3339)
		}
		p := endpoint{c, in}.problem(fact.ClockSkew, evidence)
		replace(&in.Checks[i], p, fact.CertificateExpired, fact.CertificateNotYetValid)
	}
}

// webClock returns the time of a web server's Date field and its URL; zero where there
// is none. One that agrees with our clock is preferred.
func webClock(in Input) (time.Time, string) {
	var told time.Time
	var at string
	for _, s := range in.Sources {
		for _, l := range s.Lookups {
			if l.Clock.IsZero() {
				continue
			}
			if l.Clock.Sub(in.Now).Abs() <= clockTolerance {
				return l.Clock, l.What
			}
			if told.IsZero() {
				told, at = l.Clock, l.What
			}
		}
	}
	return told, at
}

func sameLeaf(a, b *fact.Certificate) bool {
	return a.Fingerprint != "" && a.Fingerprint == b.Fingerprint
}

// blockedPort25 recognises a network that blocks port 25, which is common: the same
// host answers on a submission port, or two unrelated hosts are silent on it.
func blockedPort25(in Input) {
	silent := func(c fact.Check) bool {
		return c.Port == 25 && c.Failure != nil && c.Failure.Step == fact.StepTCP && c.Failure.Kind == fact.FailTimeout
	}
	for i, c := range in.Checks {
		if !silent(c) || c.Outcome == fact.OutcomeSkipped {
			continue
		}
		evidence := ""
		for _, o := range in.Checks {
			switch {
			case o.Host == c.Host && (o.Port == 465 || o.Port == 587) && connected(o):
				evidence = fmt.Sprintf("%s: no answer; port %d of the same host answers", c.Address(), o.Port)
			case evidence == "" && silent(o) && fact.Registrable(c.Host) != fact.Registrable(o.Host):
				evidence = fmt.Sprintf("no answer from %s and %s", c.Address(), o.Address())
			}
		}
		if evidence == "" {
			continue
		}
		in.Checks[i].Problems = []fact.Problem{endpoint{c, in}.problem(fact.Port25Blocked, evidence)}
	}
}

// connected reports whether a connection to the endpoint was made.
func connected(c fact.Check) bool {
	return c.Outcome == fact.OutcomeOK ||
		c.Outcome == fact.OutcomeFailed && c.Failure != nil && c.Failure.Step != fact.StepTCP && c.Failure.Step != fact.StepDNS
}

// noNetwork recognises that no server can be reached at all, which is not their fault.
func noNetwork(in Input) {
	seen := 0
	for _, c := range in.Checks {
		if c.Outcome != fact.OutcomeFailed || c.Failure == nil || c.Failure.Step == fact.StepDNS {
			continue
		}
		if c.Failure.Kind != fact.FailUnreachable {
			return
		}
		seen++
	}
	if seen < 2 {
		return
	}
	for i := range in.Checks {
		for j, p := range in.Checks[i].Problems {
			if p.Code == fact.HostUnreachable {
				in.Checks[i].Problems[j].Case = everywhere
			}
		}
	}
}

// everywhere is the case of a problem that all servers have.
const everywhere = "everywhere"
