package probe_test

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/probe/render"
)

// Where the mail is with a provider that the database knows, the domain's own web
// server is somebody else's: rule 2 holds for Autodiscover as for mail servers.
// Where the provider takes OAuth2 only, so does rule 6.
func TestPetitionsAreNotTrustedMore(t *testing.T) {
	const d = "corp.example"
	ask := locked(d, "", "Basic")
	for name, build := range map[string]func(w *world){
		"the mail is elsewhere": func(w *world) {
			w.zone(d + " MX 1 aspmx.l.google.com")
			w.page("autodiscover."+d, "", ask)
		},
		"the mail is where OAuth2 is": func(w *world) {
			w.zone(d + " MX 1 corp-example.mail.protection.outlook.com")
			w.page("autodiscover."+d, "", ask)
		},
		"the page is where OAuth2 is": func(w *world) {
			w.zone(d + " TXT here")
			w.page("autodiscover."+d, "http", http.RedirectHandler("https://autodiscover-s.outlook.com"+poxPath, http.StatusFound))
			w.page("autodiscover-s.outlook.com", "", ask)
		},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				build(w)
				w.run(d, loginToo)
				if got := w.toldWeb(); len(got) > 0 {
					w.Errorf("the password went to %v", got)
				}
			})
		})
	}
}

// The user's word stands above where the mail is.
func TestPetitionsTheUserVouchesFor(t *testing.T) {
	const d = "corp.example"
	inWorld(t, func(w *world) {
		w.zone(d + " MX 1 aspmx.l.google.com")
		w.page("autodiscover."+d, "", locked(d, w.settingsAt(d), "Basic"))
		w.run(d, loginToo, func(q *probe.Query) { q.Trust = []string{d} })
		if got := w.toldWeb(); len(got) != 1 {
			w.Errorf("the password went to %v", got)
		}
	})
}

// One answer that is no yes ends it, be it that somebody asks us to wait (rule 5).
func TestPetitionsEndWithTheFirstNo(t *testing.T) {
	const d = "corp.example"
	for _, status := range []int{http.StatusTooManyRequests, http.StatusServiceUnavailable, http.StatusForbidden} {
		t.Run(strconv.Itoa(status), func(t *testing.T) {
			inWorld(t, func(w *world) {
				page := http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
					if _, _, sent := r.BasicAuth(); sent {
						rw.WriteHeader(status)
						return
					}
					locked(d, "", "Basic").ServeHTTP(rw, r)
				})
				w.page("autodiscover."+d, "", page)
				w.page(d, "", page)
				w.run(d, loginToo)
				if got := w.toldWeb(); len(got) != 1 {
					w.Errorf("the password went to %v", got)
				}
			})
		})
	}
}

// A server that says yes and leads on for ever does not get the password for ever.
func TestPetitionsAreCounted(t *testing.T) {
	const d = "corp.example"
	inWorld(t, func(w *world) {
		n := 0
		page := http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if _, _, sent := r.BasicAuth(); sent {
				n++
				http.Redirect(rw, r, "https://"+r.Host+"/"+strconv.Itoa(n), http.StatusFound)
				return
			}
			locked(d, "", "Basic").ServeHTTP(rw, r)
		})
		for _, host := range []string{d, "autodiscover." + d} {
			w.host(probetest.Site{Names: []string{host}, Pages: map[string]http.Handler{"*": page}})
		}
		w.run(d, loginToo)
		if got := w.toldWeb(); len(got) > 3 {
			w.Errorf("the password went out %d times", len(got))
		}
	})
}

// A web server that was shown the password can say it back, wherever its answer
// is kept (rule 7).
func TestPetitionsSayNothingBack(t *testing.T) {
	const d, secret = "corp.example", `Tün & <fisch>"42`
	say := func(content string) http.Handler {
		return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if _, _, sent := r.BasicAuth(); sent {
				probetest.File("text/xml", content).ServeHTTP(rw, r)
				return
			}
			locked(d, "", "Basic").ServeHTTP(rw, r)
		})
	}
	escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;").Replace(secret)
	for name, page := range map[string]http.Handler{
		"an error": say(`<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response><Error><ErrorCode>600</ErrorCode><Message>` +
			escaped + `</Message></Error></Response></Autodiscover>`),
		"a user name": say(strings.ReplaceAll(probetest.Autodiscover(
			fact.Endpoint{Protocol: fact.IMAP, Host: "in1." + d, Port: 993, TLS: fact.Implicit}), "</Port>", "</Port><LoginName>"+escaped+"</LoginName>")),
		"a redirect": http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if _, password, sent := r.BasicAuth(); sent && r.URL.Path == poxPath {
				rw.Header().Set("Location", "https://autodiscover."+d+"/x?p="+url.QueryEscape(password))
				rw.WriteHeader(http.StatusFound)
				return
			}
			locked(d, "", "Basic").ServeHTTP(rw, r)
		}),
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.host(probetest.Site{Names: []string{"autodiscover." + d}, Pages: map[string]http.Handler{"*": page}})
				q := probe.Query{Address: address(w, probetest.User+"@"+d), Password: typing(secret), AutodiscoverLogin: true}
				report, err := w.prober().Run(context.Background(), q)
				if err != nil {
					w.Fatal(err)
				}
				if len(w.toldWeb()) == 0 {
					w.Fatal("the password did not go out")
				}
				var out bytes.Buffer
				if err := (render.JSON{}).Report(&out, report); err != nil {
					w.Fatal(err)
				}
				if i := strings.Index(out.String(), "fisch"); i >= 0 {
					w.Errorf("the report says %q", out.String()[max(0, i-80):i+40])
				}
			})
		})
	}
}
