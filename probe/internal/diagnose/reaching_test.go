package diagnose_test

import (
	"net"
	"net/netip"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
)

// failed is a check that ended at a step.
func failed(e fact.Endpoint, f fact.Failure) fact.Check {
	return fact.Check{
		Endpoint: e, Source: fact.SourceSRV, IP: netip.MustParseAddr("192.0.2.7"),
		Outcome: fact.OutcomeFailed, Login: fact.LoginImpossible, Failure: &f,
	}
}

// at is the check on another host, at an address of its own.
func at(c fact.Check, host, ip string) fact.Check {
	c.Endpoint, c.IP = c.Endpoint.At(host), netip.MustParseAddr(ip)
	return c
}

// fine is a check that came out well.
func fine(e fact.Endpoint) fact.Check {
	return fact.Check{
		Endpoint: e, Source: fact.SourceSRV, IP: netip.MustParseAddr("192.0.2.7"),
		Outcome: fact.OutcomeOK, Login: fact.LoginNotTried, Mechanisms: []string{"PLAIN"},
	}
}

func facts(checks ...fact.Check) func() diagnose.Input {
	return func() diagnose.Input { return base(checks...) }
}

func reachingRows() []row {
	dial := func(kind fact.FailureKind) fact.Failure {
		return fact.Failure{Step: fact.StepTCP, Kind: kind, Detail: "dial tcp 192.0.2.7:993: it failed", Clear: true}
	}
	silent25 := failed(endpointProblems("smtp:25"), fact.Failure{Step: fact.StepTCP, Kind: fact.FailTimeout, Detail: "i/o timeout"})
	portalPage := failed(endpointProblems("imaps"), fact.Failure{Step: fact.StepTLS, Kind: fact.FailNotTLS, Line: "HTTP/1.1 302 Found"})
	plainPage := failed(endpointProblems("imaps"), fact.Failure{Step: fact.StepTLS, Kind: fact.FailNotTLS, Line: "HTTP/1.1 400 Bad Request"})
	return []row{
		{
			code: fact.PortRefused, evidence: "it failed", input: facts(failed(endpointProblems("imaps"), dial(fact.FailRefused))),
			en: "mail.d.example refuses connections to port 993.", de: "mail.d.example weist Verbindungen zu Port 993 ab.",
		},
		{
			code: fact.PortTimeout, evidence: "it failed", input: facts(failed(endpointProblems("imaps"), dial(fact.FailTimeout))),
			en: "mail.d.example does not answer on port 993.", de: "mail.d.example antwortet auf Port 993 nicht.",
		},
		{
			code: fact.HostUnreachable, evidence: "it failed",
			input: facts(failed(endpointProblems("imaps"), dial(fact.FailUnreachable)), at(fine(endpointProblems("smtps")), "smtp.d.example", "192.0.2.8")),
			en:    "there is no way from here to mail.d.example.", de: "mail.d.example ist von hier aus nicht erreichbar.",
		},
		{
			code: fact.HostUnreachable, name: "none of them", evidence: "it failed",
			input: facts(failed(endpointProblems("imaps"), dial(fact.FailUnreachable)), at(failed(endpointProblems("smtps"), dial(fact.FailUnreachable)), "smtp.d.example", "192.0.2.8")),
			en:    "there is no way from here to any of the servers.", de: "Von hier aus ist keiner der Server erreichbar.",
		},
		{
			code: fact.ConnectionReset, evidence: "reset", wire: &wire{on: "imaps", script: script{"greeting": "<reset>"}},
			en: "mail.d.example:993 broke the connection off.", de: "mail.d.example:993 hat die Verbindung abgebrochen.",
		},
		{
			code: fact.ClosedBeforeGreeting, evidence: "", wire: &wire{on: "imaps", script: script{"greeting": "<close>"}},
			en: "mail.d.example:993 takes the connection and closes it without a word.",
			de: "mail.d.example:993 nimmt die Verbindung an und beendet sie wortlos.",
		},
		{
			code: fact.GreetingTimeout, name: "within TLS", evidence: "", wire: &wire{on: "imaps", script: script{"greeting": "<silence>"}},
			en: "mail.d.example:993 takes the connection and then says nothing.",
			de: "mail.d.example:993 nimmt die Verbindung an, meldet sich dann aber nicht.",
		},
		{
			code: fact.GreetingTimeout, name: "in the clear, and no TLS either", evidence: "", wire: &wire{on: "imap", serve: says("")},
			en: "mail.d.example:143 takes the connection and then says nothing.",
			de: "mail.d.example:143 nimmt die Verbindung an, meldet sich dann aber nicht.",
		},
		{
			code: fact.Port25Blocked, name: "587 answers", severity: fact.Info, evidence: "port 587 of the same host answers",
			input: facts(silent25, fine(endpointProblems("smtp"))),
			en:    "port 25 is blocked on the way from here, as in most networks.",
			de:    "Port 25 ist auf dem Weg von hier gesperrt, wie in den meisten Netzen.",
		},
		{
			code: fact.Port25Blocked, name: "two unrelated hosts", severity: fact.Info, evidence: "no answer from mail.d.example:25 and mx.other.example:25",
			input: facts(silent25, at(silent25, "mx.other.example", "198.51.100.9")),
			en:    "port 25 is blocked on the way from here, as in most networks.",
			de:    "Port 25 ist auf dem Weg von hier gesperrt, wie in den meisten Netzen.",
		},
		{
			code: fact.IPv6Broken, severity: fact.Warning, evidence: "2001:db8::7: timeout after 400 ms",
			input: func() diagnose.Input {
				c := fine(endpointProblems("imaps"))
				c.Dials = []fact.Dial{
					{IP: netip.MustParseAddr("2001:db8::7"), Took: 400 * time.Millisecond, Kind: fact.FailTimeout},
					{IP: netip.MustParseAddr("192.0.2.7"), Took: 40 * time.Millisecond},
				}
				return base(c)
			},
			en: "mail.d.example does not answer over IPv6 (2001:db8::7), though it does over IPv4.",
			de: "mail.d.example antwortet nicht über IPv6 (2001:db8::7), wohl aber über IPv4.",
		},
		{
			code: fact.CaptivePortal, name: "a redirect on a mail port", evidence: "HTTP/1.1 302 Found",
			input: facts(portalPage, at(failed(endpointProblems("smtps"), dial(fact.FailTimeout)), "smtp.d.example", "192.0.2.8")),
			en:    "this network wants a sign-in before it lets anything through.",
			de:    "Dieses Netz verlangt eine Anmeldung, bevor es Verbindungen zulässt.",
		},
		{
			code: fact.CaptivePortal, name: "web servers at two unrelated hosts", evidence: "HTTP/1.1 400 Bad Request",
			input: facts(plainPage, at(plainPage, "mail.other.example", "198.51.100.9")),
			en:    "this network wants a sign-in before it lets anything through.",
			de:    "Dieses Netz verlangt eine Anmeldung, bevor es Verbindungen zulässt.",
		},
		{
			code: fact.CaptivePortal, name: "files that lead elsewhere", evidence: "http://autoconfig.d.example/ leads to https://login.hotel.example/",
			input: func() diagnose.Input {
				in := base(failed(endpointProblems("imaps"), dial(fact.FailTimeout)))
				strays := func(what string) fact.Lookup {
					return fact.Lookup{What: what, Fault: fact.LookupNotXML, Answered: "https://login.hotel.example/"}
				}
				in.Sources = []fact.SourceReport{{Source: fact.SourceAutoconfig, Lookups: []fact.Lookup{
					{What: "https://autoconfig.d.example/", Fault: fact.LookupBadTLS},
					strays("http://autoconfig.d.example/"), strays("http://d.example/"),
				}}}
				return in
			},
			en: "this network wants a sign-in before it lets anything through.",
			de: "Dieses Netz verlangt eine Anmeldung, bevor es Verbindungen zulässt.",
		},
	}
}

// speaksTLS is a server with TLS from the first byte, and a certificate that
// proves nothing: it is enough to see that it is TLS.
func speaksTLS(c net.Conn) { serveTLS(c, nil) }
