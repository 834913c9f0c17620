package connect

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

func redactor(secrets ...string) *Redactor {
	r := &Redactor{}
	for _, s := range secrets {
		r.Add(s)
	}
	return r
}

func TestRedact(t *testing.T) {
	tests := []struct {
		name    string
		secrets []string
		text    string
		want    string
	}{
		{"nothing to hide", nil, "a1 OK", "a1 OK"},
		{"an empty secret", []string{""}, "a1 OK", "a1 OK"},
		{"as it is", []string{"tuna-42"}, "PASS tuna-42", "PASS [redacted]"},
		{"inside a word", []string{"tuna-42"}, "xtuna-42x", "x[redacted]x"},
		{"more than once", []string{"tuna"}, "tuna, tuna; tuna", "[redacted], [redacted]; [redacted]"},
		{"side by side", []string{"tuna"}, "tunatuna", "[redacted]"},
		{"another case is another word", []string{"tuna"}, "TUNA", "TUNA"},
		{"not quite", []string{"tuna-42"}, "tuna-4", "tuna-4"},
		{"overlapping itself", []string{"abab"}, "xabababx", "x[redacted]x"},
		{"of one letter", []string{"aaaa"}, "baaaaaab", "b[redacted]b"},
		{"two that overlap", []string{"abcd", "cdef"}, "xabcdefx", "x[redacted]x"},
		{"one inside the other", []string{"tuna", "tuna-salad"}, "tuna-salad tuna", "[redacted] [redacted]"},
		{"one that is in the mask", []string{"tuna", "acte"}, "tuna x", "[redacted] x"},
		{"international", []string{"Thunfisch-ü"}, "PASS Thunfisch-ü!", "PASS [redacted]!"},
		{"not text", []string{"\xff\x00\xfe\x01"}, "x\xff\x00\xfe\x01y", "x[redacted]y"},

		{"quoted", []string{`t"u\na`}, `a1 LOGIN "anna" "t\"u\\na"`, `a1 LOGIN "anna" "[redacted]"`},
		{"quoted by Go", []string{"tu\x01na"}, fmt.Sprintf("%q", "PASS tu\x01na"), `"PASS [redacted]"`},
		{"made printable", []string{"tu\u00adna"}, fact.Printable("PASS tu\u00adna"), `PASS [redacted]`},
		{"in a query", []string{"tu na+&"}, "p=tu+na%2B%26", "p=[redacted]"},
		{"in a path", []string{"tu na/"}, "/tu%20na%2F", "/[redacted]"},
		{"in small digits", []string{"tuna/42"}, "/tuna%2f42", "/[redacted]"},

		{"short, alone", []string{"ab"}, "PASS ab.", "PASS [redacted]."},
		{"short, in a word", []string{"ab"}, "about cab ab1 übab", "about cab ab1 übab"},
		{"short, between", []string{"ab"}, "(ab) ab-ab", "([redacted]) [redacted]-[redacted]"},
		{"short, at both ends", []string{"ab"}, "ab", "[redacted]"},
		{"short, the second alone", []string{"a-a"}, "ba-a-a", "ba-[redacted]"},
		{"short, in base64", []string{"ab", "abc"}, "334 YWI= YWJj xYWJj", "334 [redacted] [redacted] xYWJj"},
		{"short, in a name", []string{"ab"}, "220 ab.srv.example, ab", "220 ab.srv.example, [redacted]"},
		{"weak, in a name", []string{"test1"}, "220 test1.srv.example test1. xtest1x", "220 test1.srv.example [redacted]. x[redacted]x"},
		{"weak, in a name behind a scheme", []string{"test1"}, "imaps://mail.test1.example:993 anna@test1", "imaps://mail.test1.example:993 anna@[redacted]"},
		{"weak, in a name's middle", []string{"est1"}, "v1.test1-a.xml", "v1.test1-a.xml"},
		{"weak, and in no name", []string{"t!st1"}, "220 t!st1.srv.example", "220 [redacted].srv.example"},
		{"strong, in a name", []string{"tunafish"}, "220 tunafish.srv.example", "220 [redacted].srv.example"},
		{"digits", []string{"2026"}, "PASS 2026, not after 2026-12-01, 12026, 1.2.3.2026", "PASS [redacted], not after 2026-12-01, 12026, 1.2.3.2026"},
		{"digits, a port", []string{"4993"}, "imaps://srv.example:4993 4993", "imaps://srv.example:4993 [redacted]"},
		{"few digits", []string{"993"}, "0 1 993 srv.example", "0 1 993 srv.example"},
		{"many digits", []string{"20261201"}, "x-20261201", "x-[redacted]"},
		{"other white space", []string{"correct horse"}, "correct  horse, correct\thorse, correcthorse", "[redacted], [redacted], [redacted]"},
		{"white space inside", []string{"correct-horse"}, "cor rect-\r\n horse!", "[redacted]!"},
		{"weak, white space inside", []string{"tuna-42"}, "tuna -42", "tuna -42"},
		{"base64 in two lines", []string{"correct horse"}, "Y29ycmVj\r\n dCBob3JzZQ==", "[redacted]"},
		{"cut short", []string{"correct horse"}, "you said corre…", "you said [redacted]…"},
		{"cut too short", []string{"correct horse"}, "you said cor…", "you said cor…"},
		{"short, in a path", []string{"ä"}, "/%C3%A4/%c3%a4", "/[redacted]/[redacted]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := redactor(tt.secrets...).Redact(tt.text); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
	var none *Redactor
	if got := none.Redact("a1 OK"); got != "a1 OK" {
		t.Errorf("none at all: %q", got)
	}
}

// TestRedactBase64: in base64 a secret is found wherever it stands in what was
// encoded, and no character that holds a bit of it is left.
func TestRedactBase64(t *testing.T) {
	const secret = "tuna-42?>ü"
	r := redactor(secret)
	for name, encoding := range map[string]*base64.Encoding{
		"standard": base64.StdEncoding, "URL": base64.URLEncoding,
		"raw standard": base64.RawStdEncoding, "raw URL": base64.RawURLEncoding,
	} {
		for lead := range 7 {
			for tail := range 4 {
				plain := strings.Repeat("A", lead) + secret + strings.Repeat("B", tail)
				encoded := encoding.EncodeToString([]byte(plain))
				// Each character holds six bits; these are free of the secret's.
				free, last := lead*8/6, ((lead+len(secret))*8+5)/6
				before, after, found := strings.Cut(r.Redact(encoded), mask)
				if !found || len(before) > free || len(after) > len(encoded)-last ||
					!strings.HasPrefix(encoded, before) || !strings.HasSuffix(encoded, after) {
					t.Errorf("%s, %d before, %d behind: %q became %q", name, lead, tail, encoded, r.Redact(encoded))
				}
				// The padding goes too, for it tells the length.
				if rest := len(strings.TrimRight(encoded, "=")) - last; len(before) < free-1 || len(after) < rest-1 || strings.HasSuffix(after, "=") && tail == 0 {
					t.Errorf("%s, %d before, %d behind: too much of %q is gone: %q", name, lead, tail, encoded, r.Redact(encoded))
				}
			}
		}
	}
}

// TestRedactDialogue holds what a login puts on the wire against the redactor, in
// the forms in which servers echo it.
func TestRedactDialogue(t *testing.T) {
	const user, secret = "anna@srv.example", `tuna "42" \ü+ %`
	r := redactor(secret)
	encoded := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	for _, text := range []string{
		`500 unknown command PASS ` + secret,
		`a1 BAD LOGIN "anna" "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(secret) + `"`,
		"334 " + encoded(secret),
		"535 " + encoded("\x00"+user+"\x00"+secret),
		"535 " + encoded(user+"\x00"+user+"\x00"+secret),
		encoded("user=" + user + "\x01auth=Bearer " + secret + "\x01\x01"),
		"GET /?password=" + url.QueryEscape(secret),
		"http://anna:" + url.PathEscape(secret) + "@srv.example/",
		strconv.Quote("error at " + secret),
		fact.Printable("error at " + secret),
	} {
		got := r.Redact(text)
		if !strings.Contains(got, mask) || strings.Contains(got, "tuna") || strings.Contains(got, "42") {
			t.Errorf("%q became %q", text, got)
		}
		if again := r.Redact(got); again != got {
			t.Errorf("once more, %q became %q", got, again)
		}
	}
}

// TestRedactTogether: secrets come while others read.
func TestRedactTogether(t *testing.T) {
	r := redactor()
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			secret := fmt.Sprintf("secret-%d-", n)
			r.Add(secret)
			r.Add(secret)
			if got := r.Redact(secret); got != mask {
				t.Errorf("%q became %q", secret, got)
			}
		})
	}
	wg.Wait()
	if n := len(r.patterns); n > 8*9 {
		t.Errorf("%d patterns of 8 secrets, each added twice", n)
	}
}

// TestRedactSpared: what stands in a report anyway is not told by a hole in it, be
// it spared before the secret is known or after.
func TestRedactSpared(t *testing.T) {
	encoded := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	for _, secret := range []string{"Imap", "anna", "example", "password"} {
		for _, later := range []bool{false, true} {
			r := &Redactor{}
			if later {
				r.Add(secret)
			}
			r.Spare("anna@srv.example", "IMAP server", "your password expired", "")
			r.Add(secret)
			for text, want := range map[string]string{
				"* OK Imap.srv.example: your password expired, anna": "* OK Imap.srv.example: your password expired, anna",
				"-ERR unknown command PASS " + secret:                "-ERR unknown command PASS [redacted]",
				"-ERR unknown command PASS " + secret + "bel":        "-ERR unknown command PASS " + secret + "bel",
				"334 " + encoded(secret):                             "334 [redacted]",
			} {
				if got := r.Redact(text); got != want {
					t.Errorf("%s: %q became %q, want %q", secret, text, got, want)
				}
			}
		}
	}
	r := redactor("tuna-42")
	r.Spare("anna@srv.example")
	if got := r.Redact("PASS tuna-42"); got != "PASS [redacted]" {
		t.Errorf("another word: %q", got)
	}
}

// TestRedactLines: a secret that a server spreads over lines is found as far as
// nothing but white space and a reply's beginning stands between its parts.
func TestRedactLines(t *testing.T) {
	r := redactor("correct horse")
	for _, tt := range [][2][]string{
		{{"535-5.7.8 bad: corr", "535 5.7.8 ect horse!"}, {"535-5.7.8 bad: " + mask, "535 5.7.8 " + mask + "!"}},
		{{"* OK correct", "* NO [ALERT] ho", "a1 NO rse"}, {"* OK " + mask, "* NO [ALERT] " + mask, "a1 NO " + mask}},
		{{"-ERR co", "rrect ho", "rse"}, {"-ERR " + mask, mask, mask}},
		{{"Y29ycmVj", "dCBob3JzZQ=="}, {mask, mask}},
		{{"corr", "between", "ect horse"}, {"corr", "between", "ect horse"}},
		{{"correct horse"}, {mask}},
		{{}, {}},
	} {
		if got := r.RedactLines(tt[0]); !slices.Equal(got, tt[1]) {
			t.Errorf("%q became %q, want %q", tt[0], got, tt[1])
		}
	}
	var none *Redactor
	if got := none.RedactLines([]string{"x"}); !slices.Equal(got, []string{"x"}) {
		t.Errorf("none at all: %q", got)
	}
}
