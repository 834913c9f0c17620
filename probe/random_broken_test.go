package probe_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// A rule that is broken is noticed, by nobody but its own check; and every rule has a
// recording that breaks it.
func TestOracleNotices(t *testing.T) {
	noticed := map[string]bool{}
	for _, tt := range brokenRecordings() {
		t.Run(tt.name, func(t *testing.T) {
			broken := tt.recording.judge()
			if len(broken) != 1 || !strings.Contains(broken[0], tt.rule) {
				t.Errorf("want %q broken and nothing else, got\n%s", tt.rule, strings.Join(broken, "\n"))
			}
		})
		noticed[tt.rule] = true
	}
	for _, rule := range safetyRules {
		if !noticed[rule.words] {
			t.Errorf("no recording breaks %q", rule.words)
		}
	}
}

type brokenRecording struct {
	name, rule string
	recording  *recording
}

func brokenRecordings() []brokenRecording {
	var all []brokenRecording
	for i, list := range [][]brokenRecording{brokenTrust(), brokenQuestions(), brokenLogins(), brokenTries(), brokenManners(), brokenSums()} {
		for _, b := range list {
			b.name = fmt.Sprintf("%d %s", i, b.name)
			all = append(all, b)
		}
	}
	return all
}

const (
	ruleTLS         = "no credential but over verified TLS 1.2 or newer"
	ruleClear       = "no byte of a secret outside TLS"
	ruleLeftover    = "no credential where bytes were left over before the handshake"
	ruleTrust       = "no credential but to a name that is trusted"
	ruleName        = "no user name on a word that vouches for nobody"
	ruleQuestions   = "questions about trust: one at a time, three at most, once a domain"
	ruleOwnSecret   = "each secret to its own service"
	ruleInFlight    = "one login in flight until the secret is proved"
	ruleOneMore     = "one more try after a definite no, and none after anything else"
	ruleOnceEach    = "once each after the proof"
	rulePOP3        = "logins to POP3 one after another"
	ruleBudget      = "no more refused logins than allowed"
	ruleNothing     = "no login after four answers that count for nothing"
	ruleRetry       = "never a retry after 421, [LIMIT], [UNAVAILABLE] or BYE"
	ruleDoor        = "one connection to an address and port at a time"
	ruleCommands    = "no command but those that are needed"
	ruleOAuth2      = "no password where the provider takes OAuth2 only"
	ruleTold        = "no secret in the report"
	ruleBelieved    = "nothing believed that was said before TLS"
	ruleSums        = "24 hosts and 64 endpoints a run, 16 connections at a time"
	ruleTime        = "no later than the time for the run and two seconds"
	ruleWorks       = "what is trusted and works is verified"
	definite        = "m1 NO [AUTHENTICATIONFAILED] no"
	acceptedByIMAP  = "m1 OK in"
	strangeHost     = "mail.strange.test"
	recordedService = time.Second // between two connections
)

func namesIn(r *recording, names ...naming) {
	r.world.named = append(r.world.named, names...)
}

func at993(host string) fact.Endpoint {
	return fact.Endpoint{Protocol: fact.IMAP, Host: host, Port: 993, TLS: fact.Implicit}
}

func brokenTrust() []brokenRecording {
	toStranger := func(by way) *recording {
		r := recorded(spoken(0, fact.IMAP, strangeHost, elsewhere993, imapLogin(anna0, acceptedByIMAP)))
		namesIn(r, naming{way: by, Endpoint: at993(strangeHost), url: "https://autoconfig.chaos.example/mail/config-v1.1.xml"})
		return r
	}
	ours := func() *recording {
		return recorded(spoken(0, fact.IMAP, recordedHost, door993, imapLogin(anna0, acceptedByIMAP)))
	}
	return []brokenRecording{
		{"a bad certificate", ruleTLS, ours().with(func(r *recording) { r.connections[0].CertGood = false })},
		{"TLS 1.1", ruleTLS, ours().with(func(r *recording) { r.connections[0].TLS = 0x0302 })},
		{"half a credential in the clear", ruleTLS, recorded(spoken(0, fact.POP3, recordedHost, door995, "S: +OK hi\nC: USER "+anna0))},
		{"a password on the wire", ruleClear, ours().with(func(r *recording) { r.leaks = []string{"resolver"} })},
		{"an injected line", ruleLeftover, recorded(spoken(0, fact.SMTP, recordedHost, door587, "S: 220 hi\nC: STARTTLS\nS: 220 go\nS: 235 in\nc: AUTH PLAIN "+plain(anna0, probetest.Password)+"\ns: 235 in"))},
		{"a stranger whom SRV names", ruleTrust, toStranger(bySRV)},
		{"a stranger whom SRV's trail names", ruleTrust, toStranger(bySRVTrail)},
		{"a stranger whom a file names that came later", ruleTrust, toStranger(byFile).with(func(r *recording) {
			r.requests = []probetest.Request{{Host: "autoconfig.chaos.example", Path: "/mail/config-v1.1.xml", TLS: true, Status: 200, Answered: recordedFrom.Add(time.Minute)}}
		})},
		{"another provider's server", ruleTrust, recorded(spoken(0, fact.IMAP, "mail.systemausfall.org", elsewhere993, imapLogin(anna0, acceptedByIMAP)))},
		{"the web hoster's server", ruleTrust, ours().with(func(r *recording) { r.world.mx = []string{"mx00.emig.gmx.net"} })},
		{"the web hoster's server, the MX an alias", ruleTrust, ours().with(func(r *recording) { r.world.mx = []string{"mx.chaos.example", "mx00.emig.gmx.net"} })},
		{"a web server by Basic, unasked", ruleTrust, recorded().with(func(r *recording) {
			r.requests = []probetest.Request{{Host: "autodiscover.chaos.example", SNI: "autodiscover.chaos.example", TLS: true, CertGood: true, Authorization: true, User: anna0, Status: 200, At: recordedFrom, Answered: recordedFrom}}
		})},
		{"a name from an http file", ruleName, recorded(spoken(0, fact.IMAP, recordedHost, door993, imapLogin("boss@chaos.example", acceptedByIMAP))).with(func(r *recording) {
			namesIn(r, naming{way: byClearFile, Endpoint: at993(recordedHost), username: "boss@chaos.example"})
		})},
		{"another name than the user's", ruleName, ours().with(func(r *recording) { r.world.ask.username = "somebody" })},
		{"a password for outlook.com", ruleOAuth2, recorded(spoken(0, fact.IMAP, "imap-mail.outlook.com", elsewhere993, imapLogin("anna@outlook.com", acceptedByIMAP))).with(func(r *recording) { r.world.domain = "outlook.com" })},
		{"a password for a server that is listed for OAuth2", ruleOAuth2, recorded(spoken(0, fact.IMAP, "outlook.office365.com", elsewhere993, imapLogin(anna0, acceptedByIMAP))).with(func(r *recording) {
			r.world.mx = []string{"chaos-example.mail.protection.outlook.com"}
		})},
	}
}

func brokenQuestions() []brokenRecording {
	ask := func(domains ...string) *recording {
		return recorded().with(func(r *recording) {
			for i, d := range domains {
				asked := recordedFrom.Add(time.Duration(i) * time.Second)
				r.questions = append(r.questions, consented{domains: []string{d}, asked: asked, said: asked.Add(time.Millisecond)})
			}
		})
	}
	return []brokenRecording{
		{"four questions", ruleQuestions, ask("a.test", "b.test", "c.test", "d.test")},
		{"one question twice", ruleQuestions, ask("a.test", "a.test")},
		{"two at once", ruleQuestions, ask("a.test", "b.test").with(func(r *recording) { r.questions[0].said = recordedFrom.Add(time.Minute) })},
		{"the password twice", ruleQuestions, recorded().with(func(r *recording) { r.passwords = 2 })},
	}
}

func brokenLogins() []brokenRecording {
	elsewhere := "imap." + recordedDomain
	pop := "pop3." + recordedDomain
	wrongly := strings.ReplaceAll(imapLogin(anna0, acceptedByIMAP), probetest.Password, sendingPassword)
	return []brokenRecording{
		{"the password for sending, to IMAP", ruleOwnSecret, recorded(spoken(0, fact.IMAP, recordedHost, door993, wrongly)).with(func(r *recording) { r.world.ask.sending = sendingPassword })},
		{"the password for reading, to SMTP", ruleOwnSecret, recorded(spoken(0, fact.SMTP, recordedHost, door465, smtpLogin(anna0, "235 in"))).with(func(r *recording) { r.world.ask.sending = sendingPassword })},
		{"two at once", ruleInFlight, recorded(
			spoken(0, fact.IMAP, recordedHost, door993, imapLogin(anna0, acceptedByIMAP)),
			spoken(10*time.Millisecond, fact.SMTP, recordedHost, door465, smtpLogin(anna0, "235 in")))},
		{"one beside a silent server", ruleInFlight, recorded(
			spoken(0, fact.IMAP, recordedHost, door993, imapLogin(anna0, "")+"wait 3s"),
			spoken(recordedService, fact.SMTP, recordedHost, door465, smtpLogin(anna0, "235 in")))},
		{"the same server after the proof", ruleOnceEach, recorded(
			spoken(0, fact.IMAP, recordedHost, door993, imapLogin(anna0, acceptedByIMAP)),
			spoken(recordedService, fact.IMAP, recordedHost, door993, imapLogin(anna0, acceptedByIMAP)))},
		{"POP3 twice at once", rulePOP3, recorded(
			spoken(0, fact.IMAP, recordedHost, door993, imapLogin(anna0, acceptedByIMAP)),
			spoken(recordedService, fact.POP3, recordedHost, door995, pop3Login(anna0, "+OK in")),
			spoken(recordedService+10*time.Millisecond, fact.POP3, pop, elsewhere995, pop3Login(anna0, "+OK in")))},
		{"two of one", ruleBudget, recorded(
			spoken(0, fact.IMAP, recordedHost, door993, imapLogin(anna0, definite)),
			spoken(recordedService, fact.IMAP, recordedHost, door993, imapLogin("anna", definite))).with(func(r *recording) { r.world.ask.maxLogins = 1 })},
		{"a fifth for nothing", ruleNothing, recorded(
			spoken(0, fact.IMAP, recordedHost, door993, strings.Repeat(imapLogin(anna0, "m1 BAD no such mechanism")+"\n", 4)),
			spoken(2*time.Second, fact.IMAP, elsewhere, elsewhere993, imapLogin(anna0, acceptedByIMAP)))},
	}
}

// brokenTries go on where a refusal, or none, should have ended the logins.
func brokenTries() []brokenRecording {
	first := func(answer string) probetest.Connection {
		return spoken(0, fact.IMAP, recordedHost, door993, imapLogin(anna0, answer))
	}
	thenSMTP := spoken(2*time.Second, fact.SMTP, recordedHost, door465, smtpLogin(anna0, "235 in"))
	thenForm := spoken(2*time.Second, fact.IMAP, recordedHost, door993, imapLogin("anna", acceptedByIMAP))
	var all []brokenRecording
	for _, answer := range []string{definite, "m1 NO [EXPIRED] old", "m1 NO [UNAVAILABLE] later", "m1 NO no", ""} {
		all = append(all, brokenRecording{fmt.Sprintf("elsewhere after %q", answer), ruleOneMore, recorded(first(answer), thenSMTP)})
	}
	return append(all,
		brokenRecording{"another form, though the file says the name", ruleOneMore, recorded(
			spoken(0, fact.IMAP, "box7.chaos.example", door993, imapLogin(anna0, definite)),
			spoken(2*time.Second, fact.IMAP, "box7.chaos.example", door993, imapLogin("anna", acceptedByIMAP))).with(func(r *recording) {
			namesIn(r, naming{way: byFile, Endpoint: at993("box7.chaos.example"), username: anna0})
		})},
		brokenRecording{"another form elsewhere", ruleOneMore, recorded(first(definite), spoken(2*time.Second, fact.IMAP, "imap.chaos.example", elsewhere993, imapLogin("anna", acceptedByIMAP)))},
		brokenRecording{"a third form", ruleOneMore, recorded(
			first(definite), spoken(time.Second, fact.IMAP, recordedHost, door993, imapLogin("anna", definite)),
			spoken(2*time.Second, fact.IMAP, recordedHost, door993, imapLogin(anna0, acceptedByIMAP)))},
		brokenRecording{"another form after a door that was shut", ruleOneMore, recorded(first(definite), spoken(time.Second, fact.IMAP, recordedHost, door993, ""), thenForm)},
		brokenRecording{"after a greeting of 421", ruleRetry, recorded(
			spoken(0, fact.SMTP, recordedHost, door465, "s: 421 later"),
			spoken(time.Second, fact.SMTP, recordedHost, door465, smtpLogin(anna0, "235 in")))},
		brokenRecording{"after BYE", ruleRetry, recorded(
			spoken(0, fact.IMAP, recordedHost, door993, "s: * BYE later"),
			spoken(time.Second, fact.IMAP, recordedHost, door993, imapLogin(anna0, acceptedByIMAP)))},
	)
}

func brokenManners() []brokenRecording {
	says := func(p fact.Protocol, door, line string) *recording {
		return recorded(spoken(0, p, recordedHost, door, "s: hi\nc: "+line))
	}
	reports := func(c fact.Check) *recording {
		return recorded().with(func(r *recording) { r.reports = []*probe.Report{{Checks: []fact.Check{c}}} })
	}
	return []brokenRecording{
		{"SELECT", ruleCommands, says(fact.IMAP, door993, "m1 SELECT INBOX")},
		{"EXAMINE of another mailbox", ruleCommands, says(fact.IMAP, door993, "m1 EXAMINE Sent")},
		{"RETR", ruleCommands, says(fact.POP3, door995, "RETR 1")},
		{"MAIL", ruleCommands, says(fact.SMTP, door465, "MAIL FROM:<"+anna0+">")},
		{"MAIL before the login", ruleCommands, says(fact.SMTP, door465, "MAIL FROM:<"+anna0+">").with(func(r *recording) { r.world.ask.checkSender = true })},
		{"DATA", ruleCommands, says(fact.SMTP, door465, "DATA").with(func(r *recording) { r.world.ask.checkSender = true })},
		{"two connections to a door", ruleDoor, recorded().with(func(r *recording) { r.traffic.MostOpen[netip.MustParseAddrPort(door993)] = 2 })},
		{"a password in a greeting", ruleTold, typed(reports(fact.Check{Greeting: "* OK you said " + probetest.Password}))},
		{"a password in Base64", ruleTold, typed(reports(fact.Check{Wire: []fact.WireLine{{Text: "AUTH PLAIN " + plain(anna0, probetest.Password)}}}))},
		{"a password in what was proved at first", ruleTold, typed(recorded()).with(func(r *recording) {
			r.reports = []*probe.Report{{Incoming: &fact.Setting{Username: probetest.Password}}, {}}
		})},
		{"a forged capability", ruleBelieved, reports(fact.Check{Capabilities: []string{forged}})},
		{"a forged mechanism", ruleBelieved, reports(fact.Check{Mechanisms: []string{forged}})},
		{"a referral", ruleBelieved, recorded(spoken(0, fact.IMAP, thief, elsewhere993, "s: * OK hi"))},
		{"a pair that works", ruleWorks, recorded().with(func(r *recording) { r.world.works = "it is good" })},
	}
}

func brokenSums() []brokenRecording {
	dials := func(hosts, ports int) *recording {
		return recorded().with(func(r *recording) {
			for h := range hosts {
				for p := range ports {
					r.traffic.Dials[netip.AddrPortFrom(netip.AddrFrom4([4]byte{198, 18, 7, byte(h)}), uint16(2000+p))] = 1
				}
			}
		})
	}
	var open []probetest.Connection
	for i := range maxConnections + 1 {
		open = append(open, spoken(0, fact.IMAP, recordedHost, fmt.Sprintf("203.0.113.1:%d", 2000+i), "s: * OK hi"))
	}
	return []brokenRecording{
		{"25 hosts", ruleSums, dials(25, 1)},
		{"65 endpoints", ruleSums, dials(13, 5)},
		{"17 connections at a time", ruleSums, recorded(open...)},
		{"33 seconds", ruleTime, recorded().with(func(r *recording) { r.took = 33 * time.Second })},
	}
}

// typed is the recording of a run that was given the password.
func typed(r *recording) *recording { return r.with(func(r *recording) { r.passwords = 1 }) }
