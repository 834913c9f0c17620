package diagnose_test

import (
	"slices"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/providers"
)

// What must not be concluded, however much it looks like it.
func TestNotConcluded(t *testing.T) {
	const year = 365 * 24 * time.Hour
	elsewhere := func(c fact.Check) fact.Check { return at(c, "smtp.other.example", "198.51.100.9") }
	refused := answered(endpoint("smtps"), attempt(fact.AttemptRefused, user, "535 5.7.8 no"))
	took := answered(endpoint("imaps"), attempt(fact.AttemptAccepted, user, "m2 OK"))
	silent := failed(endpoint("smtp:25"), fact.Failure{Step: fact.StepTCP, Kind: fact.FailTimeout, Detail: "i/o timeout"})
	page := failed(endpoint("imaps"), fact.Failure{Step: fact.StepTLS, Kind: fact.FailNotTLS, Line: "HTTP/1.1 400 Bad Request"})
	for _, tt := range []struct {
		name string
		in   diagnose.Input
		not  fact.Code
		but  fact.Code
	}{
		{
			"one server's certificate has expired", base(shown(endpoint("imaps"), outdated(fact.CertExpired, -year))),
			fact.ClockSkew, fact.CertificateExpired,
		},
		{
			"two have, and a web server's clock agrees with ours",
			withClock(base(shown(endpoint("imaps"), outdated(fact.CertExpired, -year)), elsewhere(shown(endpoint("smtps"), outdated(fact.CertExpired, -year)))), today.Add(time.Minute)),
			fact.ClockSkew, fact.CertificateExpired,
		},
		{
			"a web server's clock is wrong, and would not make the certificate valid",
			withClock(base(shown(endpoint("imaps"), outdated(fact.CertExpired, -year))), today.Add(year)),
			fact.ClockSkew, fact.CertificateExpired,
		},
		{
			"one has expired and another is not yet valid",
			base(shown(endpoint("imaps"), outdated(fact.CertExpired, -year)), elsewhere(shown(endpoint("smtps"), outdated(fact.CertNotYetValid, year)))),
			fact.ClockSkew, fact.CertificateNotYetValid,
		},
		{
			"a public authority that this computer does not know",
			base(shown(endpoint("imaps"), madeBy("Let's Encrypt R99")), elsewhere(shown(endpoint("smtps"), madeBy("Let's Encrypt R99")))),
			fact.CertificateIntercepted, fact.CertificateUntrusted,
		},
		{
			"a company's own authority on its own servers",
			base(shown(endpoint("imaps"), madeBy("Firma CA")), at(shown(endpoint("smtps"), madeBy("Firma CA")), "smtp.d.example", "198.51.100.9")),
			fact.CertificateIntercepted, fact.CertificateUntrusted,
		},
		{
			"a device that shows its maker's certificate",
			base(shown(endpoint("imaps"), fact.Certificate{
				Names: []string{"FortiMail"}, Issuer: "Fortinet", IssuedBy: []string{"Fortinet"},
				Faults: []fact.CertificateFault{fact.CertWrongName, fact.CertUnknownRoot},
			})),
			fact.CertificateIntercepted, fact.CertificateUntrusted,
		},
		{"port 25 of one host alone is silent", base(silent), fact.Port25Blocked, fact.PortTimeout},
		{"port 25 of two names of one domain is silent", base(silent, at(silent, "mx.d.example", "198.51.100.9")), fact.Port25Blocked, fact.PortTimeout},
		{"one web server on a mail port", base(page), fact.CaptivePortal, fact.WrongService},
		{
			"sending has a password of its own",
			func() diagnose.Input { in := base(took, refused); in.SendingApart = true; return in }(),
			fact.SMTPAuthDisabled, fact.WrongCredentials,
		},
		{
			"another user name was accepted",
			base(answered(endpoint("imaps"), attempt(fact.AttemptAccepted, "anna", "m2 OK")), refused),
			fact.SMTPAuthDisabled, fact.WrongCredentials,
		},
		{
			"STARTTLS is promised by unsigned DNS only",
			func() diagnose.Input {
				in := base(failed(endpoint("imap"), fact.Failure{Step: fact.StepSTARTTLS, Kind: fact.FailNotOffered}))
				in.Sources = []fact.SourceReport{{Source: fact.SourceSRV, Named: []fact.Candidate{{Endpoint: endpoint("imap"), Origin: fact.OriginDNS}}}}
				return in
			}(),
			fact.STARTTLSStripped, fact.CleartextOnly,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			found := diagnose.Run(tt.in)
			has := func(code fact.Code) bool {
				return slices.ContainsFunc(found, func(p fact.Problem) bool { return p.Code == code })
			}
			if has(tt.not) || !has(tt.but) {
				t.Errorf("%+v; want %s and not %s", found, tt.but, tt.not)
			}
		})
	}
}

// A cause that concerns all endpoints is said once; each endpoint has it in its
// own list none the less.
func TestGeneralCausesOnce(t *testing.T) {
	unreachable := fact.Failure{Step: fact.StepTCP, Kind: fact.FailUnreachable, Detail: "no route"}
	in := base(failed(endpoint("imaps"), unreachable), failed(endpoint("imap"), unreachable), at(failed(endpoint("smtps"), unreachable), "smtp.d.example", "192.0.2.8"))
	if found := diagnose.Run(in); len(found) != 1 || found[0].Code != fact.HostUnreachable {
		t.Errorf("%+v", found)
	}
	for _, c := range in.Checks {
		if len(c.Problems) != 1 {
			t.Errorf("%s: %+v", c.Endpoint, c.Problems)
		}
	}
}

// What matters beside a proved pair is what somebody on the way may have done.
func TestSeverityBesideAProvedPair(t *testing.T) {
	works := at(fine(endpoint("imaps")), "imap.d.example", "192.0.2.9")
	for _, tt := range []struct {
		wire *wire
		code fact.Code
		want fact.Severity
	}{
		{&wire{on: "imap", script: script{"STARTTLS": "$tag OK begin<inject * FORGED><tls>"}}, fact.STARTTLSInjection, fact.Warning},
		{&wire{on: "imap", script: script{"greeting": "* PREAUTH in"}}, fact.PreauthCleartext, fact.Warning},
		{&wire{on: "imaps", script: script{"greeting": "<close>"}}, fact.ClosedBeforeGreeting, fact.Info},
		{&wire{on: "imaps", cert: &probetest.Cert{Flaws: []probetest.Flaw{probetest.SelfSigned}}}, fact.CertificateSelfSigned, fact.Info},
	} {
		in := base(works, tt.wire.speak(t))
		in.Proved = []fact.Endpoint{works.Endpoint}
		for _, p := range diagnose.Run(in) {
			if p.Code == tt.code && p.Severity != tt.want {
				t.Errorf("%s is %s, want %s", p.Code, p.Severity, tt.want)
			}
		}
	}
}

// The provider whose server it is knows best what it wants, then the one whose
// mailbox it is.
func TestHints(t *testing.T) {
	refused := answered(endpoint("imaps"), attempt(fact.AttemptRefused, user, "m2 NO [AUTHENTICATIONFAILED] no"))
	own := &providers.Provider{Name: "Own", Needs: []providers.Need{
		{Need: fact.NeedAppPassword2FA, Link: "https://own.example/2fa"}, {Need: fact.NeedEnableAccess, Link: "https://own.example/on"},
	}}
	for _, tt := range []struct {
		name  string
		check fact.Check
		own   *providers.Provider
		want  []string
	}{
		{"nobody knows", refused, nil, nil},
		{"the mailbox's", refused, own, []string{"enable-access https://own.example/on", "app-password-two-factor https://own.example/2fa"}},
		{"the server's", at(refused, "imap.gmx.net", "192.0.2.10"), own, []string{
			"enable-access https://hilfe.gmx.net/pop-imap/einschalten.html",
			"app-password-two-factor https://hilfe.gmx.net/sicherheit/2fa/anwendungsspezifisches-passwort.html",
		}},
		{"Gmail's", at(refused, "imap.gmail.com", "192.0.2.11"), nil, []string{"app-password https://support.google.com/accounts/answer/185833"}},
	} {
		in := base(tt.check)
		in.Provider, in.Database = tt.own, providers.Builtin()
		var got []string
		for _, h := range diagnose.Run(in)[0].Hints {
			got = append(got, string(h.Need)+" "+h.Link)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
