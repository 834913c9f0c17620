package audit_test

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/pacc"
	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/probe/render"
)

// estate is a mail domain: its servers, which stay, and what it publishes, which
// an audit may change. "$" in its texts stands for the domain.
type estate struct {
	name string
	// servers has every service where it is nil.
	servers func(s *probetest.Server)
	publish func(w *world, domain string)
	// want are the rules of the findings that count, beside those of the MX.
	want map[string]int
	// unmendable is set where publishing other settings is no help, so that none
	// are offered.
	unmendable bool
}

const nobodysMX = "$ MX 10 mail.$"

func (w *world) records(domain string, lines ...string) {
	w.Helper()
	w.must(w.net.Zone.Add(strings.ReplaceAll(strings.Join(lines, "\n"), "$", domain)))
}

// page serves a file at a place of the domain.
func (w *world) page(on, host, path, contentType, body string) {
	w.Helper()
	w.must(w.net.Host(probetest.Site{
		Names: []string{host}, On: on, Pages: map[string]http.Handler{path: probetest.File(contentType, body)},
	}))
}

const (
	filePath      = "/mail/config-v1.1.xml"
	paccPath      = "/.well-known/user-agent-configuration.json"
	wellKnownPath = "/.well-known/autoconfig/mail/config-v1.1.xml"
)

// settings is an autoconfig file of the domain's own two servers.
func settings(domain, host string) string {
	return probetest.Autoconfig(domain,
		fact.Endpoint{Protocol: fact.IMAP, Host: host, Port: 993, TLS: fact.Implicit},
		fact.Endpoint{Protocol: fact.SMTP, Host: host, Port: 465, TLS: fact.Implicit})
}

var goodSRV = []string{nobodysMX, "_imaps._tcp.$ SRV 0 1 993 mail.$", "_submissions._tcp.$ SRV 0 1 465 mail.$"}

func goodFile(w *world, domain string) {
	w.page("https", "autoconfig."+domain, filePath, "text/xml", settings(domain, "mail."+domain))
}

func estates() []estate {
	return []estate{
		{name: "sound", publish: func(w *world, d string) {
			w.records(d, goodSRV...)
			goodFile(w, d)
		}},
		{name: "silent", want: map[string]int{"nothing-published": 1}, publish: func(w *world, d string) {
			w.records(d, nobodysMX)
		}},
		{name: "recordless", want: map[string]int{"srv-missing": 1}, publish: func(w *world, d string) {
			w.records(d, nobodysMX)
			goodFile(w, d)
		}},
		{name: "fileless", want: map[string]int{"autoconfig-missing": 1}, publish: func(w *world, d string) {
			w.records(d, goodSRV...)
		}},
		{name: "clear", want: map[string]int{"autoconfig-insecure": 1}, publish: func(w *world, d string) {
			w.records(d, goodSRV...)
			w.page("http", "autoconfig."+d, filePath, "text/xml", settings(d, "mail."+d))
		}},
		{name: "catchall", want: map[string]int{"autoconfig-not-xml": 1}, publish: func(w *world, d string) {
			w.records(d, goodSRV...)
			w.page("https", "autoconfig."+d, filePath, "text/html", "<!DOCTYPE html><title>Welcome</title>")
		}},
		{name: "welcome", publish: func(w *world, d string) {
			w.records(d, goodSRV...)
			goodFile(w, d)
			w.page("https", d, wellKnownPath, "text/html", "<!DOCTYPE html><title>Welcome</title>")
		}},
		{name: "stale", want: map[string]int{"dns-nxdomain": 2, "sources-disagree": 1}, publish: func(w *world, d string) {
			w.records(d, nobodysMX, "_imaps._tcp.$ SRV 0 1 993 old.$", "_submissions._tcp.$ SRV 0 1 465 old.$")
			goodFile(w, d)
		}},
		{name: "split", want: map[string]int{"places-disagree": 1}, publish: func(w *world, d string) {
			w.records(d, goodSRV...)
			goodFile(w, d)
			w.page("https", d, wellKnownPath, "text/xml", probetest.Autoconfig(d,
				fact.Endpoint{Protocol: fact.IMAP, Host: "mail." + d, Port: 143, TLS: fact.STARTTLS},
				fact.Endpoint{Protocol: fact.SMTP, Host: "mail." + d, Port: 587, TLS: fact.STARTTLS}))
		}},
		{name: "halfway", want: map[string]int{"outgoing-unpublished": 1}, publish: func(w *world, d string) {
			w.records(d, nobodysMX, "_imaps._tcp.$ SRV 0 1 993 mail.$")
			goodFile(w, d)
		}},
		{name: "bare", want: map[string]int{"cleartext-published": 2, "modes-disagree": 2}, publish: func(w *world, d string) {
			w.records(d, goodSRV...)
			w.page("https", "autoconfig."+d, filePath, "text/xml", probetest.Autoconfig(d,
				fact.Endpoint{Protocol: fact.IMAP, Host: "mail." + d, Port: 143, TLS: fact.NoTLS},
				fact.Endpoint{Protocol: fact.SMTP, Host: "mail." + d, Port: 587, TLS: fact.NoTLS}))
		}},
		{name: "crossed", want: map[string]int{"wrong-service": 1, "file-port-protocol": 1}, publish: func(w *world, d string) {
			w.records(d, nobodysMX, "_imaps._tcp.$ SRV 0 1 995 mail.$", "_submissions._tcp.$ SRV 0 1 465 mail.$")
			w.page("https", "autoconfig."+d, filePath, "text/xml", probetest.Autoconfig(d,
				fact.Endpoint{Protocol: fact.IMAP, Host: "mail." + d, Port: 995, TLS: fact.Implicit},
				fact.Endpoint{Protocol: fact.SMTP, Host: "mail." + d, Port: 465, TLS: fact.Implicit}))
		}},
		{name: "forged", want: map[string]int{"pacc-digest-mismatch": 1}, publish: func(w *world, d string) {
			w.records(d, goodSRV...)
			goodFile(w, d)
			w.records(d, `_ua-auto-config.$ TXT "v=UAAC1; a=sha256; d=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="`)
			w.page("https", "ua-auto-config."+d, paccPath, "application/json", probetest.PACC("mail."+d, "mail."+d))
		}},
		{name: "abroad", want: map[string]int{"target-elsewhere": 1, "autoconfig-missing": 1}, publish: func(w *world, d string) {
			w.records(d, nobodysMX, "_imaps._tcp.$ SRV 0 1 993 mail.hoster-of-$", "_submissions._tcp.$ SRV 0 1 465 mail.hoster-of-$")
		}, servers: func(s *probetest.Server) {
			s.Names = append(s.Names, strings.Replace(s.Names[0], "mail.", "mail.hoster-of-", 1))
		}},
		{name: "expired", unmendable: true, want: map[string]int{"certificate-expired": 2}, publish: func(w *world, d string) {
			w.records(d, goodSRV...)
			goodFile(w, d)
		}, servers: func(s *probetest.Server) { s.Cert = &probetest.Cert{Flaws: []probetest.Flaw{probetest.Expired}} }},
		{name: "implied", want: map[string]int{"mx-missing": 1}, publish: func(w *world, d string) {
			w.records(d, goodSRV[1:]...)
			goodFile(w, d)
		}, servers: func(s *probetest.Server) { s.Services = append(s.Services, probetest.Service{On: "smtp:25"}) }},
		{name: "postless", unmendable: true, want: map[string]int{"mx-missing": 1}, publish: func(w *world, d string) {
			w.records(d, goodSRV[1:]...)
			goodFile(w, d)
		}},
	}
}

func (e estate) domain() string { return e.name + ".example" }

// build puts the domain's servers up.
func (e estate) build(w *world) {
	s := probetest.Server{
		Names: []string{"mail." + e.domain()}, Services: probetest.On("imaps", "imap", "pop3s", "smtps", "smtp"),
	}
	if e.servers != nil {
		e.servers(&s)
	}
	w.must(w.net.Serve(s))
}

func (w *world) audit(domains ...string) []audit.Subject {
	w.Helper()
	subjects, err := (&audit.Domains{Prober: w.prober()}).Check(context.Background(), domains)
	w.must(err)
	return subjects
}

// serve publishes what an audit offers, as its reader would: the records in DNS,
// and the file on the domain's web server.
func (w *world) serve(domain string, p *audit.Publication) {
	w.Helper()
	for _, r := range p.Records {
		w.must(w.net.Zone.Add(r.String()))
	}
	for _, host := range []string{"autoconfig.", "ua-auto-config."} {
		if !slices.ContainsFunc(p.Records, func(r audit.Record) bool { return r.Type == "CNAME" && r.Name == host+domain }) {
			w.records(domain, host+"$ CNAME $") // it is there already
		}
	}
	w.must(w.net.Host(probetest.Site{
		Names: []string{domain}, Cert: &probetest.Cert{Names: []string{domain, "autoconfig." + domain, "ua-auto-config." + domain}},
		Pages: map[string]http.Handler{
			"autoconfig." + domain + filePath:     probetest.File("text/xml", p.File),
			"ua-auto-config." + domain + paccPath: probetest.File("application/json", p.PACC),
		},
	}))
	if p.PACCURL != "https://ua-auto-config."+domain+paccPath {
		w.Errorf("PACC's file is to be at %q", p.PACCURL)
	}
	if p.FileURL != "https://autoconfig."+domain+filePath {
		w.Errorf("the file is to be at %s", p.FileURL)
	}
}

// TestDomains: every fault is named and nothing else, and where publishing other
// settings helps, those that are offered do.
func TestDomains(t *testing.T) {
	for _, e := range estates() {
		t.Run(e.name, func(t *testing.T) {
			var offer *audit.Publication
			inWorld(t, func(w *world) {
				e.build(w)
				e.publish(w, e.domain())
				s := w.audit(e.domain())[0]
				want := e.want
				if want == nil {
					want = map[string]int{}
				}
				if diff := cmp.Diff(want, rules(s)); diff != "" {
					t.Errorf("%s\n%s", diff, written(t, render.Audit.GitHub, []audit.Subject{s}))
				}
				if len(w.net.Log.Logins()) > 0 {
					t.Error("somebody logged in")
				}
				offer = s.Publish
			})
			switch {
			case len(e.want) == 0 || e.unmendable:
				if offer != nil {
					t.Errorf("something else is offered: %+v", offer)
				}
				return
			case offer == nil:
				t.Fatal("nothing is offered")
			}
			inWorld(t, func(w *world) {
				e.build(w)
				if !slices.ContainsFunc(offer.Records, func(r audit.Record) bool { return r.Type == "MX" }) {
					w.records(e.domain(), nobodysMX)
				}
				w.serve(e.domain(), offer)
				s := w.audit(e.domain())[0]
				if found := rules(s); len(found) > 0 {
					t.Errorf("what is offered has %v:\n%s", found, written(t, render.Audit.GitHub, []audit.Subject{s}))
				}
				odd := func(p audit.Problem) bool { return p.File != "" && p.Code != fact.FileHostnameElsewhere } // as it is abroad
				if i := slices.IndexFunc(s.Problems, odd); i >= 0 {
					t.Errorf("what is offered is odd: %+v", s.Problems[i])
				}
				if s.Publish != nil {
					t.Error("something else again is offered")
				}
				for _, source := range []fact.Source{fact.SourceSRV, fact.SourceAutoconfig, fact.SourcePACC} {
					if !slices.ContainsFunc(s.Sources, func(r fact.SourceReport) bool { return r.Source == source && r.Verdict == fact.Found }) {
						t.Errorf("what is offered is not found in %s", source)
					}
				}
			})
		})
	}
}

// offered is what is offered to the domain with a PACC file that is not its own,
// whose server has the services.
func (w *world) offered(services ...string) *audit.Publication {
	w.Helper()
	e := estates()[slices.IndexFunc(estates(), func(e estate) bool { return e.name == "forged" })]
	e.servers = func(s *probetest.Server) { s.Services = probetest.On(services...) }
	e.build(w)
	e.publish(w, e.domain())
	return w.audit(e.domain())[0].Publish
}

func records(p *audit.Publication) []string {
	var all []string
	for _, r := range p.Records {
		all = append(all, r.String())
	}
	return all
}

// TestOffer looks at an offer itself.
func TestOffer(t *testing.T) {
	inWorld(t, func(w *world) {
		p := w.offered("imaps", "imap", "pop3s", "smtps")
		want := []string{
			"_imaps._tcp.forged.example. IN SRV 0 1 993 mail.forged.example.",
			"_imap._tcp.forged.example. IN SRV 0 1 143 mail.forged.example.",
			"_submissions._tcp.forged.example. IN SRV 0 1 465 mail.forged.example.",
			"_submission._tcp.forged.example. IN SRV 0 0 0 .",
			`_ua-auto-config.forged.example. IN TXT "` + pacc.RecordOf([]byte(p.PACC)).String() + `"`,
		}
		if diff := cmp.Diff(want, records(p)); diff != "" {
			t.Error(diff)
		}
		if len(p.Withdraw) > 0 {
			t.Errorf("to be withdrawn: %q, though all of it is replaced", p.Withdraw)
		}
		for _, text := range []string{p.Nginx, p.Apache} {
			for _, part := range []string{"autoconfig.forged.example", filePath, "ua-auto-config.forged.example", paccPath, "application/json"} {
				if !strings.Contains(text, part) {
					t.Errorf("it lacks %s:\n%s", part, text)
				}
			}
			if regexp.MustCompile(`\b(HOST|PATH|TYPE|FILE)\b`).MatchString(text) {
				t.Errorf("not filled in:\n%s", text)
			}
		}
	})
}

// TestOfferOfMX: mail goes to the domain's own address where there is no MX, so
// that the domain itself is named, if it takes mail; else its server, if that does.
func TestOfferOfMX(t *testing.T) {
	e := estates()[slices.IndexFunc(estates(), func(e estate) bool { return e.name == "implied" })]
	for name, want := range map[string]string{"mail." + e.domain(): "10 mail.implied.example.", e.domain(): "10 implied.example."} {
		inWorld(t, func(w *world) {
			mail := probetest.Server{Names: []string{"mail." + e.domain()}, Services: probetest.On("imaps", "smtps")}
			at25 := probetest.Service{On: "smtp:25", Script: probetest.Script{"clear EHLO": "250 $host"}} // no STARTTLS
			if name == e.domain() {
				w.must(w.net.Serve(probetest.Server{Names: []string{name}, Services: []probetest.Service{at25}}))
			} else {
				mail.Services = append(mail.Services, at25)
			}
			w.must(w.net.Serve(mail))
			e.publish(w, e.domain())
			s := w.audit(e.domain())[0]
			if found := rules(s); len(found) != 1 || found["mx-missing"] != 1 {
				t.Errorf("%s: %v", name, found)
			}
			if s.Publish == nil || !slices.Contains(s.Publish.Records, audit.Record{Name: e.domain(), Type: "MX", Data: want}) {
				t.Errorf("%s: %+v", name, s.Publish)
			}
		})
	}
}

// TestOfferWithoutPACC: where a protocol has no TLS from the start, that form
// cannot say what the others say, so it is not offered, and its file is to go.
func TestOfferWithoutPACC(t *testing.T) {
	inWorld(t, func(w *world) {
		p := w.offered("imaps", "imap", "smtp")
		if p.PACC != "" || p.PACCURL != "" || strings.Contains(strings.Join(records(p), ""), "TXT") || strings.Contains(p.Nginx, "ua-auto-config") {
			t.Errorf("%+v", p)
		}
		if want := "https://ua-auto-config.forged.example" + paccPath; !slices.Contains(p.Withdraw, want) {
			t.Errorf("to be withdrawn: %q, without %q", p.Withdraw, want)
		}
	})
}

// TestNoDomain: what is no mail domain, or cannot be asked, lacks nothing.
func TestNoDomain(t *testing.T) {
	inWorld(t, func(w *world) {
		w.must(w.net.Build("nullmx.example"))
		subjects := w.audit("nosuch.example", "nullmx.example")
		for i, want := range []string{"map[dns-nxdomain:1]", "map[]"} {
			if got := fmt.Sprint(rules(subjects[i])); got != want || subjects[i].Publish != nil || subjects[i].Untested {
				t.Errorf("%s has %s, want %s", subjects[i].Name, got, want)
			}
		}
		w.net.Network.Down()
		if s := w.audit("sound.example")[0]; !s.Untested {
			t.Errorf("without a network: %+v", s.Problems)
		}
	})
}
