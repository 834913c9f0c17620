package probe_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// xmlFile is a page of an autoconfig file with one server section.
func xmlFile(host, port string) http.Handler {
	body := strings.Replace(probetest.Autoconfig("d.example",
		fact.Endpoint{Protocol: fact.IMAP, Host: "HOST", Port: 993, TLS: fact.Implicit}), "HOST", host, 1)
	return probetest.File("text/xml", strings.Replace(body, "<port>993", "<port>"+port, 1))
}

// Every file is hostile. Each of these ends in a verdict, in time, names no
// server, and gets no credential.
func TestHostileFiles(t *testing.T) {
	const (
		autoconfigPage = "autoconfig.d.example/mail/config-v1.1.xml"
		poxPage        = "autodiscover.d.example" + poxPath
		paccPage       = "ua-auto-config.d.example/.well-known/user-agent-configuration.json"
	)
	bomb := `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><clientConfig>&b;</clientConfig>`
	deep := strings.Repeat(`{"a":`, 10000) + "1" + strings.Repeat("}", 10000)
	nested := "<clientConfig>" + strings.Repeat("<a>", 10000) + strings.Repeat("</a>", 10000) + "</clientConfig>"
	trap := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("WWW-Authenticate", "Basic realm=mail")
		w.WriteHeader(http.StatusUnauthorized)
	})
	for _, tt := range []struct {
		name  string
		page  string
		body  http.Handler
		fault fact.LookupFault
	}{
		{"entity bomb", autoconfigPage, probetest.File("text/xml", bomb), fact.LookupInvalid},
		{"external entity", autoconfigPage, probetest.File("text/xml", `<!DOCTYPE x SYSTEM "file:///etc/passwd"><clientConfig/>`), fact.LookupInvalid},
		{"nested elements", autoconfigPage, probetest.File("text/xml", nested), fact.LookupInvalid},
		{"endless file", autoconfigPage, probetest.Endless("text/xml"), fact.LookupTooLarge},
		{"slow drip", autoconfigPage, probetest.Drip("text/xml", strings.Repeat(" ", 100000), time.Second), fact.LookupUnreachable},
		{"no answer", autoconfigPage, probetest.Silent(), fact.LookupUnreachable},
		{"web page", autoconfigPage, probetest.File("text/xml", "<!doctype html><html><body>welcome</body></html>"), fact.LookupNotXML},
		{"nothing", autoconfigPage, probetest.File("text/xml", ""), fact.LookupNotXML},
		{"redirect loop", autoconfigPage, http.RedirectHandler("https://"+autoconfigPage, http.StatusFound), fact.LookupRedirect},
		{"redirect to http", autoconfigPage, http.RedirectHandler("http://"+autoconfigPage, http.StatusFound), fact.LookupRedirect},
		{"redirect to a file", autoconfigPage, http.RedirectHandler("file:///etc/passwd", http.StatusFound), fact.LookupRedirect},
		{"login wanted", autoconfigPage, trap, fact.LookupStatus},
		{"space in host", autoconfigPage, xmlFile("imap d.example", "993"), fact.LookupInvalid},
		{"percent in host", autoconfigPage, xmlFile("imap%25.d.example", "993"), fact.LookupInvalid},
		{"unknown placeholder", autoconfigPage, xmlFile("%HOST%.d.example", "993"), fact.LookupInvalid},
		{"control character in host", autoconfigPage, xmlFile("imap&#9;.d.example", "993"), fact.LookupInvalid},
		{"escape in host", autoconfigPage, xmlFile("imap\x1b[2J.d.example", "993"), fact.LookupInvalid},
		{"slash in host", autoconfigPage, xmlFile("imap/d.example", "993"), fact.LookupInvalid},
		{"look-alike full stop", autoconfigPage, xmlFile("imap．d.example／x", "993"), fact.LookupInvalid},
		{"endless host", autoconfigPage, xmlFile(strings.Repeat("a.", 200)+"example", "993"), fact.LookupInvalid},
		{"port 0", autoconfigPage, xmlFile("imap.d.example", "0"), fact.LookupInvalid},
		{"port 99999", autoconfigPage, xmlFile("imap.d.example", "99999"), fact.LookupInvalid},
		{"port -1", autoconfigPage, xmlFile("imap.d.example", "-1"), fact.LookupInvalid},
		{"PACC of 10,000 levels", paccPage, probetest.File("application/json", deep), fact.LookupInvalid},
		{"PACC without its digest", paccPage, probetest.File("application/json", probetest.PACC("in.d.example", "out.d.example")), fact.LookupDigest},
		{"endless PACC", paccPage, probetest.Endless("application/json"), fact.LookupTooLarge},
		{"PACC behind a login", paccPage, trap, fact.LookupStatus},
		{"bomb in Autodiscover", poxPage, probetest.File("text/xml", bomb), fact.LookupInvalid},
		{"page for Autodiscover", poxPage, probetest.File("text/xml", "<html></html>"), fact.LookupNotXML},
		{"endless Autodiscover", poxPage, probetest.Endless("text/xml"), fact.LookupTooLarge},
		{"Autodiscover in a circle", poxPage, http.RedirectHandler("https://"+poxPage, http.StatusFound), fact.LookupRedirect},
		{"Autodiscover to an address", poxPage, http.RedirectHandler("https://127.0.0.1"+poxPath, http.StatusFound), fact.LookupRedirect},
		{"Autodiscover wants a login", poxPage, trap, fact.LookupWantsLogin},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				host, path, _ := strings.Cut(tt.page, "/")
				w.host(probetest.Site{Names: []string{host}, Pages: map[string]http.Handler{"/" + path: tt.body}})
				r := w.run("d.example")
				if r.Incoming != nil || r.Outgoing != nil || r.Took > 10*time.Second {
					w.Errorf("found %v and %v after %v", r.Incoming, r.Outgoing, r.Took)
				}
				if got := faultOf(r, "https://"+tt.page); got != tt.fault {
					w.Errorf("fault %q, want %q", got, tt.fault)
				}
				if given := w.given(); len(given) > 0 || len(w.net.Log.Logins()) > 0 {
					w.Errorf("a password went to %v", given)
				}
			})
		})
	}
}

// faultOf is what became of one look-up.
func faultOf(r *probe.Report, what string) fact.LookupFault {
	for _, s := range r.Sources {
		for _, l := range s.Lookups {
			if l.What == what {
				return l.Fault
			}
		}
	}
	return "not looked up"
}

// A domain may publish hundreds of servers; nobody visits them all.
func TestHostileRecords(t *testing.T) {
	inWorld(t, func(w *world) {
		var zone strings.Builder
		for i := range 500 {
			fmt.Fprintf(&zone, "_imaps._tcp.d.example SRV %d 1 993 in%d.d.example\n_autodiscover._tcp.d.example SRV 0 1 443 a%d.d.example\nd.example MX %d mx%d.e.example\n", i, i, i, i, i)
			fmt.Fprintf(&zone, "in%d.d.example A 192.0.2.%d\n", i, 1+i%250)
		}
		w.zone(zone.String())
		r := w.run("d.example")
		hosts := map[string]bool{}
		for _, c := range r.Checks {
			hosts[c.Host] = true
		}
		if len(hosts) > 40 || r.Took > 30*time.Second {
			w.Errorf("%d hosts in %v", len(hosts), r.Took)
		}
		if n := len(w.net.Web.Requests()); n > 0 {
			w.Errorf("%d requests", n)
		}
	})
}
