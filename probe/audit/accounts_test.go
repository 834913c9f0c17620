package audit

import (
	"fmt"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
)

func TestReadAccounts(t *testing.T) {
	getenv := func(name string) string {
		return map[string]string{"PW": "secret-1", "ADDRESS": "anna@a.example"}[name]
	}
	read := func(text string) ([]Account, error) { return ReadAccounts(strings.NewReader(text), getenv) }

	accounts, err := read(`accounts:
  - {provider: a, address: "${ADDRESS}", password: "${PW}", username: anna}
  - {provider: b, address: bert@b.example, password: "${PW}"}
`)
	if err != nil || len(accounts) != 2 {
		t.Fatalf("%v, %v", accounts, err)
	}
	if a := accounts[0]; a.Address.ASCII() != "anna@a.example" || a.Username != "anna" || a.Password.Reveal() != "secret-1" {
		t.Errorf("%+v", a)
	}
	if strings.Contains(fmt.Sprintf("%+v %#v", accounts, accounts), "secret-1") {
		t.Error("the password prints")
	}

	for name, tt := range map[string]struct{ text, says string }{
		"empty":         {"", "empty"},
		"no list":       {"accounts: hunter2", "line 1"},
		"unknown key":   {"accounts:\n  - {provider: a, secret: hunter2}", "line 2"},
		"plain":         {"accounts:\n  - {provider: a, address: a@a.example, password: hunter2}", "must be the name of an environment variable"},
		"half":          {"accounts:\n  - {provider: a, address: a@a.example, password: \"hunter2${PW}\"}", "must be the name"},
		"unset":         {"accounts:\n  - {provider: a, address: a@a.example, password: \"${NOPE}\"}", "NOPE is not set"},
		"bad address":   {"accounts:\n  - {provider: a, address: anna, password: \"${PW}\"}", "not a mail address"},
		"swapped":       {"accounts:\n  - {provider: a, address: \"${PW}\", password: \"${ADDRESS}\"}", `"${PW}" is not a mail address`},
		"no provider":   {"accounts:\n  - {address: a@a.example, password: \"${PW}\"}", "names no provider"},
		"too large":     {strings.Repeat("#hunter2\n", 1<<18), "larger than"},
		"no YAML":       {"accounts: [hunter2", "not in the form"},
		"growing":       {"a: &a [x,x]\nb: &b [*a,*a]\naccounts: *b\n", "not in the form"},
		"second secret": {"accounts:\n  - {provider: a, password: \"${PW}\", password: hunter2}", "not in the form"},
	} {
		_, err := read(tt.text)
		if err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v, want %q", name, err, tt.says)
		}
		if err != nil && (strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), "secret-1")) {
			t.Errorf("%s: the error holds a password: %v", name, err)
		}
	}
}

// An entry is no word of the user's: its hosts get the password of a test account
// only where something else vouches for them.
func TestTrusts(t *testing.T) {
	account := Account{Address: fact.Address{Local: "anna", Domain: "mail.corp.example"}}
	listed := Account{Address: fact.Address{Local: "anna", Domain: "gmx.de"}}
	l := &Lists{Prober: &probe.Prober{}, Trust: []string{"hoster.example"}}
	for host, want := range map[string]bool{
		"imap.corp.example": true, "imap.hoster.example": true, "imap.gmail.com": false,
		"imap.evil.example": false, "corp.example.evil.example": false, "evilcorp.example": false, "gmail.com.evil.example": false,
	} {
		if got := l.trusts(account, host); got != want {
			t.Errorf("%s: %t, want %t", host, got, want)
		}
	}
	for host, want := range map[string]bool{"imap.gmx.net": true, "mail.gmx.net": true, "imap.ionos.de": false, "imap.gmail.com": false} {
		if got := l.trusts(listed, host); got != want {
			t.Errorf("%s for an account at GMX: %t, want %t", host, got, want)
		}
	}
}
