package audit

import (
	"slices"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// one is an entry with a single server.
func one(s providers.Server, domains ...string) Entry {
	return Entry{ID: "p", File: "p.yaml", Line: 1, Provider: &providers.Provider{
		ID: "p", Kind: providers.Mailbox, Domains: domains, Servers: []providers.Server{s},
	}}
}

func imap(auth ...providers.Auth) providers.Server {
	return providers.Server{Protocol: fact.IMAP, Host: "imap.p.example", Port: 143, TLS: fact.STARTTLS, Auth: auth}
}

// TestJudge holds single facts to what they are called, by code and severity.
func TestJudge(t *testing.T) {
	offers := func(mechanisms ...string) fact.Check {
		return fact.Check{Outcome: fact.OutcomeOK, Login: fact.LoginNotTried, Capabilities: []string{"IMAP4rev1"}, Mechanisms: mechanisms}
	}
	clear := func(capabilities ...string) fact.Check {
		return fact.Check{
			Outcome: fact.OutcomeFailed, ClearCapabilities: capabilities,
			Failure: &fact.Failure{Step: fact.StepTLS, Kind: fact.FailNotOffered},
		}
	}
	plain := imap(providers.Password)
	plain.TLS = fact.NoTLS
	for _, tt := range []struct {
		name   string
		server providers.Server
		check  fact.Check
		want   []string
	}{
		{"as it says", imap(providers.Password), offers("PLAIN"), nil},
		{"says nothing", imap(), offers("PLAIN"), nil},
		{"tokens, as it says", imap(providers.OAuth2), offers("XOAUTH2"), nil},
		{"tokens only", imap(providers.Password), offers("XOAUTH2", "OAUTHBEARER"), []string{"auth-not-offered error"}},
		{"passwords only", imap(providers.OAuth2), offers("PLAIN", "LOGIN"), []string{"auth-not-offered error"}},
		{"one of two", imap(providers.OAuth2, providers.Password), offers("PLAIN"), []string{"auth-not-offered warning"}},
		{"a ticket is no password", imap(providers.Password), offers("GSSAPI"), []string{"auth-not-offered error"}},
		{"cleartext, and right", plain, clear("IMAP4rev1"), []string{"cleartext-only info"}},
		{"cleartext, though TLS is there", plain, clear("IMAP4rev1", "STARTTLS"), []string{"cleartext-only error"}},
		{"a failure without a name", imap(), fact.Check{
			Outcome: fact.OutcomeFailed, Failure: &fact.Failure{Step: fact.StepDNS, Kind: fact.FailOther, Detail: "odd"},
		}, []string{"server-unusable error"}},
	} {
		e := one(tt.server, "p.example")
		claims := e.claims(nil)
		tt.check.Endpoint = claims[0].Endpoint
		var got []string
		for _, p := range entryProblems(e, claims, []fact.Check{tt.check}, nil, time.Now()) {
			got = append(got, string(p.Code)+" "+string(p.Severity))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestClaims(t *testing.T) {
	server := func(host string) providers.Server { s := imap(); s.Host = host; return s }
	account := []Account{{Provider: "p", Address: fact.Address{Local: "anna", Domain: "customer.example"}}}
	for _, tt := range []struct {
		name     string
		entry    Entry
		accounts []Account
		want     string
	}{
		{"fixed", one(server("imap.p.example")), nil, "imap.p.example"},
		{"own domain", one(server("mail.{domain}"), "p.example"), account, "mail.p.example"},
		{"account's domain", one(server("mail.{domain}")), account, "mail.customer.example"},
		{"nobody's domain", one(server("mail.{domain}")), nil, ""},
		{"the MX", one(server("{mx}"), "p.example"), account, ""},
	} {
		got := ""
		for _, c := range tt.entry.claims(tt.accounts) {
			got += c.Endpoint.Host
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestUntested(t *testing.T) {
	failed := func(k fact.FailureKind) fact.Check {
		return fact.Check{Outcome: fact.OutcomeFailed, Failure: &fact.Failure{Kind: k}}
	}
	for _, tt := range []struct {
		name   string
		checks []fact.Check
		want   bool
	}{
		{"nothing to look at", nil, false},
		{"no network", []fact.Check{failed(fact.FailNoNetwork), failed(fact.FailUnreachable)}, true},
		{"interrupted", []fact.Check{{Outcome: fact.OutcomeUnfinished}}, true},
		{"one refuses", []fact.Check{failed(fact.FailNoNetwork), failed(fact.FailRefused)}, false},
		{"one answers", []fact.Check{failed(fact.FailDNSTimeout), {Outcome: fact.OutcomeOK}}, false},
	} {
		if got := untested(tt.checks); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}
