package probetest

import (
	"encoding/base64"
	"io"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// dialogueOf makes lines from a text: "C: " and "S: " in the clear, "c: " and
// "s: " inside TLS.
func dialogueOf(text string) []Line {
	var lines []Line
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimLeft(line, "\t ")
		who, said, found := strings.Cut(line, ": ")
		if !found {
			continue
		}
		lines = append(lines, Line{
			FromClient: strings.EqualFold(who, "c"), TLS: strings.ToLower(who) == who, Text: said,
		})
	}
	return lines
}

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

func TestLoginsOf(t *testing.T) {
	at := netip.MustParseAddrPort("192.0.2.7:993")
	login := func(p fact.Protocol, mechanism, user string, inTLS, accepted bool, answer string) Login {
		return Login{
			Host: "imap.srv.example", Addr: at, Protocol: p, Mechanism: mechanism, User: user,
			TLS: inTLS, CertGood: inTLS, Accepted: accepted, Answer: answer,
		}
	}
	tests := []struct {
		name     string
		protocol fact.Protocol
		lines    string
		want     []Login
	}{
		{"LOGIN", fact.IMAP, `
			s: * OK ready
			c: a1 login anna secret
			s: * OK still here
			s: a1 ok Logged in`,
			[]Login{login(fact.IMAP, "LOGIN", "anna", true, true, "a1 ok Logged in")}},
		{"LOGIN, quoted, in the clear", fact.IMAP, `
			C: a LOGIN "an\"na" "pass word"
			S: a NO [PRIVACYREQUIRED] no`,
			[]Login{login(fact.IMAP, "LOGIN", `an"na`, false, false, "a NO [PRIVACYREQUIRED] no")}},
		{"LOGIN with literals", fact.IMAP, `
			c: a LOGIN {4}
			s: + go on
			c: anna {7+}
			c: pass wo
			s: a NO [AUTHENTICATIONFAILED] no
			c: b LOGOUT`,
			[]Login{login(fact.IMAP, "LOGIN", "anna", true, false, "a NO [AUTHENTICATIONFAILED] no")}},
		{"a literal with a line break in it", fact.IMAP, `
			c: a LOGIN anna {6}
			s: + go on
			c: ab
			c: cd
			s: a OK in`,
			[]Login{login(fact.IMAP, "LOGIN", "anna", true, true, "a OK in")}},
		{"LOGIN that was broken off before the password", fact.IMAP, `
			c: a LOGIN anna {6}
			s: a NO no literals`, nil},
		{"never answered", fact.IMAP, `
			c: a LOGIN anna secret`,
			[]Login{login(fact.IMAP, "LOGIN", "anna", true, false, "")}},
		{"AUTHENTICATE PLAIN, initial response", fact.IMAP, `
			c: a AUTHENTICATE PLAIN ` + b64("\x00anna\x00secret") + `
			s: a OK in`,
			[]Login{login(fact.IMAP, "PLAIN", "anna", true, true, "a OK in")}},
		{"AUTHENTICATE LOGIN", fact.IMAP, `
			c: a authenticate login
			s: + VXNlcm5hbWU6
			c: ` + b64("anna") + `
			s: + UGFzc3dvcmQ6
			c: ` + b64("secret") + `
			s: a NO no`,
			[]Login{login(fact.IMAP, "LOGIN", "anna", true, false, "a NO no")}},
		{"AUTHENTICATE LOGIN, refused after the name", fact.IMAP, `
			c: a AUTHENTICATE LOGIN
			s: + VXNlcm5hbWU6
			c: ` + b64("anna") + `
			s: a NO no`, nil},
		{"refused before any credential", fact.IMAP, `
			c: a AUTHENTICATE PLAIN
			s: a NO unknown mechanism
			c: b NOOP
			s: b OK`, nil},
		{"given up", fact.IMAP, `
			c: a AUTHENTICATE PLAIN
			s: + 
			c: *
			s: a BAD aborted`, nil},
		{"a token, with the error as a challenge", fact.IMAP, `
			c: a AUTHENTICATE XOAUTH2 ` + b64("user=anna\x01auth=Bearer tok\x01\x01") + `
			s: + eyJzdGF0dXMiOiI0MDAifQ==
			c: 
			s: a NO no`,
			[]Login{login(fact.IMAP, "XOAUTH2", "anna", true, false, "a NO no")}},
		{"USER and PASS", fact.POP3, `
			c: USER anna
			s: +OK
			c: PASS pass word
			s: -ERR [AUTH] no
			c: QUIT
			s: +OK Bye`,
			[]Login{login(fact.POP3, "USER", "anna", true, false, "-ERR [AUTH] no")}},
		{"USER alone", fact.POP3, `
			C: USER anna
			S: -ERR not here
			C: QUIT
			S: +OK Bye`, nil},
		{"APOP", fact.POP3, `
			C: APOP anna c4c9334bac560ecc979e58001b3e22fb
			S: +OK in`,
			[]Login{login(fact.POP3, "APOP", "anna", false, true, "+OK in")}},
		{"POP3 AUTH", fact.POP3, `
			c: AUTH PLAIN
			s: + 
			c: ` + b64("\x00anna\x00secret") + `
			s: +OK in`,
			[]Login{login(fact.POP3, "PLAIN", "anna", true, true, "+OK in")}},
		{"SMTP AUTH, twice", fact.SMTP, `
			c: AUTH PLAIN ` + b64("anna\x00anna\x00secret") + `
			s: 535-5.7.8 no,
			s: 535 5.7.8 really
			c: AUTH LOGIN ` + b64("anna") + `
			s: 334 UGFzc3dvcmQ6
			c: ` + b64("secret") + `
			s: 235 2.7.0 in`,
			[]Login{
				login(fact.SMTP, "PLAIN", "anna", true, false, "535 5.7.8 really"),
				login(fact.SMTP, "LOGIN", "anna", true, true, "235 2.7.0 in"),
			}},
		{"SCRAM, refused after the first message", fact.SMTP, `
			c: AUTH SCRAM-SHA-256 ` + b64("n,,n=anna,r=abc") + `
			s: 535 5.7.8 no`, nil},
		{"SCRAM", fact.SMTP, `
			c: AUTH SCRAM-SHA-256 ` + b64("n,,n=anna,r=abc") + `
			s: 334 ` + b64("r=abcdef,s=c2FsdA==,i=4096") + `
			c: ` + b64("c=biws,r=abcdef,p=cHJvb2Y=") + `
			s: 535 5.7.8 no`,
			[]Login{login(fact.SMTP, "SCRAM-SHA-256", "anna", true, false, "535 5.7.8 no")}},
		{"not even Base64", fact.SMTP, `
			C: AUTH PLAIN anna:secret
			S: 501 what?`,
			[]Login{login(fact.SMTP, "PLAIN", "", false, false, "501 what?")}},
		{"no mail at all", HTTP, `C: AUTH PLAIN AGEAYg==`, nil},
	}
	for _, test := range tests {
		c := Connection{Addr: at, Protocol: test.protocol, SNI: "imap.srv.example", CertGood: true, Lines: dialogueOf(test.lines)}
		got := loginsOf(c)
		if diff := cmp.Diff(test.want, got, cmp.Comparer(func(a, b netip.AddrPort) bool { return a == b })); diff != "" {
			t.Errorf("%s:\n%s", test.name, diff)
		}
	}
}

func TestSearch(t *testing.T) {
	const secret = `correct "horse`
	encoded := func(before, after string) string { return b64(before + secret + after) }
	for _, leak := range []string{
		secret,
		"a LOGIN anna " + secret + "\r\n",
		`a LOGIN anna "correct \"horse"`,
		"PASS " + secret,
		"AUTH PLAIN " + encoded("\x00anna\x00", ""),
		encoded("", ""), encoded("a", "b"), encoded("ab", "cd"), encoded("abc", "efg"),
		strings.NewReplacer("+", "-", "/", "_").Replace(encoded("\x00\xff\xfe", "\xff")),
		encoded("user:", "")[:12] + "\r\n" + encoded("user:", "")[12:],
		"GET /?password=" + url.QueryEscape(secret) + " HTTP/1.1",
		"GET /" + url.PathEscape(secret),
		"GET /" + strings.ToLower(url.PathEscape(secret)),
		"GET /?auth=" + url.QueryEscape(encoded("x", "y")),
		"%63%6f%72%72%65%63%74%20%22%68%6F%72%73%65",
	} {
		if !newSearch(secret).finds([]byte(leak)) {
			t.Errorf("missed in %q", leak)
		}
	}
	for _, clean := range []string{
		"", "correct horse", "correct%20horse", b64("correct horse"), b64("anna"), "%6", "%zz", secret[1:], encoded("", "")[:16],
	} {
		if newSearch(secret).finds([]byte(clean)) {
			t.Errorf("found in %q", clean)
		}
	}
	if newSearch("").finds([]byte("anything")) {
		t.Error("nothing was found")
	}
}

func TestLogKeepsBothSidesInOrder(t *testing.T) {
	i := world(t, Options{})
	serve(t, i, On("smtp")...)
	talk(t, i, "587", `
		S: 220 mail.srv.example ESMTP ready
		C: STARTTLS
		S: 220 2.0.0 Ready to start TLS
		TLS
		C: EHLO me.example
		S: 250-Hello me.example
		S: 250-PIPELINING
		S: 250-8BITMIME
		S: 250-ENHANCEDSTATUSCODES
		S: 250-CHUNKING
		S: 250-AUTH PLAIN LOGIN
		S: 250 SIZE
		C: QUIT
		S: 221 2.0.0 Bye
		S: EOF`)
	seen := i.Log.Connections()[0]
	want := dialogueOf(`
		S: 220 mail.srv.example ESMTP ready
		C: STARTTLS
		S: 220 2.0.0 Ready to start TLS
		c: EHLO me.example
		s: 250-Hello me.example
		s: 250-PIPELINING
		s: 250-8BITMIME
		s: 250-ENHANCEDSTATUSCODES
		s: 250-CHUNKING
		s: 250-AUTH PLAIN LOGIN
		s: 250 SIZE
		c: QUIT
		s: 221 2.0.0 Bye`)
	if diff := cmp.Diff(want, seen.Lines, cmpopts.IgnoreFields(Line{}, "At", "Order")); diff != "" {
		t.Error(diff)
	}
	if raw := string(seen.Raw); !strings.HasPrefix(raw, "STARTTLS\r\n\x16\x03") || strings.Contains(raw, "EHLO") {
		t.Errorf("the raw bytes begin with %.20q", raw)
	}
	if seen.Server != "mail.srv.example" || seen.SNI != "mail.srv.example" || seen.Protocol != fact.SMTP || seen.TLS == 0 || !seen.CertGood {
		t.Errorf("%+v", seen)
	}
	if text := transcript(i); !strings.Contains(text, `C tls   "EHLO me.example"`) || !strings.Contains(text, `S clear "220 mail`) {
		t.Errorf("as text:\n%s", text)
	}
}

// TestPlaintextAfterSTARTTLS is a client that goes on in the clear where a
// handshake should be: what it says there has to be found.
func TestPlaintextAfterSTARTTLS(t *testing.T) {
	for _, pause := range []time.Duration{0, time.Second} {
		synctest.Test(t, func(t *testing.T) {
			i := world(t, Options{})
			serve(t, i, On("imap")...)
			c := dial(t, i, "143")
			io.WriteString(c, "a STARTTLS\r\n")
			time.Sleep(pause)
			io.WriteString(c, "b LOGIN anna \"correct horse\"\r\n")
			hear(c)
			if len(i.Log.Leaks(Password)) != 1 {
				t.Errorf("the leak was missed\n%s", transcript(i))
			}
		})
	}
}

func TestClientThatSendsTooMuch(t *testing.T) {
	i := world(t, Options{})
	serve(t, i, Service{On: "pop3", Script: Script{"greeting": "<silence>"}})
	c := dial(t, i, "110")
	if n, err := io.Copy(c, endless{}); err == nil || n > 2*maxClientBytes {
		t.Errorf("%d bytes were taken, %v", n, err)
	}
}
