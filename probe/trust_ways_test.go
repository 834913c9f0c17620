package probe_test

import (
	"net/http"
	"net/netip"
	"net/url"
	"testing"
	"time"

	"github.com/miekg/dns"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// lateBy is how late a way may come that is not the first.
const lateBy = 600 * time.Millisecond

// publishBy has a way name servers for a domain, some time after it was asked. Web
// sites and MX hosts that are needed for it are put up.
func (w *world) publishBy(by way, domain string, late time.Duration, servers ...fact.Endpoint) {
	w.Helper()
	file := func(place, body string) {
		w.pageAt(place, webFile{after: late, body: body}.handler())
	}
	settings, answer := probetest.Autoconfig(domain, servers...), probetest.Autodiscover(servers...)
	fault := probetest.DNSFault{Delay: late}
	switch by {
	case byFile:
		file("https://autoconfig."+domain+"/mail/config-v1.1.xml", settings)
	case byClearFile:
		file("http://autoconfig."+domain+"/mail/config-v1.1.xml", settings)
	case byAwayFile:
		w.pageAt("https://autoconfig."+domain+"/mail/config-v1.1.xml", http.RedirectHandler("https://files.anybody.test/settings.xml", http.StatusFound))
		file("https://files.anybody.test/settings.xml", settings)
	case byAutodiscover:
		file("https://autodiscover."+domain+autodiscoverPath, answer)
	case byClearTrail:
		w.pageAt("http://autodiscover."+domain+autodiscoverPath, http.RedirectHandler("https://exchange."+domain+autodiscoverPath, http.StatusFound))
		file("https://exchange."+domain+autodiscoverPath, answer)
	case bySRVTrail:
		w.zone("_autodiscover._tcp." + domain + " SRV 0 0 443 anybody.homepages." + domain)
		file("https://anybody.homepages."+domain+autodiscoverPath, answer)
	case byMXTrail:
		w.zone(domain + " MX 10 mx.anybody.test\nmx.anybody.test A 203.0.113.99")
		file("https://autoconfig.anybody.test/mail/config-v1.1.xml", settings)
	case byTXTTrail:
		w.zone(domain + ` TXT "mailconf=https://txt.` + domain + `/settings.xml"`)
		file("https://txt."+domain+"/settings.xml", settings)
	case byISPDB:
		file("https://live.thunderbird.net/autoconfig/v1.1/"+domain, settings)
	case byPACC, byWrongDigest:
		body := probetest.PACC(servers[0].Host, servers[len(servers)-1].Host)
		digested := body
		if by == byWrongDigest {
			digested += "\n"
		}
		w.zone(paccRecord(domain, digested))
		file("https://ua-auto-config."+domain+"/.well-known/user-agent-configuration.json", body)
	case bySRV:
		for _, s := range servers {
			service := map[fact.Protocol]string{fact.IMAP: "_imaps._tcp.", fact.SMTP: "_submissions._tcp."}[s.Protocol] + domain
			w.zone(service + " SRV 0 1 " + s.Address()[len(s.Host)+1:] + " " + s.Host)
			w.net.Zone.Fault(service, fault, dns.TypeSRV)
		}
	case byGuess: // by its name alone
	default:
		w.Fatalf("nobody knows how to publish by %s", by)
	}
}

// pageAt puts a page up at a URL, on a site of its own.
func (w *world) pageAt(address string, page http.Handler) {
	w.Helper()
	u, err := url.Parse(address)
	if err != nil {
		w.Fatal(err)
	}
	w.host(probetest.Site{Names: []string{u.Host}, On: u.Scheme, Pages: map[string]http.Handler{u.Path: page}})
}

// Rule 2, over all ways by which the name of a server comes to us, and all whose
// server it can be: which of them see the password.
func TestTrustByWay(t *testing.T) {
	const (
		unknown = "ours.example"   // of which the database knows nothing
		atGMX   = "gmx.de"         // it knows by the domain
		movedTo = "athome.example" // it knows by the MX

		inside  = "box7."            // in the domain
		guessed = "mail."            // in the domain, and usual
		own     = "pop.gmx.net"      // listed for the provider of the address
		other   = "imap.mailbox.org" // listed for another
		strange = "mail.anybody.test"
	)
	for _, tt := range []struct {
		by     way
		domain string
		host   string
		sent   bool
	}{
		{byFile, unknown, inside, true},
		{byFile, unknown, other, true},
		{byFile, unknown, strange, true},
		{byFile, atGMX, own, true},
		{byAutodiscover, unknown, inside, true},
		{byAutodiscover, unknown, other, true},
		{byAutodiscover, unknown, strange, true},
		{byAutodiscover, atGMX, own, true},
		{byPACC, unknown, inside, true},
		{byPACC, unknown, other, true},
		{byPACC, unknown, strange, true},
		{byPACC, atGMX, own, true},
		{byISPDB, unknown, inside, true},
		{byISPDB, unknown, other, true},
		{byISPDB, unknown, strange, true},
		{byISPDB, atGMX, own, true},

		{bySRVTrail, unknown, inside, true},
		{bySRVTrail, unknown, other, false},
		{bySRVTrail, unknown, strange, false},
		{bySRVTrail, atGMX, own, true},
		{byClearTrail, unknown, inside, true},
		{byClearTrail, unknown, other, false},
		{byClearTrail, unknown, strange, false},
		{byClearTrail, atGMX, own, true},
		{byAwayFile, unknown, inside, true},
		{byAwayFile, unknown, other, false},
		{byAwayFile, unknown, strange, false},
		{byAwayFile, atGMX, own, true},
		{byClearFile, unknown, inside, true},
		{byClearFile, unknown, other, false},
		{byClearFile, unknown, strange, false},
		{byClearFile, atGMX, own, true},
		{byMXTrail, unknown, inside, true},
		{byMXTrail, unknown, other, false},
		{byMXTrail, unknown, strange, false},
		{byMXTrail, atGMX, own, true},
		{byTXTTrail, unknown, inside, true},
		{byTXTTrail, unknown, other, false},
		{byTXTTrail, unknown, strange, false},
		{byTXTTrail, atGMX, own, true},
		{bySRV, unknown, inside, true},
		{bySRV, unknown, other, false},
		{bySRV, unknown, strange, false},
		{bySRV, atGMX, own, true},
		{byGuess, unknown, guessed, true},

		// A file with a wrong digest names nobody.
		{byWrongDigest, unknown, inside, false},
		{byWrongDigest, unknown, other, false},
		{byWrongDigest, unknown, strange, false},
		{byWrongDigest, atGMX, own, false},

		// Where the MX leads to a provider that the database knows, there the mailbox is,
		// whoever names somebody else.
		{byFile, movedTo, inside, false},
		{byFile, movedTo, strange, false},
		{byFile, movedTo, other, false},
		{byFile, movedTo, own, true},
		{byAutodiscover, movedTo, inside, false},
		{byAutodiscover, movedTo, strange, false},
		{byPACC, movedTo, inside, false},
		{byPACC, movedTo, strange, false},
		{byISPDB, movedTo, inside, false},
		{byISPDB, movedTo, strange, false},
		{bySRV, movedTo, inside, false},
		{bySRV, movedTo, strange, false},
		{bySRV, movedTo, other, false},
		{bySRV, movedTo, own, true},
		{byTXTTrail, movedTo, inside, false},
		{byGuess, movedTo, guessed, false},
	} {
		host := tt.host
		if host == inside || host == guessed {
			host += tt.domain
		}
		t.Run(string(tt.by)+" of "+tt.domain+" names "+host, func(t *testing.T) {
			inWorld(t, func(w *world) {
				if tt.domain == movedTo {
					w.zone(tt.domain + " MX 10 mx00.emig.gmx.net\nmx00.emig.gmx.net A 203.0.113.98")
				}
				w.publishBy(tt.by, tt.domain, 0, imaps(host))
				w.server(probetest.Server{Names: []string{host}, Users: anna(tt.domain), Services: probetest.On("imaps")})
				r := w.run(tt.domain, only(fact.IMAP))
				sent := false
				for _, l := range w.net.Log.Logins() {
					sent = sent || l.Host == host
					if l.Host != host {
						w.Errorf("%s saw the password", l.Host)
					}
				}
				if sent != tt.sent {
					w.Errorf("sent: %t, want %t; status %s", sent, tt.sent, r.Status)
				}
				if said := codes(r)[fact.UntrustedTarget] != ""; said == tt.sent && tt.by != byWrongDigest {
					w.Errorf("untrusted-target said: %t", said)
				}
			})
		})
	}
}

// One address and port with two names: what is trusted and works is verified, however
// the names rank and in whatever order they come, and no credential goes by a name that
// is trusted less.
func TestTwoNamesAtOneDoor(t *testing.T) {
	const (
		domain  = "ours.example"
		ours    = "box7." + domain
		strange = "mail.anybody.test"
		inside  = "other." + domain
	)
	type named struct {
		by   way
		host string
	}
	for _, trusted := range []named{{byFile, ours}, {byTXTTrail, ours}} { // the best rank, and a low one
		for _, theirs := range []named{
			{byMXTrail, strange}, // ranks between the two
			{bySRV, strange},     // ranks below both
			{bySRV, inside},      // ranks between the two, and is trusted
		} {
			for certificate, names := range map[string][]string{"for both": {ours, theirs.host}, "for ours": {ours}, "for theirs": {theirs.host}} {
				for order, late := range map[string][2]time.Duration{"together": {}, "ours first": {0, lateBy}, "theirs first": {lateBy, 0}} {
					t.Run(string(trusted.by)+", beside "+theirs.host+" by "+string(theirs.by)+", certificate "+certificate+", "+order, func(t *testing.T) {
						inWorld(t, func(w *world) {
							door := netip.MustParseAddr("203.0.113.50")
							w.server(probetest.Server{
								Names: []string{ours, theirs.host}, IPs: []netip.Addr{door}, Cert: &probetest.Cert{Names: names},
								Users: anna(domain), Services: probetest.On("imaps", "smtps"),
							})
							w.publishBy(trusted.by, domain, late[0], imaps(trusted.host), smtps(trusted.host))
							w.publishBy(theirs.by, domain, late[1], imaps(theirs.host), smtps(theirs.host))
							r := w.run(domain)
							works := certificate != "for theirs" || theirs.host == inside
							if verified := r.Status == probe.Verified; verified != works {
								w.Errorf("status %s, want verified: %t; incoming %+v, outgoing %+v", r.Status, works, r.Incoming, r.Outgoing)
							}
							for _, l := range w.net.Log.Logins() {
								if l.Host == strange {
									w.Errorf("a credential went by the name %s", l.Host)
								}
							}
						})
					})
				}
			}
		}
	}
}
