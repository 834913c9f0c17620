package text

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

var placeholder = regexp.MustCompile(`\{[^}]*\}`)

// Both languages must say the same, so they must name the same things.
func TestLanguagesNameTheSame(t *testing.T) {
	for need, w := range mayBe {
		if en, de := placeholders(w.EN), placeholders(w.DE); !slices.Equal(en, de) {
			t.Errorf("%s: English names %v, German %v", need, en, de)
		}
	}
}

func placeholders(s string) []string {
	found := placeholder.FindAllString(s, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// What is said of an example has no gap, in any form of any code.
func TestExamples(t *testing.T) {
	for _, e := range append(fact.Causes(), fact.Rules()...) {
		for _, v := range append([]fact.Variant{{}}, e.Variants...) {
			form := v.Name
			p := Example(e.Code, form)
			for _, l := range []Lang{English, German} {
				for what, said := range map[string]string{"message": Message(p, l), "remedy": Remedy(p, l), "about": About(e.Code, l)} {
					switch {
					case said == "" && what == "about" && e.About.EN == "": // a rule, see [fact.Cause]
					case said == "":
						t.Errorf("%s %s: no %s in %s", e.Code, form, what, l)
					case placeholder.MatchString(said):
						t.Errorf("%s %s: a gap in the %s: %s", e.Code, form, what, said)
					case !strings.HasSuffix(said, "."):
						t.Errorf("%s %s: the %s does not end: %s", e.Code, form, what, said)
					}
				}
			}
		}
	}
}

// About is two to four plain sentences, and one of them where that says it all.
func TestAbout(t *testing.T) {
	sentences := regexp.MustCompile(`[.!?](?: |$)`)
	for _, e := range fact.Causes() {
		for _, l := range []Lang{English, German} {
			if n := len(sentences.FindAllString(About(e.Code, l), -1)); n < 2 || n > 4 {
				t.Errorf("%s: %d sentences in %s", e.Code, n, l)
			}
		}
	}
}

// A refusal that several causes share one answer for becomes a list of things to
// check, with the provider's own pages; where the answer decides, one page.
func TestHints(t *testing.T) {
	gmx := []fact.Hint{{Need: "enable-access", Provider: "GMX", Link: "https://gmx.example/on"}, {Need: "app-password-two-factor", Provider: "GMX"}}
	gmail := []fact.Hint{{Need: "app-password", Provider: "Gmail", Link: "https://gmail.example/app"}}
	for _, tt := range []struct {
		code  fact.Code
		hints []fact.Hint
		en    []string
		de    []string
	}{
		{fact.WrongCredentials, nil, []string{"Check the password by logging in"}, []string{"Prüfen Sie das Passwort"}},
		{
			fact.WrongCredentials, gmx,
			[]string{"In this order:", "1. Check the password", "2. At GMX", "https://gmx.example/on", "3. If two-factor", "GMX takes only an app password in mail programs."},
			[]string{"Gehen Sie der Reihe nach vor:", "1. Prüfen", "2. Bei GMX", "https://gmx.example/on", "3. Bei eingeschalteter"},
		},
		{
			fact.WrongCredentials, gmail,
			[]string{"1. At Gmail the account's own password is never taken", "https://gmail.example/app", "2. Check both for typing errors"},
			[]string{"1. Bei Gmail gilt das Passwort des Kontos nie", "https://gmail.example/app", "2. Prüfen Sie beides auf Tippfehler"},
		},
		{
			fact.AppPasswordRequired, gmail,
			[]string{"Create an app password", "Gmail describes it here: https://gmail.example/app"},
			[]string{"Erstellen Sie", "Gmail beschreibt es hier: https://gmail.example/app"},
		},
	} {
		p := Example(tt.code, "")
		p.Hints = tt.hints
		for l, want := range map[Lang][]string{English: tt.en, German: tt.de} {
			rest := Remedy(p, l)
			for _, part := range want {
				_, after, found := strings.Cut(rest, part)
				if !found {
					t.Errorf("%s: %q is not there, or not in order: %s", tt.code, part, Remedy(p, l))
				}
				rest = after
			}
		}
	}
	for need := range needs {
		if _, known := mayBe[need]; !known {
			t.Errorf("no words for %s", need)
		}
	}
}

func TestIn(t *testing.T) {
	p := fact.Problem{Code: fact.CertificateExpired, Args: map[string]string{"host": "imap.example.com", "until": "2026-11-01"}}
	if got, want := Message(p, English), "the certificate of imap.example.com expired on 1 November 2026."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := Message(p, German), "Das Zertifikat von imap.example.com ist am 01.11.2026 abgelaufen."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	// An argument that looks like a placeholder is not filled in again.
	p.Args["host"] = "{until}"
	if got := Message(p, English); !strings.Contains(got, "of {until} expired") {
		t.Errorf("the argument was taken for a placeholder: %q", got)
	}
}
