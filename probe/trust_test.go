package probe

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

func TestTrust(t *testing.T) {
	db := providers.Builtin()
	gmx, gateway := db.ByDomain("gmx.de"), &providers.Provider{Kind: providers.Gateway}
	at := func(host string, o fact.Origin) fact.Candidate {
		return fact.Candidate{Endpoint: fact.Endpoint{Host: host}, Origin: o, Rank: fact.RankAutoconfig}
	}
	for _, tt := range []struct {
		name  string
		given trustees
		host  string
		from  fact.Origin
		want  trust
	}{
		{"inside the domain", trustees{mxKnown: true}, "imap.a.example", fact.OriginDNS, trusted},
		{"the domain itself", trustees{mxKnown: true}, "a.example", fact.OriginGuess, trusted},
		{"inside, but the MX is not known yet", trustees{}, "imap.a.example", fact.OriginDNS, undecided},
		{"beyond, by DNS", trustees{mxKnown: true}, "imap.b.example", fact.OriginDNS, untrusted},
		{"beyond, by an https file", trustees{mxKnown: true}, "imap.b.example", fact.OriginDomain, trusted},
		{"beyond, by ISPDB", trustees{mxKnown: true}, "imap.b.example", fact.OriginISPDB, trusted},
		{"beyond, by an http file", trustees{mxKnown: true}, "imap.b.example", fact.OriginHTTP, untrusted},
		{"beyond, by a redirect", trustees{mxKnown: true}, "imap.b.example", fact.OriginElsewhere, untrusted},
		{"a suffix that only looks alike", trustees{mxKnown: true}, "evila.example", fact.OriginDNS, untrusted},
		{"an IP address", trustees{mxKnown: true}, "192.0.2.1", fact.OriginDNS, untrusted},
		{"typed by the user", trustees{}, "imap.b.example", fact.OriginUser, trusted},
		{"--trust", trustees{granted: map[string]bool{"b.example": true}}, "imap.b.example", fact.OriginDNS, trusted},
		{"consent refused", trustees{mxKnown: true, granted: map[string]bool{"b.example": false}}, "imap.b.example", fact.OriginDNS, untrusted},
		{"--yes", trustees{everything: true}, "imap.b.example", fact.OriginDNS, trusted},
		{"listed, whoever names it", trustees{}, "imap.gmx.net", fact.OriginDNS, trusted},
		{"a neighbour of a listed server", trustees{mxKnown: true}, "customer.gmx.net", fact.OriginDNS, untrusted},
		{"MX at GMX: its server", trustees{mx: gmx, mxKnown: true}, "imap.gmx.net", fact.OriginDatabase, trusted},
		{"MX at GMX: the hoster's https file", trustees{mx: gmx, mxKnown: true}, "mail.hoster.example", fact.OriginDomain, untrusted},
		{"MX at GMX: a guessed name in the domain", trustees{mx: gmx, mxKnown: true}, "mail.a.example", fact.OriginGuess, untrusted},
		{"MX at GMX, but the user vouches", trustees{mx: gmx, mxKnown: true, granted: map[string]bool{"a.example": true}}, "mail.a.example", fact.OriginGuess, trusted},
		{"MX at a gateway tells nothing", trustees{mx: gateway, mxKnown: true}, "mail.a.example", fact.OriginGuess, trusted},
		{"its own provider by domain needs no MX", trustees{own: gmx}, "imap.a.example", fact.OriginDNS, trusted},
	} {
		tt.given.domain, tt.given.providers = "a.example", db
		if got := tt.given.of(at(tt.host, tt.from)); got != tt.want {
			t.Errorf("%s: got %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestDemoted(t *testing.T) {
	db := providers.Builtin()
	moved := trustees{domain: "a.example", providers: db, mx: db.ByDomain("gmx.de"), mxKnown: true}
	for _, tt := range []struct {
		host string
		rank fact.Rank
		want fact.Rank
	}{
		{"mail.hoster.example", fact.RankAutoconfig, fact.RankElsewhere},
		{"imap.a.example", fact.RankSRV, fact.RankElsewhere},
		{"imap.gmx.net", fact.RankAutoconfig, fact.RankAutoconfig}, // the file agrees with the MX
		{"imap.gmx.net", fact.RankMX, fact.RankMX},
		{"mail.a.example", fact.RankGuess, fact.RankGuess},
		{"mail.hoster.example", fact.RankUser, fact.RankUser},
	} {
		c := fact.Candidate{Endpoint: fact.Endpoint{Host: tt.host}, Rank: tt.rank}
		if got := moved.demoted(c); got != tt.want {
			t.Errorf("%s at rank %d: got %d, want %d", tt.host, tt.rank, got, tt.want)
		}
	}
}
