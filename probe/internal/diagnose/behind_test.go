package diagnose_test

import (
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
)

// one is what is said of one endpoint.
func one(c fact.Check, tokens bool) []fact.Problem {
	c.Outcome = fact.OutcomeOK
	return diagnose.Run(diagnose.Input{
		Domain: "d.example", Checks: []fact.Check{c},
		Tokens: map[fact.Protocol]bool{fact.IMAP: tokens, fact.SMTP: tokens},
	})
}

func reading() fact.Check {
	return fact.Check{
		Endpoint: fact.Endpoint{Protocol: fact.IMAP, Host: "in1.d.example", Port: 993, TLS: fact.Implicit},
		Source:   fact.SourceSRV, Mechanisms: []string{"PLAIN"},
	}
}

func sending() fact.Check {
	c := reading()
	c.Endpoint = fact.Endpoint{Protocol: fact.SMTP, Host: "out1.d.example", Port: 465, TLS: fact.Implicit}
	return c
}

// How full a mailbox may be.
func TestQuota(t *testing.T) {
	storage := func(used, limit int64) []fact.Quota {
		return []fact.Quota{{Resource: "MESSAGE", Used: 9, Limit: 9}, {Root: "q", Resource: "STORAGE", Used: used, Limit: limit}}
	}
	for _, tt := range []struct {
		quotas   []fact.Quota
		code     fact.Code
		severity fact.Severity
		percent  string
	}{
		{nil, "", "", ""},
		{storage(0, 100), "", "", ""},
		{storage(899, 1000), "", "", ""},
		{storage(90, 100), fact.QuotaNearlyFull, fact.Warning, "90"},
		{storage(999, 1000), fact.QuotaNearlyFull, fact.Warning, "99"},
		{storage(100, 100), fact.QuotaFull, fact.Error, "100"},
		{storage(150, 100), fact.QuotaFull, fact.Error, "150"},
		{storage(1<<62, 1<<62+1<<60), "", "", ""},
		{storage(1<<62, 1), fact.QuotaFull, fact.Error, "999"},
		{storage(5, 0), "", "", ""}, // no limit
		{storage(5, -1), "", "", ""},
		{append(storage(91, 100), storage(95, 100)...), fact.QuotaNearlyFull, fact.Warning, "95"},
	} {
		c := reading()
		c.Login = fact.LoginAccepted
		c.Attempts = []fact.Attempt{{Username: "anna", Mechanism: "PLAIN", Result: fact.AttemptAccepted}}
		c.Mailbox = &fact.Mailbox{Opened: true, Quotas: tt.quotas}
		found := one(c, false)
		switch {
		case tt.code == "":
			if len(found) > 0 {
				t.Errorf("%+v: %+v", tt.quotas, found)
			}
		case len(found) != 1 || found[0].Code != tt.code || found[0].Severity != tt.severity || found[0].Args["percent"] != tt.percent:
			t.Errorf("%+v: %+v, want %s", tt.quotas, found, tt.code)
		}
	}
}

// What a refused sender means.
func TestSender(t *testing.T) {
	for _, tt := range []struct {
		refused, line string
		want          fact.Code
	}{
		{"", "", ""},
		{"MAIL", "550 5.7.60 SMTP; Client does not have permissions to send as this sender", fact.SenderNotOwned},
		{"MAIL", "553 5.1.8 <a@b>: Sender address rejected", fact.SenderNotOwned},
		{"MAIL", "451 4.3.0 later", ""},
		{"RCPT", "553 5.7.1 <anna@d.example>: Sender address rejected: not owned by user bert", fact.SenderNotOwned},
		{"RCPT", "550 5.1.1 no such user", ""},
		{"RCPT", "450 4.2.0 greylisted", ""},
		{"RCPT", "552 5.2.2 mailbox full", fact.QuotaFull},
		{"RCPT", "452 4.2.2 over quota", fact.QuotaFull},
		{"MAIL", "read tcp: i/o timeout", ""},
	} {
		if got := diagnose.Sender(fact.Sender{Refused: tt.refused, Line: tt.line}); got != tt.want {
			t.Errorf("%s %q: %q, want %q", tt.refused, tt.line, got, tt.want)
		}
	}
	c := sending()
	c.Login = fact.LoginAccepted
	c.Attempts = []fact.Attempt{{Username: "bert", Mechanism: "PLAIN", Result: fact.AttemptAccepted}}
	c.Sender = &fact.Sender{Address: "anna@d.example", Refused: "RCPT", Line: "553 5.7.1 not owned by user bert"}
	found := one(c, false)
	if len(found) != 1 || found[0].Code != fact.SenderNotOwned || found[0].Args["sender"] != "anna@d.example" || found[0].Evidence != c.Sender.Line {
		t.Errorf("%+v", found)
	}
}

// A token that a server does not take, and a server that takes none.
func TestTokens(t *testing.T) {
	const reason = `{"status":"401","schemes":"bearer"}`
	refused := func(a fact.Attempt) fact.Check {
		c := reading()
		a.Username = "anna"
		c.Mechanisms, c.Login, c.Attempts = []string{a.Mechanism}, fact.LoginRefused, []fact.Attempt{a}
		return c
	}
	takes := func(mechanisms ...string) fact.Check {
		c := reading()
		c.Mechanisms, c.Login = mechanisms, fact.LoginImpossible
		return c
	}
	for _, tt := range []struct {
		name     string
		check    fact.Check
		token    bool
		code     fact.Code
		evidence string
	}{
		{"with a reason", refused(fact.Attempt{Mechanism: "XOAUTH2", Result: fact.AttemptRefused, Line: "m1 NO no", Earlier: []string{reason}}), true, fact.OAuth2TokenRejected, reason},
		{"without", refused(fact.Attempt{Mechanism: "OAUTHBEARER", Result: fact.AttemptRefused, Line: "m1 NO [AUTHENTICATIONFAILED] no"}), true, fact.OAuth2TokenRejected, "m1 NO [AUTHENTICATIONFAILED] no"},
		{"IMAP is off", refused(fact.Attempt{Mechanism: "XOAUTH2", Result: fact.AttemptRefused, Line: "m1 NO User is authenticated but not connected."}), true, fact.ProtocolDisabled, "m1 NO User is authenticated but not connected."},
		{"later", refused(fact.Attempt{Mechanism: "XOAUTH2", Result: fact.AttemptTemporary, Line: "m1 NO [UNAVAILABLE] later"}), true, fact.TemporaryFailure, "m1 NO [UNAVAILABLE] later"},
		{"a password", refused(fact.Attempt{Mechanism: "SCRAM-SHA-256", Result: fact.AttemptRefused, Line: "m1 NO no"}), false, fact.WrongCredentials, "m1 NO no"},
		{"a server that does not know it", refused(fact.Attempt{Mechanism: "SCRAM-SHA-256", Result: fact.AttemptUnproven, Line: "has not shown"}), false, fact.NoCommonMechanism, "has not shown"},
		{"no token taken", takes("PLAIN", "LOGIN"), true, fact.NoCommonMechanism, "AUTH PLAIN LOGIN"},
		{"only tokens taken", takes("XOAUTH2"), false, fact.OAuth2Required, "AUTH XOAUTH2"},
		{"neither", takes("GSSAPI", "NTLM"), false, fact.NoCommonMechanism, "AUTH GSSAPI NTLM"},
	} {
		found := one(tt.check, tt.token)
		if len(found) != 1 || found[0].Code != tt.code || !strings.Contains(found[0].Evidence, tt.evidence) {
			t.Errorf("%s: %+v, want %s with %q", tt.name, found, tt.code, tt.evidence)
		}
	}
}
