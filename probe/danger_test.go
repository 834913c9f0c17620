package probe_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

func unchecked(q *probe.Query)   { q.AllowBadCertificate = true }
func unencrypted(q *probe.Query) { q.AllowCleartext = true }

func both(q *probe.Query) { unchecked(q); unencrypted(q) }

func noPassword(q *probe.Query) { q.Password = nil }

// Rule 10: a run that a dangerous flag made possible never looks sound.
func TestRule10NeverSound(t *testing.T) {
	const d = "danger.example"
	bad := &probetest.Cert{Flaws: []probetest.Flaw{probetest.SelfSigned}}
	on := func(host string, cert *probetest.Cert, services ...string) probetest.Server {
		return probetest.Server{Names: []string{host + "." + d}, Users: anna(d), Cert: cert, Services: probetest.On(services...)}
	}
	for _, tt := range []struct {
		name               string
		servers            []probetest.Server
		zone               string
		change             []func(*probe.Query)
		status             probe.Status
		incoming, outgoing fact.Exposure // what the settings work only by
		errors             []fact.Code
		logins             int // accepted
	}{
		{
			"both unchecked", []probetest.Server{on("imap", bad, "imaps"), on("smtp", bad, "smtps")}, "",
			[]func(*probe.Query){unchecked}, probe.Failed, fact.Unchecked, fact.Unchecked, codesOf(fact.CertificateSelfSigned), 2,
		}, {
			"both unencrypted", []probetest.Server{on("imap", nil, "imap?tls=none"), on("smtp", nil, "smtp?tls=none")}, "",
			[]func(*probe.Query){unencrypted}, probe.Failed, fact.Unencrypted, fact.Unencrypted, codesOf(fact.CleartextOnly), 2,
		}, {
			"one of each", []probetest.Server{on("imap", bad, "imap"), on("smtp", nil, "smtp?tls=none")}, "",
			[]func(*probe.Query){both}, probe.Failed, fact.Unchecked, fact.Unencrypted,
			codesOf(fact.CertificateSelfSigned, fact.CleartextOnly), 2,
		}, {
			"only sending unchecked", []probetest.Server{on("imap", nil, "imaps"), on("smtp", bad, "smtps")}, "",
			[]func(*probe.Query){unchecked}, probe.Failed, "", fact.Unchecked, codesOf(fact.CertificateSelfSigned), 2,
		}, {
			"only receiving is looked for", []probetest.Server{on("imap", bad, "imaps")}, "",
			[]func(*probe.Query){unchecked, only(fact.IMAP)}, probe.Failed, fact.Unchecked, "", codesOf(fact.CertificateSelfSigned), 1,
		}, {
			"no password", []probetest.Server{on("imap", bad, "imaps"), on("smtp", bad, "smtps")}, "",
			[]func(*probe.Query){unchecked, noPassword}, probe.Failed, "", "", codesOf(fact.CertificateSelfSigned), 0,
		}, {
			"a wrong password", []probetest.Server{on("imap", bad, "imaps"), on("smtp", bad, "smtps")}, "",
			[]func(*probe.Query){unchecked, password(wrongPassword)}, probe.Refused, "", "",
			codesOf(fact.CertificateSelfSigned, fact.WrongCredentials), 0,
		}, {
			"a sound pair beside", []probetest.Server{on("old", bad, "imaps", "smtps"), on("new", nil, "imaps", "smtps")},
			"_imaps._tcp.$ SRV 0 1 993 old.$\n_imaps._tcp.$ SRV 1 1 993 new.$\n_submissions._tcp.$ SRV 0 1 465 old.$\n_submissions._tcp.$ SRV 1 1 465 new.$",
			[]func(*probe.Query){unchecked}, probe.Verified, "", "", nil, 4,
		}, {
			"nothing but a guess beside a flag that nobody needed", []probetest.Server{on("mail", nil, "imaps", "smtps")}, "",
			[]func(*probe.Query){both}, probe.Verified, "", "", nil, 2,
		}, {
			"TLS is offered, and its certificate is bad", []probetest.Server{on("mail", bad, "imap", "smtp")}, "",
			[]func(*probe.Query){unencrypted, noPassword}, probe.Failed, "", "", codesOf(fact.CertificateSelfSigned), 0,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				for _, s := range tt.servers {
					w.server(s)
				}
				w.zone(strings.ReplaceAll(tt.zone, "$", d))
				r := w.run(d, tt.change...)
				if r.Status != tt.status {
					w.Errorf("status %s, want %s: %v", r.Status, tt.status, codes(r))
				}
				for _, s := range []struct {
					setting *fact.Setting
					want    fact.Exposure
				}{{r.Incoming, tt.incoming}, {r.Outgoing, tt.outgoing}} {
					if s.setting == nil {
						continue
					}
					if s.setting.WorksOnly != s.want || s.want != "" && s.setting.Verified {
						w.Errorf("%s works only %q (verified: %t), want %q", s.setting, s.setting.WorksOnly, s.setting.Verified, s.want)
					}
				}
				if got := errorCodes(r); !slices.Equal(got, tt.errors) {
					w.Errorf("errors %v, want %v", got, tt.errors)
				}
				if (r.Proved > 0) != (r.Status == probe.Verified) {
					w.Errorf("proved after %v with status %s", r.Proved, r.Status)
				}
				if n := total(w.logins(true)); n != tt.logins {
					w.Errorf("%d logins, want %d: %v", n, tt.logins, w.logins(true))
				}
				for _, c := range r.Checks {
					if c.Exposure() != "" && c.Outcome == fact.OutcomeOK {
						w.Errorf("%s is said to be well", c.Endpoint)
					}
				}
				for _, a := range r.Alternatives {
					if !a.Verified || a.WorksOnly != "" {
						w.Errorf("%s is an alternative that nobody should use", a.Endpoint)
					}
				}
			})
		})
	}
}

// A password that an unsound connection carried beside the answer is said to have
// gone there, though the answer does not need that server.
func TestRule10ShownBesideTheAnswer(t *testing.T) {
	inWorld(t, func(w *world) {
		const d = "danger.example"
		w.zone("_imaps._tcp." + d + " SRV 0 1 993 old." + d + "\n_imaps._tcp." + d + " SRV 1 1 993 new." + d)
		bad := &probetest.Cert{Flaws: []probetest.Flaw{probetest.SelfSigned}}
		w.server(probetest.Server{Names: []string{"old." + d}, Users: anna(d), Cert: bad, Services: probetest.On("imaps")})
		w.server(probetest.Server{Names: []string{"new." + d}, Users: anna(d), Services: probetest.On("imaps")})
		r := w.run(d, unchecked, only(fact.IMAP))
		if r.Status != probe.Verified || r.Incoming.Host != "new."+d {
			w.Fatalf("status %s by %v", r.Status, r.Incoming)
		}
		if got := codes(r)[fact.CertificateSelfSigned]; got != fact.Warning {
			w.Errorf("the certificate is %q: %v", got, codes(r))
		}
	})
}

// Settings without TLS where STARTTLS is offered are refused with the reason, with
// the flag or without.
func TestGivenWithoutTLSThoughOffered(t *testing.T) {
	for _, change := range []func(*probe.Query){func(*probe.Query) {}, unencrypted} {
		inWorld(t, func(w *world) {
			const d = "danger.example"
			w.server(probetest.Server{Names: []string{"imap." + d}, Users: anna(d), Services: probetest.On("imap")})
			e := fact.Endpoint{Protocol: fact.IMAP, Host: "imap." + d, Port: 143, TLS: fact.NoTLS}
			r := w.run(d, change, func(q *probe.Query) {
				q.Address, q.Servers = fact.Address{}, []probe.Server{{Endpoint: e, Username: "anna@" + d}}
			})
			if got := errorCodes(r); r.Status != probe.Failed || !slices.Equal(got, codesOf(fact.CleartextOnly)) {
				w.Fatalf("status %s, errors %v", r.Status, got)
			}
			if p := r.Problems[0]; p.Where != e.String() || p.Case != "offered" {
				w.Errorf("%s %q at %s", p.Code, p.Case, p.Where)
			}
			if r.Incoming == nil || r.Incoming.Endpoint != e || r.Incoming.Verified {
				w.Errorf("incoming %+v", r.Incoming)
			}
		})
	}
}

// Servers that the user named are each asked about: one that works only unsound
// is an error, whatever works beside it.
func TestRule10Given(t *testing.T) {
	for _, tt := range []struct {
		name   string
		given  []string
		status probe.Status
	}{
		{"unchecked", []string{"imaps://old.danger.example"}, probe.Failed},
		{"unencrypted", []string{"imap://clear.danger.example?tls=none"}, probe.Failed},
		{"unchecked beside one that works", []string{"imaps://new.danger.example", "imaps://old.danger.example"}, probe.Failed},
		{"unencrypted where STARTTLS is offered", []string{"imap://tls.danger.example?tls=none"}, probe.Failed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				const d = "danger.example"
				bad := &probetest.Cert{Flaws: []probetest.Flaw{probetest.SelfSigned}}
				for host, s := range map[string]probetest.Server{
					"old":   {Cert: bad, Services: probetest.On("imaps")},
					"new":   {Services: probetest.On("imaps")},
					"clear": {Services: probetest.On("imap?tls=none")},
					"tls": {Services: []probetest.Service{{On: "imap?tls=none", Script: probetest.Script{
						"greeting": "* OK hello", "CAPABILITY": "* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN\n$tag OK done",
					}}}},
				} {
					s.Names, s.Users = []string{host + "." + d}, anna(d)
					w.server(s)
				}
				r := w.run(d, both, func(q *probe.Query) {
					q.Address = fact.Address{}
					for _, u := range tt.given {
						e, _, err := fact.ParseURL(u)
						if err != nil {
							w.Fatal(err)
						}
						q.Servers = append(q.Servers, probe.Server{Endpoint: e, Username: "anna@" + d})
					}
				})
				if r.Status != tt.status || len(errorCodes(r)) == 0 {
					w.Errorf("status %s, %v", r.Status, codes(r))
				}
				for _, c := range r.Checks {
					if c.Exposure() != "" && c.Accepted() && !slices.ContainsFunc(r.Problems, func(p fact.Problem) bool {
						return p.Where == c.Endpoint.String() && p.Severity == fact.Error
					}) {
						w.Errorf("nothing is said of %s", c.Endpoint)
					}
				}
			})
		})
	}
}
