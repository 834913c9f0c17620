package probe_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// gossip is a server that says something before anybody has logged in.
func (w *world) gossip(domain, said string) {
	w.Helper()
	w.server(probetest.Server{Names: []string{"mail." + domain}, Users: anna(domain), Services: []probetest.Service{
		{On: "imaps", Script: probetest.Script{"greeting": "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] " + said}}, {On: "smtps"},
	}})
}

// tells reports whether the password stands in any text that came from servers.
func tells(r *probe.Report, secret string) bool {
	all := everything(r)
	for _, s := range r.Sources {
		for _, l := range s.Lookups {
			all = append(all, l.What, l.Result, l.Answered)
		}
		for _, c := range s.Named {
			all = append(all, c.Username, c.Place, c.Host)
		}
	}
	return slices.ContainsFunc(all, func(text string) bool { return strings.Contains(text, secret) })
}

// TestRule7SaidBefore: what a server says before the password is handed over is in the
// report without it: in the early one, in the last one, and whichever way it is had.
func TestRule7SaidBefore(t *testing.T) {
	const d, said = "gossip.example", "welcome back, last time you said " + probetest.Password
	for name, change := range map[string]func(*probe.Query){
		"asked for": func(*probe.Query) {},
		"named":     func(q *probe.Query) { q.Secrets = []fact.Secret{fact.NewSecret(probetest.Password)} },
		"named, and no login": func(q *probe.Query) {
			q.Password, q.Secrets = nil, []fact.Secret{fact.NewSecret(probetest.Password)}
		},
		"for sending": func(q *probe.Query) { q.Password, q.SendingPassword = nil, fact.NewSecret(probetest.Password) },
	} {
		inWorld(t, func(w *world) {
			w.gossip(d, said)
			early := false
			r := w.run(d, change, func(q *probe.Query) {
				q.Proved = func(r *probe.Report) {
					early = true
					if tells(r, probetest.Password) {
						w.Errorf("%s: the early report tells", name)
					}
				}
			})
			if tells(r, probetest.Password) || !tells(r, "last time you said [redacted]") {
				w.Errorf("%s: %q", name, everything(r))
			}
			if name == "asked for" && !early {
				w.Error("there was no early report")
			}
		})
	}
}

// TestRule7FileTells: a file that comes when its mail server has heard the password,
// and names it as the user.
func TestRule7FileTells(t *testing.T) {
	const d = "late.example"
	inWorld(t, func(w *world) {
		w.server(probetest.Server{Names: []string{"mail." + d}, Users: anna(d), Services: probetest.On("imaps", "smtps")})
		w.zone("_imaps._tcp." + d + " SRV 0 1 993 mail." + d + "\n_submissions._tcp." + d + " SRV 0 1 465 mail." + d)
		asked := false
		w.page("autodiscover."+d, "", http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			asked = true
			time.Sleep(700 * time.Millisecond) // of the bubble's clock
			file := strings.Replace(probetest.Autodiscover(imaps("mail."+d)), "<Protocol>", "<Protocol><LoginName>"+probetest.Password+"</LoginName>", 1)
			probetest.File("text/xml", file).ServeHTTP(rw, r)
		}))
		r := w.run(d, func(q *probe.Query) { q.All = true })
		named := false
		for _, s := range r.Sources {
			named = named || s.Source == fact.SourceAutodiscover && len(s.Named) > 0
		}
		if !asked || !named {
			w.Fatalf("the file was not read (asked for: %t)", asked)
		}
		if tells(r, probetest.Password) {
			w.Error("the password is among the settings that the report shows")
		}
	})
}

// TestRule7SpreadOverLines: a server that says it in pieces.
func TestRule7SpreadOverLines(t *testing.T) {
	inWorld(t, func(w *world) {
		w.server(probetest.Server{Names: []string{"mail.pieces.example"}, Users: anna("pieces.example"), Services: []probetest.Service{
			{On: "imaps"}, {On: "smtps", Script: probetest.Script{"greeting": "220-you said: corre\n220 ct  horse"}},
		}})
		r := w.run("pieces.example")
		for _, piece := range []string{"corre", "ct  horse", "ct horse"} {
			if tells(r, piece) {
				w.Errorf("%q is told: %q", piece, everything(r))
			}
		}
	})
}

// TestRule7CommonWords: a password that is a word of the trade, a part of the address
// or of a host makes no report say anything false, and no hole spells it.
func TestRule7CommonWords(t *testing.T) {
	const d = "anna-test1.example"
	hosts := func(r *probe.Report) (all []string) {
		for _, c := range r.Checks {
			all = append(all, c.Endpoint.String()+" "+c.Greeting)
		}
		for _, s := range r.Sources {
			for _, l := range s.Lookups {
				all = append(all, l.What+" "+l.Result)
			}
		}
		for _, s := range []*fact.Setting{r.Incoming, r.Outgoing} {
			all = append(all, s.Endpoint.String()+" "+s.Username+" "+s.Auth+" "+string(s.Source))
		}
		slices.Sort(all)
		return all
	}
	run := func(secret string) (found []string) {
		inWorld(t, func(w *world) {
			w.server(probetest.Server{Names: []string{"mail.test2.example"}, Users: map[string]string{"anna@" + d: secret}, Services: probetest.On("imaps", "smtps")})
			w.zone("_imaps._tcp." + d + " SRV 0 1 993 mail.test2.example\n_submissions._tcp." + d + " SRV 0 1 465 mail.test2.example")
			r := w.run(d, password(secret), func(q *probe.Query) { q.Trust = []string{"test2.example"} })
			if r.Status != probe.Verified {
				w.Errorf("%q: %s", secret, r.Status)
			}
			found = hosts(r)
		})
		return found
	}
	want := run("an unusual one")
	for _, secret := range []string{"mail", "imap", "IMAP", "test1", "test2", "anna", "ready", "993", "password", "verified", d} {
		if got := run(secret); !slices.Equal(got, want) {
			t.Errorf("%q:\n%q, want\n%q", secret, got, want)
		}
	}
}

// TestRule7NoLength: what the record shows of a login tells no length.
func TestRule7NoLength(t *testing.T) {
	said := func(service probetest.Service, secret string) (lines []string) {
		inWorld(t, func(w *world) {
			w.server(probetest.Server{Names: []string{"mail.length.example"}, Users: map[string]string{"anna@length.example": secret}, Services: []probetest.Service{service}})
			r := w.run("length.example", password(secret))
			for _, c := range r.Checks {
				for _, l := range c.Wire {
					if l.Client {
						lines = append(lines, l.Text)
					}
				}
			}
		})
		return lines
	}
	for _, on := range []string{"imaps", "pop3s", "smtps"} {
		for _, mechanism := range []string{"PLAIN", "LOGIN", "SCRAM-SHA-256"} {
			service := probetest.Service{On: on, Mechanisms: []string{mechanism}}
			short, long := said(service, "tünä-7"), said(service, strings.Repeat("tünä-42 ", 12)+"!")
			if !strings.Contains(strings.Join(short, "\n"), "<redacted>") {
				t.Errorf("%s %s: no login was recorded: %q", on, mechanism, short)
			}
			if !slices.Equal(short, long) {
				t.Errorf("%s %s: %q and %q", on, mechanism, short, long)
			}
		}
	}
}

// TestRule7HostTells: a domain that names its server by the password gets its login, at
// the real name, and a report that shows the name with a hole, everywhere the same.
func TestRule7HostTells(t *testing.T) {
	const d, secret = "hole.example", "tunafish42"
	inWorld(t, func(w *world) {
		w.server(probetest.Server{Names: []string{secret + "." + d}, Users: map[string]string{"anna@" + d: secret}, Services: probetest.On("imaps", "smtps")})
		w.zone("_imaps._tcp." + d + " SRV 0 1 993 " + secret + "." + d + "\n_submissions._tcp." + d + " SRV 0 1 465 " + secret + "." + d)
		r := w.run(d, password(secret))
		if r.Status != probe.Verified || w.logins(true)["imap "+secret+"."+d+":993 anna@"+d] != 1 {
			w.Errorf("%s, logins %v", r.Status, w.logins(true))
		}
		if tells(r, secret) || strings.Contains(r.Incoming.Host, secret) {
			w.Errorf("%q", everything(r))
		}
		if want := "imaps://[redacted]." + d + ":993"; r.Incoming.Endpoint.String() != want {
			w.Errorf("%s, want %s", r.Incoming.Endpoint, want)
		}
		places := map[string]bool{}
		for _, c := range r.Checks {
			places[c.Endpoint.String()] = true
		}
		for _, p := range r.Problems {
			if strings.Contains(p.Where, "[redacted]") && !places[p.Where] {
				w.Errorf("%s is about %s, which is none of %v", p.Code, p.Where, places)
			}
		}
	})
}
