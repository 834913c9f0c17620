package diagnose_test

import (
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

const day = 24 * time.Hour

// shown is a check that ended at a certificate.
func shown(e fact.Endpoint, c fact.Certificate) fact.Check {
	check := failed(e, fact.Failure{Step: fact.StepTLS, Kind: fact.FailCertificate, Detail: "it proves nothing"})
	if c.NotAfter.IsZero() {
		c.NotBefore, c.NotAfter = today.Add(-30*day), today.Add(60*day)
	}
	check.Handshake.Certificate = &c
	return check
}

// withClock adds a web server's clock.
func withClock(in diagnose.Input, clock time.Time) diagnose.Input {
	in.Sources = append(in.Sources, fact.SourceReport{
		Source: fact.SourceAutoconfig, Lookups: []fact.Lookup{{What: "http://d.example/file", Fault: fact.LookupStatus, Clock: clock}},
	})
	return in
}

// madeBy is a certificate for the right name by somebody whom nobody knows.
func madeBy(issuer string) fact.Certificate {
	return fact.Certificate{Names: []string{host}, Issuer: issuer, IssuedBy: []string{issuer}, Faults: []fact.CertificateFault{fact.CertUnknownRoot}}
}

// outdated is a certificate whose dates are a year off.
func outdated(f fact.CertificateFault, by time.Duration) fact.Certificate {
	return fact.Certificate{
		Names: []string{host}, Issuer: "Example CA", Faults: []fact.CertificateFault{f},
		NotBefore: today.Add(by - 30*day), NotAfter: today.Add(by + 60*day),
	}
}

func certificateRows() []row {
	flawed := func(flaws ...probetest.Flaw) *wire {
		return &wire{on: "imaps", cert: &probetest.Cert{Flaws: flaws}}
	}
	const year = 365 * day
	skewed := row{
		code: fact.ClockSkew,
		en:   "the clock of this computer is wrong, so certificates look invalid.",
		de:   "Die Uhr dieses Rechners geht falsch, deshalb wirken Zertifikate ungültig.",
	}
	unrelatedHosts := skewed
	unrelatedHosts.name, unrelatedHosts.evidence = "unrelated hosts", "this computer's clock: 2000-01-01T00:00:00Z"
	unrelatedHosts.input = facts(shown(endpointProblems("imaps"), outdated(fact.CertNotYetValid, year)),
		at(shown(endpointProblems("smtps"), outdated(fact.CertNotYetValid, year)), "smtp.other.example", "198.51.100.9"))
	webServer := skewed
	webServer.name, webServer.evidence = "a web server's clock", "http://d.example/file: 2000-12-31T00:00:00Z"
	webServer.input = func() diagnose.Input {
		return withClock(base(shown(endpointProblems("imaps"), outdated(fact.CertNotYetValid, year))), today.Add(year))
	}
	return []row{
		unrelatedHosts, webServer,
		{
			code: fact.CertificateExpired, evidence: "not after 1999-12-22", wire: flawed(probetest.Expired),
			en: "the certificate of mail.d.example expired on 22 December 1999.", de: "Das Zertifikat von mail.d.example ist am 22.12.1999 abgelaufen.",
		},
		{
			code: fact.CertificateExpired, name: "and more", evidence: "not after 1999-12-22",
			wire:   &wire{on: "imaps", cert: &probetest.Cert{Names: []string{"other.example"}, Flaws: []probetest.Flaw{probetest.Expired, probetest.SelfSigned}}},
			beside: []fact.Code{fact.CertificateNameMismatch, fact.CertificateSelfSigned},
			en:     "the certificate of mail.d.example expired on 22 December 1999.", de: "Das Zertifikat von mail.d.example ist am 22.12.1999 abgelaufen.",
		},
		{
			code: fact.CertificateNotYetValid, evidence: "not before 2000-01-11", wire: flawed(probetest.NotYetValid),
			en: "the certificate of mail.d.example is valid only from 11 January 2000.", de: "Das Zertifikat von mail.d.example gilt erst ab 11.01.2000.",
		},
		{
			code: fact.CertificateNameMismatch, evidence: "valid for mail.hoster.example, www.hoster.example",
			wire: &wire{on: "imaps", cert: &probetest.Cert{Names: []string{"mail.hoster.example", "www.hoster.example"}}},
			en:   "the certificate of mail.d.example is for another name: mail.hoster.example, www.hoster.example.",
			de:   "Das Zertifikat von mail.d.example ist auf einen anderen Namen ausgestellt: mail.hoster.example, www.hoster.example.",
		},
		{
			code: fact.CertificateNameMismatch, name: "the same server", evidence: "valid for www.hoster.example, mail.hoster.example",
			input: facts(shown(endpointProblems("imaps"), fact.Certificate{
				Names: []string{"www.hoster.example", "mail.hoster.example"}, SameServer: []string{"mail.hoster.example"},
				Issuer: "Example CA", Faults: []fact.CertificateFault{fact.CertWrongName},
			})),
			en: "the certificate of mail.d.example is for other names (www.hoster.example, mail.hoster.example); mail.hoster.example leads to the same server.",
			de: "Das Zertifikat von mail.d.example ist auf andere Namen ausgestellt (www.hoster.example, mail.hoster.example); mail.hoster.example führt zum selben Server.",
		},
		{
			code: fact.CertificateSelfSigned, evidence: "issued by mail.d.example", wire: flawed(probetest.SelfSigned),
			en: "mail.d.example has made its certificate itself, so it proves nothing.",
			de: "mail.d.example hat sein Zertifikat selbst ausgestellt; es beweist deshalb nichts.",
		},
		{
			code: fact.CertificateUntrusted, evidence: "issued by Probetest Stranger Root", wire: flawed(probetest.UnknownIssuer),
			en: "the certificate of mail.d.example comes from an authority that this computer does not know: Probetest Stranger Root.",
			de: "Das Zertifikat von mail.d.example stammt von einer Stelle, die dieser Rechner nicht kennt: Probetest Stranger Root.",
		},
		{
			code: fact.CertificateChainIncomplete, evidence: "issued by Probetest Intermediate", wire: flawed(probetest.NoIntermediate),
			en: "mail.d.example does not send the certificate of its issuer, Probetest Intermediate; some programs can do without, many cannot.",
			de: "mail.d.example sendet das Zertifikat seines Ausstellers Probetest Intermediate nicht mit; manche Programme kommen ohne aus, viele nicht.",
		},
		{
			code: fact.CertificateIntercepted, name: "a virus scanner", evidence: "issued by Avast Web/Mail Shield Root",
			input: facts(shown(endpointProblems("imaps"), madeBy("Avast Web/Mail Shield Root"))),
			en:    "the connection to mail.d.example is opened on the way: its certificate was made by Avast Web/Mail Shield Root.",
			de:    "Die Verbindung zu mail.d.example wird unterwegs aufgebrochen: Das Zertifikat stammt von Avast Web/Mail Shield Root.",
		},
		{
			code: fact.CertificateIntercepted, name: "unrelated hosts", evidence: "issued by Office CA, for mail.d.example and for smtp.other.example",
			input: facts(shown(endpointProblems("imaps"), madeBy("Office CA")), at(shown(endpointProblems("smtps"), madeBy("Office CA")), "smtp.other.example", "198.51.100.9")),
			en:    "the connection to mail.d.example is opened on the way: its certificate was made by Office CA.",
			de:    "Die Verbindung zu mail.d.example wird unterwegs aufgebrochen: Das Zertifikat stammt von Office CA.",
		},
		{
			code: fact.CertificateWeak, name: "a short key", severity: fact.Warning, evidence: "issued by Probetest Intermediate", wire: flawed(probetest.WeakKey),
			en: "the certificate of mail.d.example uses a key or signature that is too weak.",
			de: "Das Zertifikat von mail.d.example verwendet einen zu schwachen Schlüssel oder eine zu schwache Signatur.",
		},
		{
			code: fact.CertificateWeak, name: "SHA-1", evidence: "issued by Probetest Intermediate", wire: flawed(probetest.WeakSignature),
			en: "the certificate of mail.d.example uses a key or signature that is too weak.",
			de: "Das Zertifikat von mail.d.example verwendet einen zu schwachen Schlüssel oder eine zu schwache Signatur.",
		},
		{
			code: fact.CertificateExpiresSoon, severity: fact.Warning, evidence: "not after 2000-01-10",
			wire: &wire{on: "imaps", cert: &probetest.Cert{NotAfter: today.Add(9*day + time.Hour)}},
			en:   "the certificate of mail.d.example is valid for only 9 more days.", de: "Das Zertifikat von mail.d.example gilt nur noch 9 Tage.",
		},
	}
}
