package autoconfig

import (
	"errors"
	"testing"
)

func TestSplit(t *testing.T) {
	for _, test := range []struct {
		template string
		inURL    bool
		holders  int
		unknown  string
	}{
		{"", false, 0, ""},
		{"anna", false, 0, ""},
		{"100%", false, 0, ""},
		{"%", false, 0, ""},
		{"%%", false, 0, ""},
		{"%u%", false, 0, ""},
		{"50% of %EMAILDOMAIN%", false, 1, ""},
		{"%EMAILADDRESS%", false, 1, ""},
		{"%EMAILLOCALPART%%EMAILDOMAIN%", false, 2, ""},
		{"%EMAILLOCALPART%%%EMAILDOMAIN%", false, 2, ""},
		{"%REALNAME% <%EMAILADDRESS%>", false, 2, ""},
		{"%USER%", false, 0, "%USER%"},
		{"%emailaddress%", false, 0, "%emailaddress%"},
		{"%EMAILADDRESS", false, 0, "EMAILADDRESS"},
		{"EMAILADDRESS%", false, 0, "EMAILADDRESS"},
		{"%EMAILLOCALPART%EMAILDOMAIN%", false, 0, "EMAILDOMAIN"},
		{"%EMAILADDRESS @%EMAILDOMAIN%", false, 0, "EMAILADDRESS"},
		{"%C3%A4", false, 0, "%C3%"},
		{"%C3%A4", true, 0, ""},
		{"%20%EMAILADDRESS%%20", true, 1, ""},
		{"%2520%USER%", true, 0, "%USER%"},
	} {
		pieces, err := split(test.template, test.inURL)
		var unknown unknownError
		if test.unknown != "" {
			if !errors.As(err, &unknown) || unknown.holder != test.unknown {
				t.Errorf("%q: %v, want %s", test.template, err, test.unknown)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", test.template, err)
			continue
		}
		whole, holders := "", 0
		for _, p := range pieces {
			whole += p.text
			if p.holder {
				holders++
			}
		}
		if whole != test.template || holders != test.holders {
			t.Errorf("%q: %+v", test.template, pieces)
		}
	}
}

// The values of one user in each sort of template; an empty want is an error.
func TestFill(t *testing.T) {
	p := person{address: "a%b+c@mail.example.co.uk", local: "a%b+c", domain: "mail.example.co.uk", realName: "A & B"}
	plain := person{address: "ann@example.co.uk", local: "ann", domain: "example.co.uk"}
	for _, test := range []struct {
		name string
		got  func() (string, error)
		want string
	}{
		{"text", func() (string, error) { return p.text("%REALNAME%,  %EMAILADDRESS%") }, "A & B, a%b+c@mail.example.co.uk"},
		{"text without a name", func() (string, error) { return plain.text("Mail of %REALNAME%") }, "Mail of"},
		{"user", func() (string, error) { return p.username("EX\\%EMAILLOCALPART%") }, `EX\a%b+c`},
		{"user without a name", func() (string, error) { return plain.username("%REALNAME%") }, ""},
		{"host of the domain", func() (string, error) { return p.host("IMAP.%EMAILDOMAIN%") }, "imap.mail.example.co.uk"},
		{"host of a bad local part", func() (string, error) { return p.host("%EMAILLOCALPART%.example.com") }, ""},
		{"host of a local part", func() (string, error) { return plain.host("x-%EMAILLOCALPART%.example.com") }, "x-ann.example.com"},
		{"twice", func() (string, error) { return plain.host("%EMAILLOCALPART%.%EMAILLOCALPART%.example.com") }, "ann.ann.example.com"},
		{"at the end", func() (string, error) { return plain.host("example.%EMAILLOCALPART%") }, ""},
		{"before a public suffix", func() (string, error) { return plain.host("%EMAILLOCALPART%.co.uk") }, ""},
		{"before the domain", func() (string, error) { return plain.host("%EMAILLOCALPART%.%EMAILDOMAIN%") }, "ann.example.co.uk"},
		{"glued to the domain", func() (string, error) { return plain.host("%EMAILLOCALPART%%EMAILDOMAIN%") }, ""},
		{"URL", func() (string, error) { return p.url("https://%EMAILDOMAIN%:1/%41/%EMAILADDRESS%#%REALNAME%") },
			"https://mail.example.co.uk:1/%41/a%25b%2Bc%40mail.example.co.uk#A%20%26%20B"},
		{"URL with a user", func() (string, error) { return plain.url("https://%EMAILLOCALPART%@evil.example/") }, ""},
		{"URL with a user behind a port", func() (string, error) { return plain.url("https://%EMAILDOMAIN%:1@evil.example/") }, ""},
		{"URL whose scheme is filled in", func() (string, error) { return plain.url("%EMAILLOCALPART%://example.com/") }, ""},
	} {
		got, err := test.got()
		if err != nil {
			got = ""
		}
		if got != test.want || err == nil && test.want == "" {
			t.Errorf("%s: %q, %v", test.name, got, err)
		}
	}
}
