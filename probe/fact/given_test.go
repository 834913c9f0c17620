package fact

import (
	"errors"
	"strings"
	"testing"
)

func TestParseURL(t *testing.T) {
	for typed, want := range map[string]struct {
		url, user string
	}{
		"imaps://anna@imap.example.com":            {"imaps://imap.example.com:993", "anna"},
		"imap://anna@example.com@imap.example.com": {"imap://imap.example.com:143", "anna@example.com"},
		"imaps://anna%40example.com@h.example":     {"imaps://h.example:993", "anna@example.com"},
		"imap://imap.example.com:993":              {"imap://imap.example.com:993", ""},
		"pop3s://POP.example.com./":                {"pop3s://pop.example.com:995", ""},
		"pop3://pop.example.com?tls=none":          {"pop3://pop.example.com:110?tls=none", ""},
		"smtp://smtp.example.com":                  {"smtp://smtp.example.com:587", ""},
		"smtps://smtp.example.com":                 {"smtps://smtp.example.com:465", ""},
		" SMTP://smtp.example.com:25 ":             {"smtp://smtp.example.com:25", ""},
		"imaps://imap.bücher.example":              {"imaps://imap.xn--bcher-kva.example:993", ""},
		"imaps://192.0.2.7":                        {"imaps://192.0.2.7:993", ""},
		"imaps://[2001:db8::7]:1993":               {"imaps://[2001:db8::7]:1993", ""},
	} {
		e, user, err := ParseURL(typed)
		if err != nil || e.String() != want.url || user != want.user {
			t.Errorf("%s is %s for %q, %v; want %s for %q", typed, e, user, err, want.url, want.user)
		}
	}
}

func TestParseURLRefuses(t *testing.T) {
	for typed, want := range map[string]URLFault{
		"":                                  URLNotOne,
		"imap.example.com":                  URLNotOne,
		"imap.example.com:993":              URLNotOne,
		"anna@example.com":                  URLNotOne,
		"imaps://%zz":                       URLNotOne,
		"https://imap.example.com":          URLScheme,
		"imaps://":                          URLHost,
		"imaps://two words.example":         URLNotOne,
		"imaps://bad_label.example":         URLHost,
		"imaps://h.example:0":               URLPort,
		"imaps://h.example:70000":           URLPort,
		"imaps://h.example:":                "",
		"imaps://h.example/INBOX":           URLRest,
		"imap://h.example?tls=maybe":        URLRest,
		"imap://h.example#x":                URLRest,
		"imaps://h.example?tls=none":        URLMode,
		"imaps://anna:hunter2@h.example":    URLPassword,
		"gopher://anna:hunter2@h.example":   URLPassword,
		"imaps://anna:hunter2@h.example:xx": URLNotOne,
	} {
		_, _, err := ParseURL(typed)
		var fault *URLError
		if want == "" {
			if err != nil {
				t.Errorf("%s: %v", typed, err)
			}
			continue
		}
		if !errors.As(err, &fault) || fault.Fault != want {
			t.Errorf("%q: %v, want %s", typed, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("the error holds the password: %v", err)
		}
	}
}
