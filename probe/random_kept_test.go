package probe_test

import (
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// What the rules allow is not complained of.
func TestOracleAllows(t *testing.T) {
	login := func(after time.Duration, user, answer string) probetest.Connection {
		return spoken(after, fact.IMAP, recordedHost, door993, imapLogin(user, answer))
	}
	smtp := func(after time.Duration, answer string) probetest.Connection {
		return spoken(after, fact.SMTP, recordedHost, door465, smtpLogin(anna0, answer))
	}
	file := probetest.Request{Host: "autoconfig.chaos.example", Path: "/mail/config-v1.1.xml", TLS: true, Status: 200, Answered: recordedFrom}
	stranger := func() *recording {
		return recorded(spoken(time.Second, fact.IMAP, strangeHost, elsewhere993, imapLogin(anna0, acceptedByIMAP)))
	}
	for name, r := range map[string]*recording{
		"nothing at all":                  recorded(),
		"one after the other":             recorded(login(0, anna0, acceptedByIMAP), smtp(time.Second, "235 in")),
		"together, once it is proved":     recorded(login(0, anna0, acceptedByIMAP), smtp(time.Second, "235 in"), spoken(time.Second, fact.SMTP, recordedHost, door587, smtpLogin(anna0, "235 in"))),
		"together, with another password": recorded(login(0, anna0, acceptedByIMAP), spoken(0, fact.SMTP, recordedHost, door465, strings.ReplaceAll(smtpLogin(anna0, "235 in"), plain(anna0, probetest.Password), plain(anna0, sendingPassword)))).with(func(r *recording) { r.world.ask.sending = sendingPassword }),
		"another form of the name":        recorded(login(0, anna0, definite), login(time.Second, "anna", definite)),
		"PLAIN after SCRAM":               recorded(spoken(0, fact.IMAP, recordedHost, door993, "s: * OK hi\nc: m1 AUTHENTICATE SCRAM-SHA-256 biwsbj1hbm5hQGNoYW9zLmV4YW1wbGUscj0x\ns: + cj0xMg==\nc: Yz1iaXdzLHI9MTIscD1h\ns: "+definite), login(time.Second, anna0, definite)),
		"LOGIN after PLAIN, once proved":  recorded(login(0, anna0, acceptedByIMAP), smtp(time.Second, "535 5.7.8 no"), spoken(2*time.Second, fact.SMTP, recordedHost, door465, "s: 220 hi\nc: AUTH LOGIN\ns: 334 VXNlcm5hbWU6\nc: YW5uYUBjaGFvcy5leGFtcGxl\ns: 334 UGFzc3dvcmQ6\nc: Y29ycmVjdCBob3JzZQ==\ns: 535 5.7.8 no")),
		"on after BAD":                    recorded(login(0, anna0, "m1 BAD no such mechanism"), smtp(time.Second, "235 in")),
		"on after a failure that passes":  recorded(login(0, anna0, "m1 NO [INUSE] busy"), smtp(time.Second, "235 in")),
		"on after BYE at the end":         recorded(spoken(0, fact.IMAP, recordedHost, door993, "s: * OK hi\nc: m1 LOGOUT\ns: * BYE\ns: m1 OK"), login(time.Second, anna0, acceptedByIMAP)),
		"broken off in the end":           recorded(login(0, anna0, acceptedByIMAP), spoken(4*time.Second, fact.SMTP, recordedHost, door465, smtpLogin(anna0, "")+"wait 900ms")).with(func(r *recording) { r.world.ask.maxLogins = 0 }),
		"a stranger whom a file names": stranger().with(func(r *recording) {
			namesIn(r, naming{way: byFile, Endpoint: at993(strangeHost), url: file.URL()})
			r.requests = append(r.requests, file)
		}),
		"a stranger whom the user vouches for": stranger().with(func(r *recording) { r.world.ask.trust = []string{"strange.test"} }),
		"a stranger whom the user says yes to": stranger().with(func(r *recording) {
			r.questions = []consented{{[]string{"strange.test"}, recordedFrom, recordedFrom, true}}
		}),
		"everybody, with --yes":             stranger().with(func(r *recording) { r.world.ask.trustAll = true }),
		"the provider that the MX leads to": recorded(spoken(0, fact.IMAP, "imap.gmx.net", elsewhere993, imapLogin(anna0, acceptedByIMAP))).with(func(r *recording) { r.world.mx = []string{"mx00.emig.gmx.net"} }),
		"a token where OAuth2 is wanted":    recorded(spoken(0, fact.IMAP, "outlook.office365.com", elsewhere993, "s: * OK hi\nc: m1 AUTHENTICATE XOAUTH2 dXNlcj1hbm5hQG91dGxvb2suY29tAWF1dGg9QmVhcmVyIHgBAQ==\ns: m1 OK in")).with(func(r *recording) { r.world.domain, r.world.ask.token = "outlook.com", annasToken }),
		"MAIL and RCPT to check the sender": recorded(spoken(0, fact.SMTP, recordedHost, door465, smtpLogin(anna0, "235 in")+"\nc: MAIL FROM:<"+anna0+">\ns: 250 ok\nc: RCPT TO:<"+anna0+">\ns: 250 ok\nc: RSET\ns: 250 ok\nc: QUIT")).with(func(r *recording) { r.world.ask.checkSender = true }),
		"three questions": recorded().with(func(r *recording) {
			for i, d := range []string{"a.test", "b.test", "c.test"} {
				at := recordedFrom.Add(time.Duration(i) * time.Second)
				r.questions = append(r.questions, consented{[]string{d}, at, at, false})
			}
		}),
		"a login that takes its time":              recorded(spoken(0, fact.IMAP, recordedHost, door993, "s: * OK hi\nc: m1 LOGIN "+anna0+" \""+probetest.Password+"\"\nwait 17s\ns: "+definite)).with(func(r *recording) { r.took = 45 * time.Second }),
		"a handshake with who speaks in the clear": recorded(spoken(0, fact.SMTP, recordedHost, door465, "S: 220 hi\nC: \x16\x03\x01 hello\nC: more of it")),
		"a pair that works":                        recorded().with(func(r *recording) { r.world.works, r.status = "it is good", probe.Verified }),
	} {
		t.Run(name, func(t *testing.T) {
			if broken := r.judge(); len(broken) > 0 {
				t.Error(strings.Join(broken, "\n"))
			}
		})
	}
}
