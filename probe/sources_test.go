package probe_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// fileFor is an autoconfig file that names in1. and out1. of a domain, which are
// put up for the users of another.
func (w *world) fileFor(domain, servers string) string {
	w.server(probetest.Server{Names: []string{"in1." + servers}, Users: anna(domain), Services: probetest.On("imaps")})
	w.server(probetest.Server{Names: []string{"out1." + servers}, Users: anna(domain), Services: probetest.On("smtps")})
	return probetest.Autoconfig(domain,
		fact.Endpoint{Protocol: fact.IMAP, Host: "in1." + servers, Port: 993, TLS: fact.Implicit},
		fact.Endpoint{Protocol: fact.SMTP, Host: "out1." + servers, Port: 465, TLS: fact.Implicit})
}

// demanding is a page that wants to be told whom it is for.
func demanding(content string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("emailaddress") == "" {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		probetest.File("text/xml", content).ServeHTTP(w, r)
	})
}

// told are the requests that hold the user's name.
func (w *world) told() []string {
	var urls []string
	for _, r := range w.net.Web.Requests() {
		if strings.Contains(r.URL(), probetest.User) {
			urls = append(urls, r.URL())
		}
	}
	return urls
}

// A server that makes the file for each user is told the address if it is the
// domain's own.
func TestAddressIsToldToTheDomainOnly(t *testing.T) {
	inWorld(t, func(w *world) {
		w.host(probetest.Site{Names: []string{"autoconfig.d.example"}, Pages: map[string]http.Handler{"/mail/config-v1.1.xml": demanding(w.fileFor("d.example", "d.example"))}})
		if r := w.run("d.example"); r.Status != probe.Verified {
			w.Errorf("status %s", r.Status)
		}
		want := []string{"https://autoconfig.d.example/mail/config-v1.1.xml?emailaddress=anna%40d.example"}
		if got := w.told(); !slices.Equal(got, want) {
			w.Errorf("told %v, want %v", got, want)
		}
	})
	inWorld(t, func(w *world) {
		w.zone("d.example MX 10 mx1.hoster.example")
		for host, on := range map[string]string{"autoconfig.hoster.example": "https", "live.thunderbird.net": "https", "autoconfig.d.example": "http"} {
			w.host(probetest.Site{Names: []string{host}, On: on, Pages: map[string]http.Handler{"*": demanding("")}})
		}
		w.run("d.example")
		if got := w.told(); len(got) > 0 {
			w.Errorf("told %v", got)
		}
		if len(w.net.Web.Requests()) < 3 {
			w.Errorf("not all were asked: %v", w.net.Web.Requests())
		}
	})
}

// What an MX host's domain publishes counts for its customers, but unsigned DNS
// led there: the user is asked.
func TestSettingsOfTheMX(t *testing.T) {
	for _, tt := range []struct{ name, host, path string }{
		{"its autoconfig", "autoconfig.hoster.example", "/mail/config-v1.1.xml"},
		{"its entry in the public database", "live.thunderbird.net", "/autoconfig/v1.1/hoster.example"},
		{"autoconfig of the whole name", "autoconfig.mail.hoster.example", "/mail/config-v1.1.xml"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.zone("d.example MX 10 mx1.mail.hoster.example")
				file := w.fileFor("d.example", "hoster.example")
				w.host(probetest.Site{Names: []string{tt.host}, Pages: map[string]http.Handler{tt.path: probetest.File("text/xml", file)}})
				r := w.run("d.example")
				if r.Status != probe.Failed || codes(r)[fact.UntrustedTarget] == "" || len(w.net.Log.Logins()) > 0 {
					w.Errorf("status %s, codes %v, %d logins", r.Status, codes(r), len(w.net.Log.Logins()))
				}
				r = w.run("d.example", func(q *probe.Query) { q.Trust = []string{"hoster.example"} })
				if r.Status != probe.Verified || r.Incoming.Source != fact.SourceMX {
					w.Errorf("status %s, incoming %+v", r.Status, r.Incoming)
				}
			})
		})
	}
}

// A filter service says nothing of where the mailbox is: its names are not
// guessed at, and the other sources go on.
func TestGatewayMX(t *testing.T) {
	inWorld(t, func(w *world) {
		w.zone("d.example MX 10 mx01.hornetsecurity.com")
		w.server(probetest.Server{Names: []string{"imap.hornetsecurity.com", "mx01.hornetsecurity.com"}, Services: probetest.On("imaps", "smtp:25")})
		w.server(probetest.Server{Names: []string{"imap.d.example"}, Users: anna("d.example"), Services: probetest.On("imaps")})
		w.server(probetest.Server{Names: []string{"smtp.d.example"}, Users: anna("d.example"), Services: probetest.On("smtps")})
		r := w.run("d.example")
		if r.Status != probe.Verified || codes(r)[fact.MXIsGateway] == "" {
			w.Errorf("status %s, codes %v", r.Status, codes(r))
		}
		for _, c := range r.Checks {
			if strings.HasSuffix(c.Host, "hornetsecurity.com") {
				w.Errorf("%s was visited", c.Endpoint)
			}
		}
	})
}

// What stands beside the mail servers is told, each once.
func TestServices(t *testing.T) {
	inWorld(t, func(w *world) {
		w.build("srv.example")
		w.zone("_sieve._tcp.srv.example SRV 0 1 4190 in1.srv.example\n_jmap._tcp.srv.example SRV 0 1 443 jmap.srv.example\n" +
			"_caldavs._tcp.srv.example SRV 0 1 8443 dav.srv.example\n_carddavs._tcp.srv.example SRV 0 0 0 .")
		var got []string
		for _, s := range w.run("srv.example").Services {
			got = append(got, s.Kind+" "+s.Where)
		}
		want := []string{
			"caldav https://dav.srv.example:8443/.well-known/caldav", "jmap https://jmap.srv.example/.well-known/jmap",
			"managesieve in1.srv.example:4190",
		}
		if !slices.Equal(got, want) {
			w.Errorf("%q, want %q", got, want)
		}
	})
}

// Four sources, four opinions: each is told, the three that are wrong are called
// stale, and the one that answers is marked.
func TestSourcesDisagree(t *testing.T) {
	inWorld(t, func(w *world) {
		w.build("disagree.example")
		r := w.run("disagree.example")
		var stale []string
		says := ""
		for _, p := range r.Problems {
			switch p.Code {
			case fact.StaleConfig:
				stale = append(stale, p.Args["source"])
			case fact.SourcesDisagree:
				says += p.Evidence
			}
		}
		if want := []string{"autoconfig", "ispdb", "autodiscover"}; !slices.Equal(stale, want) {
			w.Errorf("stale: %v, want %v", stale, want)
		}
		want := "IMAP: in1.disagree.example (autoconfig), in3.disagree.example (ispdb), in2.disagree.example ✓ (srv), in4.disagree.example (autodiscover); " +
			"SMTP: out1.disagree.example (autoconfig), out3.disagree.example (ispdb), out2.disagree.example ✓ (srv), out4.disagree.example (autodiscover)"
		if says != want {
			w.Errorf("says %q, want %q", says, want)
		}
		named := map[fact.Source]bool{}
		for _, s := range r.Sources {
			named[s.Source] = s.Verdict == fact.Found && len(s.Named) > 0
		}
		if len(r.Sources) != len(probe.Sources()) || !named[fact.SourceAutoconfig] || !named[fact.SourceISPDB] || !named[fact.SourceSRV] || !named[fact.SourceAutodiscover] {
			w.Errorf("%d sources, named by %v", len(r.Sources), named)
		}
	})
}
