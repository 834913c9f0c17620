package policy

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

func TestTrust(t *testing.T) {
	db := providers.Builtin()
	gmx, ionos, gateway := db.ByDomain("gmx.de"), db.ByServer("imap.ionos.de"), &providers.Provider{Kind: providers.Gateway}
	granted := func(domain string, yes bool) map[string]bool { return map[string]bool{domain: yes} }
	for _, tt := range []struct {
		name  string
		given trustPolicy
		host  string
		from  fact.Origin
		want  fact.TrustReason
	}{
		{"inside the domain", trustPolicy{mxKnown: true}, "imap.a.example", fact.OriginDNS, fact.TrustOwnDomain},
		{"the domain itself", trustPolicy{mxKnown: true}, "a.example", fact.OriginGuess, fact.TrustOwnDomain},
		{"inside, but the MX is not known yet", trustPolicy{}, "imap.a.example", fact.OriginDNS, fact.UndecidedMX},
		{"beyond, by DNS", trustPolicy{mxKnown: true}, "imap.b.example", fact.OriginDNS, fact.DistrustDNS},
		{"beyond, by an https file", trustPolicy{mxKnown: true}, "imap.b.example", fact.OriginDomain, fact.TrustDomainFile},
		{"beyond, by ISPDB", trustPolicy{mxKnown: true}, "imap.b.example", fact.OriginISPDB, fact.TrustISPDB},
		{"beyond, by an http file", trustPolicy{mxKnown: true}, "imap.b.example", fact.OriginHTTP, fact.DistrustHTTP},
		{"beyond, by a redirect", trustPolicy{mxKnown: true}, "imap.b.example", fact.OriginElsewhere, fact.DistrustRedirect},
		{"beyond, made up", trustPolicy{mxKnown: true}, "imap.b.example", fact.OriginGuess, fact.DistrustGuess},
		{"a suffix that only looks alike", trustPolicy{mxKnown: true}, "evila.example", fact.OriginDNS, fact.DistrustDNS},
		{"an IP address", trustPolicy{mxKnown: true}, "192.0.2.1", fact.OriginDNS, fact.DistrustDNS},
		{"typed by the user", trustPolicy{}, "imap.b.example", fact.OriginUser, fact.TrustTyped},
		{"--trust", trustPolicy{granted: granted("b.example", true)}, "imap.b.example", fact.OriginDNS, fact.TrustVouched},
		{"consent refused", trustPolicy{mxKnown: true, granted: granted("b.example", false)}, "imap.b.example", fact.OriginDNS, fact.DistrustDNS},
		{"--yes", trustPolicy{everything: true}, "imap.b.example", fact.OriginDNS, fact.TrustEverything},
		{"listed for somebody else, and the MX is not known yet", trustPolicy{}, "imap.gmx.net", fact.OriginDNS, fact.UndecidedMX},
		{"listed for somebody else, by DNS", trustPolicy{mxKnown: true}, "imap.gmx.net", fact.OriginDNS, fact.DistrustOtherProvider},
		{"listed for somebody else, by an http file", trustPolicy{mxKnown: true}, "imap.gmx.net", fact.OriginHTTP, fact.DistrustOtherProvider},
		{"listed for somebody else than the domain's own provider", trustPolicy{own: gmx, mxKnown: true}, "imap.ionos.de", fact.OriginDNS, fact.DistrustOtherProvider},
		{"… whose MX leads there", trustPolicy{own: gmx, mx: ionos, mxKnown: true}, "imap.ionos.de", fact.OriginDatabase, fact.DistrustOtherProvider},
		{"… whose MX leads there, its own server", trustPolicy{own: gmx, mx: ionos, mxKnown: true}, "imap.gmx.net", fact.OriginDatabase, fact.TrustProviderDomain},
		{"… whose MX leads there, a server in the domain", trustPolicy{own: gmx, mx: ionos, mxKnown: true}, "imap.a.example", fact.OriginDNS, fact.TrustOwnDomain},
		{"listed, and named by an https file", trustPolicy{mxKnown: true}, "imap.gmx.net", fact.OriginDomain, fact.TrustDomainFile},
		{"a neighbour of a listed server", trustPolicy{own: gmx, mxKnown: true}, "customer.gmx.net", fact.OriginDNS, fact.DistrustDNS},
		{"MX at GMX: its server", trustPolicy{mx: gmx, mxKnown: true}, "imap.gmx.net", fact.OriginDatabase, fact.TrustProviderMX},
		{"MX at GMX: its server, by the hoster's http file", trustPolicy{mx: gmx, mxKnown: true}, "imap.gmx.net", fact.OriginHTTP, fact.TrustProviderMX},
		{"MX at GMX: the hoster's https file", trustPolicy{mx: gmx, mxKnown: true}, "mail.hoster.example", fact.OriginDomain, fact.DistrustElsewhere},
		{"MX at GMX: the hoster's https file, of a hoster that is listed", trustPolicy{mx: gmx, mxKnown: true}, "imap.ionos.de", fact.OriginDomain, fact.DistrustElsewhere},
		{"MX at GMX: a guessed name in the domain", trustPolicy{mx: gmx, mxKnown: true}, "mail.a.example", fact.OriginGuess, fact.DistrustElsewhere},
		{"MX at GMX, but the user vouches", trustPolicy{mx: gmx, mxKnown: true, granted: granted("a.example", true)}, "mail.a.example", fact.OriginGuess, fact.TrustVouched},
		{"MX at a gateway tells nothing", trustPolicy{mx: gateway, mxKnown: true}, "mail.a.example", fact.OriginGuess, fact.TrustOwnDomain},
		{"its own provider by domain needs no MX", trustPolicy{own: gmx}, "imap.a.example", fact.OriginDNS, fact.TrustOwnDomain},
	} {
		tt.given.domain, tt.given.providers = "a.example", db
		c := fact.Candidate{Endpoint: fact.Endpoint{Host: tt.host}, Origin: tt.from, Rank: fact.RankAutoconfig}
		if got := tt.given.of(c); got.Reason != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got.Reason, tt.want)
		}
	}
}

// A PACC document vouches for what it names; what led to it decides nothing.
func TestTrustPACC(t *testing.T) {
	trust := trustPolicy{domain: "a.example", providers: providers.Builtin(), mxKnown: true}
	c := fact.Candidate{Endpoint: fact.Endpoint{Host: "imap.b.example"}, Origin: fact.OriginDomain, Rank: fact.RankPACC}
	if got := trust.of(c); got.Reason != fact.TrustPACC {
		t.Errorf("got %s", got.Reason)
	}
}

// Where the address's provider takes OAuth2 only, no host is a way round it.
func TestTokenOnlyByProvider(t *testing.T) {
	db := providers.Builtin()
	microsoft, gmx := db.ByServer("outlook.office365.com"), db.ByDomain("gmx.de")
	for _, tt := range []struct {
		name  string
		given trustPolicy
		want  bool
	}{
		{"nobody known", trustPolicy{}, false},
		{"by its domain", trustPolicy{own: microsoft}, true},
		{"by its MX", trustPolicy{mx: microsoft}, true},
		{"its domain is another's, who takes passwords", trustPolicy{own: gmx, mx: microsoft}, false},
		{"a provider that takes passwords", trustPolicy{own: gmx}, false},
	} {
		if got := tt.given.tokenOnly(fact.IMAP); got != tt.want {
			t.Errorf("%s: %t", tt.name, got)
		}
	}
	sends := trustPolicy{mx: microsoft}
	if sends.tokenOnly(fact.SMTP) {
		t.Error("Microsoft 365 takes passwords for sending, where the admin allows it")
	}
	mixed := &providers.Provider{Servers: []providers.Server{
		{Protocol: fact.IMAP, Auth: []providers.Auth{providers.OAuth2}},
		{Protocol: fact.SMTP, Auth: []providers.Auth{providers.OAuth2, providers.Password}},
	}}
	trust := trustPolicy{own: mixed}
	for protocol, want := range map[fact.Protocol]bool{fact.IMAP: true, fact.SMTP: false, fact.POP3: false} {
		if trust.tokenOnly(protocol) != want {
			t.Errorf("%s of a provider that takes passwords for sending: %t", protocol, !want)
		}
	}
}

func TestDemoted(t *testing.T) {
	db := providers.Builtin()
	moved := trustPolicy{domain: "a.example", providers: db, mx: db.ByDomain("gmx.de"), mxKnown: true}
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
