package probe_test

import (
	"context"
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// autoconfig serves a file in the first place of a domain, over https or http, after
// a while.
func (w *world) autoconfig(domain, on string, after time.Duration, file string) {
	w.host(probetest.Site{Names: []string{"autoconfig." + domain}, On: on, Pages: map[string]http.Handler{
		"*": http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			time.Sleep(after)
			probetest.File("text/xml", file).ServeHTTP(rw, r)
		}),
	}})
}

// A trail stays the word of what began it: the answer of a host that an SRV record
// chose vouches for nobody, though it came over https from inside the domain.
func TestRule2RecordThatLeadsToAFile(t *testing.T) {
	inWorld(t, func(w *world) {
		const d, stranger = "isp.example", "imap.stranger.test"
		w.zone("_autodiscover._tcp." + d + " SRV 0 0 443 user.homepages." + d)
		w.page("user.homepages."+d, "", probetest.File("text/xml", probetest.Autodiscover(imaps(stranger), smtps(stranger))))
		w.server(probetest.Server{Names: []string{stranger}, Users: anna(d), Services: probetest.On("imaps", "smtps")})
		r := w.run(d)
		if got := w.logins(true); len(got) > 0 {
			w.Errorf("the password went to %v", got)
		}
		for _, c := range r.Checks {
			if c.Host == stranger && c.Trust.Reason != fact.DistrustDNS {
				w.Errorf("%s is %s", c.Endpoint, c.Trust.Reason)
			}
		}
	})
}

// A file in the clear may decide which of the address's own names comes first, and
// nothing more: its refusals would be paid for by somebody else's account.
func TestRule3NameFromTheClear(t *testing.T) {
	for told, want := range map[string]string{"boss@$": "anna@$", "anna": "anna", "%EMAILLOCALPART%": "anna", "%EMAILADDRESS%": "anna@$"} {
		inWorld(t, func(w *world) {
			const d = "corp.example"
			domain := strings.NewReplacer("$", d)
			w.server(probetest.Server{Names: []string{"mail." + d}, Users: map[string]string{domain.Replace(want): probetest.Password}, Services: probetest.On("imaps", "smtps")})
			file := strings.ReplaceAll(probetest.Autoconfig(d, imaps("mail."+d), smtps("mail."+d)), "%EMAILADDRESS%", domain.Replace(told))
			w.autoconfig(d, "http", 0, file)
			r := w.run(d)
			for name := range w.logins(false) {
				w.Errorf("%q: refused as %s", told, name)
			}
			if r.Status != probe.Verified {
				w.Errorf("%q: %s", told, r.Status)
			}
		})
	}
}

// Where the address's provider takes OAuth2 only, no name of its is a way round.
func TestRule6ByProvider(t *testing.T) {
	for _, host := range []string{"imap-mail.outlook.com", "imap.outlook.com"} {
		inWorld(t, func(w *world) {
			if host != "imap.outlook.com" { // which is guessed
				w.zone("_imaps._tcp.outlook.com SRV 0 1 993 " + host)
			}
			w.server(probetest.Server{Names: []string{host}, Users: anna("outlook.com"), Services: probetest.On("imaps")})
			r := w.run("outlook.com", func(q *probe.Query) {
				q.Password = func(context.Context, probe.Ask) (fact.Secret, error) {
					w.Errorf("the password was asked for, with %s", host)
					return fact.NewSecret(probetest.Password), nil
				}
			})
			if _, said := codes(r)[fact.OAuth2Required]; !said || len(w.net.Log.Logins()) > 0 {
				w.Errorf("%s: oauth2-required %t, logins %v", host, said, w.net.Log.Logins())
			}
		})
	}
}

// Unsigned DNS can name as many servers as it likes, and have the user asked no more
// than three times, once for what is asked at one time.
func TestRule2FewQuestions(t *testing.T) {
	inWorld(t, func(w *world) {
		const d = "asks.example"
		for i := range 30 {
			host := fmt.Sprintf("mail.strange%d.test", i)
			w.zone("_imaps._tcp." + d + " SRV 0 1 993 " + host)
			w.server(probetest.Server{Names: []string{host}, Users: anna(d), Services: probetest.On("imaps")})
		}
		n, open := 0, 0
		w.run(d, func(q *probe.Query) {
			q.Consent = func(context.Context, probe.Consent) bool {
				if n, open = n+1, open+1; open > 1 {
					w.Error("two questions at once")
				}
				time.Sleep(time.Second)
				open--
				return false
			}
			q.Timeout = 5 * time.Minute
		})
		if n == 0 || n > 3 {
			w.Errorf("asked %d times", n)
		}
	})
}

// One question for both services, which names both hosts.
func TestRule2OneQuestionForBothServices(t *testing.T) {
	inWorld(t, func(w *world) {
		const d = "both.example"
		for host, on := range map[string]string{"mail.in.test": "imaps", "mail.out.test": "smtps"} {
			w.server(probetest.Server{Names: []string{host}, Users: anna(d), Services: probetest.On(on)})
		}
		w.zone("_imaps._tcp." + d + " SRV 0 1 993 mail.in.test\n_submissions._tcp." + d + " SRV 0 1 465 mail.out.test")
		var asked []probe.Consent
		r := w.run(d, func(q *probe.Query) {
			q.Consent = func(_ context.Context, question probe.Consent) bool { asked = append(asked, question); return true }
		})
		if len(asked) != 1 || fmt.Sprint(asked[0]) != "{[in.test out.test] [mail.in.test mail.out.test]}" || r.Status != probe.Verified {
			w.Errorf("asked %v, %s", asked, r.Status)
		}
	})
}

// A protocol that SRV declines is not connected to, however late its answer comes.
func TestGuessWaitsForSRV(t *testing.T) {
	inWorld(t, func(w *world) {
		const d = "declines.example"
		w.server(probetest.Server{Names: []string{"imap." + d}, Users: anna(d), Services: probetest.On("imaps", "smtps")})
		w.server(probetest.Server{Names: []string{"pop." + d, "pop3." + d}, Users: anna(d), Services: probetest.On("pop3s")})
		w.zone("_imaps._tcp." + d + " SRV 0 1 993 imap." + d + "\n_submissions._tcp." + d + " SRV 0 1 465 imap." + d + "\n_pop3s._tcp." + d + " SRV 0 0 0 .\n_pop3._tcp." + d + " SRV 0 0 0 .")
		w.net.Zone.Fault("_pop3s._tcp."+d, probetest.DNSFault{Delay: time.Second})
		w.run(d, func(q *probe.Query) { q.All = true })
		for _, c := range w.net.Log.Connections() {
			if c.Protocol == fact.POP3 {
				w.Errorf("connected to %s %s", c.Server, c.Addr)
			}
		}
	})
}

// Whoever publishes settings cannot have us knock at any port of a private network;
// a mail server may well be there.
func TestPrivateNetworksOnMailPortsOnly(t *testing.T) {
	inWorld(t, func(w *world) {
		const d = "inside.example"
		private := netip.MustParseAddr("10.1.2.3")
		w.zone("_imaps._tcp." + d + " SRV 0 1 8443 mail." + d + "\n_submissions._tcp." + d + " SRV 0 1 465 mail." + d)
		w.server(probetest.Server{Names: []string{"mail." + d}, IPs: []netip.Addr{private}, Users: anna(d), Services: probetest.On("imaps", "imaps:8443", "smtps")})
		r := w.run(d)
		for to := range w.net.Network.Traffic().MostOpen {
			if to.Port() == 8443 {
				w.Errorf("connected to %s", to)
			}
		}
		if r.Status != probe.Verified || r.Incoming.Port != 993 {
			w.Errorf("%s with %+v", r.Status, r.Incoming)
		}
		said := false
		for _, c := range r.Checks {
			said = said || c.Port == 8443 && c.LeftOut == fact.LeftOutPrivatePort
		}
		if !said {
			w.Error("it is not said")
		}
	})
}

// A domain that floods by all sources at once is examined within the bounds, what was
// left out is said, and the setting that counts most is found all the same, though it
// comes last.
func TestFloodIsBounded(t *testing.T) {
	inWorld(t, func(w *world) {
		const d = "flood.example"
		for i := range 60 {
			host := fmt.Sprintf("h%d.%s", i, d)
			w.server(probetest.Server{Names: []string{host}, Users: anna(d), Services: []probetest.Service{{On: "imaps", Script: probetest.Script{"greeting": "<wait 1s>* BYE no"}}}})
			w.zone(fmt.Sprintf("_imaps._tcp.%[1]s SRV 0 1 993 %[2]s\n_pop3s._tcp.%[1]s SRV 0 1 %[3]d %[2]s\n_submission._tcp.%[1]s SRV 0 1 %[3]d %[2]s", d, host, 1000+i))
		}
		w.server(probetest.Server{Names: []string{"good." + d}, Users: anna(d), Services: probetest.On("imaps", "smtps")})
		w.autoconfig(d, "https", 2*time.Second, probetest.Autoconfig(d, imaps("good."+d), smtps("good."+d)))
		r := w.run(d, func(q *probe.Query) { q.All = true })
		if r.Status != probe.Verified || r.Incoming.Host != "good."+d {
			w.Errorf("%s with %+v", r.Status, r.Incoming)
		}
		endpoints, hosts := map[netip.AddrPort]bool{}, map[netip.Addr]bool{}
		for to := range w.net.Network.Traffic().MostOpen {
			if p := to.Port(); p != 443 && p != 80 && p != 53 {
				endpoints[to], hosts[to.Addr()] = true, true
			}
		}
		if len(endpoints) > 64 || len(hosts) > 24 {
			w.Errorf("%d endpoints at %d hosts", len(endpoints), len(hosts))
		}
		if r.LeftOut.Endpoints == 0 || r.LeftOut.Hosts == 0 {
			w.Errorf("what was left out is not said: %+v", r.LeftOut)
		}
	})
}
