package discover

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// redirectTable is a page that leads from path to path by a table, and is a file
// where the table ends.
func redirectTable(table map[string]string) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		scheme := "http://"
		if r.TLS != nil {
			scheme = "https://"
		}
		for _, from := range []string{scheme + r.Host + r.URL.Path, r.URL.Path} {
			if to, found := table[from]; found {
				rw.Header().Set("Location", to)
				rw.WriteHeader(http.StatusFound)
				return
			}
		}
		io.WriteString(rw, "<xml/>")
	}
}

// steps lead through a table of n redirects, from /0 to /n.
func steps(n int) map[string]string {
	table := map[string]string{}
	for i := range n {
		table[fmt.Sprintf("/%d", i)] = fmt.Sprintf("/%d", i+1)
	}
	return table
}

// TestRedirects: where a fetcher goes, where it does not, and what the way says of
// the file.
func TestRedirects(t *testing.T) {
	const (
		own  = "https://autoconfig.srv.example"
		idn  = "https://autoconfig.xn--mller-kva.example"
		last = maxRedirects
	)
	tests := []struct {
		name   string
		from   string // own + "/0", if empty
		domain string // srv.example, if empty
		table  map[string]string
		fault  fact.LookupFault
		result string
		asked  int
		origin fact.Origin
	}{
		{name: "none", asked: 1, origin: fact.OriginDomain},
		{name: "one", table: steps(1), asked: 2, origin: fact.OriginDomain, result: "6 bytes from " + own + "/1"},
		{name: "ten", table: steps(last), asked: last + 1, origin: fact.OriginDomain},
		{name: "eleven", table: steps(last + 1), asked: last + 1, fault: fact.LookupRedirect, result: "more than ten"},
		{name: "in a circle", table: map[string]string{"/0": "/1", "/1": "/0"}, asked: last + 1, fault: fact.LookupRedirect},
		{name: "to itself", table: map[string]string{"/0": "/0"}, asked: last + 1, fault: fact.LookupRedirect},

		{name: "within the domain", table: map[string]string{"/0": "https://www.srv.example/1"}, asked: 2, origin: fact.OriginDomain},
		{name: "in capitals", table: map[string]string{"/0": "HTTPS://WWW.SRV.EXAMPLE/1"}, asked: 2, origin: fact.OriginDomain},
		{name: "with a final dot", table: map[string]string{"/0": "https://www.srv.example./1"}, asked: 2, origin: fact.OriginDomain},
		{name: "elsewhere", table: map[string]string{"/0": "https://hoster.example/1"}, asked: 2, origin: fact.OriginElsewhere},
		{name: "elsewhere and back", table: map[string]string{"/0": "https://hoster.example/1", "/1": own + "/2"}, asked: 3, origin: fact.OriginElsewhere},
		{name: "to an address", table: map[string]string{"/0": "http://198.18.0.1/1"}, from: "http://autoconfig.srv.example/0", asked: 2, origin: fact.OriginHTTP},
		{name: "to the same name with a user", table: map[string]string{"/0": "https://anna:tuna@www.srv.example/1"}, asked: 2, origin: fact.OriginDomain},
		{name: "to a user that looks like a host", table: map[string]string{"/0": "https://srv.example@hoster.example/1"}, asked: 2, origin: fact.OriginElsewhere},

		{name: "from https to http", table: map[string]string{"/0": "http://autoconfig.srv.example/1"}, asked: 1,
			fault: fact.LookupRedirect, result: "https to http"},
		{name: "from http to https", from: "http://autoconfig.srv.example/0", table: map[string]string{"/0": own + "/1"}, asked: 2, origin: fact.OriginHTTP},
		{name: "from http to https and back", from: "http://autoconfig.srv.example/0", asked: 2,
			table: map[string]string{"/0": own + "/1", "/1": "http://autoconfig.srv.example/2"}, fault: fact.LookupRedirect},
		{name: "from http to http", from: "http://autoconfig.srv.example/0", table: steps(1), asked: 2, origin: fact.OriginHTTP},
		{name: "to a file", table: map[string]string{"/0": "file:///etc/passwd"}, asked: 1, fault: fact.LookupRedirect, result: "no web address"},
		{name: "to a file, from http", from: "http://autoconfig.srv.example/0", table: map[string]string{"/0": "file:///etc/passwd"}, asked: 1,
			fault: fact.LookupRedirect},
		{name: "to mail", table: map[string]string{"/0": "mailto:anna@srv.example"}, asked: 1, fault: fact.LookupRedirect},
		{name: "to no URL", table: map[string]string{"/0": "https://[srv.example/"}, asked: 1, fault: fact.LookupUnreachable},
		{name: "to a long path", table: map[string]string{"/0": "/1?" + strings.Repeat("x", 7000)}, asked: 2, origin: fact.OriginDomain},
		{name: "to a path too long", table: map[string]string{"/0": "/1?" + strings.Repeat("x", 8000)}, asked: 1,
			fault: fact.LookupRedirect, result: "an address that is too long"},
		{name: "to a name too long", table: map[string]string{"/0": "https://" + strings.Repeat("ü", 507) + "/"}, asked: 1,
			fault: fact.LookupRedirect, result: "an address that is too long"},
		{name: "to a name too long, in escapes", table: map[string]string{"/0": "//" + strings.Repeat("%C3%BC", 507)}, asked: 1,
			fault: fact.LookupRedirect, result: "an address that is too long"},
		{name: "to a name beyond reason", table: map[string]string{"/0": "https://" + strings.Repeat("ü", 20000) + "/"}, asked: 1,
			fault: fact.LookupRedirect, result: "an address that is too long"},
		{name: "to nobody", table: map[string]string{"/0": "https://nobody.srv.example/"}, asked: 1, fault: fact.LookupNXDomain},

		{name: "nowhere, of a name too long", from: "https://" + strings.Repeat("x", 2000) + "/", asked: 0, fault: fact.LookupRedirect, result: "too long"},

		{name: "international", from: idn + "/0", domain: "xn--mller-kva.example", asked: 1, origin: fact.OriginDomain},
		{name: "international, by its letters", from: idn + "/0", domain: "xn--mller-kva.example",
			table: map[string]string{"/0": "https://autoconfig.müller.example/1"}, asked: 2, origin: fact.OriginDomain},
		{name: "international, in capitals", from: idn + "/0", domain: "xn--mller-kva.example",
			table: map[string]string{"/0": "https://autoconfig.MÜLLER.example/1"}, asked: 2, origin: fact.OriginDomain},
		{name: "below a public suffix", from: "https://home.duckdns.org/0", domain: "home.duckdns.org",
			table: map[string]string{"/0": "https://evil.duckdns.org/1"}, asked: 2, origin: fact.OriginElsewhere},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inWeb(t, func(w *web) {
				w.host(redirectTable(tt.table), "autoconfig.srv.example", "www.srv.example", "hoster.example",
					"autoconfig.xn--mller-kva.example", "home.duckdns.org", "evil.duckdns.org")
				if tt.from == "" {
					tt.from = own + "/0"
				}
				if tt.domain == "" {
					tt.domain = "srv.example"
				}
				file, _ := w.get(tt.from)
				if file.Lookup.Fault != tt.fault || !strings.Contains(file.Lookup.Result, tt.result) {
					w.Errorf("%q (%s), want %q (%s)", file.Lookup.Fault, file.Lookup.Result, tt.fault, tt.result)
				}
				if n := len(w.net.Web.Requests()); n != tt.asked {
					w.Errorf("asked %d times, want %d: %v", n, tt.asked, w.net.Web.Requests())
				}
				if tt.fault != "" {
					return
				}
				if len(file.Chain) != tt.asked || file.Chain[0] != tt.from {
					w.Errorf("chain %q, want %d", file.Chain, tt.asked)
				}
				if got := file.origin(tt.domain); got != tt.origin {
					w.Errorf("origin %v of %q, want %v", got, file.Chain, tt.origin)
				}
			})
		})
	}
}

// TestRequests: what a web server learns of us is what it was asked for.
func TestRequests(t *testing.T) {
	inWeb(t, func(w *web) {
		var seen []http.Header
		lead := redirectTable(map[string]string{
			"/0": "https://anna:tuna@autoconfig.srv.example/1?emailaddress=anna@srv.example",
			"/1": "https://www.srv.example/2",
			"/2": "https://hoster.example/3",
		})
		w.host(func(rw http.ResponseWriter, r *http.Request) {
			seen = append(seen, r.Header.Clone())
			rw.Header().Set("Set-Cookie", "id=42; Domain=srv.example")
			rw.Header().Set("Refresh", "0; url=https://hoster.example/")
			if r.URL.Path == "/3" {
				rw.Header().Set("WWW-Authenticate", `Basic realm="mail"`)
				rw.WriteHeader(http.StatusUnauthorized)
				return
			}
			lead(rw, r)
		}, "autoconfig.srv.example", "www.srv.example", "hoster.example")
		file, _ := w.get("https://autoconfig.srv.example/0")
		if file.Lookup.Fault != fact.LookupStatus || file.Status != http.StatusUnauthorized {
			w.Errorf("%+v", file.Lookup)
		}
		for _, header := range seen {
			var names []string
			for name := range header {
				names = append(names, name)
			}
			slices.Sort(names)
			if want := []string{"Accept-Encoding", "Connection", "User-Agent"}; !slices.Equal(names, want) {
				w.Errorf("sent %v", header)
			}
			if got := header.Get("User-Agent"); got != "mailprobe" {
				w.Errorf("called ourselves %q", got)
			}
		}
		if len(seen) != 4 {
			w.Errorf("asked %d times, want 4", len(seen))
		}
		for _, request := range w.net.Web.Requests() {
			if request.Method != http.MethodGet || request.Authorization {
				w.Errorf("request %+v", request)
			}
		}
	})
}
