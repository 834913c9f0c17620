package diagnose

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Causes on this side of the servers: the clock of this computer, the network it
// is in, whoever opens its connections. They show at several servers that have
// nothing to do with each other, and what they cause there is not reported.

// here names the causes on this side.
func here(in Input) {
	portal(in)
	clock(in)
	intercepted(in)
	port25(in)
	cutOff(in)
}

// replace puts one cause in the place of those that follow from it.
func replace(c *fact.Check, p fact.Problem, consequences ...fact.Code) {
	c.Problems = slices.DeleteFunc(c.Problems, func(old fact.Problem) bool { return slices.Contains(consequences, old.Code) })
	c.Problems = append([]fact.Problem{p}, c.Problems...)
}

// unrelated tells whether two endpoints belong to different owners, as far as
// names and addresses show.
func unrelated(a, b fact.Check) bool {
	return fact.Registrable(a.Host) != fact.Registrable(b.Host) && a.IP != b.IP
}

// clockTolerance is how far a web server's clock may be from ours: more than
// certificates care for, less than a wrong time zone.
const clockTolerance = 5 * time.Minute

// clock: certificates of unrelated hosts are out of date in the same direction,
// or a web server's clock says that they are not. A single expired certificate
// is the server's fault; so are several, where a web server's clock agrees with
// ours.
func clock(in Input) {
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
			continue // by that clock it is out of date, too
		}
		evidence := "this computer's clock: " + in.Now.UTC().Format(time.RFC3339)
		if at != "" {
			evidence += "; " + at + ": " + web.UTC().Format(time.RFC3339)
		}
		p := site{c, in}.problem(fact.ClockSkew, evidence)
		replace(&in.Checks[i], p, fact.CertificateExpired, fact.CertificateNotYetValid)
	}
}

// webClock is the time that web servers tell, and the place that told it; zero
// where none did. One that agrees with ours is believed before one that does not.
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

// interceptors are what virus scanners and proxies call the authority that they
// make certificates with.
var interceptors = []string{
	"adguard", "avast", "avg ", "barracuda", "bitdefender", "blue coat", "bluecoat", "bullguard", "charles proxy", "check point",
	"cisco umbrella", "do_not_trust", "dr.web", "drweb", "eset ssl", "fiddler", "forcepoint", "fortigate", "fortinet", "g data",
	"kaspersky", "lightspeed", "mcafee web", "mitmproxy", "netskope", "norton", "palo alto", "securly", "skyhigh", "smoothwall",
	"sonicwall", "sophos", "squid", "trend micro", "untangle", "watchguard", "websense", "zscaler",
}

// publicAuthorities are the names of authorities that everybody trusts. Where
// one of them is unknown here, the list of this computer is out of date.
var publicAuthorities = []string{
	"actalis", "amazon", "apple", "buypass", "certum", "comodo", "d-trust", "deutsche telekom", "digicert", "entrust", "geotrust",
	"globalsign", "godaddy", "go daddy", "google trust", "harica", "identrust", "internet security research group", "let's encrypt",
	"microsoft", "quovadis", "rapidssl", "sectigo", "ssl corporation", "ssl.com", "starfield", "swisssign", "t-systems", "t-telesec",
	"telesec", "thawte", "trustwave", "usertrust", "zerossl",
}

// intercepted: the certificate names the host as it should, but an authority made
// it that is no public one, and that makes them for everybody.
func intercepted(in Input) {
	for i, c := range in.Checks {
		certificate := c.Handshake.Certificate
		if !imitation(certificate) {
			continue
		}
		evidence := "issued by " + certificate.Issuer
		if !mentions(issuers(certificate), interceptors...) {
			j := slices.IndexFunc(in.Checks, func(o fact.Check) bool {
				return unrelated(c, o) && imitation(o.Handshake.Certificate) && o.Handshake.Certificate.Issuer == certificate.Issuer
			})
			if j < 0 {
				continue
			}
			evidence += ", for " + c.Host + " and for " + in.Checks[j].Host
		}
		p := site{c, in}.problem(fact.CertificateIntercepted, evidence, certificateArgs(certificate)...)
		replace(&in.Checks[i], p, fact.CertificateUntrusted, fact.CertificateChainIncomplete, fact.CertificateWeak)
	}
}

// imitation tells whether a certificate is for the right name, by somebody whom
// nobody knows.
func imitation(c *fact.Certificate) bool {
	return c.Has(fact.CertUnknownRoot) && !c.Has(fact.CertWrongName) && !mentions(issuers(c), publicAuthorities...)
}

func issuers(c *fact.Certificate) string {
	return strings.Join(append([]string{c.Issuer}, c.IssuedBy...), "\n") + " "
}

// port25: a network that blocks port 25 is usual and no fault of the server's.
// So where the same host answers on a port for submission, or where two hosts
// that have nothing to do with each other are silent on it, that is the cause.
func port25(in Input) {
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
		in.Checks[i].Problems = []fact.Problem{site{c, in}.problem(fact.Port25Blocked, evidence)}
	}
}

// connected tells whether a connection to the endpoint was made.
func connected(c fact.Check) bool {
	return c.Outcome == fact.OutcomeOK ||
		c.Outcome == fact.OutcomeFailed && c.Failure != nil && c.Failure.Step != fact.StepTCP && c.Failure.Step != fact.StepDNS
}

// cutOff: there is no way to any server at all, so it is not theirs.
func cutOff(in Input) {
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

// everywhere is the form of a cause that shows at all servers alike.
const everywhere = "everywhere"

// portal: web pages come where mail servers should be, or where files of the
// domain should be, and they lead to a page where one signs in to the network.
func portal(in Input) {
	evidence := mailPortPages(in)
	if evidence == "" {
		evidence = strayedFiles(in)
	}
	if evidence == "" {
		return
	}
	for i, c := range in.Checks {
		if c.Outcome == fact.OutcomeFailed && c.Failure != nil && c.Failure.Step != fact.StepDNS {
			in.Checks[i].Problems = []fact.Problem{site{c, in}.problem(fact.CaptivePortal, evidence)}
		}
	}
}

// mailPortPages: a web server speaks on a mail port, and what it says is a
// redirect or the status of RFC 6585, section 6; or it speaks so for two hosts
// that have nothing to do with each other.
func mailPortPages(in Input) string {
	for i, c := range in.Checks {
		if c.Failure == nil || serviceOf(c.Failure.Line) != "http" {
			continue
		}
		words := strings.Fields(c.Failure.Line)
		if len(words) > 1 && (strings.HasPrefix(words[1], "30") || words[1] == "511") {
			return c.Failure.Line
		}
		for _, o := range in.Checks[i+1:] {
			if o.Failure != nil && serviceOf(o.Failure.Line) == "http" && unrelated(c, o) {
				return c.Failure.Line
			}
		}
	}
	return ""
}

// strayedFiles: the domain's files lead by plain http to somebody else's page,
// all to the same, while https to the same places fails, and no mail server can
// be reached.
func strayedFiles(in Input) string {
	if slices.ContainsFunc(in.Checks, connected) {
		return ""
	}
	strayed := map[string][]string{}
	for _, s := range in.Sources {
		for _, l := range s.Lookups {
			switch {
			case strings.HasPrefix(l.Result, "HTTP 511"):
				return l.What + ": " + l.Result
			case strings.HasPrefix(l.What, "https://") && (l.Fault == "" || l.Fault == fact.LookupStatus || l.Fault == fact.LookupNotXML):
				return "" // the web can be reached
			case strings.HasPrefix(l.What, "http://") && l.Fault == fact.LookupNotXML && l.Answered != "":
				to, err := url.Parse(l.Answered)
				if err == nil && fact.Registrable(to.Hostname()) != fact.Registrable(in.Domain) {
					strayed[to.Host] = append(strayed[to.Host], l.What+" leads to "+l.Answered)
				}
			}
		}
	}
	for _, places := range strayed {
		if len(places) > 1 {
			slices.Sort(places)
			return places[0]
		}
	}
	return ""
}
