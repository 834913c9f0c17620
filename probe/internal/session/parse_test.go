package session

import (
	"slices"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

func TestSMTPLine(t *testing.T) {
	for line, want := range map[string]struct {
		code int
		text string
		more bool
	}{
		"250 ok":        {250, "ok", false},
		"250-SIZE 1000": {250, "SIZE 1000", true},
		"250":           {250, "", false},
		"250-":          {250, "", true},
		"250 ":          {250, "", false},
		"":              {},
		"25":            {},
		"2500":          {},
		"150 no":        {},
		"650 no":        {},
		"2x0 no":        {},
		"250_no":        {},
	} {
		code, text, more, ok := smtpLine(line)
		if code != want.code && ok || text != want.text || more != want.more || ok != (want.code != 0) {
			t.Errorf("%q: %d %q %t %t", line, code, text, more, ok)
		}
	}
}

func TestMechanismsOf(t *testing.T) {
	for _, tt := range []struct {
		talk         dialogue
		capabilities []string
		want         []string
	}{
		{&imap{}, []string{"IMAP4rev1", "AUTH=PLAIN", "auth=login"}, []string{"PLAIN", "LOGIN"}},
		{&imap{}, []string{"IMAP4rev1", "AUTH=PLAIN"}, []string{"PLAIN", "LOGIN"}}, // the command
		{&imap{}, []string{"IMAP4rev1", "AUTH=PLAIN", "LOGINDISABLED"}, []string{"PLAIN"}},
		{&imap{}, []string{"IMAP4rev1", "LOGINDISABLED"}, nil},
		{&pop3{}, []string{"USER", "SASL PLAIN  login", "TOP"}, []string{"PLAIN", "LOGIN", "USER"}},
		{&pop3{}, []string{"SASL"}, nil},
		{&pop3{}, []string{"USER", "SASL CRAM-MD5 XOAUTH2"}, []string{"CRAM-MD5", "XOAUTH2"}},
		{&pop3{}, []string{"USER", "SASL GSSAPI XOAUTH2"}, []string{"GSSAPI", "XOAUTH2", "USER"}},
		{&pop3{greeted: "<a@b>"}, []string{"USER"}, []string{"USER", "APOP"}},
		{&smtp{}, []string{"SIZE", "auth plain LOGIN"}, []string{"PLAIN", "LOGIN"}},
		{&smtp{}, []string{"AUTH=LOGIN PLAIN", "AUTH LOGIN"}, []string{"LOGIN", "PLAIN"}}, // Exchange's two forms
		{&smtp{}, []string{"AUTHORITY x"}, nil},
	} {
		if got := tt.talk.mechanisms(tt.capabilities); !slices.Equal(got, tt.want) {
			t.Errorf("%T %v: %v, want %v", tt.talk, tt.capabilities, got, tt.want)
		}
	}
}

// Every mechanism that is used has a way to be done, and none has without.
func TestClients(t *testing.T) {
	for _, m := range fact.Mechanisms() {
		if clients[m.Name].client == nil {
			t.Errorf("nobody knows how %s is done", m.Name)
		}
	}
	if len(clients) != len(fact.Mechanisms()) {
		t.Errorf("%d are done, %d are used", len(clients), len(fact.Mechanisms()))
	}
}

func TestWithFirst(t *testing.T) {
	for _, tt := range []struct {
		first []byte
		limit int
		line  string
		sent  bool
	}{
		{nil, 512, "AUTH X", false},
		{[]byte{}, 512, "AUTH X =", true},
		{[]byte("abc"), 512, "AUTH X YWJj", true},
		{[]byte("abc"), 12, "AUTH X", false},
		{[]byte("abc"), 13, "AUTH X YWJj", true},
	} {
		line, shown, sent := withFirst("AUTH X", tt.first, tt.limit)
		if line != tt.line || sent != tt.sent || sent && strings.Contains(shown, "YWJj") {
			t.Errorf("%q up to %d: %q %t, shown %q", tt.first, tt.limit, line, sent, shown)
		}
	}
}

// FuzzCapabilities: whatever a server announces, the list is bounded and holds
// nothing but atoms.
func FuzzCapabilities(f *testing.F) {
	f.Add("[CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready")
	f.Add("[CAPABILITY]")
	f.Add("[CAPABILITY IMAP4rev1")
	f.Add("[")
	f.Add("[ 0")
	f.Fuzz(func(t *testing.T, text string) {
		inside, _ := codeCapabilities(text)
		for _, words := range []string{inside, text} {
			var a announced
			a.addWords(words)
			list, err := a.all()
			if len(list) > maxCapabilities || (err != nil) != a.over {
				t.Errorf("%d capabilities, %v", len(list), err)
			}
			for _, c := range list {
				if c == "" || strings.ContainsAny(c, " \r\n\x00\x1b") || len(c) > fact.MaxEvidence {
					t.Errorf("%q is no capability", c)
				}
			}
			(&imap{}).mechanisms(list)
			(&imap{}).offersSTARTTLS(list)
		}
		code, _, ok := responseCode(text)
		if ok != (strings.HasPrefix(text, "[") && strings.Contains(text, "]")) || !ok && code != "" || strings.Contains(code, " ") {
			t.Errorf("%q has the code %q: %t", text, code, ok)
		}
	})
}

// FuzzPOP3 and FuzzSMTP: lines of servers are taken apart without trouble.
func FuzzPOP3(f *testing.F) {
	f.Add("+OK ready <1896.697170952@dbc.mtview.ca.us>")
	f.Add("-ERR [AUTH] no")
	f.Add("SASL PLAIN LOGIN")
	f.Fuzz(func(t *testing.T, line string) {
		if ok, known := pop3Status(line); ok && !known {
			t.Errorf("%q is a yes that is not known", line)
		}
		for _, m := range (&pop3{}).mechanisms([]string{line}) {
			if m == "" || m != strings.ToUpper(m) {
				t.Errorf("%q offers %q", line, m)
			}
		}
		refusal("SCRAM-SHA-256", line, pop3Temporary)
	})
}

func FuzzSMTP(f *testing.F) {
	f.Add("250-SIZE 1000")
	f.Add("AUTH=LOGIN PLAIN")
	f.Fuzz(func(t *testing.T, line string) {
		code, text, _, ok := smtpLine(line)
		if ok && (code < 200 || code > 599 || len(text) > len(line)) {
			t.Errorf("%q: %d %q", line, code, text)
		}
		(&smtp{}).mechanisms([]string{line, fact.Printable(line)})
	})
}
