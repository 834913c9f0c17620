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

const poxPath = "/autodiscover/autodiscover.xml"

// locked is a page that tells page's content to anna with the right password
// only, and offers the given ways to log in.
func locked(domain, content string, schemes ...string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		if user == probetest.User+"@"+domain && password == probetest.Password {
			probetest.File("text/xml", content).ServeHTTP(w, r)
			return
		}
		for _, s := range schemes {
			w.Header().Add("WWW-Authenticate", s+` realm="mail"`)
		}
		w.WriteHeader(http.StatusUnauthorized)
	})
}

// settingsAt is an answer of Autodiscover that names in1. and out1. of a domain,
// which are put up.
func (w *world) settingsAt(domain string) string {
	w.server(probetest.Server{Names: []string{"in1." + domain}, Users: anna(domain), Services: probetest.On("imaps")})
	w.server(probetest.Server{Names: []string{"out1." + domain}, Users: anna(domain), Services: probetest.On("smtps")})
	return probetest.Autodiscover(
		imaps("in1."+domain), smtps("out1."+domain))
}

func (w *world) page(host, on string, page http.Handler) {
	w.host(probetest.Site{Names: []string{host}, On: on, Pages: map[string]http.Handler{poxPath: page}})
}

// toldWeb are the URLs that a password was sent to.
func (w *world) toldWeb() []string {
	var urls []string
	for _, r := range w.net.Web.Requests() {
		if r.Authorization {
			urls = append(urls, r.URL())
		}
	}
	return urls
}

func loginToo(q *probe.Query) { q.AutodiscoverLogin = true }

// What Autodiscover may be given, and what it gives.
func TestAutodiscoverLogin(t *testing.T) {
	const d = "corp.example"
	home := "https://autodiscover." + d + poxPath
	for _, tt := range []struct {
		name   string
		build  func(w *world)
		change []func(*probe.Query)
		status probe.Status
		given  []string
		code   fact.Code
	}{
		{"not asked for", func(w *world) {
			w.page("autodiscover."+d, "", locked(d, w.settingsAt(d), "Basic"))
		}, nil, probe.NotFound, nil, ""},
		{"asked for", func(w *world) {
			w.page("autodiscover."+d, "", locked(d, w.settingsAt(d), "Negotiate", "Basic"))
		}, []func(*probe.Query){loginToo}, probe.Verified, []string{home}, ""},
		{"wrong password", func(w *world) {
			w.page("autodiscover."+d, "", locked(d, w.settingsAt(d), "Basic"))
			w.page(d, "", locked(d, "", "Basic"))
		}, []func(*probe.Query){loginToo, password(wrongPassword)}, probe.Refused, []string{home}, fact.WrongCredentials},
		{"a token is no password", func(w *world) {
			w.page("autodiscover."+d, "", locked(d, w.settingsAt(d), "Basic"))
		}, []func(*probe.Query){loginToo, token}, probe.NotFound, nil, ""},
		{"not needed", func(w *world) {
			w.build("srv.example")
			w.zone("_imaps._tcp." + d + " SRV 0 1 993 in1." + d + "\n_submissions._tcp." + d + " SRV 0 1 465 out1." + d)
			w.page("autodiscover."+d, "", locked(d, w.settingsAt(d), "Basic"))
		}, []func(*probe.Query){loginToo}, probe.Verified, nil, ""},
		{"no basic", func(w *world) {
			w.page("autodiscover."+d, "", locked(d, "", "Negotiate", "Bearer"))
		}, []func(*probe.Query){loginToo}, probe.NotFound, nil, ""},
		{"somebody else's 401", func(w *world) {
			w.page("autodiscover."+d, "", http.RedirectHandler("https://evil.example"+poxPath, http.StatusFound))
			w.page("evil.example", "", locked(d, "", "Basic"))
		}, []func(*probe.Query){loginToo}, probe.NotFound, nil, ""},
		{"downgraded on the way", func(w *world) {
			w.page("autodiscover."+d, "", http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
				rw.Header().Set("WWW-Authenticate", "Negotiate")
				rw.Header().Set("Location", "https://basic."+d+poxPath)
				rw.WriteHeader(http.StatusFound)
			}))
			w.page("basic."+d, "", locked(d, "", "Basic"))
		}, []func(*probe.Query){loginToo}, probe.NotFound, nil, ""},
		{"in the clear", func(w *world) {
			w.page("autodiscover."+d, "http", locked(d, "", "Basic"))
		}, []func(*probe.Query){loginToo}, probe.NotFound, nil, ""},
		{"led to http", func(w *world) {
			w.page("autodiscover."+d, "", http.RedirectHandler("http://files."+d+poxPath, http.StatusFound))
			w.page("files."+d, "http", locked(d, "", "Basic"))
		}, []func(*probe.Query){loginToo}, probe.NotFound, nil, fact.AutodiscoverRedirectRefused},
		{"bad certificate", func(w *world) {
			w.host(probetest.Site{Names: []string{"autodiscover." + d}, Cert: &probetest.Cert{Flaws: []probetest.Flaw{probetest.SelfSigned}},
				Pages: map[string]http.Handler{poxPath: locked(d, "", "Basic")}})
		}, []func(*probe.Query){loginToo}, probe.NotFound, nil, ""},
		{"a second 401 behind the first", func(w *world) {
			w.page("autodiscover."+d, "", http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
				if _, _, sent := r.BasicAuth(); !sent {
					locked(d, "", "Basic").ServeHTTP(rw, r)
					return
				}
				http.Redirect(rw, r, "https://inner."+d+poxPath, http.StatusFound)
			}))
			w.page("inner."+d, "", locked(d, w.settingsAt(d), "Basic"))
		}, []func(*probe.Query){loginToo}, probe.Verified, []string{home, "https://inner." + d + poxPath}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.zone(d + " TXT here")
				tt.build(w)
				r := w.run(d, tt.change...)
				if r.Status != tt.status {
					w.Errorf("status %s, want %s: %v", r.Status, tt.status, codes(r))
				}
				if got := w.toldWeb(); !slices.Equal(got, tt.given) {
					w.Errorf("the password went to %v, want %v", got, tt.given)
				}
				if tt.code != "" && codes(r)[tt.code] == "" {
					w.Errorf("no %s in %v", tt.code, codes(r))
				}
				if r.Logins.Refused > 1 {
					w.Errorf("%d refused logins", r.Logins.Refused)
				}
			})
		})
	}
}

// Nobody but the domain's own hosts, and whom they name, hears of the address.
func TestAutodiscoverAsksNobodyElse(t *testing.T) {
	inWorld(t, func(w *world) {
		everything := map[string]http.Handler{"*": probetest.File("text/xml", w.settingsAt("example.org"))}
		w.host(probetest.Site{Names: []string{"autodiscover.example", "autodiscover.com", "example", "autodiscover.corp.example"}, On: "https http", Pages: everything})
		w.zone("dept.corp.example TXT here")
		w.run("dept.corp.example")
		for _, r := range w.net.Web.Requests() {
			w.Errorf("%s was asked", r.URL())
		}
	})
}

// A domain that is at Microsoft says so by where its redirect leads; the servers
// are those of the database, and take no password.
func TestAutodiscoverAtMicrosoft(t *testing.T) {
	inWorld(t, func(w *world) {
		w.page("autodiscover.corp.example", "http", http.RedirectHandler("https://autodiscover-s.outlook.com"+poxPath, http.StatusFound))
		w.page("autodiscover-s.outlook.com", "", locked("corp.example", "", "Basic"))
		w.server(probetest.Server{Names: []string{"outlook.office365.com"}, Users: anna("corp.example"), Services: probetest.On("imaps", "pop3s")})
		w.server(probetest.Server{Names: []string{"smtp.office365.com"}, Users: anna("corp.example"), Services: probetest.On("smtp")})
		w.zone("corp.example TXT here")
		r := w.run("corp.example")
		if r.Incoming == nil || r.Incoming.Host != "outlook.office365.com" || r.Incoming.Source != fact.SourceAutodiscover {
			w.Fatalf("incoming %+v", r.Incoming)
		}
		if codes(r)[fact.OAuth2Required] == "" || len(w.net.Log.Logins()) > 0 || len(w.toldWeb()) > 0 {
			w.Errorf("codes %v, %d logins, given to %v", codes(r), len(w.net.Log.Logins()), w.toldWeb())
		}
	})
}

// An answer may name another address, and lead to the places of its domain; what
// stands there is somebody else's word.
func TestAutodiscoverOtherAddress(t *testing.T) {
	inWorld(t, func(w *world) {
		other := strings.Replace(probetest.Autodiscover(), "<Action>settings</Action>",
			"<Action>redirectAddr</Action><RedirectAddr>anna@group.example</RedirectAddr>", 1)
		w.page("autodiscover.corp.example", "", probetest.File("text/xml", other))
		w.page("autodiscover.group.example", "", probetest.File("text/xml", w.settingsAt("group.example")))
		w.zone("corp.example TXT here")
		r := w.run("corp.example")
		if r.Incoming == nil || r.Incoming.Host != "in1.group.example" || codes(r)[fact.UntrustedTarget] == "" {
			w.Fatalf("incoming %+v, codes %v", r.Incoming, codes(r))
		}
		if n := len(w.net.Log.Logins()); n > 0 {
			w.Errorf("%d logins at somebody else's", n)
		}
	})
}

// Exchange alone is said to be so; beside a mail server that answers it is no
// matter.
func TestExchangeOnly(t *testing.T) {
	exchange := strings.Replace(probetest.Autodiscover(), "</Account>",
		"<Protocol><Type>EXCH</Type><Server>mail.corp.example</Server><EwsUrl>https://mail.corp.example/EWS/Exchange.asmx</EwsUrl></Protocol></Account>", 1)
	for _, open := range []bool{false, true} {
		inWorld(t, func(w *world) {
			w.page("autodiscover.corp.example", "", probetest.File("text/xml", exchange))
			w.zone("corp.example TXT here")
			want := fact.Error
			if open {
				w.server(probetest.Server{Names: []string{"imap.corp.example"}, Users: anna("corp.example"), Services: probetest.On("imaps")})
				want = fact.Info
			}
			r := w.run("corp.example")
			if got := codes(r)[fact.ProprietaryProtocol]; got != want {
				w.Errorf("with IMAP %t: severity %q, want %q", open, got, want)
			}
			if len(r.Services) != 1 || r.Services[0].Kind != "ews" || r.Services[0].Where != "https://mail.corp.example/EWS/Exchange.asmx" {
				w.Errorf("services %+v", r.Services)
			}
		})
	}
}
